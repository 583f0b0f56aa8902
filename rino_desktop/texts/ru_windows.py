"""Russian: what is said on Windows only: the installed program, services."""

TEXTS = {
    "Install RINO Desktop again.": "Установите RINO Desktop заново.",
}
