/* Windows has ICU since 10, wine 8 has not. Qt links against these converters and uses them only for
 * code pages that are neither UTF nor Latin: here they say that there are none. */
#define EXPORT __declspec(dllexport)
static void set(int *error, int value) { if (error) *error = value; }
enum { FILE_ACCESS_ERROR = 4 };
EXPORT void *ucnv_open(const char *name, int *error) { (void)name; set(error, FILE_ACCESS_ERROR); return 0; }
EXPORT void ucnv_close(void *converter) { (void)converter; }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void ucnv_reset(void *converter) { (void)converter; }
EXPORT signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 1; }
EXPORT const char *ucnv_getName(void *converter, int *error) { (void)converter; set(error, FILE_ACCESS_ERROR); return 0; }
EXPORT void ucnv_getToUCallBack(void) {}
EXPORT void ucnv_getFromUCallBack(void) {}
EXPORT void ucnv_setToUCallBack(void) {}
EXPORT void ucnv_setFromUCallBack(void) {}
EXPORT void ucnv_cbToUWriteUChars(void) {}
EXPORT void ucnv_toUnicode(void) {}
EXPORT void ucnv_cbFromUWriteUChars(void) {}
EXPORT int ucnv_toUCountPending(void *converter, int *error) { (void)converter; set(error, FILE_ACCESS_ERROR); return 0; }
EXPORT int ucnv_fromUCountPending(void *converter, int *error) { (void)converter; set(error, FILE_ACCESS_ERROR); return 0; }
EXPORT const char *ucnv_getStandardName(const char *a, const char *b, int *error) { (void)a; (void)b; set(error, FILE_ACCESS_ERROR); return 0; }
EXPORT const char *ucnv_getAvailableName(int index) { (void)index; return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT void ucnv_fromUnicode(void) {}
