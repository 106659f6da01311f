/* CE MAPI: the session and how to get one.
 * Made from the registry by `cargo run -p cemapi-library --bin headers`; do not edit. */
#ifndef MAPIX_H
#define MAPIX_H

#include "mapidefs.h"

/* What `MAPIInitialize` takes. */
typedef struct _MAPIINIT_0 {
    ULONG ulVersion;
    ULONG ulFlags;
} MAPIINIT_0, *LPMAPIINIT_0;
typedef MAPIINIT_0 MAPIINIT, *LPMAPIINIT;


/* Raises the subsystem's count and sets up the globals that the library needs. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MAPIInitialize(LPVOID lpMapiInit);

/* Lowers the subsystem's count and disposes of the globals. */
MAPI_EXTERN_C void STDAPICALLTYPE MAPIUninitialize(void);

/* Logs on and hands out the session. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MAPILogonEx(ULONG ulUIParam, LPTSTR lpszProfileName, LPTSTR lpszPassword, FLAGS flFlags, LPMAPISESSION *lppSession);

/* Obtains a block of memory. */
MAPI_EXTERN_C SCODE STDAPICALLTYPE MAPIAllocateBuffer(ULONG cbSize, LPVOID *lppBuffer);

/* Obtains a block that is freed together with another. */
MAPI_EXTERN_C SCODE STDAPICALLTYPE MAPIAllocateMore(ULONG cbSize, LPVOID lpObject, LPVOID *lppBuffer);

/* Frees a block and all that is linked to it. */
MAPI_EXTERN_C ULONG STDAPICALLTYPE MAPIFreeBuffer(LPVOID lpBuffer);


