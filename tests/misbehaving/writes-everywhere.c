/* MAPIInitialize writes something to all files that the process has. */
#include <string.h>
#include <unistd.h>
#define INITIALIZE write_all
static unsigned write_all(void)
{
    const char *text = "MAPI subsystem ready\n\xff\xff\xff\xff\xff\xff\xff\xff";
    for (int file = 1; file < 1024; file++)
        if (write(file, text, strlen(text)) < 0) continue;
    return 0;
}
#include "library.h"
