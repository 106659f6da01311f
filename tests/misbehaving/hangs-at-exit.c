/* The library's destructor never returns. */
#include "library.h"
__attribute__((destructor)) static void end(void)
{
    for (;;) usleep(1000000);
}
