// Threads that allocate blocks and free them.

#include <mapix.h>

#include <thread>
#include <vector>

int main()
{
    MAPIInitialize(NULL);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.push_back(std::thread([] {
            for (int round = 0; round < 2000; ++round) {
                LPVOID block = NULL;
                MAPIAllocateBuffer(16, &block);
                while (MAPIFreeBuffer(block) != 0)
                    ;
            }
        }));
    for (std::thread &thread : threads)
        thread.join();
}
