/* espeak-ng for Windows: the part of its command line that RINO Desktop uses, over espeak-ng.dll.
 *
 * Copyright (C) 2026 RINO
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This program is free software: you can redistribute it and/or modify it under the terms of the
 * GNU General Public License as published by the Free Software Foundation, either version 3 of the
 * License, or (at your option) any later version. It comes without any warranty; see the file
 * COPYING beside it.
 *
 * espeak-ng.dll is eSpeak NG (GPL-3.0-or-later); this program is the only one that loads it, and is
 * run as a process of its own.
 *
 *   espeak-ng -v VOICE -s WORDS-A-MINUTE -p PITCH -g GAP -a AMPLITUDE -b 1 -z --stdin --stdout
 *   espeak-ng --voices=LANGUAGE|variant
 */
#include <windows.h>
#include <fcntl.h>
#include <io.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SYNCHRONOUS = 2, CHARS_UTF8 = 1, PHONEMES = 0x100, END_PAUSE = 0x1000 };
enum { RATE = 1, VOLUME = 2, PITCH = 3, WORD_GAP = 7 };

typedef struct {
  const char *name, *languages, *identifier;
  unsigned char gender, age, variant, unused;
  int score;
  void *spare;
} Voice;

typedef int (*Sound)(short *samples, int count, void *events);

static int (*initialize)(int output, int buffer, const char *path, int options);
static void (*set_callback)(Sound);
static int (*set_parameter)(int parameter, int value, int relative);
static int (*set_voice)(const char *name);
static int (*set_voice_by)(Voice *wanted);
static const Voice **(*list_voices)(Voice *wanted);
static int (*synth)(const void *text, size_t size, unsigned position, int kind, unsigned end,
                    unsigned flags, unsigned *identifier, void *data);
static int (*synchronize)(void);

static short *samples;
static size_t count, room;

static int fail(const char *what) {
  fprintf(stderr, "espeak-ng: %s\n", what);
  return 1;
}

static int keep(short *part, int size, void *events) {
  (void)events;
  if (part == NULL || size <= 0) return 0;
  if (count + (size_t)size > room) {
    room = (count + (size_t)size) * 2;
    samples = realloc(samples, room * sizeof *samples);
    if (samples == NULL) exit(fail("not enough memory"));
  }
  memcpy(samples + count, part, (size_t)size * sizeof *samples);
  count += (size_t)size;
  return 0;
}

static void number(unsigned char *at, uint32_t value, int bytes) {
  for (int index = 0; index < bytes; index++) at[index] = (unsigned char)(value >> 8 * index);
}

static void write_wave(int rate) {
  uint32_t size = (uint32_t)(count * sizeof *samples);
  unsigned char head[44] = "RIFF____WAVEfmt ";
  number(head + 4, size + 36, 4);
  number(head + 16, 16, 4);
  number(head + 20, 1, 2);
  number(head + 22, 1, 2);
  number(head + 24, (uint32_t)rate, 4);
  number(head + 28, (uint32_t)rate * 2, 4);
  number(head + 32, 2, 2);
  number(head + 34, 16, 2);
  memcpy(head + 36, "data", 4);
  number(head + 40, size, 4);
  fwrite(head, 1, sizeof head, stdout);
  fwrite(samples, sizeof *samples, count, stdout);
}

static char *read_all(size_t *size) {
  char *text = NULL;
  size_t have = 0, part;
  do {
    text = realloc(text, have + 65537);
    if (text == NULL) exit(fail("not enough memory"));
    part = fread(text + have, 1, 65536, stdin);
    have += part;
  } while (part > 0);
  text[have] = '\0';
  *size = have + 1;
  return text;
}

static void tell_voices(const char *language) {
  Voice wanted = {0};
  wanted.languages = language;
  const Voice **found = list_voices(&wanted);
  printf("Pty Language       Age/Gender VoiceName          File                 Other Languages\n");
  for (; found != NULL && *found != NULL; found++) {
    const Voice *one = *found;
    char file[200], name[200];
    snprintf(file, sizeof file, "%s", one->identifier);
    snprintf(name, sizeof name, "%s", one->name);
    for (char *at = file; *at; at++) if (*at == '\\') *at = '/';
    for (char *at = name; *at; at++) if (*at == ' ') *at = '_';
    char gender = one->gender == 1 ? 'M' : one->gender == 2 ? 'F' : '-';
    printf("%2d  %-15s --/%c      %-18s %-20s\n", one->languages[0], one->languages + 1, gender,
           name, file);
  }
}

