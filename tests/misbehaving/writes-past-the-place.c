/* MAPILogonEx writes more than the pointer that it has a place for. */
#define LOGON overrun
static unsigned overrun(void **place)
{
    static void *nulls[24];
    static void *object[2];
    object[0] = nulls;
    place[0] = object;
    place[1] = object;
    return 0;
}
#include "library.h"
