// Is handed out in one thread what another is about to give back.

#include <cemapi.h>
#include <mapidefs.h>
#include <mapix.h>

#include <cstdio>
#include <thread>

static LPMAPISESSION session;
static LPMAPITABLE table;

static void release()
{
    table->Release();
}

// Has a call return that gives something back, once this thread has what was given back.
static void meanwhile(std::thread &other)
{
    session->AddRef();
    other.join();
}

int main()
{
    MAPIInitialize(NULL);
    MAPILogonEx(0, NULL, NULL, 0, &session);

    // A table at the address of one that is being released.
    session->GetMsgStoresTable(0, &table);
    LPMAPITABLE another = NULL;
    ULONG count = 0;
    std::thread first(release);
    session->GetMsgStoresTable(0, &another);
    meanwhile(first);
    another->GetRowCount(0, &count);

    // The same table, of which only one of two references is given back.
    LPMAPITABLE same = NULL;
    table = another;
    table->AddRef();
    std::thread second(release);
    table->QueryInterface(IID_IUnknown, (LPVOID *)&same);
    meanwhile(second);
    printf("%s object\n", same == table ? "the same" : "another");

    // A registration with the number of one that is being cancelled.
    ULONG connection = 0, later = 0;
    session->Advise(0, NULL, 0, NULL, &connection);
    session->Unadvise(connection);
    std::thread third([=] { session->Unadvise(connection); });
    session->Advise(0, NULL, 0, NULL, &later);
    meanwhile(third);
    std::thread fourth([=] { session->Unadvise(later); });
    connection = 0;
    session->Advise(0, NULL, 0, NULL, &connection);
    meanwhile(fourth);

    // A session that the library keeps.
    session->Release();
    MAPILogonEx(0, NULL, NULL, 0, &session);
    return 0;
}
