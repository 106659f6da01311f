/* The library's destructor crashes. */
#include "library.h"
static int *volatile nowhere;
__attribute__((destructor)) static void end(void) { *nowhere = 1; }
