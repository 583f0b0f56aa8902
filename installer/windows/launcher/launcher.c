/* rino-desktop.exe and rino-desktopw.exe: the program as a process of its own name.
 *
 * Loads the CPython that lies beside it and hands the command line on:
 *   rino-desktop ARGUMENTS           runs `-m rino_desktop ARGUMENTS`
 *   rino-desktop --python ARGUMENTS  is CPython itself; how the program starts its own children
 * `-X rino_launcher` tells the program that it runs under this launcher (engine/python_command.py).
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#ifdef WINDOWED
#define KIND L"rino_launcher=window"
#else
#define KIND L"rino_launcher=console"
#endif

typedef int (*py_main)(int, wchar_t **);

static int fail(const wchar_t *what) {
#ifdef WINDOWED
  MessageBoxW(NULL, what, L"RINO Desktop", MB_ICONERROR);
#else
  fwprintf(stderr, L"rino-desktop: %ls\n", what);
#endif
  return 1;
}

/* Started without a console there are no standard streams; what the program prints goes nowhere
 * then instead of being an error. */
static void give_stream(DWORD which, DWORD access) {
  HANDLE have = GetStdHandle(which);
  if (have != NULL && have != INVALID_HANDLE_VALUE) return;
  SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
  SetStdHandle(which, CreateFileW(L"NUL", access, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                                  OPEN_EXISTING, 0, NULL));
}

static int run(int argc, wchar_t **argv) {
  static wchar_t folder[32768], python[32768 + 32];
  DWORD length = GetModuleFileNameW(NULL, folder, 32767);
  wchar_t *end = wcsrchr(folder, L'\\');
  if (length == 0 || end == NULL) return fail(L"Windows does not tell where this program lies.");
  end[1] = L'\0';
  /* Libraries come from this folder and from Windows, never from the current folder or the PATH. */
  SetDllDirectoryW(L"");
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
  AddDllDirectory(folder);
  /* numpy's algebra, which we do not use, would start a thread for every core in every process. */
  if (GetEnvironmentVariableW(L"OPENBLAS_NUM_THREADS", NULL, 0) == 0)
    SetEnvironmentVariableW(L"OPENBLAS_NUM_THREADS", L"1");
  give_stream(STD_INPUT_HANDLE, GENERIC_READ);
  give_stream(STD_OUTPUT_HANDLE, GENERIC_WRITE);
  give_stream(STD_ERROR_HANDLE, GENERIC_WRITE);

  swprintf(python, 32768 + 32, L"%lspython311.dll", folder);
  HMODULE library = LoadLibraryExW(python, NULL, 0);
  py_main start = library ? (py_main)(void *)GetProcAddress(library, "Py_Main") : NULL;
  if (start == NULL) return fail(L"python311.dll is missing or damaged. Install RINO Desktop again.");

  wchar_t **words = calloc((size_t)argc + 8, sizeof *words);
  if (words == NULL) return fail(L"There is not enough memory.");
  int count = 0, rest = 1;
  words[count++] = argv[0];
  words[count++] = L"-X";
  words[count++] = KIND;
  /* Files, pipes and children speak UTF-8, whatever this Windows' code page. */
  words[count++] = L"-X";
  words[count++] = L"utf8";
  if (argc > 1 && wcscmp(argv[1], L"--python") == 0) {
    rest = 2;
  } else {
    words[count++] = L"-m";
    words[count++] = L"rino_desktop";
  }
  while (rest < argc) words[count++] = argv[rest++];
  return start(count, words);
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, wchar_t *line, int show) {
  (void)self, (void)before, (void)line, (void)show;
  return run(__argc, __wargv);
}
#else
int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
#endif
