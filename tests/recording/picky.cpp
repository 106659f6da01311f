// A library that looks at a place before it writes there, as IsBadWritePtr would, and tells by what
// it returns what it has seen.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#ifdef _WIN32
#include <windows.h>
#endif

typedef void *word;

static const unsigned REFUSED = 0x80070057;
static const unsigned SEEN = 0x80040000;

#ifdef _WIN32
static bool is_good(word place, size_t size, bool written = true)
{
    return written ? !IsBadWritePtr(place, size) : !IsBadReadPtr(place, size);
}

static void fail(unsigned error) { SetLastError(error); }
#else
static void fail(unsigned error) { errno = error; }

static bool is_good(word place, size_t size, bool written = true)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    uintptr_t first = (uintptr_t)place, from, to;
    char line[512], rights[5];

    while (maps && fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || first < from || first >= to)
            continue;
        if (rights[0] != 'r' || (written && rights[1] != 'w'))
            break;
        if (first + size <= to) {
            fclose(maps);
            return true;
        }
        size -= to - first;
        first = to;
    }
    if (maps)
        fclose(maps);
    return false;
}
#endif

// Does as it is told: 0 hands something out, 1 leaves the place alone, 2 fails and leaves it alone,
// 3 fails and writes zeros, 4 fails and says what was there. What is handed out before a failure is
// nothing to the program.
template <typename T> static unsigned answer(unsigned what, T *place, T given)
{
    bool good = is_good(place, sizeof *place);
    fail(1000 + what);
    if (!good)
        return REFUSED;
    switch (what) {
    case 0: memcpy(place, &given, sizeof given); return 0;
    case 1: return 0;
    case 3: memset(place, 0, sizeof given); return SEEN;
    case 4: memcpy(&given, place, sizeof given); return SEEN + ((uintptr_t)given & 0xFFFF);
    default: return SEEN;
    }
}

static unsigned counts(word) { return 1; }
static unsigned log_off(word, unsigned *flags) { return answer(4, flags, 0u); }
static unsigned row_count(word, unsigned what, unsigned *place) { return answer(what, place, 7u); }

static word table_methods[24] = {NULL, (word)counts, (word)counts};
static word *table = table_methods;
static word store_methods[24] = {NULL, (word)counts, (word)counts};
static word *store = store_methods;

static unsigned table_of(word, unsigned what, word *place)
{
    return answer<word>(what, place, &table);
}

static unsigned open(word, unsigned, word, word, unsigned what, unsigned *kind, word *place)
{
    unsigned told = answer(what, kind, 1u);
    return told ? told : answer<word>(what, place, &store);
}

// Tells the sink at once, and is not done before.
static unsigned advise(word, unsigned, word, unsigned, word *sink, unsigned *place)
{
    typedef unsigned (*notify)(word, unsigned, word);
    if (!is_good(sink, sizeof(word), false))
        return REFUSED + 1;
    if (!is_good(*sink, 4 * sizeof(word), false))
        return REFUSED + 2;
    ((notify)((word *)*sink)[3])(sink, 0, NULL);
    return answer(0, place, 5u);
}

static word session_methods[24] = {NULL, (word)counts, (word)counts};
static word *session = session_methods;

extern "C" unsigned MAPIInitialize(word)
{
    session_methods[4] = (word)table_of;
    session_methods[9] = (word)open;
    session_methods[11] = (word)advise;
    store_methods[21] = (word)log_off;
    table_methods[9] = (word)row_count;
    return 0;
}

extern "C" unsigned MAPILogonEx(word, word, word, unsigned what, word *place)
{
    return answer<word>(what, place, &session);
}

extern "C" unsigned MAPIAllocateBuffer(unsigned what, word *place)
{
    static char block[16];
    return answer<word>(what, place, block);
}
