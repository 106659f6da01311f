/* CE MAPI: types, structures and interfaces.
 * Made from the registry by `cargo run -p cemapi-library --bin headers`; do not edit. */
#ifndef MAPIDEFS_H
#define MAPIDEFS_H

/* The types that Windows gives, and what stands for them elsewhere. */
#ifdef _WIN32
#if !defined(UNICODE) && !defined(_WINDOWS_)
#define UNICODE
#define _UNICODE
#endif
#ifndef UNICODE
#error "strings of CE MAPI are wide: define UNICODE before windows.h is included"
#endif
#include <windows.h>
#include <objbase.h>
#include <objidl.h>
#else
#include <stddef.h>
#include <stdint.h>

typedef uint8_t BYTE;
typedef int16_t SHORT;
typedef uint16_t USHORT;
typedef int32_t LONG;
typedef uint32_t ULONG;
typedef uint32_t DWORD;
typedef int32_t BOOL;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef int32_t HRESULT;
typedef int32_t SCODE;

/* Characters have 16 bits on every machine. */
#ifdef __cplusplus
typedef char16_t WCHAR;
#else
typedef uint_least16_t WCHAR;
#endif
typedef WCHAR TCHAR;
#ifndef TEXT
#define TEXT(text) u##text
#endif

typedef void *LPVOID;
typedef BYTE *LPBYTE;
typedef char *LPSTR;
typedef const char *LPCSTR;
typedef WCHAR *LPWSTR;
typedef const WCHAR *LPCWSTR;
typedef TCHAR *LPTSTR;
typedef const TCHAR *LPCTSTR;

typedef union _LARGE_INTEGER {
    struct {
        DWORD LowPart;
        LONG HighPart;
    } u;
    LONGLONG QuadPart;
} LARGE_INTEGER;

typedef union _ULARGE_INTEGER {
    struct {
        DWORD LowPart;
        DWORD HighPart;
    } u;
    ULONGLONG QuadPart;
} ULARGE_INTEGER;

typedef union tagCY {
    struct {
        ULONG Lo;
        LONG Hi;
    } u;
    LONGLONG int64;
} CY;

#ifndef TRUE
#define FALSE 0
#define TRUE 1
#endif
#define SUCCEEDED(code) ((HRESULT)(code) >= 0)
#define FAILED(code) ((HRESULT)(code) < 0)
#define GetScode(code) ((SCODE)(code))
#define ResultFromScode(code) ((HRESULT)(code))

/* There is one calling convention. */
#ifndef STDMETHODCALLTYPE
#define STDMETHODCALLTYPE
#endif
#ifndef STDAPICALLTYPE
#define STDAPICALLTYPE
#endif

/* An interface id or another id of 16 bytes. */
typedef struct _GUID {
    ULONG Data1;
    USHORT Data2;
    USHORT Data3;
    BYTE Data4[8];
} GUID, *LPGUID;

/* A time: hundreds of nanoseconds since 1601. */
typedef struct _FILETIME {
    DWORD dwLowDateTime;
    DWORD dwHighDateTime;
} FILETIME, *LPFILETIME;


typedef GUID IID, CLSID;
typedef GUID *LPIID;
#ifdef __cplusplus
#define REFIID const IID &
#else
#define REFIID const IID *
#endif


/* What `IStream::Stat` tells. */
typedef struct _STATSTG {
    LPWSTR pwcsName;
    DWORD type;
    ULARGE_INTEGER cbSize;
    FILETIME mtime;
    FILETIME ctime;
    FILETIME atime;
    DWORD grfMode;
    DWORD grfLocksSupported;
    GUID clsid;
    DWORD grfStateBits;
    DWORD reserved;
} STATSTG, *LPSTATSTG;


typedef struct IUnknown IUnknown, *LPUNKNOWN;
typedef struct IStream IStream, *LPSTREAM;


/* The three methods that every object has (section 4). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IUnknown {
    /* Asks the object for another of its interfaces. */
    virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, LPVOID *ppvObj) = 0;
    /* Adds a reference and returns the new count. */
    virtual ULONG STDMETHODCALLTYPE AddRef(void) = 0;
    /* Gives a reference back and returns the new count. */
    virtual ULONG STDMETHODCALLTYPE Release(void) = 0;
};
#else
typedef struct IUnknownVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IUnknown *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IUnknown *This);
    ULONG (STDMETHODCALLTYPE *Release)(IUnknown *This);
} IUnknownVtbl;
struct IUnknown {
    const IUnknownVtbl *lpVtbl;
};
#endif


/* The stream that OpenProperty hands out (PROP-7). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IStream : public IUnknown {
    /* Reads bytes. */
    virtual HRESULT STDMETHODCALLTYPE Read(void *pv, ULONG cb, ULONG *pcbRead) = 0;
    /* Writes bytes. */
    virtual HRESULT STDMETHODCALLTYPE Write(const void *pv, ULONG cb, ULONG *pcbWritten) = 0;
    /* Moves to another place. */
    virtual HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER dlibMove, DWORD dwOrigin, ULARGE_INTEGER *plibNewPosition) = 0;
    /* Changes the length. */
    virtual HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER libNewSize) = 0;
    /* Copies bytes to another stream. */
    virtual HRESULT STDMETHODCALLTYPE CopyTo(LPSTREAM pstm, ULARGE_INTEGER cb, ULARGE_INTEGER *pcbRead, ULARGE_INTEGER *pcbWritten) = 0;
    /* Writes changes through. */
    virtual HRESULT STDMETHODCALLTYPE Commit(DWORD grfCommitFlags) = 0;
    /* Takes changes back. */
    virtual HRESULT STDMETHODCALLTYPE Revert(void) = 0;
    /* Locks a region. */
    virtual HRESULT STDMETHODCALLTYPE LockRegion(ULARGE_INTEGER libOffset, ULARGE_INTEGER cb, DWORD dwLockType) = 0;
    /* Unlocks a region. */
    virtual HRESULT STDMETHODCALLTYPE UnlockRegion(ULARGE_INTEGER libOffset, ULARGE_INTEGER cb, DWORD dwLockType) = 0;
    /* Tells of the stream itself. */
    virtual HRESULT STDMETHODCALLTYPE Stat(STATSTG *pstatstg, DWORD grfStatFlag) = 0;
    /* Makes a stream over the same bytes. */
    virtual HRESULT STDMETHODCALLTYPE Clone(LPSTREAM *ppstm) = 0;
};
#else
typedef struct IStreamVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IStream *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IStream *This);
    ULONG (STDMETHODCALLTYPE *Release)(IStream *This);
    HRESULT (STDMETHODCALLTYPE *Read)(IStream *This, void *pv, ULONG cb, ULONG *pcbRead);
    HRESULT (STDMETHODCALLTYPE *Write)(IStream *This, const void *pv, ULONG cb, ULONG *pcbWritten);
    HRESULT (STDMETHODCALLTYPE *Seek)(IStream *This, LARGE_INTEGER dlibMove, DWORD dwOrigin, ULARGE_INTEGER *plibNewPosition);
    HRESULT (STDMETHODCALLTYPE *SetSize)(IStream *This, ULARGE_INTEGER libNewSize);
    HRESULT (STDMETHODCALLTYPE *CopyTo)(IStream *This, LPSTREAM pstm, ULARGE_INTEGER cb, ULARGE_INTEGER *pcbRead, ULARGE_INTEGER *pcbWritten);
    HRESULT (STDMETHODCALLTYPE *Commit)(IStream *This, DWORD grfCommitFlags);
    HRESULT (STDMETHODCALLTYPE *Revert)(IStream *This);
    HRESULT (STDMETHODCALLTYPE *LockRegion)(IStream *This, ULARGE_INTEGER libOffset, ULARGE_INTEGER cb, DWORD dwLockType);
    HRESULT (STDMETHODCALLTYPE *UnlockRegion)(IStream *This, ULARGE_INTEGER libOffset, ULARGE_INTEGER cb, DWORD dwLockType);
    HRESULT (STDMETHODCALLTYPE *Stat)(IStream *This, STATSTG *pstatstg, DWORD grfStatFlag);
    HRESULT (STDMETHODCALLTYPE *Clone)(IStream *This, LPSTREAM *ppstm);
} IStreamVtbl;
struct IStream {
    const IStreamVtbl *lpVtbl;
};
#endif


#endif

typedef CY CURRENCY;
typedef ULONG FLAGS;
typedef ULONG BOOKMARK;

#ifdef __cplusplus
#define MAPI_EXTERN_C extern "C"
#else
#define MAPI_EXTERN_C extern
#endif

/* The way to write a property tag, and to take one apart. */
#define PROP_TAG(type, id) ((((ULONG)(id)) << 16) | ((ULONG)(type)))
#define PROP_TYPE(tag) (((ULONG)(tag)) & 0xFFFF)
#define PROP_ID(tag) (((ULONG)(tag)) >> 16)
#define CHANGE_PROP_TYPE(tag, type) ((((ULONG)(tag)) & 0xFFFF0000) | ((ULONG)(type)))

#define HR_SUCCEEDED(code) SUCCEEDED(code)
#define HR_FAILED(code) FAILED(code)

