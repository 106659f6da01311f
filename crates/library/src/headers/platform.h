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
