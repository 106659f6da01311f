/* Logoff never returns. */
#include <unistd.h>
#define LOGOFF hang
static unsigned hang(void)
{
    for (;;) pause();
}
#include "library.h"
