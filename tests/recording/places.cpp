// Passes good places and bad ones for what is handed out, and prints what comes of each.

#include <cemapi.h>
#include <mapidefs.h>
#include <mapix.h>

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

static LPMAPISESSION session;
static ULONG connection = 3;

class Sink : public IMAPIAdviseSink {
public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, LPVOID *) { return E_NOINTERFACE; }
    ULONG STDMETHODCALLTYPE AddRef() { return 2; }
    ULONG STDMETHODCALLTYPE Release() { return 1; }
    ULONG STDMETHODCALLTYPE OnNotify(ULONG, LPNOTIFICATION)
    {
        printf("  told, and the place for the connection holds %lu\n", (unsigned long)connection);
        return 0;
    }
};

// What the program has in its hand is another pointer under the recorder, but what is not an object
// is not: it is printed where it is the program's own value.
static void tell(const char *call, ULONG what, HRESULT told, const void *place, size_t size)
{
    int error = errno;
    printf("  %s %lu: %08lx, errno %d", call, (unsigned long)what, (unsigned long)(ULONG)told, error);
    if (size == 4)
        printf(", holds %lu", (unsigned long)*(const ULONG *)place);
    else if (size == 8)
        printf(", holds %s", !*(void *const *)place ? "NULL"
            : memcmp(place, "stranger", 8) == 0 ? "what it held" : "something");
    printf("\n");
}

// Every way to be given a place; with a size of 0 it is not looked at.
static void pass(const char *name, void *place, bool good)
{
    LPMAPITABLE table = NULL;
    ULONG kind = 9;

    printf("%s\n", name);
    session->GetMsgStoresTable(0, &table);
    for (ULONG what = 0; what <= 4; ++what) {
        size_t pointer = good ? 8 : 0, number = good ? 4 : 0;
        for (int zeros = 0; zeros <= good; ++zeros) {
            auto prepare = [=] {
                if (good)
                    memcpy(place, zeros ? "\0\0\0\0\0\0\0" : "stranger", 8);
                errno = 7;
            };
            prepare();
            tell("MAPIAllocateBuffer", what, MAPIAllocateBuffer(what, (LPVOID *)place), place, pointer);
            prepare();
            tell("GetRowCount", what, table->GetRowCount(what, (ULONG *)place), place, number);
            prepare();
            tell("MAPILogonEx", what, MAPILogonEx(0, NULL, NULL, what, (LPMAPISESSION *)place), place, pointer);
            prepare();
            tell("OpenEntry", what, session->OpenEntry(0, NULL, NULL, what, &kind, (LPUNKNOWN *)place), place, pointer);
        }
        LPUNKNOWN opened = NULL;
        errno = 7;
        tell("OpenEntry's kind", what, session->OpenEntry(0, NULL, NULL, what, (ULONG *)place, &opened), place, number);
    }
}

static ucontext_t own, other;

static void elsewhere()
{
    uint64_t place[2];
    pass("a place on a stack that is not the thread's", place, true);
}

int main()
{
    const size_t page = 4096;
    uint64_t place[2], *heap = new uint64_t[2];
    static uint64_t global[2];
    Sink sink;
    LPUNKNOWN opened = NULL;
    ULONG kind = 0;

    setvbuf(stdout, NULL, _IONBF, 0);
    MAPIInitialize(NULL);
    MAPILogonEx(0, NULL, NULL, 0, &session);

    pass("a place on the stack", place, true);
    pass("a place on the heap", heap, true);
    pass("a place of the program", global, true);
    char *memory = (char *)mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pass("a place on two pages", memory + page - 2, true);
    munmap(memory + page, page);
    pass("a place of which half is gone", memory + page - 2, false);
    pass("a place that is gone", memory + page, false);
    memcpy(memory, "stranger", 8);
    mprotect(memory, page, PROT_READ);
    pass("a place that can only be read", memory, false);
    printf("  %.8s\n", memory);
    mprotect(memory + 2 * page, page, PROT_NONE);
    pass("a place that nobody may use", memory + 2 * page, false);
    pass("no pointer", (void *)1, false);
    pass("no pointer either", (void *)~(uintptr_t)3, false);
    pass("NULL", NULL, false);

    getcontext(&other);
    const size_t depth = 1 << 18;
    other.uc_stack.ss_sp = mmap(NULL, depth, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    other.uc_stack.ss_size = depth;
    other.uc_link = &own;
    makecontext(&other, elsewhere, 0);
    swapcontext(&own, &other);

    // A place may hold what the library wants to know, or what others look at meanwhile.
    session->OpenEntry(0, NULL, NULL, 0, &kind, &opened);
    for (ULONG flags = 1; flags <= 2; ++flags) {
        ULONG given = flags;
        tell("StoreLogoff", flags, ((LPMDB)opened)->StoreLogoff(&given), &given, 4);
    }
    tell("Advise", 0, session->Advise(0, NULL, 0, &sink, &connection), &connection, 4);
    tell("Advise", 1, session->Advise(0, NULL, 0, (LPMAPIADVISESINK)1, &connection), &connection, 4);
    uint64_t nothing = 1;
    tell("Advise", 2, session->Advise(0, NULL, 0, (LPMAPIADVISESINK)&nothing, &connection), &connection, 4);
    return 0;
}
