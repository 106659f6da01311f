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