/* The folder of this program as the library takes it: in the code page of this process, by its
 * short name where that cannot write it. */
static int folder(char *out, size_t size) {
  wchar_t own[MAX_PATH * 2], brief[MAX_PATH * 2];
  BOOL lost = FALSE;
  DWORD length = GetModuleFileNameW(NULL, own, MAX_PATH * 2);
  if (length == 0 || length == MAX_PATH * 2) return 0;
  *wcsrchr(own, L'\\') = L'\0';
  if (WideCharToMultiByte(CP_ACP, 0, own, -1, out, (int)size, NULL, &lost) && !lost) return 1;
  if (!GetShortPathNameW(own, brief, MAX_PATH * 2)) return 0;
  return WideCharToMultiByte(CP_ACP, 0, brief, -1, out, (int)size, NULL, &lost) && !lost;
}

#define FIND(variable, name) (*(void **)&(variable) = (void *)GetProcAddress(library, name))

int main(int argc, char **argv) {
  const char *voice = "en", *voices = NULL;
  char place[MAX_PATH * 4];
  int rate = 175, pitch = 50, gap = 0, amplitude = 100;
  unsigned flags = CHARS_UTF8 | PHONEMES | END_PAUSE;
  for (int at = 1; at < argc; at++) {
    const char *word = argv[at], *next = at + 1 < argc ? argv[at + 1] : "";
    if (strcmp(word, "-v") == 0) voice = next, at++;
    else if (strcmp(word, "-s") == 0) rate = atoi(next), at++;
    else if (strcmp(word, "-p") == 0) pitch = atoi(next), at++;
    else if (strcmp(word, "-g") == 0) gap = atoi(next), at++;
    else if (strcmp(word, "-a") == 0) amplitude = atoi(next), at++;
    else if (strcmp(word, "-b") == 0 && strcmp(next, "1") == 0) at++;
    else if (strcmp(word, "-z") == 0) flags &= ~(unsigned)END_PAUSE;
    else if (strncmp(word, "--voices=", 9) == 0) voices = word + 9;
    else if (strcmp(word, "--stdin") != 0 && strcmp(word, "--stdout") != 0)
      return fail("unknown option");
  }
  if (!folder(place, sizeof place)) return fail("the folder of this program cannot be found");
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
  HMODULE library = LoadLibraryW(L"espeak-ng.dll");
  if (library == NULL) return fail("espeak-ng.dll cannot be loaded");
  if (!FIND(initialize, "espeak_Initialize") || !FIND(set_callback, "espeak_SetSynthCallback") ||
      !FIND(set_parameter, "espeak_SetParameter") || !FIND(set_voice, "espeak_SetVoiceByName") ||
      !FIND(set_voice_by, "espeak_SetVoiceByProperties") ||
      !FIND(list_voices, "espeak_ListVoices") || !FIND(synth, "espeak_Synth") ||
      !FIND(synchronize, "espeak_Synchronize"))
    return fail("espeak-ng.dll is of another version");
  int sample_rate = initialize(SYNCHRONOUS, 0, place, 0x8000 /* no exit() of its own */);
  if (sample_rate <= 0) return fail("espeak-ng-data is missing or damaged");
  if (voices != NULL) {
    tell_voices(voices);
    return 0;
  }
  if (set_voice(voice) != 0) {
    Voice wanted = {0};
    wanted.languages = voice;
    if (set_voice_by(&wanted) != 0) return fail("there is no such voice");
  }
  set_parameter(RATE, rate, 0);
  set_parameter(PITCH, pitch, 0);
  set_parameter(WORD_GAP, gap, 0);
  set_parameter(VOLUME, amplitude, 0);
  set_callback(keep);
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
  size_t size;
  char *text = read_all(&size);
  if (synth(text, size, 0, 1, 0, flags, NULL, NULL) != 0) return fail("synthesis failed");
  synchronize();
  write_wave(sample_rate);
  return 0;
}
