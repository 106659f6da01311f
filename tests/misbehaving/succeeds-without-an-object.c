/* MAPILogonEx returns S_OK and hands out nothing. */
#define LOGON nothing
static unsigned nothing(void **place)
{
    (void)place;
    return 0;
}
#include "library.h"
