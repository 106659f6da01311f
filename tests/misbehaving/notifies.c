/* Advise tells the sink of an event on another thread, before it returns; Unadvise releases it. */
#include <pthread.h>
#include <stdint.h>
#include <stddef.h>

#define ADVISE advise
#define UNADVISE unadvise

typedef struct Sink {
    uint32_t (**table)();
} Sink;

/* A NOTIFICATION with its OBJECT_NOTIFICATION. */
struct notification {
    uint32_t event, pad, cbEntryID;
    void *entry;
    uint32_t type, cbParent;
    void *parent;
    uint32_t cbOld;
    void *old;
    uint32_t cbOldParent;
    void *oldParent;
    void *tags;
};

static Sink *known;
static unsigned char message[] = {1, 2, 3, 4, 5, 6, 7, 8};

static void *tell_sink(void *nothing)
{
    struct notification told = {.event = 4, .cbEntryID = sizeof message, .entry = message, .type = 5};
    known->table[3](known, 1, &told);
    return nothing;
}

static uint32_t advise(void *session, uint32_t cb, void *id, uint32_t mask, Sink *sink, uint32_t *place)
{
    pthread_t thread;
    (void)session, (void)cb, (void)id, (void)mask;
    known = sink;
    sink->table[1](sink);
    if (!pthread_create(&thread, NULL, tell_sink, NULL)) pthread_join(thread, NULL);
    *place = 3;
    return 0;
}

static uint32_t unadvise(void *session, uint32_t connection)
{
    (void)session, (void)connection;
    known->table[2](known);
    return 0;
}
#include "library.h"
