// A library whose blocks are handed out again as soon as they are freed, to whichever thread asks.

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

static std::mutex lock;
static std::vector<void *> pool;

extern "C" unsigned MAPIInitialize(void *) { return 0; }

extern "C" unsigned MAPIAllocateBuffer(unsigned, void **place)
{
    std::lock_guard<std::mutex> guard(lock);
    if (pool.empty())
        pool.push_back(new char[16]);
    *place = pool.back();
    pool.pop_back();
    return 0;
}

extern "C" unsigned MAPIFreeBuffer(void *block)
{
    // Every third one is refused at first, and stays what it is.
    static std::atomic<unsigned> calls(0);
    if (++calls % 3 == 0)
        return 0x80004005;
    {
        std::lock_guard<std::mutex> guard(lock);
        pool.push_back(block);
    }
    std::this_thread::yield();
    return 0;
}
