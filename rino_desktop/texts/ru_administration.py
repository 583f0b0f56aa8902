"""Russian: trunks, backups and data sources as an administrator sets them up."""

TEXTS = {
    "change settings of a trunk": "изменить настройки транка",
    "The test was broken off.": "Проверка прервана.",
    "{number}: the network says {code}": "{number}: сеть отвечает {code}",
    "{number}: answered": "{number}: трубку сняли",
    "see whether a backup can be restored": "проверить, восстанавливается ли копия",
    "Restoring for a trial": "Пробное восстановление",
    "The backup can be restored, and is sound.": "Копия восстанавливается и исправна.",
    "The backup is not sound.": "Копия неисправна.",
    "the mapping": "сопоставление",
    "{entity}: the field {field} stands there twice.": "{entity}: поле {field} указано дважды.",
    "{entity}: {key} is said differently in several rows.": (
        "{entity}: {key} в разных строках указано по-разному."
    ),
}
