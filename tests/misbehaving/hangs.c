/* Logoff never returns. */
#include <unistd.h>
#define LOGOFF hang
static unsigned hang(void)
{
    for (;;) usleep(1000000);
}
#include "library.h"
