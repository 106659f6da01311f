/* The library's constructor crashes. */
#include "library.h"
__attribute__((constructor)) static void begin(void) { *(volatile int *)0 = 1; }
