/* A thread that MAPIInitialize starts crashes while MAPIUninitialize waits for it. */
#include <pthread.h>
#include <unistd.h>
#define INITIALIZE begin
#define UNINITIALIZE finish
static volatile int finishing;
static pthread_t thread;
static void *later(void *nothing)
{
    while (!finishing) usleep(1000);
    *(volatile int *)0 = 1;
    return nothing;
}
static unsigned begin(void) { return pthread_create(&thread, 0, later, 0) ? 0x80004005u : 0; }
static void finish(void)
{
    finishing = 1;
    pthread_join(thread, 0);
}
#include "library.h"
