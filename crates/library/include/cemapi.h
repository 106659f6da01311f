/* CE MAPI: what only CE has.
 * Made from the registry by `cargo run -p cemapi-library --bin headers`; do not edit. */
#ifndef CEMAPI_H
#define CEMAPI_H

#include "mapix.h"
#include "mapiutil.h"

/* Result codes. */
#ifndef CEMAPI_E_PLAINTEXT_NOTSUPPORTED
#define CEMAPI_E_PLAINTEXT_NOTSUPPORTED ((HRESULT)0x80040901)
#endif
#ifndef CEMAPI_E_PROTOCOL_ERROR
#define CEMAPI_E_PROTOCOL_ERROR ((HRESULT)0x80040902)
#endif
#ifndef CEMAPI_E_NO_ACCOUNT_INFO
#define CEMAPI_E_NO_ACCOUNT_INFO ((HRESULT)0x80040903)
#endif
#ifndef CEMAPI_E_NEED_TO_CONNECT
#define CEMAPI_E_NEED_TO_CONNECT ((HRESULT)0x80040904)
#endif
#ifndef CEMAPI_E_MUST_SYNC_ONCE
#define CEMAPI_E_MUST_SYNC_ONCE ((HRESULT)0x80040905)
#endif
#ifndef CEMAPI_E_STORE_UNAVAILABLE
#define CEMAPI_E_STORE_UNAVAILABLE ((HRESULT)0x80040906)
#endif

/* Property tags. */
#define PR_CE_IPM_DRAFTS_ENTRYID PROP_TAG(0x0102, 0x8104)
#define PR_CE_IPM_INBOX_ENTRYID PROP_TAG(0x0102, 0x8106)
#define PR_CE_IMAP_UID PROP_TAG(0x0003, 0x8100)
#define PR_CE_XPRT_MSG_STATUS PROP_TAG(0x0003, 0x8102)
#define PR_CE_MIME_TEXT PROP_TAG(0x0102, 0x8103)
#define PR_CE_IPM_SEARCH_ENTRYID PROP_TAG(0x0102, 0x8105)
#define PR_CE_XPRT_MESSAGE_FLAGS PROP_TAG(0x0003, 0x810B)
#define PR_CE_ITEM_GENERATION PROP_TAG(0x0003, 0x810C)
#define PR_CE_ITEM_INDEX PROP_TAG(0x0003, 0x810D)
#define PR_CE_XHEADERS PROP_TAG(0x001F, 0x8110)
#define PR_CE_NO_NOTIFICATION PROP_TAG(0x000B, 0x8112)
#define PR_CE_UNIQUE_STORE_ID PROP_TAG(0x0048, 0x8113)
#define PR_CE_EMS_HEADER_DATA PROP_TAG(0x0102, 0x8114)
#define PR_CE_HIDE_FROM_TODAY_PAGE PROP_TAG(0x000B, 0x8115)
#define PR_CE_IS_SEARCH_FOLDER PROP_TAG(0x000B, 0x8116)
#define PR_CE_TRANSPORT_NAME PROP_TAG(0x001F, 0x8117)
#define PR_CE_CONTEXT_FLAGS PROP_TAG(0x0003, 0x8118)
#define PR_CE_SIGNATURE PROP_TAG(0x001F, 0x8119)
#define PR_CE_USE_SIGNATURE PROP_TAG(0x000B, 0x811A)
#define PR_CE_USE_SIGNATURE_REPLY_FORWARD PROP_TAG(0x000B, 0x811B)
#define PR_CE_DOMAIN PROP_TAG(0x001F, 0x811F)
#define PR_CE_CHECK_INTERVAL PROP_TAG(0x0003, 0x8120)
#define PR_CE_FETCH_SIZE PROP_TAG(0x0003, 0x8121)
#define PR_CE_ATTACH_FETCH_SIZE PROP_TAG(0x0003, 0x8122)
#define PR_CE_AGE_FILTER PROP_TAG(0x0003, 0x8123)
#define PR_CE_SMTP_AUTHENTICATION PROP_TAG(0x000B, 0x8124)
#define PR_CE_INCOMING_SERVER PROP_TAG(0x001F, 0x8125)
#define PR_CE_OUTGOING_SERVER PROP_TAG(0x001F, 0x8126)
#define PR_CE_CONNECTION_GUID PROP_TAG(0x0048, 0x8127)
#define PR_CE_REQUIRE_SSL PROP_TAG(0x000B, 0x8128)
#define PR_CE_SMTPALT_ACCOUNT PROP_TAG(0x001F, 0x8129)
#define PR_CE_SMTPALT_DOMAIN PROP_TAG(0x001F, 0x812A)
#define PR_CE_SMTPALT_ENABLED PROP_TAG(0x000B, 0x812B)
#define PR_CE_SMTPALT_SSL PROP_TAG(0x000B, 0x812C)
#define PR_CE_SMS_CALLBACK PROP_TAG(0x001F, 0x812D)
#define PR_CE_PREFERRED_DOWNLOAD_FORMAT PROP_TAG(0x0003, 0x812E)
#define PR_CE_PENDING_BODY_FORMAT PROP_TAG(0x0003, 0x812F)
#define PR_CE_NATIVE_MESSAGE_FORMAT PROP_TAG(0x0003, 0x8130)
#define PR_CE_SMS_RAW_HEADER PROP_TAG(0x0102, 0x8131)
#define PR_CE_SMS_RAW_BODY PROP_TAG(0x0102, 0x8132)
#define PR_CE_FETCH_BODY_FAILURE PROP_TAG(0x0003, 0x8133)
#define PR_CE_FETCH_ATTACHMENT_FAILURE PROP_TAG(0x0102, 0x8134)
#define PR_CE_SYNC_ON_SEND PROP_TAG(0x000B, 0x8135)
#define PR_CE_SUPPRESS_FETCH PROP_TAG(0x0003, 0x8136)
#define PR_CE_SYNC_MANUALLY_WHEN_ROAMING PROP_TAG(0x0003, 0x8137)

