/* Passes places for what is handed out that lie where the recorder has to ask whether they can be
   used, and prints what comes of each. */

#include <stdio.h>
#include <windows.h>

static DWORD(WINAPI *log_on)(ULONG_PTR, void *, void *, DWORD, void **);
static DWORD(WINAPI *allocate)(DWORD, void **);

static void pass(const char *name, void **place, int good)
{
    for (DWORD what = 0; what <= 4; what++) {
        for (int call = 0; call < 2; call++) {
            if (good)
                *place = (void *)0x1234;
            SetLastError(7);
            DWORD told = call ? log_on(0, NULL, NULL, what, place) : allocate(what, place);
            printf("%s, %s %lu: %08lx, last error %lu", name, call ? "MAPILogonEx" : "MAPIAllocateBuffer",
                   what, told, GetLastError());
            if (good)
                printf(", holds %s", !*place ? "NULL" : *place == (void *)0x1234 ? "what it held" : "something");
            printf("\n");
        }
    }
}

int main(void)
{
    static void *global;
    void *local, **heap = HeapAlloc(GetProcessHeap(), 0, sizeof *heap);
    HMODULE library = LoadLibraryA("cemapi.dll");
    DWORD(WINAPI *initialize)(void *) = (void *)GetProcAddress(library, "MAPIInitialize");
    char *pages = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    DWORD before;

    log_on = (void *)GetProcAddress(library, "MAPILogonEx");
    allocate = (void *)GetProcAddress(library, "MAPIAllocateBuffer");
    if (!initialize || !log_on || !allocate || initialize(NULL) != S_OK)
        return 1;
    pass("the stack", &local, 1);
    pass("the heap", heap, 1);
    pass("the program", &global, 1);
    pass("two pages", (void **)(pages + 0x1000 - 4), 1);
    VirtualFree(pages + 0x1000, 0x1000, MEM_DECOMMIT);
    pass("half a page that is gone", (void **)(pages + 0x1000 - 4), 0);
    pass("a page that is gone", (void **)(pages + 0x1000), 0);
    VirtualProtect(pages, 0x1000, PAGE_READONLY, &before);
    pass("a page to read", (void **)pages, 0);
    VirtualProtect(pages + 0x2000, 0x1000, PAGE_NOACCESS, &before);
    pass("a page for nobody", (void **)(pages + 0x2000), 0);
    pass("no pointer", (void **)1, 0);
    pass("no pointer either", (void **)~(ULONG_PTR)3, 0);
    pass("NULL", NULL, 0);
    return 0;
}
