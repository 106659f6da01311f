// Calls MAPI in several processes, or in a library that it loads by its name: NAMES what to do.

#include <mapidefs.h>
#include <mapix.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void *library;

template <typename Function> static Function *named(const char *name)
{
    return (Function *)dlsym(library, name);
}

// A whole session.
static bool session(const char *who)
{
    LPMAPISESSION session = NULL;
    bool good = named<decltype(MAPIInitialize)>("MAPIInitialize")(NULL) == S_OK
        && named<decltype(MAPILogonEx)>("MAPILogonEx")(0, NULL, NULL, 0, &session) == S_OK
        && session->Logoff(0, 0, 0) == S_OK && session->Release() == 0;
    named<decltype(MAPIUninitialize)>("MAPIUninitialize")();
    printf("%s: %s\n", who, good ? "well" : "not well");
    fflush(stdout);
    return good;
}

// The same in another process.
static bool child()
{
    int status = 0;
    pid_t process = fork();
    if (process == 0) {
        bool good = session("child");
        _exit(good ? 0 : 1);
    }
    return waitpid(process, &status, 0) == process && status == 0;
}

int main(int count, char **names)
{
    bool good = true;

    const char *path = getenv("FAMILY_LIBRARY");
    library = dlopen(path ? path : "libcemapi.so", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return 2;
    for (int name = 1; name < count; ++name)
        good = (strcmp(names[name], "child") == 0 ? child() : session(names[name])) && good;
    return good ? 0 : 1;
}
