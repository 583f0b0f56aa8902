/* Private namespaces of kernel32, which wine 8 lacks and embedded Firebird needs: the objects of one
 * lie in a directory of its name below \BaseNamedObjects, as names with a backslash are looked up.
 *
 * The import tables of all libraries, those loaded later too, are made to lead here. */
#include <windows.h>
#include <winternl.h>
#include <psapi.h>
#include <stdio.h>
#include <string.h>

typedef struct { ULONG flags; const UNICODE_STRING *full, *base; void *start; ULONG size; } Loaded;
typedef void (CALLBACK *Told)(ULONG reason, const Loaded *data, void *context);
NTSTATUS NTAPI LdrRegisterDllNotification(ULONG flags, Told told, void *context, void **cookie);
NTSTATUS NTAPI NtCreateDirectoryObject(HANDLE *handle, ACCESS_MASK access, OBJECT_ATTRIBUTES *what);

static HANDLE WINAPI CreateBoundary(const char *name, ULONG flags) {
  (void)name, (void)flags;
  return (HANDLE)1;
}
static BOOL WINAPI AddSid(HANDLE *boundary, void *sid) { (void)boundary, (void)sid; return TRUE; }
static void WINAPI DeleteBoundary(HANDLE boundary) { (void)boundary; }

static HANDLE open_directory(const char *alias) {
  DWORD session = 0;
  ProcessIdToSessionId(GetCurrentProcessId(), &session);
  wchar_t path[300];
  swprintf(path, 300, L"\\Sessions\\%lu\\BaseNamedObjects\\%hs", session, alias);
  UNICODE_STRING name;
  RtlInitUnicodeString(&name, path);
  OBJECT_ATTRIBUTES what;
  InitializeObjectAttributes(&what, &name, OBJ_OPENIF | OBJ_CASE_INSENSITIVE, NULL, NULL);
  HANDLE handle = NULL;
  NTSTATUS status = NtCreateDirectoryObject(&handle, 0xF000F /* all */, &what);
  if (status < 0) {
    SetLastError(RtlNtStatusToDosError(status));
    return NULL;
  }
  return handle;
}
static HANDLE WINAPI CreateNamespace(void *security, void *boundary, const char *alias) {
  (void)security, (void)boundary;
  return open_directory(alias);
}
static HANDLE WINAPI OpenNamespace(void *boundary, const char *alias) {
  (void)boundary;
  return open_directory(alias);
}
static BOOLEAN WINAPI CloseNamespace(HANDLE handle, ULONG flags) {
  (void)flags;
  return CloseHandle(handle);
}

/* Windows tells a device's path, which Firebird turns into a drive's; wine tells \\??\\ and the drive. */
static DWORD WINAPI MappedFile(HANDLE process, void *address, char *name, DWORD size) {
  char told[MAX_PATH * 2], device[MAX_PATH], drive[3] = "";
  DWORD length = K32GetMappedFileNameA(process, address, told, sizeof told);
  if (length <= 6 || strncmp(told, "\\??\\", 4) != 0) return 0;
  memcpy(drive, told + 4, 2);
  QueryDosDeviceA(drive, device, sizeof device);
  return (DWORD)snprintf(name, size, "%s%s", device, told + 6);
}

static const struct { const char *name; void *ours; } functions[] = {
  {"CreateBoundaryDescriptorA", CreateBoundary}, {"AddSIDToBoundaryDescriptor", AddSid},
  {"DeleteBoundaryDescriptor", DeleteBoundary}, {"CreatePrivateNamespaceA", CreateNamespace},
  {"OpenPrivateNamespaceA", OpenNamespace}, {"ClosePrivateNamespace", CloseNamespace},
  {"K32GetMappedFileNameA", MappedFile},
};

static void lead_here(BYTE *base) {
  IMAGE_NT_HEADERS *header = (void *)(base + ((IMAGE_DOS_HEADER *)base)->e_lfanew);
  IMAGE_DATA_DIRECTORY *directory =
      &header->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
  if (directory->Size == 0) return;
  IMAGE_IMPORT_DESCRIPTOR *from = (void *)(base + directory->VirtualAddress);
  for (; from->Name; from++) {
    if (_stricmp((char *)base + from->Name, "kernel32.dll") != 0 || !from->OriginalFirstThunk) continue;
    IMAGE_THUNK_DATA *name = (void *)(base + from->OriginalFirstThunk);
    IMAGE_THUNK_DATA *place = (void *)(base + from->FirstThunk);
    for (; name->u1.AddressOfData; name++, place++) {
      if (IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal)) continue;
      char *wanted = ((IMAGE_IMPORT_BY_NAME *)(base + name->u1.AddressOfData))->Name;
      for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strcmp(wanted, functions[i].name) != 0) continue;
        DWORD before;
        VirtualProtect(place, sizeof *place, PAGE_READWRITE, &before);
        place->u1.Function = (ULONGLONG)functions[i].ours;
        VirtualProtect(place, sizeof *place, before, &before);
      }
    }
  }
}

static void CALLBACK told(ULONG reason, const Loaded *data, void *context) {
  (void)context;
  if (reason == 1) lead_here(data->start);
}

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, void *reserved) {
  static void *cookie;
  (void)self, (void)reserved;
  if (reason == DLL_PROCESS_ATTACH) LdrRegisterDllNotification(0, told, NULL, &cookie);
  return TRUE;
}
