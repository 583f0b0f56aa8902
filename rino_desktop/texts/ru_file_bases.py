"""Russian: changes from files at the command line, and what these were made from."""

TEXTS: dict[str, str] = {
    "the version that it was made from; left out: the one that the file names": (
        "версия, на основе которой сделан файл; если не указать — та, что записана в файле"
    ),
    "This is not the newest version, which is changed: {newest}.": (
        "Это не последняя версия, а меняют последнюю: {newest}."
    ),
    "Before the file is used for another change: version = {version}.": (
        "Прежде чем менять набор из этого же файла ещё раз, впишите в него: version = {version}."
    ),
    "The change was made from version {base} of the legal preset {name}; the newest one is "
    "{newest}. Nothing was saved.": (
        "Изменение сделано на основе версии {base} набора требований {name}, а последняя его "
        "версия — {newest}. Ничего не сохранено."
    ),
    "Save the newest one under another file name, and change that: {command}.": (
        "Запишите последнюю версию в другой файл и внесите изменения в него: {command}."
    ),
    "The campaign {name} has been changed since {file} was made from it; nothing was saved.": (
        "Кампанию {name} изменили после того, как был записан {file}. Ничего не сохранено."
    ),
    "Write the campaign as it is to another file, and change that: {command}.": (
        "Запишите её нынешние настройки в другой файл и внесите изменения в него: {command}."
    ),
    "Before the file is used for another change: {line}": (
        "Прежде чем вносить изменения из этого же файла ещё раз, впишите в него: {line}"
    ),
    "the version that it was made from: refused when another one is published by now": (
        "версия, на основе которой сделан файл: если опубликована уже другая, он не принимается"
    ),
    "{name}: version {version} is published by now ({author}), and the file was made from version "
    "{base}. Nothing was saved.": (
        "{name}: уже опубликована версия {version} ({author}), а файл сделан на основе версии "
        "{base}. Ничего не сохранено."
    ),
    "Export the present one to another file, and change that.": (
        "Выгрузите нынешнюю версию в другой файл и внесите изменения в него."
    ),
    "the mark that show told of the form that it was made from: refused when another one is stored "
    "by now": (
        "метка формы, на основе которой сделан файл (её показывает show): если сохранена уже "
        "другая, он не принимается"
    ),
    "The form {name} has been changed by somebody else meanwhile; nothing was saved.": (
        "Форму {name} тем временем изменил кто-то другой. Ничего не сохранено."
    ),
    "Open it anew, and change that.": "Откройте её заново и внесите изменения.",
    "Mark: {mark} (report-form add FILE --base {mark})": (
        "Метка: {mark} (report-form add ФАЙЛ --base {mark})"
    ),
}
