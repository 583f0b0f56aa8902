"""Russian: what the desktop is started for."""

TEXTS = {
    "the desktop, which opens a scheme from this file": (
        "окно программы, в котором открыта схема из этого файла"
    ),
    "the desktop, beginning at the workstation": (
        "окно программы, открытое на рабочем месте телефониста"
    ),
    "a command opens no window: without --open and --workstation": (
        "команда не открывает окна: уберите --open или --workstation"
    ),
}
