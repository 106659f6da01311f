/* A MAPI library whose session opens one kind of message, whatever it is asked for: an object that
 * mapi32.dll makes with CreateIProp, with properties in memory and nothing behind them. Its methods
 * and its buffers are all mapi32.dll's own. */
#include <stdint.h>
#include <string.h>

#define OPENENTRY open_entry
static uint32_t open_entry(void *session, uint32_t cb, const void *id, const void *iid,
                           uint32_t flags, uint32_t *type, void **place);

#include "../misbehaving/library.h"

/* windows.h has a ULONG of its own, and this is all that is needed of it. */
void *LoadLibraryA(const char *name);
void *GetProcAddress(void *library, const char *name);

typedef HRESULT allocate_buffer(ULONG size, void **place);
typedef HRESULT allocate_more(ULONG size, void *parent, void **place);
typedef ULONG free_buffer(void *buffer);
typedef HRESULT create_iprop(const void *iid, allocate_buffer *allocate, allocate_more *more,
                             free_buffer *free, void *reserved, void **place);

/* A call that cannot be passed on kills the process, which the trace then tells. */
static void *mapi32(const char *name) { return GetProcAddress(LoadLibraryA("mapi32.dll"), name); }

HRESULT MAPIAllocateBuffer(ULONG size, void **place)
{
    return ((allocate_buffer *)mapi32("MAPIAllocateBuffer"))(size, place);
}

HRESULT MAPIAllocateMore(ULONG size, void *parent, void **place)
{
    return ((allocate_more *)mapi32("MAPIAllocateMore"))(size, parent, place);
}

ULONG MAPIFreeBuffer(void *buffer) { return ((free_buffer *)mapi32("MAPIFreeBuffer"))(buffer); }

/* The methods of IUnknown, IMAPIProp and IPropData. */
#define METHODS 18
#define GET_PROPS 5

typedef HRESULT get_props(void *object, const void *tags, ULONG flags, ULONG *count, void **props);

static get_props *wine_get_props;

/* Wine's GetProps fails unless it finds 0 where it is to store the count. It makes its buffer with
 * MAPIAllocateBuffer, and what it does not write to is to be the same every time: the heap hands out
 * again what was freed last. */
static HRESULT get_props_with_a_clear_count(void *object, const void *tags, ULONG flags,
                                            ULONG *count, void **props)
{
    const ULONG size = 24 * *(const ULONG *)tags;
    void *stale;
    if (MAPIAllocateBuffer(size, &stale) == 0) {
        memset(stale, 0xEE, size);
        MAPIFreeBuffer(stale);
    }
    if (count) *count = 0;
    return wine_get_props(object, tags, flags, count, props);
}

/* The first byte of the entry id says whether the object is to be as Wine makes it, 0, or is to
 * find its count cleared, 1. */
static HRESULT open_entry(void *session, ULONG cb, const void *id, const void *iid, ULONG flags,
                          ULONG *type, void **place)
{
    /* IID_IMAPIPropData */
    static const unsigned char data[16] = {0x1A, 3, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};
    static void *methods[METHODS];
    HRESULT result;
    (void)session, (void)iid, (void)flags;
    if (type) *type = 5; /* MAPI_MESSAGE */
    result = ((create_iprop *)mapi32("CreateIProp@24"))(data, MAPIAllocateBuffer, MAPIAllocateMore,
                                                        MAPIFreeBuffer, 0, place);
    if (result == 0 && cb > 0 && *(const unsigned char *)id == 1) {
        void ***object = *place;
        for (int slot = 0; slot < METHODS; slot++) methods[slot] = (*object)[slot];
        wine_get_props = (get_props *)methods[GET_PROPS];
        methods[GET_PROPS] = (void *)get_props_with_a_clear_count;
        *object = methods;
    }
    return result;
}
