/* A MAPI library that does what the documents say. Each fixture includes it and replaces one of
 * its parts by defining the part's name first. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

typedef uint32_t ULONG;
typedef uint32_t HRESULT;

#define SLOTS 24
#define UNSUPPORTED 0x80040102u

typedef struct Session {
    void **table;
    ULONG references;
} Session;

static HRESULT unsupported(void) { return UNSUPPORTED; }

static HRESULT session_query(Session *session, const void *iid, void **place)
{
    (void)iid;
    *place = session;
    session->references++;
    return 0;
}

static ULONG session_add(Session *session) { return ++session->references; }

#ifndef RELEASE
#define RELEASE session_release
static ULONG session_release(Session *session) { return --session->references; }
#endif

#ifndef LOGOFF
#define LOGOFF session_logoff
static HRESULT session_logoff(Session *session, ULONG ui, ULONG flags, ULONG reserved)
{
    (void)session, (void)ui, (void)flags, (void)reserved;
    return 0;
}
#endif

#ifndef ADVISE
#define ADVISE unsupported
#endif

#ifndef OPENENTRY
#define OPENENTRY unsupported
#endif

#ifndef UNADVISE
#define UNADVISE unsupported
#endif

static void *table[SLOTS];
static Session session;

#ifndef LOGON
#define LOGON session_logon
static HRESULT session_logon(void **place)
{
    for (int slot = 0; slot < SLOTS; slot++) table[slot] = (void *)unsupported;
    table[0] = (void *)session_query;
    table[1] = (void *)session_add;
    table[2] = (void *)RELEASE;
    table[9] = (void *)OPENENTRY;
    table[11] = (void *)ADVISE;
    table[12] = (void *)UNADVISE;
    table[17] = (void *)LOGOFF;
    session.table = table;
    session.references = 1;
    *place = &session;
    return 0;
}
#endif

#ifndef INITIALIZE
#define INITIALIZE initialize
static HRESULT initialize(void) { return 0; }
#endif

#ifndef UNINITIALIZE
#define UNINITIALIZE uninitialize
static void uninitialize(void) {}
#endif

HRESULT MAPIInitialize(void *init)
{
    (void)init;
    return INITIALIZE();
}

void MAPIUninitialize(void) { UNINITIALIZE(); }

HRESULT MAPILogonEx(ULONG ui, const void *profile, const void *password, ULONG flags, void **place)
{
    (void)ui, (void)profile, (void)password, (void)flags;
    return LOGON(place);
}
