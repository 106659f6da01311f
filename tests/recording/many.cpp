// Allocates and frees a hundred thousand blocks.

#include <mapidefs.h>
#include <mapix.h>

#include <stdio.h>

int main()
{
    int blocks = 0;

    MAPIInitialize(NULL);
    for (; blocks < 100000; ++blocks) {
        void *block = NULL;
        if (MAPIAllocateBuffer(16, &block) != S_OK || MAPIFreeBuffer(block) != S_OK)
            return 1;
    }
    MAPIUninitialize();
    printf("%d blocks\n", blocks);
    return 0;
}
