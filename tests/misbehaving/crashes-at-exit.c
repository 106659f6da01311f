/* The library's destructor crashes. */
#include "library.h"
__attribute__((destructor)) static void end(void) { *(volatile int *)0 = 1; }
