/* What Rust's standard library takes from bcryptprimitives.dll, for a Wine that has none. */

#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length);

BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    while (length > 0) {
        ULONG piece = length < 0x10000 ? (ULONG)length : 0x10000;
        if (!SystemFunction036(buffer, piece))
            return FALSE;
        buffer += piece;
        length -= piece;
    }
    return TRUE;
}
