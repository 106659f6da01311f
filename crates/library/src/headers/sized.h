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
