/* MAPILogonEx ends the process as if all were well. */
#include <stdlib.h>
#define LOGON leave
static unsigned leave(void **place)
{
    (void)place;
    exit(0);
}
#include "library.h"
