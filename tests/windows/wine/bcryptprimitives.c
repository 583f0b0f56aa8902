/* Windows has this library since 8, wine 8 has not: random bytes for what is written in Rust. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(void *buffer, ULONG size);
__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size) {
  return SystemFunction036(data, (ULONG)size);
}
