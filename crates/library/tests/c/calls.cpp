// Calls that the library has to answer rightly; `expect` ends the program otherwise. The argument
// chooses what is called.

#include <cemapi.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <thread>

#define expect(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "line %d: %s\n", __LINE__, #condition);                                \
            exit(99);                                                                              \
        }                                                                                          \
    } while (0)

static IMAPISession *log_on()
{
    IMAPISession *session = NULL;
    expect(MAPIInitialize(NULL) == S_OK);
    expect(MAPILogonEx(0, NULL, NULL, 0, &session) == S_OK);
    expect(session != NULL);
    return session;
}

// Blocks are aligned and poisoned, linked blocks go with their parent.
static void memory()
{
    BYTE *block = NULL, *more = NULL;
    expect(MAPIInitialize(NULL) == S_OK);
    expect(MAPIAllocateBuffer(100, (LPVOID *)&block) == S_OK);
    expect(block != NULL && (uintptr_t)block % 8 == 0);
    for (int i = 0; i < 100; ++i)
        expect(block[i] == 0xCD);
    memset(block, 1, 100);
    expect(MAPIAllocateMore(1000, block, (LPVOID *)&more) == S_OK);
    expect(more != NULL && (uintptr_t)more % 8 == 0 && more[999] == 0xCD);
    memset(more, 2, 1000);
    expect(block[99] == 1);
    expect(MAPIFreeBuffer(block) == 0);
    expect(MAPIFreeBuffer(block) == 0);
    expect(MAPIFreeBuffer(NULL) == 0);
    expect(MAPIAllocateBuffer(64, NULL) == E_INVALIDARG);
    block = NULL;
    expect(MAPIAllocateBuffer(0xFFFFFFF0, (LPVOID *)&block) == E_OUTOFMEMORY);
    expect(block == NULL);
    for (int i = 0; i < 10000; ++i) {
        expect(MAPIAllocateBuffer(4096, (LPVOID *)&block) == S_OK);
        expect(MAPIFreeBuffer(block) == 0);
    }
    MAPIUninitialize();
}

// Every slot of the session is there, and CE supports some.
static void slots()
{
    IMAPISession *session = log_on();
    LPVOID unknown = session;
    LPMAPIERROR error = (LPMAPIERROR)session;
    expect(session->AddRef() == 2);
    expect(session->Release() == 1);
    expect(session->QueryInterface(IID_IUnknown, &unknown) == E_NOTIMPL);
    expect(session->GetLastError(E_FAIL, 0, &error) == MAPI_E_NO_SUPPORT);
    expect(session->ShowForm(0, NULL, NULL, NULL, 1, NULL, 2, 3, 4, 5, NULL) == MAPI_E_NO_SUPPORT);
    expect(session->PrepareForm(NULL, NULL, NULL) == MAPI_E_NO_SUPPORT);
    expect(session->SetDefaultStore(0, 0, NULL) == MAPI_E_NO_SUPPORT);
    expect(session->Logoff(0, 0, 0) == S_OK);
    expect(session->Release() == 0);
    MAPIUninitialize();
}

// Desktop MAPI hands out interfaces, and wants each thread to initialize.
static void extended()
{
    IMAPISession *session = log_on(), *same = NULL;
    LPVOID none = session;
    expect(session->QueryInterface(IID_IMAPISession, (LPVOID *)&same) == S_OK);
    expect(same == session);
    expect(session->QueryInterface(IID_IMsgStore, &none) == E_NOINTERFACE);
    expect(none == NULL);
    std::thread([] {
        IMAPISession *other = NULL;
        expect(MAPILogonEx(0, NULL, NULL, 0, &other) == MAPI_E_NOT_INITIALIZED);
    }).join();
    expect(session->Release() == 1);
    expect(session->Release() == 0);
    MAPIUninitialize();
}

// Threads may call at the same time, and use what others obtained.
static void threads()
{
    std::thread all[8];
    IMAPISession *session = log_on();
    for (std::thread &one : all)
        one = std::thread([session] {
            for (int i = 0; i < 200; ++i) {
                LPVOID block = NULL;
                IMAPISession *own = log_on();
                expect(MAPIAllocateBuffer(64, &block) == S_OK);
                expect(session->AddRef() >= 2);
                expect(session->Release() >= 1);
                expect(MAPIFreeBuffer(block) == 0);
                expect(own->Logoff(0, 0, 0) == S_OK);
                expect(own->Release() == 0);
                MAPIUninitialize();
            }
        });
    for (std::thread &one : all)
        one.join();
    expect(session->Release() == 0);
    MAPIUninitialize();
}

// One MAPIUninitialize too many ends the process here.
static void underflow()
{
    MAPIUninitialize();
    exit(98);
}

// So does memory that is freed twice.
static void free_twice()
{
    LPVOID block = NULL;
    expect(MAPIInitialize(NULL) == S_OK);
    expect(MAPIAllocateBuffer(8, &block) == S_OK);
    expect(MAPIFreeBuffer(block) == 0);
    MAPIFreeBuffer(block);
    exit(98);
}

// A method of an object that is gone does whatever the policy says.
static void after_release()
{
    IMAPISession *session = log_on();
    expect(session->Release() == 0);
    session->AddRef();
    exit(98);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "memory") == 0)
        memory();
    else if (strcmp(what, "slots") == 0)
        slots();
    else if (strcmp(what, "extended") == 0)
        extended();
    else if (strcmp(what, "threads") == 0)
        threads();
    else if (strcmp(what, "underflow") == 0)
        underflow();
    else if (strcmp(what, "after-release") == 0)
        after_release();
    else if (strcmp(what, "free-twice") == 0)
        free_twice();
    else
        return 97;
    return 0;
}
