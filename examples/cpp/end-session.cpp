// Logs on, ends the session and uninitializes, as the documentation has it under
// "Ending a MAPI Session". The calls stand in main; the rest prints what they return.

#include <cemapi.h>
#include <mapidefs.h>
#include <mapiutil.h>
#include <mapix.h>

#include <stdio.h>

static int failures = 0;

// Prints a result code and counts it if it is a failure.
static bool check(const char *call, HRESULT hr)
{
    printf("%-24s 0x%08lX\n", call, (unsigned long)(ULONG)hr);
    if (FAILED(hr))
        ++failures;
    return SUCCEEDED(hr);
}

int main()
{
    ICEMAPISession *pSession = NULL;

    if (!check("MAPIInitialize", MAPIInitialize(NULL)))
        return 1;

    if (check("MAPILogonEx", MAPILogonEx(0, NULL, NULL, 0, (LPMAPISESSION *)&pSession))
        && pSession != NULL) {
        check("Logoff", pSession->Logoff(0, 0, 0));
        ULONG left = pSession->Release();
        printf("%-24s %lu\n", "Release", (unsigned long)left);
        pSession = NULL;
    }

    MAPIUninitialize();
    puts("MAPIUninitialize");
    return failures == 0 ? 0 : 1;
}
