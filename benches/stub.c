/* The smallest library that a recorder can forward to: what a call costs here is next to nothing. */

typedef void *word;

static unsigned refs(word this) { (void)this; return 2; }
static unsigned count(word this, unsigned flags, unsigned *place)
{
    (void)this, (void)flags;
    *place = 1;
    return 0;
}
static unsigned table_of(word this, unsigned flags, word *place);
static unsigned none(word this) { (void)this; return 0; }

static word session_methods[] = { none, refs, refs, none, table_of };
static word table_methods[] = { none, refs, refs, none, none, none, none, none, none, count };
static word *session = session_methods, *table = table_methods;

static unsigned table_of(word this, unsigned flags, word *place)
{
    (void)this, (void)flags;
    *place = &table;
    return 0;
}

static char block[64];

unsigned MAPIInitialize(word init) { (void)init; return 0; }
unsigned MAPILogonEx(word parent, word profile, word password, unsigned flags, word *place)
{
    (void)parent, (void)profile, (void)password, (void)flags;
    *place = &session;
    return 0;
}
unsigned MAPIAllocateBuffer(unsigned size, word *place)
{
    (void)size;
    *place = block;
    return 0;
}
unsigned MAPIFreeBuffer(word buffer) { (void)buffer; return 0; }
