/* Does what the documents say, to see that a library written like this passes. */
#include "library.h"
