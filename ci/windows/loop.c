/* Allocates and frees blocks through mapi32, and prints what one call costs in nanoseconds: the
   least of many rounds, as many as are asked for, of as many calls. */

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

int main(int count, char **arguments)
{
    HMODULE library = LoadLibraryA("mapi32.dll");
    DWORD(WINAPI *initialize)(void *) = (void *)GetProcAddress(library, "MAPIInitialize");
    DWORD(WINAPI *allocate)(DWORD, void **) = (void *)GetProcAddress(library, "MAPIAllocateBuffer");
    DWORD(WINAPI *release)(void *) = (void *)GetProcAddress(library, "MAPIFreeBuffer");
    int rounds = count > 2 ? atoi(arguments[1]) : 1, calls = count > 2 ? atoi(arguments[2]) : 2;
    LARGE_INTEGER second, begin, end;
    double least = 1e18;

    if (!initialize || !allocate || !release || initialize(NULL) != S_OK)
        return 1;
    QueryPerformanceFrequency(&second);
    while (rounds-- > 0) {
        QueryPerformanceCounter(&begin);
        for (int call = 0; call < calls; call += 2) {
            void *block = NULL;
            if (allocate(16, &block) != S_OK || release(block) != S_OK)
                return 1;
        }
        QueryPerformanceCounter(&end);
        double each = 1e9 * (end.QuadPart - begin.QuadPart) / second.QuadPart / calls;
        if (each < least)
            least = each;
    }
    printf("%.1f\n", least);
    return 0;
}
