"""Russian: the installed program on Windows, its service."""

TEXTS = {
    "Install RINO Desktop again.": "Установите RINO Desktop заново.",
    "The service cannot be run by hand: {reason}.": "Службу нельзя запустить вручную: {reason}.",
    "Start it: rino-desktop service start": "Запустите её: rino-desktop service start",
    "Services of this kind are Windows' own.": "Такие службы есть только в Windows.",
    "On Linux systemd runs rino-desktop --engine (docs/operation.md).": (
        "В Linux команду rino-desktop --engine запускает systemd (docs/operation.md)."
    ),
    "Only the installed program can be a service.": (
        "Службой может быть только установленная программа."
    ),
    "Run the installer, then the command of the installed program.": (
        "Запустите установщик, а затем эту команду — уже из установленной программы."
    ),
    "The service is stopped.": "Служба остановлена.",
    "The service is starting.": "Служба запускается.",
    "The service is stopping.": "Служба останавливается.",
    "The service is running.": "Служба работает.",
    "Windows' event log and service.log in the log folder tell more.": (
        "Подробности — в журнале событий Windows и в файле service.log в папке журналов."
    ),
    "Services are an administrator's.": "Службами управляет только администратор.",
    "Open the terminal with “Run as administrator”.": (
        "Откройте терминал командой «Запуск от имени администратора»."
    ),
    "There is no such service.": "Такой службы нет.",
    "Install it: rino-desktop service install": ("Установите её: rino-desktop service install"),
    "The service is installed already.": "Служба уже установлена.",
    "To change it: rino-desktop service remove, then install it anew.": (
        "Чтобы изменить её, выполните rino-desktop service remove и установите заново."
    ),
    "The service is being removed.": "Служба удаляется.",
    "Close the window of Windows' services, then try again.": (
        "Закройте окно «Службы» и повторите попытку."
    ),
    "Windows does not let the account of the service log on.": (
        "Windows не пускает учётную запись службы."
    ),
    "Check its name and password, and its right to log on as a service.": (
        "Проверьте её имя, пароль и право на вход в качестве службы."
    ),
    "The service runs already.": "Служба уже работает.",
    "The service does not run.": "Служба не запущена.",
    "Windows refuses: {reason}": "Windows отказывает: {reason}",
    "the engine as a service of Windows": "движок как служба Windows",
    "make it a service, for an administrator": "сделать движок службой (от имени администратора)",
    "where its data lie, if not in the folder of its account": (
        "папка данных, если они не в папке учётной записи службы"
    ),
    "whom it runs as, such as .\\anna; asks for the password": (
        "от чьего имени работает служба, например .\\anna; пароль будет запрошен"
    ),
    "not started with Windows": "не запускать вместе с Windows",
    "stop it and take it away; the data stay": "остановить и удалить службу; данные останутся",
    "start it": "запустить",
    "stop it; live calls may finish": "остановить; идущие разговоры успеют закончиться",
    "whether it runs": "работает ли служба",
    "what Windows starts; not for people": "команда, которую запускает сама Windows",
    "The service {name} is installed. Start it: rino-desktop service start": (
        "Служба {name} установлена. Запустите её: rino-desktop service start"
    ),
    "The service is removed; the data stay where they are.": (
        "Служба удалена; данные остались на месте."
    ),
    "The service runs.": "Служба работает.",
    "The service has stopped.": "Служба остановлена.",
}
