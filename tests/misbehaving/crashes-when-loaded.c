/* The library's constructor crashes. */
#include "library.h"
static int *volatile nowhere;
__attribute__((constructor)) static void begin(void) { *nowhere = 1; }
