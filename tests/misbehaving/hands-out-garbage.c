/* MAPILogonEx hands out a pointer to nothing. */
#define LOGON garbage
static unsigned garbage(void **place)
{
    *place = (void *)0xdeadbeef;
    return 0;
}
#include "library.h"
