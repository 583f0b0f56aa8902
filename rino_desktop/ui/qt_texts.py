"""Texts of Qt's own dialogs that Qt's translation does not have, or puts badly.

Found by asking a file dialog of Qt 6.11 in Russian for all its texts, and by comparing
``qtbase_ru`` with the other languages of the same Qt. A native dialog of the system speaks the
system's language; this is about those that Qt draws itself.
"""

from collections.abc import Mapping

#: Language → context → Qt's English → the text.
QT_TEXTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "ru": {
        "QFileDialog": {
            "&Look in:": "&Папка:",
            "Files of &type:": "&Тип файлов:",
            # The name of a column follows: "Показать Дата изменения".
            "Show ": "Показывать: ",
        },
        "QAbstractFileIconProvider": {
            "Alias": "Псевдоним",
            "Drive": "Диск",
            "File": "Файл",
            "File Folder": "Папка с файлами",
            "Folder": "Папка",
            "Shortcut": "Ярлык",
            "Unknown": "Неизвестно",
        },
        "QMimeType": {"TOML document": "Документ TOML"},
    },
}
