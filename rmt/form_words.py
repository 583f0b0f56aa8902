"""What is said about the form of a card."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def form_words(code: str) -> str:
    return {
        "none": translate("rmt", "This campaign has no form: choose a result and write a note."),
        "away": translate("rmt", "The database cannot be reached: the form opens when it is back."),
        "lost": translate("rmt", "Some answers of the draft do not fit this version of the form."),
        "refused": translate("rmt", "The form could not be saved: {reason} Finish it once more."),
        "not_saved": translate("rmt", "The form is not saved yet: {reason} It is tried again."),
    }[code]
