/* There is no MAPIUninitialize. */
#define MAPIUninitialize HiddenUninitialize
#include "library.h"
