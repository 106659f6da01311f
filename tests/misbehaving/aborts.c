/* The last MAPIUninitialize gives up. */
#include <stdlib.h>
#define UNINITIALIZE abort
#include "library.h"