/* Result codes. */
#ifndef S_OK
#define S_OK ((HRESULT)0x00000000)
#endif
#ifndef SUCCESS_SUCCESS
#define SUCCESS_SUCCESS ((HRESULT)0x00000000)
#endif
#ifndef hrSuccess
#define hrSuccess ((HRESULT)0x00000000)
#endif
#ifndef S_FALSE
#define S_FALSE ((HRESULT)0x00000001)
#endif
#ifndef E_NOTIMPL
#define E_NOTIMPL ((HRESULT)0x80004001)
#endif
#ifndef E_POINTER
#define E_POINTER ((HRESULT)0x80004003)
#endif
#ifndef E_NOINTERFACE
#define E_NOINTERFACE ((HRESULT)0x80004002)
#endif
#ifndef MAPI_E_INTERFACE_NOT_SUPPORTED
#define MAPI_E_INTERFACE_NOT_SUPPORTED ((HRESULT)0x80004002)
#endif
#ifndef E_ABORT
#define E_ABORT ((HRESULT)0x80004004)
#endif
#ifndef E_FAIL
#define E_FAIL ((HRESULT)0x80004005)
#endif
#ifndef MAPI_E_CALL_FAILED
#define MAPI_E_CALL_FAILED ((HRESULT)0x80004005)
#endif
#ifndef E_UNEXPECTED
#define E_UNEXPECTED ((HRESULT)0x8000FFFF)
#endif
#ifndef E_ACCESSDENIED
#define E_ACCESSDENIED ((HRESULT)0x80070005)
#endif
#ifndef MAPI_E_NO_ACCESS
#define MAPI_E_NO_ACCESS ((HRESULT)0x80070005)
#endif
#ifndef E_HANDLE
#define E_HANDLE ((HRESULT)0x80070006)
#endif
#ifndef E_OUTOFMEMORY
#define E_OUTOFMEMORY ((HRESULT)0x8007000E)
#endif
#ifndef MAPI_E_NOT_ENOUGH_MEMORY
#define MAPI_E_NOT_ENOUGH_MEMORY ((HRESULT)0x8007000E)
#endif
#ifndef E_INVALIDARG
#define E_INVALIDARG ((HRESULT)0x80070057)
#endif
#ifndef MAPI_E_INVALID_PARAMETER
#define MAPI_E_INVALID_PARAMETER ((HRESULT)0x80070057)
#endif
#ifndef CO_E_NOTINITIALIZED
#define CO_E_NOTINITIALIZED ((HRESULT)0x800401F0)
#endif
#ifndef RPC_E_CHANGED_MODE
#define RPC_E_CHANGED_MODE ((HRESULT)0x80010106)
#endif
#ifndef RPC_E_WRONG_THREAD
#define RPC_E_WRONG_THREAD ((HRESULT)0x8001010E)
#endif
#ifndef MAPI_E_NO_SUPPORT
#define MAPI_E_NO_SUPPORT ((HRESULT)0x80040102)
#endif
#ifndef MAPI_E_BAD_CHARWIDTH
#define MAPI_E_BAD_CHARWIDTH ((HRESULT)0x80040103)
#endif
#ifndef MAPI_E_STRING_TOO_LONG
#define MAPI_E_STRING_TOO_LONG ((HRESULT)0x80040105)
#endif
#ifndef MAPI_E_UNKNOWN_FLAGS
#define MAPI_E_UNKNOWN_FLAGS ((HRESULT)0x80040106)
#endif
#ifndef MAPI_E_INVALID_ENTRYID
#define MAPI_E_INVALID_ENTRYID ((HRESULT)0x80040107)
#endif
#ifndef MAPI_E_INVALID_OBJECT
#define MAPI_E_INVALID_OBJECT ((HRESULT)0x80040108)
#endif
#ifndef MAPI_E_OBJECT_CHANGED
#define MAPI_E_OBJECT_CHANGED ((HRESULT)0x80040109)
#endif
#ifndef MAPI_E_OBJECT_DELETED
#define MAPI_E_OBJECT_DELETED ((HRESULT)0x8004010A)
#endif
#ifndef MAPI_E_BUSY
#define MAPI_E_BUSY ((HRESULT)0x8004010B)
#endif
#ifndef MAPI_E_NOT_ENOUGH_DISK
#define MAPI_E_NOT_ENOUGH_DISK ((HRESULT)0x8004010D)
#endif
#ifndef MAPI_E_NOT_ENOUGH_RESOURCES
#define MAPI_E_NOT_ENOUGH_RESOURCES ((HRESULT)0x8004010E)
#endif
#ifndef MAPI_E_NOT_FOUND
#define MAPI_E_NOT_FOUND ((HRESULT)0x8004010F)
#endif
#ifndef MAPI_E_VERSION
#define MAPI_E_VERSION ((HRESULT)0x80040110)
#endif
#ifndef MAPI_E_LOGON_FAILED
#define MAPI_E_LOGON_FAILED ((HRESULT)0x80040111)
#endif
#ifndef MAPI_E_SESSION_LIMIT
#define MAPI_E_SESSION_LIMIT ((HRESULT)0x80040112)
#endif
#ifndef MAPI_E_USER_CANCEL
#define MAPI_E_USER_CANCEL ((HRESULT)0x80040113)
#endif
#ifndef MAPI_E_UNABLE_TO_ABORT
#define MAPI_E_UNABLE_TO_ABORT ((HRESULT)0x80040114)
#endif
#ifndef MAPI_E_NETWORK_ERROR
#define MAPI_E_NETWORK_ERROR ((HRESULT)0x80040115)
#endif
#ifndef MAPI_E_DISK_ERROR
#define MAPI_E_DISK_ERROR ((HRESULT)0x80040116)
#endif
#ifndef MAPI_E_TOO_COMPLEX
#define MAPI_E_TOO_COMPLEX ((HRESULT)0x80040117)
#endif
#ifndef MAPI_E_BAD_COLUMN
#define MAPI_E_BAD_COLUMN ((HRESULT)0x80040118)
#endif
#ifndef MAPI_E_EXTENDED_ERROR
#define MAPI_E_EXTENDED_ERROR ((HRESULT)0x80040119)
#endif
#ifndef MAPI_E_COMPUTED
#define MAPI_E_COMPUTED ((HRESULT)0x8004011A)
#endif
#ifndef MAPI_E_CORRUPT_DATA
#define MAPI_E_CORRUPT_DATA ((HRESULT)0x8004011B)
#endif
#ifndef MAPI_E_UNCONFIGURED
#define MAPI_E_UNCONFIGURED ((HRESULT)0x8004011C)
#endif
#ifndef MAPI_E_FAILONEPROVIDER
#define MAPI_E_FAILONEPROVIDER ((HRESULT)0x8004011D)
#endif
#ifndef MAPI_E_UNKNOWN_CPID
#define MAPI_E_UNKNOWN_CPID ((HRESULT)0x8004011E)
#endif
#ifndef MAPI_E_UNKNOWN_LCID
#define MAPI_E_UNKNOWN_LCID ((HRESULT)0x8004011F)
#endif
#ifndef MAPI_E_PASSWORD_CHANGE_REQUIRED
#define MAPI_E_PASSWORD_CHANGE_REQUIRED ((HRESULT)0x80040120)
#endif
#ifndef MAPI_E_PASSWORD_EXPIRED
#define MAPI_E_PASSWORD_EXPIRED ((HRESULT)0x80040121)
#endif
#ifndef MAPI_E_INVALID_WORKSTATION_ACCOUNT
#define MAPI_E_INVALID_WORKSTATION_ACCOUNT ((HRESULT)0x80040122)
#endif
#ifndef MAPI_E_INVALID_ACCESS_TIME
#define MAPI_E_INVALID_ACCESS_TIME ((HRESULT)0x80040123)
#endif
#ifndef MAPI_E_ACCOUNT_DISABLED
#define MAPI_E_ACCOUNT_DISABLED ((HRESULT)0x80040124)
#endif
#ifndef MAPI_E_END_OF_SESSION
#define MAPI_E_END_OF_SESSION ((HRESULT)0x80040200)
#endif
#ifndef MAPI_E_UNKNOWN_ENTRYID
#define MAPI_E_UNKNOWN_ENTRYID ((HRESULT)0x80040201)
#endif
#ifndef MAPI_E_MISSING_REQUIRED_COLUMN
#define MAPI_E_MISSING_REQUIRED_COLUMN ((HRESULT)0x80040202)
#endif
#ifndef MAPI_W_NO_SERVICE
#define MAPI_W_NO_SERVICE ((HRESULT)0x00040203)
#endif
#ifndef MAPI_E_BAD_VALUE
#define MAPI_E_BAD_VALUE ((HRESULT)0x80040301)
#endif
#ifndef MAPI_E_INVALID_TYPE
#define MAPI_E_INVALID_TYPE ((HRESULT)0x80040302)
#endif
#ifndef MAPI_E_TYPE_NO_SUPPORT
#define MAPI_E_TYPE_NO_SUPPORT ((HRESULT)0x80040303)
#endif
#ifndef MAPI_E_UNEXPECTED_TYPE
#define MAPI_E_UNEXPECTED_TYPE ((HRESULT)0x80040304)
#endif
#ifndef MAPI_E_TOO_BIG
#define MAPI_E_TOO_BIG ((HRESULT)0x80040305)
#endif
#ifndef MAPI_E_DECLINE_COPY
#define MAPI_E_DECLINE_COPY ((HRESULT)0x80040306)
#endif
#ifndef MAPI_E_UNEXPECTED_ID
#define MAPI_E_UNEXPECTED_ID ((HRESULT)0x80040307)
#endif
#ifndef MAPI_W_ERRORS_RETURNED
#define MAPI_W_ERRORS_RETURNED ((HRESULT)0x00040380)
#endif
#ifndef MAPI_E_UNABLE_TO_COMPLETE
#define MAPI_E_UNABLE_TO_COMPLETE ((HRESULT)0x80040400)
#endif
#ifndef MAPI_E_TIMEOUT
#define MAPI_E_TIMEOUT ((HRESULT)0x80040401)
#endif
#ifndef MAPI_E_TABLE_EMPTY
#define MAPI_E_TABLE_EMPTY ((HRESULT)0x80040402)
#endif
#ifndef MAPI_E_TABLE_TOO_BIG
#define MAPI_E_TABLE_TOO_BIG ((HRESULT)0x80040403)
#endif
#ifndef MAPI_E_INVALID_BOOKMARK
#define MAPI_E_INVALID_BOOKMARK ((HRESULT)0x80040405)
#endif
#ifndef MAPI_W_POSITION_CHANGED
#define MAPI_W_POSITION_CHANGED ((HRESULT)0x00040481)
#endif
#ifndef MAPI_W_APPROX_COUNT
#define MAPI_W_APPROX_COUNT ((HRESULT)0x00040482)
#endif
#ifndef MAPI_E_WAIT
#define MAPI_E_WAIT ((HRESULT)0x80040500)
#endif
#ifndef MAPI_E_CANCEL
#define MAPI_E_CANCEL ((HRESULT)0x80040501)
#endif
#ifndef MAPI_E_NOT_ME
#define MAPI_E_NOT_ME ((HRESULT)0x80040502)
#endif
#ifndef MAPI_W_CANCEL_MESSAGE
#define MAPI_W_CANCEL_MESSAGE ((HRESULT)0x00040580)
#endif
#ifndef MAPI_E_CORRUPT_STORE
#define MAPI_E_CORRUPT_STORE ((HRESULT)0x80040600)
#endif
#ifndef MAPI_E_NOT_IN_QUEUE
#define MAPI_E_NOT_IN_QUEUE ((HRESULT)0x80040601)
#endif
#ifndef MAPI_E_NO_SUPPRESS
#define MAPI_E_NO_SUPPRESS ((HRESULT)0x80040602)
#endif
#ifndef MAPI_E_COLLISION
#define MAPI_E_COLLISION ((HRESULT)0x80040604)
#endif
#ifndef MAPI_E_NOT_INITIALIZED
#define MAPI_E_NOT_INITIALIZED ((HRESULT)0x80040605)
#endif
#ifndef MAPI_E_NON_STANDARD
#define MAPI_E_NON_STANDARD ((HRESULT)0x80040606)
#endif
#ifndef MAPI_E_NO_RECIPIENTS
#define MAPI_E_NO_RECIPIENTS ((HRESULT)0x80040607)
#endif
#ifndef MAPI_E_SUBMITTED
#define MAPI_E_SUBMITTED ((HRESULT)0x80040608)
#endif
#ifndef MAPI_E_HAS_FOLDERS
#define MAPI_E_HAS_FOLDERS ((HRESULT)0x80040609)
#endif
#ifndef MAPI_E_HAS_MESSAGES
#define MAPI_E_HAS_MESSAGES ((HRESULT)0x8004060A)
#endif
#ifndef MAPI_E_FOLDER_CYCLE
#define MAPI_E_FOLDER_CYCLE ((HRESULT)0x8004060B)
#endif
#ifndef MAPI_W_PARTIAL_COMPLETION
#define MAPI_W_PARTIAL_COMPLETION ((HRESULT)0x00040680)
#endif
#ifndef MAPI_E_AMBIGUOUS_RECIP
#define MAPI_E_AMBIGUOUS_RECIP ((HRESULT)0x80040700)
#endif

