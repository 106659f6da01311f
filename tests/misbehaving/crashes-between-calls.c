/* Once MAPIInitialize has returned, the process dies as soon as a second thread is to start. */
#define INITIALIZE prepare
#ifdef _WIN32
#include <windows.h>
static volatile int prepared;
BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, void *reserved)
{
    (void)library, (void)reserved;
    if (reason == DLL_THREAD_ATTACH && prepared) *(volatile int *)0 = 1;
    return TRUE;
}
static unsigned prepare(void)
{
    prepared = 1;
    return 0;
}
#else
#include <sys/resource.h>
/* A thread needs a stack, and there is no more memory to be had. */
static unsigned prepare(void)
{
    return setrlimit(RLIMIT_AS, &(struct rlimit){4096, 4096}) ? 0x80004005u : 0;
}
#endif
#include "library.h"