/* The session: what `MAPILogonEx` hands out (section 5). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMAPISession : public IUnknown {
    /* Would tell more of the last error; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError) = 0;
    /* Opens the table of all message stores. */
    virtual HRESULT STDMETHODCALLTYPE GetMsgStoresTable(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Opens a message store. */
    virtual HRESULT STDMETHODCALLTYPE OpenMsgStore(ULONG ulUIParam, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, LPMDB *lppMDB) = 0;
    /* Would open the address book; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE OpenAddressBook(ULONG ulUIParam, LPCIID lpInterface, ULONG ulFlags, LPADRBOOK *lppAdrBook) = 0;
    /* Would open a section of the profile; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE OpenProfileSection(LPMAPIUID lpUID, LPCIID lpInterface, ULONG ulFlags, LPPROFSECT *lppProfSect) = 0;
    /* Would open the status table; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetStatusTable(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Opens a store, folder or message. */
    virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk) = 0;
    /* Tells whether two entry ids denote the same object. */
    virtual HRESULT STDMETHODCALLTYPE CompareEntryIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2, LPENTRYID lpEntryID2, ULONG ulFlags, ULONG *lpulResult) = 0;
    /* Registers a sink for events of the whole session. */
    virtual HRESULT STDMETHODCALLTYPE Advise(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink, ULONG *lpulConnection) = 0;
    /* Cancels a registration. */
    virtual HRESULT STDMETHODCALLTYPE Unadvise(ULONG ulConnection) = 0;
    /* Would show a message's options; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE MessageOptions(ULONG ulUIParam, ULONG ulFlags, LPTSTR lpszAdrType, LPMESSAGE lpMessage) = 0;
    /* Would return a messaging domain's default options; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE QueryDefaultMessageOpt(LPTSTR lpszAdrType, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppOptions) = 0;
    /* Would list the address types; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE EnumAdrTypes(ULONG ulFlags, ULONG *lpcAdrTypes, LPTSTR **lpppszAdrTypes) = 0;
    /* Would return the entry id of the user; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE QueryIdentity(ULONG *lpcbEntryID, LPENTRYID *lppEntryID) = 0;
    /* Ends the session. */
    virtual HRESULT STDMETHODCALLTYPE Logoff(ULONG ulUIParam, ULONG ulFlags, ULONG ulReserved) = 0;
    /* Would choose the default store; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SetDefaultStore(ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID) = 0;
    /* Would open the administration of services; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE AdminServices(ULONG ulFlags, LPSERVICEADMIN *lppServiceAdmin) = 0;
    /* Would show a form; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE ShowForm(ULONG ulUIParam, LPMDB lpMsgStore, LPMAPIFOLDER lpParentFolder, LPCIID lpInterface, ULONG ulMessageToken, LPMESSAGE lpMessageSent, ULONG ulFlags, ULONG ulMessageStatus, ULONG ulMessageFlags, ULONG ulAccess, LPSTR lpszMessageClass) = 0;
    /* Would prepare a form; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE PrepareForm(LPCIID lpInterface, LPMESSAGE lpMessage, ULONG *lpulMessageToken) = 0;
};
#else
typedef struct IMAPISessionVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMAPISession *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMAPISession *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMAPISession *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IMAPISession *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *GetMsgStoresTable)(IMAPISession *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *OpenMsgStore)(IMAPISession *This, ULONG ulUIParam, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, LPMDB *lppMDB);
    HRESULT (STDMETHODCALLTYPE *OpenAddressBook)(IMAPISession *This, ULONG ulUIParam, LPCIID lpInterface, ULONG ulFlags, LPADRBOOK *lppAdrBook);
    HRESULT (STDMETHODCALLTYPE *OpenProfileSection)(IMAPISession *This, LPMAPIUID lpUID, LPCIID lpInterface, ULONG ulFlags, LPPROFSECT *lppProfSect);
    HRESULT (STDMETHODCALLTYPE *GetStatusTable)(IMAPISession *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *OpenEntry)(IMAPISession *This, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *CompareEntryIDs)(IMAPISession *This, ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2, LPENTRYID lpEntryID2, ULONG ulFlags, ULONG *lpulResult);
    HRESULT (STDMETHODCALLTYPE *Advise)(IMAPISession *This, ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink, ULONG *lpulConnection);
    HRESULT (STDMETHODCALLTYPE *Unadvise)(IMAPISession *This, ULONG ulConnection);
    HRESULT (STDMETHODCALLTYPE *MessageOptions)(IMAPISession *This, ULONG ulUIParam, ULONG ulFlags, LPTSTR lpszAdrType, LPMESSAGE lpMessage);
    HRESULT (STDMETHODCALLTYPE *QueryDefaultMessageOpt)(IMAPISession *This, LPTSTR lpszAdrType, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppOptions);
    HRESULT (STDMETHODCALLTYPE *EnumAdrTypes)(IMAPISession *This, ULONG ulFlags, ULONG *lpcAdrTypes, LPTSTR **lpppszAdrTypes);
    HRESULT (STDMETHODCALLTYPE *QueryIdentity)(IMAPISession *This, ULONG *lpcbEntryID, LPENTRYID *lppEntryID);
    HRESULT (STDMETHODCALLTYPE *Logoff)(IMAPISession *This, ULONG ulUIParam, ULONG ulFlags, ULONG ulReserved);
    HRESULT (STDMETHODCALLTYPE *SetDefaultStore)(IMAPISession *This, ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID);
    HRESULT (STDMETHODCALLTYPE *AdminServices)(IMAPISession *This, ULONG ulFlags, LPSERVICEADMIN *lppServiceAdmin);
    HRESULT (STDMETHODCALLTYPE *ShowForm)(IMAPISession *This, ULONG ulUIParam, LPMDB lpMsgStore, LPMAPIFOLDER lpParentFolder, LPCIID lpInterface, ULONG ulMessageToken, LPMESSAGE lpMessageSent, ULONG ulFlags, ULONG ulMessageStatus, ULONG ulMessageFlags, ULONG ulAccess, LPSTR lpszMessageClass);
    HRESULT (STDMETHODCALLTYPE *PrepareForm)(IMAPISession *This, LPCIID lpInterface, LPMESSAGE lpMessage, ULONG *lpulMessageToken);
} IMAPISessionVtbl;
struct IMAPISession {
    const IMAPISessionVtbl *lpVtbl;
};
#endif

#endif
