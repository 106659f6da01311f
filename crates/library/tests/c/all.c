/* The headers in the order of the documentation, seen from C. */

#include <cemapi.h>
#include <mapidefs.h>
#include <mapiutil.h>
#include <mapix.h>

#include <stdio.h>

int main(void)
{
    IMAPISession *session = NULL;
    HRESULT hr = MAPIInitialize(NULL);

    if (SUCCEEDED(hr))
        hr = MAPILogonEx(0, NULL, NULL, 0, &session);
    if (SUCCEEDED(hr)) {
        hr = session->lpVtbl->Logoff(session, 0, 0, 0);
        session->lpVtbl->Release(session);
    }
    MAPIUninitialize();
    printf("0x%08lX\n", (unsigned long)(ULONG)hr);
    return FAILED(hr);
}