/* Flags and enumerated values. */
#ifndef MAPI_INIT_VERSION
#define MAPI_INIT_VERSION 0
#endif
#ifndef MAPI_MULTITHREAD_NOTIFICATIONS
#define MAPI_MULTITHREAD_NOTIFICATIONS 1
#endif
#ifndef MAPI_NO_COINIT
#define MAPI_NO_COINIT 8
#endif
#ifndef MAPI_NT_SERVICE
#define MAPI_NT_SERVICE 0x10000
#endif
#ifndef MAPI_LOGON_UI
#define MAPI_LOGON_UI 1
#endif
#ifndef MAPI_NEW_SESSION
#define MAPI_NEW_SESSION 2
#endif
#ifndef MAPI_APP_PROFILE
#define MAPI_APP_PROFILE 4
#endif
#ifndef MAPI_ALLOW_OTHERS
#define MAPI_ALLOW_OTHERS 8
#endif
#ifndef MAPI_EXPLICIT_PROFILE
#define MAPI_EXPLICIT_PROFILE 0x10
#endif
#ifndef MAPI_EXTENDED
#define MAPI_EXTENDED 0x20
#endif
#ifndef MAPI_USE_DEFAULT
#define MAPI_USE_DEFAULT 0x40
#endif
#ifndef MAPI_FORCE_DOWNLOAD
#define MAPI_FORCE_DOWNLOAD 0x1000
#endif
#ifndef MAPI_SERVICE_UI_ALWAYS
#define MAPI_SERVICE_UI_ALWAYS 0x2000
#endif
#ifndef MAPI_NO_MAIL
#define MAPI_NO_MAIL 0x8000
#endif
#ifndef MAPI_PASSWORD_UI
#define MAPI_PASSWORD_UI 0x20000
#endif
#ifndef MAPI_TIMEOUT_SHORT
#define MAPI_TIMEOUT_SHORT 0x100000
#endif
#ifndef MAPI_BG_SESSION
#define MAPI_BG_SESSION 0x200000
#endif
#ifndef MAPI_UNICODE
#define MAPI_UNICODE 0x80000000
#endif
#ifndef MAPI_SIMPLE_DEFAULT
#define MAPI_SIMPLE_DEFAULT 0x1009
#endif
#ifndef MAPI_SIMPLE_EXPLICIT
#define MAPI_SIMPLE_EXPLICIT 0x1012
#endif
#ifndef MAPI_LOGOFF_SHARED
#define MAPI_LOGOFF_SHARED 1
#endif
#ifndef MAPI_LOGOFF_UI
#define MAPI_LOGOFF_UI 2
#endif
#ifndef MAPI_MODIFY
#define MAPI_MODIFY 1
#endif
#ifndef MAPI_CREATE
#define MAPI_CREATE 2
#endif
#ifndef MAPI_DEFERRED_ERRORS
#define MAPI_DEFERRED_ERRORS 8
#endif
#ifndef MAPI_BEST_ACCESS
#define MAPI_BEST_ACCESS 0x10
#endif
#ifndef MAPI_ASSOCIATED
#define MAPI_ASSOCIATED 0x40
#endif
#ifndef MDB_NO_DIALOG
#define MDB_NO_DIALOG 1
#endif
#ifndef MDB_WRITE
#define MDB_WRITE 4
#endif
#ifndef MDB_TEMPORARY
#define MDB_TEMPORARY 0x20
#endif
#ifndef MDB_NO_MAIL
#define MDB_NO_MAIL 0x80
#endif
#ifndef MDB_ONLINE
#define MDB_ONLINE 0x100
#endif
#ifndef KEEP_OPEN_READONLY
#define KEEP_OPEN_READONLY 1
#endif
#ifndef KEEP_OPEN_READWRITE
#define KEEP_OPEN_READWRITE 2
#endif
#ifndef FORCE_SAVE
#define FORCE_SAVE 4
#endif
#ifndef MAPI_ORIG
#define MAPI_ORIG 0
#endif
#ifndef MAPI_TO
#define MAPI_TO 1
#endif
#ifndef MAPI_CC
#define MAPI_CC 2
#endif
#ifndef MAPI_BCC
#define MAPI_BCC 3
#endif
#ifndef MODRECIP_ADD
#define MODRECIP_ADD 2
#endif
#ifndef MODRECIP_MODIFY
#define MODRECIP_MODIFY 4
#endif
#ifndef MODRECIP_REMOVE
#define MODRECIP_REMOVE 8
#endif
#ifndef MESSAGE_MOVE
#define MESSAGE_MOVE 1
#endif
#ifndef MESSAGE_DIALOG
#define MESSAGE_DIALOG 2
#endif
#ifndef FOLDER_MOVE
#define FOLDER_MOVE 1
#endif
#ifndef COPY_SUBFOLDERS
#define COPY_SUBFOLDERS 0x10
#endif
#ifndef OPEN_IF_EXISTS
#define OPEN_IF_EXISTS 1
#endif
#ifndef DEL_MESSAGES
#define DEL_MESSAGES 1
#endif
#ifndef DEL_FOLDERS
#define DEL_FOLDERS 4
#endif
#ifndef DEL_ASSOCIATED
#define DEL_ASSOCIATED 8
#endif
#ifndef CONVENIENT_DEPTH
#define CONVENIENT_DEPTH 1
#endif
#ifndef FOLDER_ROOT
#define FOLDER_ROOT 0
#endif
#ifndef FOLDER_GENERIC
#define FOLDER_GENERIC 1
#endif
#ifndef FOLDER_SEARCH
#define FOLDER_SEARCH 2
#endif
#ifndef MSGFLAG_READ
#define MSGFLAG_READ 1
#endif
#ifndef MSGFLAG_UNMODIFIED
#define MSGFLAG_UNMODIFIED 2
#endif
#ifndef MSGFLAG_SUBMIT
#define MSGFLAG_SUBMIT 4
#endif
#ifndef MSGFLAG_UNSENT
#define MSGFLAG_UNSENT 8
#endif
#ifndef MSGFLAG_HASATTACH
#define MSGFLAG_HASATTACH 0x10
#endif
#ifndef MSGFLAG_FROMME
#define MSGFLAG_FROMME 0x20
#endif
#ifndef MSGFLAG_ASSOCIATED
#define MSGFLAG_ASSOCIATED 0x40
#endif
#ifndef MSGFLAG_RESEND
#define MSGFLAG_RESEND 0x80
#endif
#ifndef MSGFLAG_RN_PENDING
#define MSGFLAG_RN_PENDING 0x100
#endif
#ifndef MSGFLAG_NRN_PENDING
#define MSGFLAG_NRN_PENDING 0x200
#endif
#ifndef MSGSTATUS_HIGHLIGHTED
#define MSGSTATUS_HIGHLIGHTED 1
#endif
#ifndef MSGSTATUS_TAGGED
#define MSGSTATUS_TAGGED 2
#endif
#ifndef MSGSTATUS_HIDDEN
#define MSGSTATUS_HIDDEN 4
#endif
#ifndef MSGSTATUS_DELMARKED
#define MSGSTATUS_DELMARKED 8
#endif
#ifndef MSGSTATUS_REMOTE_DOWNLOAD
#define MSGSTATUS_REMOTE_DOWNLOAD 0x1000
#endif
#ifndef MSGSTATUS_REMOTE_DELETE
#define MSGSTATUS_REMOTE_DELETE 0x2000
#endif
#ifndef MSGSTATUS_HEADERONLY
#define MSGSTATUS_HEADERONLY 0x10000
#endif
#ifndef MSGSTATUS_RECTYPE_SMTP
#define MSGSTATUS_RECTYPE_SMTP 0x20000
#endif
#ifndef MSGSTATUS_SMSSTATUS_SUCCESS
#define MSGSTATUS_SMSSTATUS_SUCCESS 0x20000
#endif
#ifndef MSGSTATUS_RECTYPE_SMS
#define MSGSTATUS_RECTYPE_SMS 0x40000
#endif
#ifndef MSGSTATUS_RECTYPE_ALLTYPES
#define MSGSTATUS_RECTYPE_ALLTYPES 0x60000
#endif
#ifndef MSGSTATUS_PARTIAL_DOWNLOAD
#define MSGSTATUS_PARTIAL_DOWNLOAD 0x80000
#endif
#ifndef MSGSTATUS_PARTIAL
#define MSGSTATUS_PARTIAL 0x100000
#endif
#ifndef MSGSTATUS_REMOTE_DOWNLOAD_ATTACH
#define MSGSTATUS_REMOTE_DOWNLOAD_ATTACH 0x200000
#endif
#ifndef MSGSTATUS_REMOTE_DOWNLOAD_HEADER
#define MSGSTATUS_REMOTE_DOWNLOAD_HEADER 0x400000
#endif
#ifndef MSGSTATUS_HAS_TNEF
#define MSGSTATUS_HAS_TNEF 0x800000
#endif
#ifndef MSGSTATUS_REMOTE_DOWNLOAD_TNEF
#define MSGSTATUS_REMOTE_DOWNLOAD_TNEF 0x1000000
#endif
#ifndef MSGSTATUS_GHOSTED_ATTACH
#define MSGSTATUS_GHOSTED_ATTACH 0x2000000
#endif
#ifndef MSGSTATUS_PENDING_ATTACHMENTS
#define MSGSTATUS_PENDING_ATTACHMENTS 0x4000000
#endif
#ifndef MSGSTATUS_HAS_PR_CE_MIME_TEXT
#define MSGSTATUS_HAS_PR_CE_MIME_TEXT 0x8000000
#endif
#ifndef MSGSTATUS_HAS_PR_BODY
#define MSGSTATUS_HAS_PR_BODY 0x10000000
#endif
#ifndef MSGSTATUS_HAS_SMIME
#define MSGSTATUS_HAS_SMIME 0x20000000
#endif
#ifndef MSGSTATUS_HAS_CRYPT_MIME
#define MSGSTATUS_HAS_CRYPT_MIME 0x40000000
#endif
#ifndef MSGSTATUS_HAS_BODY_HTML
#define MSGSTATUS_HAS_BODY_HTML 0x80000000
#endif
#ifndef fnevCriticalError
#define fnevCriticalError 1
#endif
#ifndef fnevNewMail
#define fnevNewMail 2
#endif
#ifndef fnevObjectCreated
#define fnevObjectCreated 4
#endif
#ifndef fnevObjectDeleted
#define fnevObjectDeleted 8
#endif
#ifndef fnevObjectModified
#define fnevObjectModified 0x10
#endif
#ifndef fnevObjectMoved
#define fnevObjectMoved 0x20
#endif
#ifndef fnevObjectCopied
#define fnevObjectCopied 0x40
#endif
#ifndef fnevSearchComplete
#define fnevSearchComplete 0x80
#endif
#ifndef fnevTableModified
#define fnevTableModified 0x100
#endif
#ifndef fnevStatusObjectModified
#define fnevStatusObjectModified 0x200
#endif
#ifndef fnevReservedForMapi
#define fnevReservedForMapi 0x40000000
#endif
#ifndef fnevExtended
#define fnevExtended 0x80000000
#endif
#ifndef TABLE_CHANGED
#define TABLE_CHANGED 1
#endif
#ifndef TABLE_ERROR
#define TABLE_ERROR 2
#endif
#ifndef TABLE_ROW_ADDED
#define TABLE_ROW_ADDED 3
#endif
#ifndef TABLE_ROW_DELETED
#define TABLE_ROW_DELETED 4
#endif
#ifndef TABLE_ROW_MODIFIED
#define TABLE_ROW_MODIFIED 5
#endif
#ifndef TABLE_SORT_DONE
#define TABLE_SORT_DONE 6
#endif
#ifndef TABLE_RESTRICT_DONE
#define TABLE_RESTRICT_DONE 7
#endif
#ifndef TABLE_SETCOL_DONE
#define TABLE_SETCOL_DONE 8
#endif
#ifndef TABLE_RELOAD
#define TABLE_RELOAD 9
#endif
#ifndef BOOKMARK_BEGINNING
#define BOOKMARK_BEGINNING 0
#endif
#ifndef BOOKMARK_CURRENT
#define BOOKMARK_CURRENT 1
#endif
#ifndef BOOKMARK_END
#define BOOKMARK_END 2
#endif
#ifndef TBL_NOADVANCE
#define TBL_NOADVANCE 1
#endif
#ifndef TBL_ASYNC
#define TBL_ASYNC 1
#endif
#ifndef TBL_NOWAIT
#define TBL_NOWAIT 1
#endif
#ifndef TBL_BATCH
#define TBL_BATCH 2
#endif
#ifndef TBL_ALL_COLUMNS
#define TBL_ALL_COLUMNS 1
#endif
#ifndef TABLE_SORT_ASCEND
#define TABLE_SORT_ASCEND 0
#endif
#ifndef TABLE_SORT_DESCEND
#define TABLE_SORT_DESCEND 1
#endif
#ifndef TABLE_SORT_COMBINE
#define TABLE_SORT_COMBINE 2
#endif
#ifndef RES_AND
#define RES_AND 0
#endif
#ifndef RES_OR
#define RES_OR 1
#endif
#ifndef RES_NOT
#define RES_NOT 2
#endif
#ifndef RES_CONTENT
#define RES_CONTENT 3
#endif
#ifndef RES_PROPERTY
#define RES_PROPERTY 4
#endif
#ifndef RES_COMPAREPROPS
#define RES_COMPAREPROPS 5
#endif
#ifndef RES_BITMASK
#define RES_BITMASK 6
#endif
#ifndef RES_SIZE
#define RES_SIZE 7
#endif
#ifndef RES_EXIST
#define RES_EXIST 8
#endif
#ifndef RES_SUBRESTRICTION
#define RES_SUBRESTRICTION 9
#endif
#ifndef RES_COMMENT
#define RES_COMMENT 0xA
#endif
#ifndef RELOP_LT
#define RELOP_LT 0
#endif
#ifndef RELOP_LE
#define RELOP_LE 1
#endif
#ifndef RELOP_GT
#define RELOP_GT 2
#endif
#ifndef RELOP_GE
#define RELOP_GE 3
#endif
#ifndef RELOP_EQ
#define RELOP_EQ 4
#endif
#ifndef RELOP_NE
#define RELOP_NE 5
#endif
#ifndef RELOP_RE
#define RELOP_RE 6
#endif
#ifndef BMR_EQZ
#define BMR_EQZ 0
#endif
#ifndef BMR_NEZ
#define BMR_NEZ 1
#endif
#ifndef FL_FULLSTRING
#define FL_FULLSTRING 0
#endif
#ifndef FL_SUBSTRING
#define FL_SUBSTRING 1
#endif
#ifndef FL_PREFIX
#define FL_PREFIX 2
#endif
#ifndef FL_IGNORECASE
#define FL_IGNORECASE 0x10000
#endif
#ifndef FL_IGNORENONSPACE
#define FL_IGNORENONSPACE 0x20000
#endif
#ifndef FL_LOOSE
#define FL_LOOSE 0x40000
#endif
#ifndef MAPI_STORE
#define MAPI_STORE 1
#endif
#ifndef MAPI_ADDRBOOK
#define MAPI_ADDRBOOK 2
#endif
#ifndef MAPI_FOLDER
#define MAPI_FOLDER 3
#endif
#ifndef MAPI_ABCONT
#define MAPI_ABCONT 4
#endif
#ifndef MAPI_MESSAGE
#define MAPI_MESSAGE 5
#endif
#ifndef MAPI_MAILUSER
#define MAPI_MAILUSER 6
#endif
#ifndef MAPI_ATTACH
#define MAPI_ATTACH 7
#endif
#ifndef MAPI_DISTLIST
#define MAPI_DISTLIST 8
#endif
#ifndef MAPI_PROFSECT
#define MAPI_PROFSECT 9
#endif
#ifndef MAPI_STATUS
#define MAPI_STATUS 0xA
#endif
#ifndef MAPI_SESSION
#define MAPI_SESSION 0xB
#endif
#ifndef MAPI_FORMINFO
#define MAPI_FORMINFO 0xC
#endif
#ifndef MNID_ID
#define MNID_ID 0
#endif
#ifndef MNID_STRING
#define MNID_STRING 1
#endif
#ifndef MAPI_DIM
#define MAPI_DIM 1
#endif
#ifndef MAPI_SHORTTERM
#define MAPI_SHORTTERM 0x80
#endif
#ifndef MAPI_NOTRECIP
#define MAPI_NOTRECIP 0x40
#endif
#ifndef MAPI_THISSESSION
#define MAPI_THISSESSION 0x20
#endif
#ifndef MAPI_NOW
#define MAPI_NOW 0x10
#endif
#ifndef MAPI_NOTRESERVED
#define MAPI_NOTRESERVED 8
#endif
#ifndef NO_ATTACHMENT
#define NO_ATTACHMENT 0
#endif
#ifndef ATTACH_BY_VALUE
#define ATTACH_BY_VALUE 1
#endif
#ifndef ATTACH_BY_REFERENCE
#define ATTACH_BY_REFERENCE 2
#endif
#ifndef ATTACH_BY_REF_RESOLVE
#define ATTACH_BY_REF_RESOLVE 3
#endif
#ifndef ATTACH_BY_REF_ONLY
#define ATTACH_BY_REF_ONLY 4
#endif
#ifndef ATTACH_EMBEDDED_MSG
#define ATTACH_EMBEDDED_MSG 5
#endif
#ifndef ATTACH_OLE
#define ATTACH_OLE 6
#endif
#ifndef MCF_ACCOUNT_IS_NAME
#define MCF_ACCOUNT_IS_NAME 1
#endif
#ifndef MCF_ACCOUNT_IS_TRANSPORT
#define MCF_ACCOUNT_IS_TRANSPORT 2
#endif
#ifndef MCF_MAILTO_FORMAT
#define MCF_MAILTO_FORMAT 4
#endif
#ifndef MCF_RUN_IN_BACKGROUND
#define MCF_RUN_IN_BACKGROUND 8
#endif
#ifndef CE_CONTEXT_DISABLE_REPLY
#define CE_CONTEXT_DISABLE_REPLY 1
#endif
#ifndef CE_CONTEXT_DISABLE_FORWARD
#define CE_CONTEXT_DISABLE_FORWARD 2
#endif
#ifndef CE_CONTEXT_DISABLE_DELETE
#define CE_CONTEXT_DISABLE_DELETE 4
#endif
#ifndef CE_CONTEXT_DISABLE_MOVE
#define CE_CONTEXT_DISABLE_MOVE 8
#endif
#ifndef CE_CONTEXT_DISABLE_FLAG
#define CE_CONTEXT_DISABLE_FLAG 0x10
#endif
#ifndef CE_CONTEXT_DISABLE_MARKREAD
#define CE_CONTEXT_DISABLE_MARKREAD 0x20
#endif
#ifndef FOLDER_HIDE
#define FOLDER_HIDE 0x10000
#endif
#ifndef FOLDER_SPECIAL
#define FOLDER_SPECIAL 0x20000
#endif
#ifndef FOLDER_INBOX
#define FOLDER_INBOX 0x40000
#endif
#ifndef FOLDER_DELETED_ITEMS
#define FOLDER_DELETED_ITEMS 0x80000
#endif
#ifndef FOLDER_SENT_ITEMS
#define FOLDER_SENT_ITEMS 0x100000
#endif
#ifndef FOLDER_OUTBOX
#define FOLDER_OUTBOX 0x200000
#endif
#ifndef FOLDER_DRAFTS
#define FOLDER_DRAFTS 0x400000
#endif
#ifndef FOLDER_IPM
#define FOLDER_IPM 0x800000
#endif
#ifndef MESSAGEFIELDS_FLAGS_DELETEONCLOSE
#define MESSAGEFIELDS_FLAGS_DELETEONCLOSE 1
#endif
#ifndef MESSAGEFIELDS_FLAGS_SMSSERVICE
#define MESSAGEFIELDS_FLAGS_SMSSERVICE 2
#endif
#ifndef DELACTION_IMMEDIATELY
#define DELACTION_IMMEDIATELY 0
#endif
#ifndef DELACTION_MANUALLY
#define DELACTION_MANUALLY 1
#endif
#ifndef SHUTDOWNFLAG_LOSTCONNECTION
#define SHUTDOWNFLAG_LOSTCONNECTION 1
#endif
#ifndef MRC_ACCESS_NONE
#define MRC_ACCESS_NONE 0
#endif
#ifndef MRC_ACCESS_READ_ONLY
#define MRC_ACCESS_READ_ONLY 1
#endif
#ifndef MRC_ACCESS_WRITE
#define MRC_ACCESS_WRITE 2
#endif
#ifndef MRC_NOT_HANDLED
#define MRC_NOT_HANDLED 0
#endif
#ifndef MRC_HANDLED_CONTINUE
#define MRC_HANDLED_CONTINUE 1
#endif
#ifndef MRC_HANDLED_DONTCONTINUE
#define MRC_HANDLED_DONTCONTINUE 2
#endif
#ifndef g_knMaxSvcs
#define g_knMaxSvcs 8
#endif
#ifndef g_knMaxSvcLen
#define g_knMaxSvcLen 0x20
#endif
#ifndef cchProfileNameMax
#define cchProfileNameMax 0x40
#endif
#ifndef cchProfilePassMax
#define cchProfilePassMax 0x40
#endif
#ifndef STGM_READ
#define STGM_READ 0
#endif
#ifndef STGM_WRITE
#define STGM_WRITE 1
#endif
#ifndef STGM_READWRITE
#define STGM_READWRITE 2
#endif
#ifndef STREAM_SEEK_SET
#define STREAM_SEEK_SET 0
#endif
#ifndef STREAM_SEEK_CUR
#define STREAM_SEEK_CUR 1
#endif
#ifndef STREAM_SEEK_END
#define STREAM_SEEK_END 2
#endif

