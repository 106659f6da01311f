// Calls a method of a session that is gone.

#include <mapidefs.h>
#include <mapix.h>

int main()
{
    LPMAPISESSION session = NULL;

    MAPIInitialize(NULL);
    MAPILogonEx(0, NULL, NULL, 0, &session);
    session->Logoff(0, 0, 0);
    session->Release();
    session->Logoff(0, 0, 0);
    return 0;
}
