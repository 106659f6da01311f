// Allocates and frees for ever.

#include <mapidefs.h>
#include <mapix.h>

#include <stdio.h>

int main()
{
    MAPIInitialize(NULL);
    puts("begun");
    fflush(stdout);
    for (;;) {
        void *block = NULL;
        MAPIAllocateBuffer(16, &block);
        MAPIFreeBuffer(block);
    }
}