/* Property types. */
#define PT_UNSPECIFIED ((ULONG)0x0000)
#define PT_NULL ((ULONG)0x0001)
#define PT_I2 ((ULONG)0x0002)
#define PT_SHORT ((ULONG)0x0002)
#define PT_LONG ((ULONG)0x0003)
#define PT_I4 ((ULONG)0x0003)
#define PT_R4 ((ULONG)0x0004)
#define PT_DOUBLE ((ULONG)0x0005)
#define PT_CURRENCY ((ULONG)0x0006)
#define PT_APPTIME ((ULONG)0x0007)
#define PT_ERROR ((ULONG)0x000A)
#define PT_BOOLEAN ((ULONG)0x000B)
#define PT_OBJECT ((ULONG)0x000D)
#define PT_I8 ((ULONG)0x0014)
#define PT_STRING8 ((ULONG)0x001E)
#define PT_UNICODE ((ULONG)0x001F)
#define PT_TSTRING ((ULONG)0x001F)
#define PT_SYSTIME ((ULONG)0x0040)
#define PT_CLSID ((ULONG)0x0048)
#define PT_BINARY ((ULONG)0x0102)
#define MV_FLAG ((ULONG)0x1000)
#define MV_INSTANCE ((ULONG)0x2000)

/* Property tags. */
#define PR_ENTRYID PROP_TAG(0x0102, 0x0FFF)
#define PR_OBJECT_TYPE PROP_TAG(0x0003, 0x0FFE)
#define PR_RECORD_KEY PROP_TAG(0x0102, 0x0FF9)
#define PR_PARENT_ENTRYID PROP_TAG(0x0102, 0x0E09)
#define PR_DISPLAY_NAME_W PROP_TAG(0x001F, 0x3001)
#define PR_DISPLAY_NAME PROP_TAG(0x001F, 0x3001)
#define PR_DEFAULT_STORE PROP_TAG(0x000B, 0x3400)
#define PR_IPM_SUBTREE_ENTRYID PROP_TAG(0x0102, 0x35E0)
#define PR_IPM_OUTBOX_ENTRYID PROP_TAG(0x0102, 0x35E2)
#define PR_IPM_WASTEBASKET_ENTRYID PROP_TAG(0x0102, 0x35E3)
#define PR_IPM_SENTMAIL_ENTRYID PROP_TAG(0x0102, 0x35E4)
#define PR_RECIPIENT_TYPE PROP_TAG(0x0003, 0x0C15)
#define PR_ADDRTYPE_W PROP_TAG(0x001F, 0x3002)
#define PR_ADDRTYPE PROP_TAG(0x001F, 0x3002)
#define PR_EMAIL_ADDRESS_W PROP_TAG(0x001F, 0x3003)
#define PR_EMAIL_ADDRESS PROP_TAG(0x001F, 0x3003)
#define PR_MESSAGE_CLASS_W PROP_TAG(0x001F, 0x001A)
#define PR_MESSAGE_CLASS PROP_TAG(0x001F, 0x001A)
#define PR_SUBJECT_W PROP_TAG(0x001F, 0x0037)
#define PR_SUBJECT PROP_TAG(0x001F, 0x0037)
#define PR_BODY_W PROP_TAG(0x001F, 0x1000)
#define PR_BODY PROP_TAG(0x001F, 0x1000)
#define PR_MESSAGE_FLAGS PROP_TAG(0x0003, 0x0E07)
#define PR_MSG_STATUS PROP_TAG(0x0003, 0x0E17)
#define PR_MESSAGE_DELIVERY_TIME PROP_TAG(0x0040, 0x0E06)
#define PR_CLIENT_SUBMIT_TIME PROP_TAG(0x0040, 0x0039)
#define PR_SENDER_NAME_W PROP_TAG(0x001F, 0x0C1A)
#define PR_SENDER_NAME PROP_TAG(0x001F, 0x0C1A)
#define PR_SENDER_EMAIL_ADDRESS_W PROP_TAG(0x001F, 0x0C1F)
#define PR_SENDER_EMAIL_ADDRESS PROP_TAG(0x001F, 0x0C1F)
#define PR_ATTACH_DATA_BIN PROP_TAG(0x0102, 0x3701)
#define PR_ATTACH_FILENAME_W PROP_TAG(0x001F, 0x3704)
#define PR_ATTACH_FILENAME PROP_TAG(0x001F, 0x3704)
#define PR_ATTACH_METHOD PROP_TAG(0x0003, 0x3705)
#define PR_ATTACH_SIZE PROP_TAG(0x0003, 0x0E20)
#define PR_ATTACH_NUM PROP_TAG(0x0003, 0x0E21)
#define PR_NULL PROP_TAG(0x0001, 0x0000)
#define PR_CONTENT_LENGTH_EX PROP_TAG(0x0003, 0x8108)
#define PR_MESSAGE_SIZE_EX PROP_TAG(0x0003, 0x8111)
#define PR_CREATION_TIME PROP_TAG(0x0040, 0x3007)
#define PR_LAST_MODIFICATION_TIME PROP_TAG(0x0040, 0x3008)
#define PR_CONTENT_COUNT PROP_TAG(0x0003, 0x3602)
#define PR_CONTENT_UNREAD PROP_TAG(0x0003, 0x3603)
#define PR_SUBFOLDERS PROP_TAG(0x000B, 0x360A)
#define PR_FOLDER_TYPE PROP_TAG(0x0003, 0x3601)
#define PR_MESSAGE_SIZE PROP_TAG(0x0003, 0x0E08)
#define PR_CONTENT_LENGTH PROP_TAG(0x0003, 0x0009)
#define PR_HASATTACH PROP_TAG(0x000B, 0x0E1B)
#define PR_IMPORTANCE PROP_TAG(0x0003, 0x0017)
#define PR_PRIORITY PROP_TAG(0x0003, 0x0026)
#define PR_ROWID PROP_TAG(0x0003, 0x3000)
#define PR_COMMENT_W PROP_TAG(0x001F, 0x3004)
#define PR_COMMENT PROP_TAG(0x001F, 0x3004)
#define PR_INSTANCE_KEY PROP_TAG(0x0102, 0x0FF6)

