"""Russian: the installed program on Windows, what it opens first, its service."""

TEXTS = {
    "Install RINO Desktop again.": "Установите RINO Desktop заново.",
    "the desktop": "окно программы",
    "shows the workstation first": "сразу открыть рабочее место",
    "opens a scheme file in IVR Kit": "открыть файл схемы в IVR Kit",
    "--workstation and --open are for the desktop alone": (
        "--workstation и --open относятся только к окну программы"
    ),
    "{file} is not opened: whoever is signed in has no right to schemes.": (
        "Файл {file} не открыт: у вошедшего пользователя нет права на схемы."
    ),
    "Whoever is signed in has no right to take calls.": (
        "У вошедшего пользователя нет права принимать звонки."
    ),
}
