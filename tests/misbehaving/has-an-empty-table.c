/* The session's table has room for all methods and holds none. */
#define LOGON empty
static void *nulls[24];
static void *object[2];
static unsigned empty(void **place)
{
    object[0] = nulls;
    *place = object;
    return 0;
}
#include "library.h"
