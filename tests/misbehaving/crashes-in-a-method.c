/* Logoff writes to address 0. */
#define LOGOFF crash
static unsigned crash(void)
{
    *(volatile int *)0 = 1;
    return 0;
}
#include "library.h"