/* An entry id of a CE store. */
typedef struct _CEENTRYID {
    BYTE abFlags[4];
    ULONG Data1;
    ULONG Data2;
    ULONG Data3;
} CEENTRYID, *LPCEENTRYID;

/* What a compose form is filled with. */
typedef struct _MAILCOMPOSEFIELDS {
    ULONG cbSize;
    DWORD dwFlags;
    LPCWSTR pszTo;
    LPCWSTR pszCc;
    LPCWSTR pszBcc;
    LPCWSTR pszSubject;
    LPCWSTR pszBody;
    LPCWSTR pszAttachments;
    ULONG cAttachments;
    LPCWSTR pszAccount;
    LPCWSTR pszMsgClass;
} MAILCOMPOSEFIELDS, *LPMAILCOMPOSEFIELDS;


/* The session's two methods that only CE has (SESSION-1, SESSION-9). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct ICEMAPISession : public IMAPISession {
    /* Makes a message store. */
    virtual HRESULT STDMETHODCALLTYPE CreateMsgStore(LPCWSTR pszDisplayName, LPMDB *ppMsgStore) = 0;
    /* Deletes a message store. */
    virtual HRESULT STDMETHODCALLTYPE DeleteMsgStore(ULONG cbEntryID, LPENTRYID lpEntryID) = 0;
};
#else
typedef struct ICEMAPISessionVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(ICEMAPISession *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(ICEMAPISession *This);
    ULONG (STDMETHODCALLTYPE *Release)(ICEMAPISession *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(ICEMAPISession *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *GetMsgStoresTable)(ICEMAPISession *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *OpenMsgStore)(ICEMAPISession *This, ULONG ulUIParam, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, LPMDB *lppMDB);
    HRESULT (STDMETHODCALLTYPE *OpenAddressBook)(ICEMAPISession *This, ULONG ulUIParam, LPCIID lpInterface, ULONG ulFlags, LPADRBOOK *lppAdrBook);
    HRESULT (STDMETHODCALLTYPE *OpenProfileSection)(ICEMAPISession *This, LPMAPIUID lpUID, LPCIID lpInterface, ULONG ulFlags, LPPROFSECT *lppProfSect);
    HRESULT (STDMETHODCALLTYPE *GetStatusTable)(ICEMAPISession *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *OpenEntry)(ICEMAPISession *This, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *CompareEntryIDs)(ICEMAPISession *This, ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2, LPENTRYID lpEntryID2, ULONG ulFlags, ULONG *lpulResult);
    HRESULT (STDMETHODCALLTYPE *Advise)(ICEMAPISession *This, ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink, ULONG *lpulConnection);
    HRESULT (STDMETHODCALLTYPE *Unadvise)(ICEMAPISession *This, ULONG ulConnection);
    HRESULT (STDMETHODCALLTYPE *MessageOptions)(ICEMAPISession *This, ULONG ulUIParam, ULONG ulFlags, LPTSTR lpszAdrType, LPMESSAGE lpMessage);
    HRESULT (STDMETHODCALLTYPE *QueryDefaultMessageOpt)(ICEMAPISession *This, LPTSTR lpszAdrType, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppOptions);
    HRESULT (STDMETHODCALLTYPE *EnumAdrTypes)(ICEMAPISession *This, ULONG ulFlags, ULONG *lpcAdrTypes, LPTSTR **lpppszAdrTypes);
    HRESULT (STDMETHODCALLTYPE *QueryIdentity)(ICEMAPISession *This, ULONG *lpcbEntryID, LPENTRYID *lppEntryID);
    HRESULT (STDMETHODCALLTYPE *Logoff)(ICEMAPISession *This, ULONG ulUIParam, ULONG ulFlags, ULONG ulReserved);
    HRESULT (STDMETHODCALLTYPE *SetDefaultStore)(ICEMAPISession *This, ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID);
    HRESULT (STDMETHODCALLTYPE *AdminServices)(ICEMAPISession *This, ULONG ulFlags, LPSERVICEADMIN *lppServiceAdmin);
    HRESULT (STDMETHODCALLTYPE *ShowForm)(ICEMAPISession *This, ULONG ulUIParam, LPMDB lpMsgStore, LPMAPIFOLDER lpParentFolder, LPCIID lpInterface, ULONG ulMessageToken, LPMESSAGE lpMessageSent, ULONG ulFlags, ULONG ulMessageStatus, ULONG ulMessageFlags, ULONG ulAccess, LPSTR lpszMessageClass);
    HRESULT (STDMETHODCALLTYPE *PrepareForm)(ICEMAPISession *This, LPCIID lpInterface, LPMESSAGE lpMessage, ULONG *lpulMessageToken);
    HRESULT (STDMETHODCALLTYPE *CreateMsgStore)(ICEMAPISession *This, LPCWSTR pszDisplayName, LPMDB *ppMsgStore);
    HRESULT (STDMETHODCALLTYPE *DeleteMsgStore)(ICEMAPISession *This, ULONG cbEntryID, LPENTRYID lpEntryID);
} ICEMAPISessionVtbl;
struct ICEMAPISession {
    const ICEMAPISessionVtbl *lpVtbl;
};
#endif


/* Opens a compose form. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MailComposeMessage(MAILCOMPOSEFIELDS *pmcf);

/* Shows a message in the messaging program. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MailDisplayMessage(LPENTRYID lpeid, ULONG cb);

/* Shows a folder in the messaging program. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MailSwitchToFolder(LPENTRYID lpeid, ULONG cb);

/* Shows an account in the messaging program. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MailSwitchToAccount(LPCWSTR pszAccount, DWORD dwFlags);

/* Begins to synchronize an account. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MailSyncMessages(LPCWSTR pszAccount, DWORD dwFlags);

/* Starts the wizard for new accounts. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE MailLaunchNewAccountWizard(void);

#endif