/* Interface ids. */
#ifndef _WIN32
static const IID IID_IUnknown = {0x00000000, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_ISequentialStream = {0x0C733A30, 0x2A1C, 0x11CE, {0xAD, 0xE5, 0x00, 0xAA, 0x00, 0x44, 0x77, 0x3D}};
static const IID IID_IStream = {0x0000000C, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
#endif
static const IID IID_IMAPISession = {0x00020300, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMAPITable = {0x00020301, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMAPIAdviseSink = {0x00020302, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMAPIProp = {0x00020303, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IProfSect = {0x00020304, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMAPIStatus = {0x00020305, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMsgStore = {0x00020306, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMessage = {0x00020307, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IAttachment = {0x00020308, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IAddrBook = {0x00020309, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMailUser = {0x0002030A, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMAPIContainer = {0x0002030B, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMAPIFolder = {0x0002030C, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMAPIProgress = {0x0002031F, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
static const IID IID_IMailRuleClient = {0x96D2552D, 0xB83B, 0x4B48, {0x8E, 0x89, 0xDC, 0xC2, 0x65, 0x12, 0xDB, 0xA4}};
static const IID IID_IMailSyncCallBack = {0x447DAA3A, 0xE420, 0x4E87, {0xB4, 0x40, 0x00, 0x45, 0xB9, 0xFE, 0x73, 0xBC}};
static const IID IID_IMessageCardHost = {0x8AC886B4, 0x7482, 0x4F0D, {0x9B, 0x20, 0x48, 0x47, 0xD0, 0x86, 0xD1, 0xBD}};
static const IID IID_IMessageCard = {0xEEA2A286, 0xDDC5, 0x4827, {0xA5, 0x5D, 0x96, 0xB8, 0x73, 0x6D, 0xCB, 0x27}};
static const IID ITI_MessageItemRef = {0x412F24E9, 0x87E6, 0x4BD5, {0x98, 0x20, 0x23, 0xE9, 0x23, 0x0D, 0x6E, 0x8D}};
static const IID ITI_FolderItemRef = {0x1477399E, 0xB31D, 0x4D3D, {0xAF, 0xFA, 0x07, 0x0E, 0x71, 0xCA, 0x87, 0x19}};
static const IID ITI_StoreItemRef = {0x258E8499, 0xB7C5, 0x49A0, {0x9A, 0x82, 0x8B, 0x34, 0x6D, 0x1E, 0x39, 0x76}};
static const IID ITI_MessageCardItemRef = {0xDDB73820, 0x4F13, 0x4F47, {0x95, 0x9E, 0x0F, 0xEB, 0x4C, 0x80, 0x9E, 0xD1}};

typedef struct IMAPIProp IMAPIProp, *LPMAPIPROP;
typedef struct IMsgStore IMsgStore, *LPMDB;
typedef struct IMAPIContainer IMAPIContainer, *LPMAPICONTAINER;
typedef struct IMAPIFolder IMAPIFolder, *LPMAPIFOLDER;
typedef struct IMessage IMessage, *LPMESSAGE;
typedef struct IMAPITable IMAPITable, *LPMAPITABLE;
typedef struct IMAPIAdviseSink IMAPIAdviseSink, *LPMAPIADVISESINK;
typedef struct IAttach IAttach, *LPATTACH;
typedef struct IMAPISession IMAPISession, *LPMAPISESSION;
typedef struct ICEMAPISession ICEMAPISession, *LPCEMAPISESSION;
typedef struct IAddrBook IAddrBook, *LPADRBOOK;
typedef struct IProfSect IProfSect, *LPPROFSECT;
typedef struct IMsgServiceAdmin IMsgServiceAdmin, *LPSERVICEADMIN;
typedef struct IMAPIProgress IMAPIProgress, *LPMAPIPROGRESS;
typedef const IID *LPCIID;
#ifdef _WIN32
typedef GUID *LPGUID;
#endif


/* An entry id: flags and then as many bytes as its length says. */
typedef struct _ENTRYID {
    BYTE abFlags[4];
    BYTE ab[MAPI_DIM];
} ENTRYID, *LPENTRYID;

/* An id of 16 bytes. */
typedef struct _MAPIUID {
    BYTE ab[16];
} MAPIUID, *LPMAPIUID;

/* Bytes with their number. */
typedef struct _SBinary {
    ULONG cb;
    LPBYTE lpb;
} SBinary, *LPSBinary;

/* Many values of `PT_I2`. */
typedef struct _SShortArray {
    ULONG cValues;
    SHORT *lpi;
} SShortArray, *LPSShortArray;

/* Many values of `PT_LONG`. */
typedef struct _SLongArray {
    ULONG cValues;
    LONG *lpl;
} SLongArray, *LPSLongArray;

/* Many values of `PT_R4`. */
typedef struct _SRealArray {
    ULONG cValues;
    float *lpflt;
} SRealArray, *LPSRealArray;

/* Many values of `PT_DOUBLE`. */
typedef struct _SDoubleArray {
    ULONG cValues;
    double *lpdbl;
} SDoubleArray, *LPSDoubleArray;

/* Many values of `PT_CURRENCY`. */
typedef struct _SCurrencyArray {
    ULONG cValues;
    CURRENCY *lpcur;
} SCurrencyArray, *LPSCurrencyArray;

/* Many values of `PT_APPTIME`. */
typedef struct _SAppTimeArray {
    ULONG cValues;
    double *lpat;
} SAppTimeArray, *LPSAppTimeArray;

/* Many values of `PT_SYSTIME`. */
typedef struct _SDateTimeArray {
    ULONG cValues;
    FILETIME *lpft;
} SDateTimeArray, *LPSDateTimeArray;

/* Many values of `PT_BINARY`; a list of entry ids. */
typedef struct _SBinaryArray {
    ULONG cValues;
    SBinary *lpbin;
} SBinaryArray, *LPSBinaryArray;
typedef SBinaryArray ENTRYLIST, *LPENTRYLIST;

/* Many values of `PT_STRING8`. */
typedef struct _SLPSTRArray {
    ULONG cValues;
    LPSTR *lppszA;
} SLPSTRArray, *LPSLPSTRArray;

/* Many values of `PT_UNICODE`. */
typedef struct _SWStringArray {
    ULONG cValues;
    LPWSTR *lppszW;
} SWStringArray, *LPSWStringArray;

/* Many values of `PT_CLSID`. */
typedef struct _SGuidArray {
    ULONG cValues;
    LPGUID lpguid;
} SGuidArray, *LPSGuidArray;

/* Many values of `PT_I8`. */
typedef struct _SLargeIntegerArray {
    ULONG cValues;
    LARGE_INTEGER *lpli;
} SLargeIntegerArray, *LPSLargeIntegerArray;

/* The value of a property, of the type that its tag says. */
union _PV {
    SHORT i;
    LONG l;
    ULONG ul;
    float flt;
    double dbl;
    USHORT b;
    CURRENCY cur;
    double at;
    FILETIME ft;
    LPSTR lpszA;
    SBinary bin;
    LPWSTR lpszW;
    LPGUID lpguid;
    LARGE_INTEGER li;
    SShortArray MVi;
    SLongArray MVl;
    SRealArray MVflt;
    SDoubleArray MVdbl;
    SCurrencyArray MVcur;
    SAppTimeArray MVat;
    SDateTimeArray MVft;
    SBinaryArray MVbin;
    SLPSTRArray MVszA;
    SWStringArray MVszW;
    SGuidArray MVguid;
    SLargeIntegerArray MVli;
    SCODE err;
    LONG x;
};

/* A property: tag and value. */
typedef struct _SPropValue {
    ULONG ulPropTag;
    ULONG dwAlignPad;
    union _PV Value;
} SPropValue, *LPSPropValue;

/* Property tags with their number. */
typedef struct _SPropTagArray {
    ULONG cValues;
    ULONG aulPropTag[MAPI_DIM];
} SPropTagArray, *LPSPropTagArray;

/* What went wrong with one property. */
typedef struct _SPropProblem {
    ULONG ulIndex;
    ULONG ulPropTag;
    SCODE scode;
} SPropProblem, *LPSPropProblem;

/* What went wrong with some properties. */
typedef struct _SPropProblemArray {
    ULONG cProblem;
    SPropProblem aProblem[MAPI_DIM];
} SPropProblemArray, *LPSPropProblemArray;

/* The name of a property. */
typedef struct _MAPINAMEID {
    LPGUID lpguid;
    ULONG ulKind;
    union {
        LONG lID;
        LPWSTR lpwstrName;
    } Kind;
} MAPINAMEID, *LPMAPINAMEID;

/* One recipient: its properties. */
typedef struct _ADRENTRY {
    ULONG ulReserved1;
    ULONG cValues;
    LPSPropValue rgPropVals;
} ADRENTRY, *LPADRENTRY;

/* A list of recipients. */
typedef struct _ADRLIST {
    ULONG cEntries;
    ADRENTRY aEntries[MAPI_DIM];
} ADRLIST, *LPADRLIST;

/* One row of a table: its properties. */
typedef struct _SRow {
    ULONG ulAdrEntryPad;
    ULONG cValues;
    LPSPropValue lpProps;
} SRow, *LPSRow;

/* Rows of a table. */
typedef struct _SRowSet {
    ULONG cRows;
    SRow aRow[MAPI_DIM];
} SRowSet, *LPSRowSet;

/* One key of an order. */
typedef struct _SSortOrder {
    ULONG ulPropTag;
    ULONG ulOrder;
} SSortOrder, *LPSSortOrder;

/* An order of rows. */
typedef struct _SSortOrderSet {
    ULONG cSorts;
    ULONG cCategories;
    ULONG cExpanded;
    SSortOrder aSort[MAPI_DIM];
} SSortOrderSet, *LPSSortOrderSet;

/* All of some conditions hold. */
typedef struct _SAndRestriction {
    ULONG cRes;
    struct _SRestriction *lpRes;
} SAndRestriction, *LPSAndRestriction;

/* One of some conditions holds. */
typedef struct _SOrRestriction {
    ULONG cRes;
    struct _SRestriction *lpRes;
} SOrRestriction, *LPSOrRestriction;

/* A condition does not hold. */
typedef struct _SNotRestriction {
    ULONG ulReserved;
    struct _SRestriction *lpRes;
} SNotRestriction, *LPSNotRestriction;

/* A property's string or bytes match. */
typedef struct _SContentRestriction {
    ULONG ulFuzzyLevel;
    ULONG ulPropTag;
    LPSPropValue lpProp;
} SContentRestriction, *LPSContentRestriction;

/* A property compares with a value. */
typedef struct _SPropertyRestriction {
    ULONG relop;
    ULONG ulPropTag;
    LPSPropValue lpProp;
} SPropertyRestriction, *LPSPropertyRestriction;

/* Two properties compare. */
typedef struct _SComparePropsRestriction {
    ULONG relop;
    ULONG ulPropTag1;
    ULONG ulPropTag2;
} SComparePropsRestriction, *LPSComparePropsRestriction;

/* Bits of a property are set or clear. */
typedef struct _SBitMaskRestriction {
    ULONG relBMR;
    ULONG ulPropTag;
    ULONG ulMask;
} SBitMaskRestriction, *LPSBitMaskRestriction;

/* A property's size compares with a number. */
typedef struct _SSizeRestriction {
    ULONG relop;
    ULONG ulPropTag;
    ULONG cb;
} SSizeRestriction, *LPSSizeRestriction;

/* A property is there. */
typedef struct _SExistRestriction {
    ULONG ulReserved1;
    ULONG ulPropTag;
    ULONG ulReserved2;
} SExistRestriction, *LPSExistRestriction;

/* A condition on an object's recipients or attachments. */
typedef struct _SSubRestriction {
    ULONG ulSubObject;
    struct _SRestriction *lpRes;
} SSubRestriction, *LPSSubRestriction;

/* A condition with properties that say more of it. */
typedef struct _SCommentRestriction {
    ULONG cValues;
    struct _SRestriction *lpRes;
    LPSPropValue lpProp;
} SCommentRestriction, *LPSCommentRestriction;

/* A condition on rows. */
typedef struct _SRestriction {
    ULONG rt;
    union {
        SComparePropsRestriction resCompareProps;
        SAndRestriction resAnd;
        SOrRestriction resOr;
        SNotRestriction resNot;
        SContentRestriction resContent;
        SPropertyRestriction resProperty;
        SBitMaskRestriction resBitMask;
        SSizeRestriction resSize;
        SExistRestriction resExist;
        SSubRestriction resSub;
        SCommentRestriction resComment;
    } res;
} SRestriction, *LPSRestriction;

/* What `GetLastError` tells. */
typedef struct _MAPIERROR {
    ULONG ulVersion;
    LPTSTR lpszError;
    LPTSTR lpszComponent;
    ULONG ulLowLevelError;
    ULONG ulContext;
} MAPIERROR, *LPMAPIERROR;

/* A critical error. */
typedef struct _ERROR_NOTIFICATION {
    ULONG cbEntryID;
    LPENTRYID lpEntryID;
    SCODE scode;
    ULONG ulFlags;
    LPMAPIERROR lpMAPIError;
} ERROR_NOTIFICATION, *LPERROR_NOTIFICATION;

/* New mail. */
typedef struct _NEWMAIL_NOTIFICATION {
    ULONG cbEntryID;
    LPENTRYID lpEntryID;
    ULONG cbParentID;
    LPENTRYID lpParentID;
    ULONG ulFlags;
    LPTSTR lpszMessageClass;
    ULONG ulMessageFlags;
} NEWMAIL_NOTIFICATION, *LPNEWMAIL_NOTIFICATION;

/* Something happened to an object. */
typedef struct _OBJECT_NOTIFICATION {
    ULONG cbEntryID;
    LPENTRYID lpEntryID;
    ULONG ulObjType;
    ULONG cbParentID;
    LPENTRYID lpParentID;
    ULONG cbOldID;
    LPENTRYID lpOldID;
    ULONG cbOldParentID;
    LPENTRYID lpOldParentID;
    LPSPropTagArray lpPropTagArray;
} OBJECT_NOTIFICATION, *LPOBJECT_NOTIFICATION;

/* Something happened to a table. */
typedef struct _TABLE_NOTIFICATION {
    ULONG ulTableEvent;
    HRESULT hResult;
    SPropValue propIndex;
    SPropValue propPrior;
    SRow row;
    ULONG ulPad;
} TABLE_NOTIFICATION, *LPTABLE_NOTIFICATION;

/* An event of a provider's own. */
typedef struct _EXTENDED_NOTIFICATION {
    ULONG ulEvent;
    ULONG cb;
    LPBYTE pbEventParameters;
} EXTENDED_NOTIFICATION, *LPEXTENDED_NOTIFICATION;

/* Something happened to a status object. */
typedef struct _STATUS_OBJECT_NOTIFICATION {
    ULONG cbEntryID;
    LPENTRYID lpEntryID;
    ULONG cValues;
    LPSPropValue lpPropVals;
} STATUS_OBJECT_NOTIFICATION, *LPSTATUS_OBJECT_NOTIFICATION;

/* What a sink is told. */
typedef struct _NOTIFICATION {
    ULONG ulEventType;
    ULONG ulAlignPad;
    union {
        ERROR_NOTIFICATION err;
        NEWMAIL_NOTIFICATION newmail;
        OBJECT_NOTIFICATION obj;
        TABLE_NOTIFICATION tab;
        EXTENDED_NOTIFICATION ext;
        STATUS_OBJECT_NOTIFICATION statobj;
    } info;
} NOTIFICATION, *LPNOTIFICATION;


/* Arrays of a fixed number of elements that can stand for those of any number. */
#define SizedSPropTagArray(count, name)                                                            \
    struct _SPropTagArray_##name {                                                                 \
        ULONG cValues;                                                                             \
        ULONG aulPropTag[count];                                                                   \
    } name
#define SizedADRLIST(count, name)                                                                  \
    struct _ADRLIST_##name {                                                                       \
        ULONG cEntries;                                                                            \
        ADRENTRY aEntries[count];                                                                  \
    } name
#define SizedSSortOrderSet(count, name)                                                            \
    struct _SSortOrderSet_##name {                                                                 \
        ULONG cSorts;                                                                              \
        ULONG cCategories;                                                                         \
        ULONG cExpanded;                                                                           \
        SSortOrder aSort[count];                                                                   \
    } name

/* How many bytes such an array takes. */
#define CbNewSPropTagArray(count) (offsetof(SPropTagArray, aulPropTag) + (count) * sizeof(ULONG))
#define CbNewADRLIST(count) (offsetof(ADRLIST, aEntries) + (count) * sizeof(ADRENTRY))
#define CbNewSRowSet(count) (offsetof(SRowSet, aRow) + (count) * sizeof(SRow))
#define CbNewSSortOrderSet(count) (offsetof(SSortOrderSet, aSort) + (count) * sizeof(SSortOrder))

/* What all objects with properties have (section 9.3). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMAPIProp : public IUnknown {
    /* Would tell more of the last error; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError) = 0;
    /* Would write changes through; CE does not support it, as changes take effect at once. */
    virtual HRESULT STDMETHODCALLTYPE SaveChanges(ULONG ulFlags) = 0;
    /* Fetches properties. */
    virtual HRESULT STDMETHODCALLTYPE GetProps(LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppPropArray) = 0;
    /* Would list the properties; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetPropList(ULONG ulFlags, LPSPropTagArray *lppPropTagArray) = 0;
    /* Opens a property as a stream. */
    virtual HRESULT STDMETHODCALLTYPE OpenProperty(ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags, LPUNKNOWN *lppUnk) = 0;
    /* Sets properties. */
    virtual HRESULT STDMETHODCALLTYPE SetProps(ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray *lppProblems) = 0;
    /* Deletes properties. */
    virtual HRESULT STDMETHODCALLTYPE DeleteProps(LPSPropTagArray lpPropTagArray, LPSPropProblemArray *lppProblems) = 0;
    /* Would copy the object to another; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE CopyTo(ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems) = 0;
    /* Would copy properties to another object; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE CopyProps(LPSPropTagArray lpIncludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems) = 0;
    /* Would tell the names of properties; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetNamesFromIDs(LPSPropTagArray *lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags, ULONG *lpcPropNames, LPMAPINAMEID **lpppPropNames) = 0;
    /* Tells the ids of named properties. */
    virtual HRESULT STDMETHODCALLTYPE GetIDsFromNames(ULONG cPropNames, LPMAPINAMEID *lppPropNames, ULONG ulFlags, LPSPropTagArray *lppPropTags) = 0;
};
#else
typedef struct IMAPIPropVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMAPIProp *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMAPIProp *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMAPIProp *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IMAPIProp *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *SaveChanges)(IMAPIProp *This, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetProps)(IMAPIProp *This, LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppPropArray);
    HRESULT (STDMETHODCALLTYPE *GetPropList)(IMAPIProp *This, ULONG ulFlags, LPSPropTagArray *lppPropTagArray);
    HRESULT (STDMETHODCALLTYPE *OpenProperty)(IMAPIProp *This, ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetProps)(IMAPIProp *This, ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *DeleteProps)(IMAPIProp *This, LPSPropTagArray lpPropTagArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyTo)(IMAPIProp *This, ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyProps)(IMAPIProp *This, LPSPropTagArray lpIncludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *GetNamesFromIDs)(IMAPIProp *This, LPSPropTagArray *lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags, ULONG *lpcPropNames, LPMAPINAMEID **lpppPropNames);
    HRESULT (STDMETHODCALLTYPE *GetIDsFromNames)(IMAPIProp *This, ULONG cPropNames, LPMAPINAMEID *lppPropNames, ULONG ulFlags, LPSPropTagArray *lppPropTags);
} IMAPIPropVtbl;
struct IMAPIProp {
    const IMAPIPropVtbl *lpVtbl;
};
#endif

/* A message store (section 9.1). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMsgStore : public IMAPIProp {
    /* Registers a sink for events of the whole store. */
    virtual HRESULT STDMETHODCALLTYPE Advise(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink, ULONG *lpulConnection) = 0;
    /* Cancels a registration. */
    virtual HRESULT STDMETHODCALLTYPE Unadvise(ULONG ulConnection) = 0;
    /* Would compare entry ids; CE does not support it on a store. */
    virtual HRESULT STDMETHODCALLTYPE CompareEntryIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2, LPENTRYID lpEntryID2, ULONG ulFlags, ULONG *lpulResult) = 0;
    /* Opens a folder or message. */
    virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk) = 0;
    /* Would choose the receive folder; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SetReceiveFolder(LPTSTR lpszMessageClass, ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID) = 0;
    /* Tells the receive folder. */
    virtual HRESULT STDMETHODCALLTYPE GetReceiveFolder(LPTSTR lpszMessageClass, ULONG ulFlags, ULONG *lpcbEntryID, LPENTRYID *lppEntryID, LPTSTR *lppszExplicitClass) = 0;
    /* Would open the table of receive folders; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetReceiveFolderTable(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Would log the store off; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE StoreLogoff(ULONG *lpulFlags) = 0;
    /* Would cancel a submission; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE AbortSubmit(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulFlags) = 0;
    /* Would open the queue of outgoing messages; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetOutgoingQueue(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Would lock a message; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SetLockState(LPMESSAGE lpMessage, ULONG ulLockState) = 0;
    /* Would say that a message is done with; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE FinishedMsg(ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID) = 0;
    /* Would tell the store of new mail; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE NotifyNewMail(LPNOTIFICATION lpNotification) = 0;
};
#else
typedef struct IMsgStoreVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMsgStore *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMsgStore *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMsgStore *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IMsgStore *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *SaveChanges)(IMsgStore *This, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetProps)(IMsgStore *This, LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppPropArray);
    HRESULT (STDMETHODCALLTYPE *GetPropList)(IMsgStore *This, ULONG ulFlags, LPSPropTagArray *lppPropTagArray);
    HRESULT (STDMETHODCALLTYPE *OpenProperty)(IMsgStore *This, ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetProps)(IMsgStore *This, ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *DeleteProps)(IMsgStore *This, LPSPropTagArray lpPropTagArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyTo)(IMsgStore *This, ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyProps)(IMsgStore *This, LPSPropTagArray lpIncludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *GetNamesFromIDs)(IMsgStore *This, LPSPropTagArray *lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags, ULONG *lpcPropNames, LPMAPINAMEID **lpppPropNames);
    HRESULT (STDMETHODCALLTYPE *GetIDsFromNames)(IMsgStore *This, ULONG cPropNames, LPMAPINAMEID *lppPropNames, ULONG ulFlags, LPSPropTagArray *lppPropTags);
    HRESULT (STDMETHODCALLTYPE *Advise)(IMsgStore *This, ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink, ULONG *lpulConnection);
    HRESULT (STDMETHODCALLTYPE *Unadvise)(IMsgStore *This, ULONG ulConnection);
    HRESULT (STDMETHODCALLTYPE *CompareEntryIDs)(IMsgStore *This, ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2, LPENTRYID lpEntryID2, ULONG ulFlags, ULONG *lpulResult);
    HRESULT (STDMETHODCALLTYPE *OpenEntry)(IMsgStore *This, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetReceiveFolder)(IMsgStore *This, LPTSTR lpszMessageClass, ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID);
    HRESULT (STDMETHODCALLTYPE *GetReceiveFolder)(IMsgStore *This, LPTSTR lpszMessageClass, ULONG ulFlags, ULONG *lpcbEntryID, LPENTRYID *lppEntryID, LPTSTR *lppszExplicitClass);
    HRESULT (STDMETHODCALLTYPE *GetReceiveFolderTable)(IMsgStore *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *StoreLogoff)(IMsgStore *This, ULONG *lpulFlags);
    HRESULT (STDMETHODCALLTYPE *AbortSubmit)(IMsgStore *This, ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetOutgoingQueue)(IMsgStore *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *SetLockState)(IMsgStore *This, LPMESSAGE lpMessage, ULONG ulLockState);
    HRESULT (STDMETHODCALLTYPE *FinishedMsg)(IMsgStore *This, ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID);
    HRESULT (STDMETHODCALLTYPE *NotifyNewMail)(IMsgStore *This, LPNOTIFICATION lpNotification);
} IMsgStoreVtbl;
struct IMsgStore {
    const IMsgStoreVtbl *lpVtbl;
};
#endif

/* What holds other objects: on CE a folder (section 9.5). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMAPIContainer : public IMAPIProp {
    /* Opens the table of messages. */
    virtual HRESULT STDMETHODCALLTYPE GetContentsTable(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Opens the table of folders. */
    virtual HRESULT STDMETHODCALLTYPE GetHierarchyTable(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Opens a folder or message. */
    virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk) = 0;
    /* Would set the criteria of a search; CE does not support it in every generation. */
    virtual HRESULT STDMETHODCALLTYPE SetSearchCriteria(LPSRestriction lpRestriction, LPENTRYLIST lpContainerList, ULONG ulSearchFlags) = 0;
    /* Would tell the criteria of a search; CE does not support it in every generation. */
    virtual HRESULT STDMETHODCALLTYPE GetSearchCriteria(ULONG ulFlags, LPSRestriction *lppRestriction, LPENTRYLIST *lppContainerList, ULONG *lpulSearchState) = 0;
};
#else
typedef struct IMAPIContainerVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMAPIContainer *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMAPIContainer *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMAPIContainer *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IMAPIContainer *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *SaveChanges)(IMAPIContainer *This, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetProps)(IMAPIContainer *This, LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppPropArray);
    HRESULT (STDMETHODCALLTYPE *GetPropList)(IMAPIContainer *This, ULONG ulFlags, LPSPropTagArray *lppPropTagArray);
    HRESULT (STDMETHODCALLTYPE *OpenProperty)(IMAPIContainer *This, ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetProps)(IMAPIContainer *This, ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *DeleteProps)(IMAPIContainer *This, LPSPropTagArray lpPropTagArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyTo)(IMAPIContainer *This, ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyProps)(IMAPIContainer *This, LPSPropTagArray lpIncludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *GetNamesFromIDs)(IMAPIContainer *This, LPSPropTagArray *lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags, ULONG *lpcPropNames, LPMAPINAMEID **lpppPropNames);
    HRESULT (STDMETHODCALLTYPE *GetIDsFromNames)(IMAPIContainer *This, ULONG cPropNames, LPMAPINAMEID *lppPropNames, ULONG ulFlags, LPSPropTagArray *lppPropTags);
    HRESULT (STDMETHODCALLTYPE *GetContentsTable)(IMAPIContainer *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *GetHierarchyTable)(IMAPIContainer *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *OpenEntry)(IMAPIContainer *This, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetSearchCriteria)(IMAPIContainer *This, LPSRestriction lpRestriction, LPENTRYLIST lpContainerList, ULONG ulSearchFlags);
    HRESULT (STDMETHODCALLTYPE *GetSearchCriteria)(IMAPIContainer *This, ULONG ulFlags, LPSRestriction *lppRestriction, LPENTRYLIST *lppContainerList, ULONG *lpulSearchState);
} IMAPIContainerVtbl;
struct IMAPIContainer {
    const IMAPIContainerVtbl *lpVtbl;
};
#endif

/* A folder of messages (section 9.5). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMAPIFolder : public IMAPIContainer {
    /* Makes a message in the folder. */
    virtual HRESULT STDMETHODCALLTYPE CreateMessage(LPCIID lpInterface, ULONG ulFlags, LPMESSAGE *lppMessage) = 0;
    /* Moves messages to another folder; CE does not copy. */
    virtual HRESULT STDMETHODCALLTYPE CopyMessages(LPENTRYLIST lpMsgList, LPCIID lpInterface, LPVOID lpDestFolder, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
    /* Deletes messages. */
    virtual HRESULT STDMETHODCALLTYPE DeleteMessages(LPENTRYLIST lpMsgList, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
    /* Makes a folder in the folder. */
    virtual HRESULT STDMETHODCALLTYPE CreateFolder(ULONG ulFolderType, LPTSTR lpszFolderName, LPTSTR lpszFolderComment, LPCIID lpInterface, ULONG ulFlags, LPMAPIFOLDER *lppFolder) = 0;
    /* Moves a folder to another; CE does not copy. */
    virtual HRESULT STDMETHODCALLTYPE CopyFolder(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, LPVOID lpDestFolder, LPTSTR lpszNewFolderName, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
    /* Deletes a folder in the folder. */
    virtual HRESULT STDMETHODCALLTYPE DeleteFolder(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
    /* Would mark messages as read; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SetReadFlags(LPENTRYLIST lpMsgList, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
    /* Would tell a message's status; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetMessageStatus(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulFlags, ULONG *lpulMessageStatus) = 0;
    /* Would set a message's status; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SetMessageStatus(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulNewStatus, ULONG ulNewStatusMask, ULONG *lpulOldStatus) = 0;
    /* Would keep an order of the contents; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SaveContentsSort(LPSSortOrderSet lpSortCriteria, ULONG ulFlags) = 0;
    /* Deletes everything in the folder. */
    virtual HRESULT STDMETHODCALLTYPE EmptyFolder(ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
};
#else
typedef struct IMAPIFolderVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMAPIFolder *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMAPIFolder *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMAPIFolder *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IMAPIFolder *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *SaveChanges)(IMAPIFolder *This, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetProps)(IMAPIFolder *This, LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppPropArray);
    HRESULT (STDMETHODCALLTYPE *GetPropList)(IMAPIFolder *This, ULONG ulFlags, LPSPropTagArray *lppPropTagArray);
    HRESULT (STDMETHODCALLTYPE *OpenProperty)(IMAPIFolder *This, ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetProps)(IMAPIFolder *This, ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *DeleteProps)(IMAPIFolder *This, LPSPropTagArray lpPropTagArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyTo)(IMAPIFolder *This, ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyProps)(IMAPIFolder *This, LPSPropTagArray lpIncludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *GetNamesFromIDs)(IMAPIFolder *This, LPSPropTagArray *lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags, ULONG *lpcPropNames, LPMAPINAMEID **lpppPropNames);
    HRESULT (STDMETHODCALLTYPE *GetIDsFromNames)(IMAPIFolder *This, ULONG cPropNames, LPMAPINAMEID *lppPropNames, ULONG ulFlags, LPSPropTagArray *lppPropTags);
    HRESULT (STDMETHODCALLTYPE *GetContentsTable)(IMAPIFolder *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *GetHierarchyTable)(IMAPIFolder *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *OpenEntry)(IMAPIFolder *This, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulObjType, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetSearchCriteria)(IMAPIFolder *This, LPSRestriction lpRestriction, LPENTRYLIST lpContainerList, ULONG ulSearchFlags);
    HRESULT (STDMETHODCALLTYPE *GetSearchCriteria)(IMAPIFolder *This, ULONG ulFlags, LPSRestriction *lppRestriction, LPENTRYLIST *lppContainerList, ULONG *lpulSearchState);
    HRESULT (STDMETHODCALLTYPE *CreateMessage)(IMAPIFolder *This, LPCIID lpInterface, ULONG ulFlags, LPMESSAGE *lppMessage);
    HRESULT (STDMETHODCALLTYPE *CopyMessages)(IMAPIFolder *This, LPENTRYLIST lpMsgList, LPCIID lpInterface, LPVOID lpDestFolder, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *DeleteMessages)(IMAPIFolder *This, LPENTRYLIST lpMsgList, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *CreateFolder)(IMAPIFolder *This, ULONG ulFolderType, LPTSTR lpszFolderName, LPTSTR lpszFolderComment, LPCIID lpInterface, ULONG ulFlags, LPMAPIFOLDER *lppFolder);
    HRESULT (STDMETHODCALLTYPE *CopyFolder)(IMAPIFolder *This, ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, LPVOID lpDestFolder, LPTSTR lpszNewFolderName, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *DeleteFolder)(IMAPIFolder *This, ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *SetReadFlags)(IMAPIFolder *This, LPENTRYLIST lpMsgList, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetMessageStatus)(IMAPIFolder *This, ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulFlags, ULONG *lpulMessageStatus);
    HRESULT (STDMETHODCALLTYPE *SetMessageStatus)(IMAPIFolder *This, ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulNewStatus, ULONG ulNewStatusMask, ULONG *lpulOldStatus);
    HRESULT (STDMETHODCALLTYPE *SaveContentsSort)(IMAPIFolder *This, LPSSortOrderSet lpSortCriteria, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *EmptyFolder)(IMAPIFolder *This, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags);
} IMAPIFolderVtbl;
struct IMAPIFolder {
    const IMAPIFolderVtbl *lpVtbl;
};
#endif

/* A message (section 9.6). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMessage : public IMAPIProp {
    /* Opens the table of attachments. */
    virtual HRESULT STDMETHODCALLTYPE GetAttachmentTable(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Opens an attachment. */
    virtual HRESULT STDMETHODCALLTYPE OpenAttach(ULONG ulAttachmentNum, LPCIID lpInterface, ULONG ulFlags, LPATTACH *lppAttach) = 0;
    /* Makes an attachment. */
    virtual HRESULT STDMETHODCALLTYPE CreateAttach(LPCIID lpInterface, ULONG ulFlags, ULONG *lpulAttachmentNum, LPATTACH *lppAttach) = 0;
    /* Deletes an attachment. */
    virtual HRESULT STDMETHODCALLTYPE DeleteAttach(ULONG ulAttachmentNum, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
    /* Opens the table of recipients. */
    virtual HRESULT STDMETHODCALLTYPE GetRecipientTable(ULONG ulFlags, LPMAPITABLE *lppTable) = 0;
    /* Sets the recipients. */
    virtual HRESULT STDMETHODCALLTYPE ModifyRecipients(ULONG ulFlags, LPADRLIST lpMods) = 0;
    /* Hands the message over to be sent. */
    virtual HRESULT STDMETHODCALLTYPE SubmitMessage(ULONG ulFlags) = 0;
    /* Would mark the message as read; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SetReadFlag(ULONG ulFlags) = 0;
};
#else
typedef struct IMessageVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMessage *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMessage *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMessage *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IMessage *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *SaveChanges)(IMessage *This, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetProps)(IMessage *This, LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppPropArray);
    HRESULT (STDMETHODCALLTYPE *GetPropList)(IMessage *This, ULONG ulFlags, LPSPropTagArray *lppPropTagArray);
    HRESULT (STDMETHODCALLTYPE *OpenProperty)(IMessage *This, ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetProps)(IMessage *This, ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *DeleteProps)(IMessage *This, LPSPropTagArray lpPropTagArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyTo)(IMessage *This, ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyProps)(IMessage *This, LPSPropTagArray lpIncludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *GetNamesFromIDs)(IMessage *This, LPSPropTagArray *lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags, ULONG *lpcPropNames, LPMAPINAMEID **lpppPropNames);
    HRESULT (STDMETHODCALLTYPE *GetIDsFromNames)(IMessage *This, ULONG cPropNames, LPMAPINAMEID *lppPropNames, ULONG ulFlags, LPSPropTagArray *lppPropTags);
    HRESULT (STDMETHODCALLTYPE *GetAttachmentTable)(IMessage *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *OpenAttach)(IMessage *This, ULONG ulAttachmentNum, LPCIID lpInterface, ULONG ulFlags, LPATTACH *lppAttach);
    HRESULT (STDMETHODCALLTYPE *CreateAttach)(IMessage *This, LPCIID lpInterface, ULONG ulFlags, ULONG *lpulAttachmentNum, LPATTACH *lppAttach);
    HRESULT (STDMETHODCALLTYPE *DeleteAttach)(IMessage *This, ULONG ulAttachmentNum, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetRecipientTable)(IMessage *This, ULONG ulFlags, LPMAPITABLE *lppTable);
    HRESULT (STDMETHODCALLTYPE *ModifyRecipients)(IMessage *This, ULONG ulFlags, LPADRLIST lpMods);
    HRESULT (STDMETHODCALLTYPE *SubmitMessage)(IMessage *This, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *SetReadFlag)(IMessage *This, ULONG ulFlags);
} IMessageVtbl;
struct IMessage {
    const IMessageVtbl *lpVtbl;
};
#endif

/* A table of stores, folders, messages, recipients or attachments (section 9.4). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMAPITable : public IUnknown {
    /* Would tell more of the last error; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError) = 0;
    /* Would register a sink; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE Advise(ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink, ULONG *lpulConnection) = 0;
    /* Would cancel a registration; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE Unadvise(ULONG ulConnection) = 0;
    /* Would tell how far the table has come; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetStatus(ULONG *lpulTableStatus, ULONG *lpulTableType) = 0;
    /* Chooses the columns. */
    virtual HRESULT STDMETHODCALLTYPE SetColumns(LPSPropTagArray lpPropTagArray, ULONG ulFlags) = 0;
    /* Would tell the columns; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE QueryColumns(ULONG ulFlags, LPSPropTagArray *lpPropTagArray) = 0;
    /* Tells how many rows there are. */
    virtual HRESULT STDMETHODCALLTYPE GetRowCount(ULONG ulFlags, ULONG *lpulCount) = 0;
    /* Moves to another row. */
    virtual HRESULT STDMETHODCALLTYPE SeekRow(BOOKMARK bkOrigin, LONG lRowCount, LONG *lplRowsSought) = 0;
    /* Would move to a fraction of the table; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SeekRowApprox(ULONG ulNumerator, ULONG ulDenominator) = 0;
    /* Tells where the table stands. */
    virtual HRESULT STDMETHODCALLTYPE QueryPosition(ULONG *lpulRow, ULONG *lpulNumerator, ULONG *lpulDenominator) = 0;
    /* Would look for a row; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE FindRow(LPSRestriction lpRestriction, BOOKMARK bkOrigin, ULONG ulFlags) = 0;
    /* Chooses the rows. */
    virtual HRESULT STDMETHODCALLTYPE Restrict(LPSRestriction lpRestriction, ULONG ulFlags) = 0;
    /* Would make a bookmark; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE CreateBookmark(BOOKMARK *lpbkPosition) = 0;
    /* Would dispose of a bookmark; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE FreeBookmark(BOOKMARK bkPosition) = 0;
    /* Orders the rows. */
    virtual HRESULT STDMETHODCALLTYPE SortTable(LPSSortOrderSet lpSortCriteria, ULONG ulFlags) = 0;
    /* Would tell the order; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE QuerySortOrder(LPSSortOrderSet *lppSortCriteria) = 0;
    /* Fetches rows. */
    virtual HRESULT STDMETHODCALLTYPE QueryRows(LONG lRowCount, ULONG ulFlags, LPSRowSet *lppRows) = 0;
    /* Would stop what is under way; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE Abort(void) = 0;
    /* Would open a category; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE ExpandRow(ULONG cbInstanceKey, LPBYTE pbInstanceKey, ULONG ulRowCount, ULONG ulFlags, LPSRowSet *lppRows, ULONG *lpulMoreRows) = 0;
    /* Would close a category; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE CollapseRow(ULONG cbInstanceKey, LPBYTE pbInstanceKey, ULONG ulFlags, ULONG *lpulRowCount) = 0;
    /* Would wait for what is under way; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE WaitForCompletion(ULONG ulFlags, ULONG ulTimeout, ULONG *lpulTableStatus) = 0;
    /* Would tell which categories are open; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE GetCollapseState(ULONG ulFlags, ULONG cbInstanceKey, LPBYTE lpbInstanceKey, ULONG *lpcbCollapseState, LPBYTE *lppbCollapseState) = 0;
    /* Would open and close categories; CE does not support it. */
    virtual HRESULT STDMETHODCALLTYPE SetCollapseState(ULONG ulFlags, ULONG cbCollapseState, LPBYTE pbCollapseState, BOOKMARK *lpbkLocation) = 0;
};
#else
typedef struct IMAPITableVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMAPITable *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMAPITable *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMAPITable *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IMAPITable *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *Advise)(IMAPITable *This, ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink, ULONG *lpulConnection);
    HRESULT (STDMETHODCALLTYPE *Unadvise)(IMAPITable *This, ULONG ulConnection);
    HRESULT (STDMETHODCALLTYPE *GetStatus)(IMAPITable *This, ULONG *lpulTableStatus, ULONG *lpulTableType);
    HRESULT (STDMETHODCALLTYPE *SetColumns)(IMAPITable *This, LPSPropTagArray lpPropTagArray, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *QueryColumns)(IMAPITable *This, ULONG ulFlags, LPSPropTagArray *lpPropTagArray);
    HRESULT (STDMETHODCALLTYPE *GetRowCount)(IMAPITable *This, ULONG ulFlags, ULONG *lpulCount);
    HRESULT (STDMETHODCALLTYPE *SeekRow)(IMAPITable *This, BOOKMARK bkOrigin, LONG lRowCount, LONG *lplRowsSought);
    HRESULT (STDMETHODCALLTYPE *SeekRowApprox)(IMAPITable *This, ULONG ulNumerator, ULONG ulDenominator);
    HRESULT (STDMETHODCALLTYPE *QueryPosition)(IMAPITable *This, ULONG *lpulRow, ULONG *lpulNumerator, ULONG *lpulDenominator);
    HRESULT (STDMETHODCALLTYPE *FindRow)(IMAPITable *This, LPSRestriction lpRestriction, BOOKMARK bkOrigin, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *Restrict)(IMAPITable *This, LPSRestriction lpRestriction, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *CreateBookmark)(IMAPITable *This, BOOKMARK *lpbkPosition);
    HRESULT (STDMETHODCALLTYPE *FreeBookmark)(IMAPITable *This, BOOKMARK bkPosition);
    HRESULT (STDMETHODCALLTYPE *SortTable)(IMAPITable *This, LPSSortOrderSet lpSortCriteria, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *QuerySortOrder)(IMAPITable *This, LPSSortOrderSet *lppSortCriteria);
    HRESULT (STDMETHODCALLTYPE *QueryRows)(IMAPITable *This, LONG lRowCount, ULONG ulFlags, LPSRowSet *lppRows);
    HRESULT (STDMETHODCALLTYPE *Abort)(IMAPITable *This);
    HRESULT (STDMETHODCALLTYPE *ExpandRow)(IMAPITable *This, ULONG cbInstanceKey, LPBYTE pbInstanceKey, ULONG ulRowCount, ULONG ulFlags, LPSRowSet *lppRows, ULONG *lpulMoreRows);
    HRESULT (STDMETHODCALLTYPE *CollapseRow)(IMAPITable *This, ULONG cbInstanceKey, LPBYTE pbInstanceKey, ULONG ulFlags, ULONG *lpulRowCount);
    HRESULT (STDMETHODCALLTYPE *WaitForCompletion)(IMAPITable *This, ULONG ulFlags, ULONG ulTimeout, ULONG *lpulTableStatus);
    HRESULT (STDMETHODCALLTYPE *GetCollapseState)(IMAPITable *This, ULONG ulFlags, ULONG cbInstanceKey, LPBYTE lpbInstanceKey, ULONG *lpcbCollapseState, LPBYTE *lppbCollapseState);
    HRESULT (STDMETHODCALLTYPE *SetCollapseState)(IMAPITable *This, ULONG ulFlags, ULONG cbCollapseState, LPBYTE pbCollapseState, BOOKMARK *lpbkLocation);
} IMAPITableVtbl;
struct IMAPITable {
    const IMAPITableVtbl *lpVtbl;
};
#endif

/* What a program implements to be told of events (section 9.2). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IMAPIAdviseSink : public IUnknown {
    /* Tells of an event. */
    virtual ULONG STDMETHODCALLTYPE OnNotify(ULONG cNotif, LPNOTIFICATION lpNotifications) = 0;
};
#else
typedef struct IMAPIAdviseSinkVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IMAPIAdviseSink *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IMAPIAdviseSink *This);
    ULONG (STDMETHODCALLTYPE *Release)(IMAPIAdviseSink *This);
    ULONG (STDMETHODCALLTYPE *OnNotify)(IMAPIAdviseSink *This, ULONG cNotif, LPNOTIFICATION lpNotifications);
} IMAPIAdviseSinkVtbl;
struct IMAPIAdviseSink {
    const IMAPIAdviseSinkVtbl *lpVtbl;
};
#endif

/* An attachment (section 9.6). */
#if defined(__cplusplus) && !defined(CINTERFACE)
struct IAttach : public IMAPIProp {
};
#else
typedef struct IAttachVtbl {
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IAttach *This, REFIID riid, LPVOID *ppvObj);
    ULONG (STDMETHODCALLTYPE *AddRef)(IAttach *This);
    ULONG (STDMETHODCALLTYPE *Release)(IAttach *This);
    HRESULT (STDMETHODCALLTYPE *GetLastError)(IAttach *This, HRESULT hResult, ULONG ulFlags, LPMAPIERROR *lppMAPIError);
    HRESULT (STDMETHODCALLTYPE *SaveChanges)(IAttach *This, ULONG ulFlags);
    HRESULT (STDMETHODCALLTYPE *GetProps)(IAttach *This, LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG *lpcValues, LPSPropValue *lppPropArray);
    HRESULT (STDMETHODCALLTYPE *GetPropList)(IAttach *This, ULONG ulFlags, LPSPropTagArray *lppPropTagArray);
    HRESULT (STDMETHODCALLTYPE *OpenProperty)(IAttach *This, ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags, LPUNKNOWN *lppUnk);
    HRESULT (STDMETHODCALLTYPE *SetProps)(IAttach *This, ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *DeleteProps)(IAttach *This, LPSPropTagArray lpPropTagArray, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyTo)(IAttach *This, ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *CopyProps)(IAttach *This, LPSPropTagArray lpIncludeProps, ULONG ulUIParam, LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray *lppProblems);
    HRESULT (STDMETHODCALLTYPE *GetNamesFromIDs)(IAttach *This, LPSPropTagArray *lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags, ULONG *lpcPropNames, LPMAPINAMEID **lpppPropNames);
    HRESULT (STDMETHODCALLTYPE *GetIDsFromNames)(IAttach *This, ULONG cPropNames, LPMAPINAMEID *lppPropNames, ULONG ulFlags, LPSPropTagArray *lppPropTags);
} IAttachVtbl;
struct IAttach {
    const IAttachVtbl *lpVtbl;
};
#endif

#endif
