/* Once MAPIInitialize has returned, the process dies as soon as a second thread is to start. */
#define INITIALIZE prepare
#ifdef _WIN32
#include <stdlib.h>
static volatile int prepared;
int __stdcall DllMain(void *library, unsigned long reason, void *reserved)
{
    enum { THREAD_ATTACH = 2 };
    (void)library, (void)reserved;
    if (reason == THREAD_ATTACH && prepared) abort();
    return 1;
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
