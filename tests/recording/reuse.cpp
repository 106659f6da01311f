// A library with one table and one number for registrations, which it hands out again as soon as
// they are given back: while the call that gives them back has not returned yet.

#include <condition_variable>
#include <mutex>

typedef void *word;

static const unsigned REFUSED = 0x80004005;

static std::mutex lock;
static std::condition_variable changed;
static unsigned references, registered, refused, lingering;
// How often a session's AddRef was called: then calls that give something back return.
static unsigned signals;

// Waits for another signal.
static void linger(std::unique_lock<std::mutex> &guard)
{
    unsigned before = signals;
    ++lingering;
    changed.notify_all();
    changed.wait(guard, [=] { return signals != before; });
    --lingering;
}

// Not before somebody gives a reference back.
static unsigned ask(word self, word, word *place)
{
    std::unique_lock<std::mutex> guard(lock);
    changed.wait(guard, [] { return lingering > 0; });
    ++references;
    *place = self;
    return 0;
}

static unsigned add(word)
{
    std::unique_lock<std::mutex> guard(lock);
    return ++references;
}

static unsigned release(word)
{
    std::unique_lock<std::mutex> guard(lock);
    unsigned left = --references;
    linger(guard);
    return left;
}

static unsigned count(word, unsigned, unsigned *place)
{
    *place = 7;
    return 0;
}

static word table_methods[24] = {(word)ask, (word)add, (word)release};
static word *table = table_methods;

static unsigned signal_all(word)
{
    std::unique_lock<std::mutex> guard(lock);
    ++signals;
    changed.notify_all();
    return 2;
}

// The library keeps a session for itself.
static unsigned keep(word) { return 1; }

static unsigned table_of(word, unsigned, word *place)
{
    std::unique_lock<std::mutex> guard(lock);
    changed.wait(guard, [] { return references == 0; });
    references = 1;
    *place = &table;
    return 0;
}

static unsigned advise(word, unsigned, word, unsigned, word, unsigned *place)
{
    std::unique_lock<std::mutex> guard(lock);
    changed.wait(guard, [] { return registered == 0; });
    registered = 1;
    *place = 5;
    return 0;
}

// The first time it is refused.
static unsigned unadvise(word, unsigned)
{
    std::unique_lock<std::mutex> guard(lock);
    if (refused++ == 0)
        return REFUSED;
    registered = 0;
    linger(guard);
    return 0;
}

static word session_methods[24] = {NULL, (word)signal_all, (word)keep};
static word *session = session_methods;

extern "C" unsigned MAPIInitialize(word)
{
    session_methods[4] = (word)table_of;
    session_methods[11] = (word)advise;
    session_methods[12] = (word)unadvise;
    table_methods[9] = (word)count;
    return 0;
}

extern "C" unsigned MAPILogonEx(word, word, word, unsigned, word *place)
{
    *place = &session;
    return 0;
}
