"""The dialogs that ask for a file; who opens one connects ``fileSelected``."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def target_dialog(
    parent: QWidget | None, title: str, kinds: Mapping[str, str], proposed: str = ""
) -> QFileDialog:
    """Where something is to be written. ``kinds``: suffix ("pdf") → what the dialog calls such
    files, the usual kind first; a name without a suffix gets that of the kind that is chosen."""
    dialog = QFileDialog(parent, title, "", ";;".join(kinds.values()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(next(iter(kinds), ""))
    suffixes = {words: suffix for suffix, words in kinds.items()}
    dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(suffixes.get(words, "")))
    if proposed:
        dialog.selectFile(proposed)
    return dialog


def source_dialog(parent: QWidget | None, title: str, kinds: str = "") -> QFileDialog:
    """One that is there is to be read."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog
