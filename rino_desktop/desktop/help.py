"""Help opens the manual in the browser, at what is looked at."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from rino_desktop import manual, texts
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Choice, Question


class _NotHere(Question):
    """One at a time, however often F1 is pressed."""


class Help(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        button = window.status.help
        button.page_wanted.connect(lambda: self._open_page(window.topic()))
        button.contents_wanted.connect(lambda: self._open_page(""))
        button.pdf_wanted.connect(self._open_book)

    def _open_page(self, topic: str) -> None:
        self._open(manual.page(topic, texts.language()), manual.book(texts.language()))

    def _open_book(self) -> None:
        self._open(manual.book(texts.language()), manual.page("", texts.language()))

    def _open(self, file: Path, other: Path) -> None:
        """``other``: the same in another form, offered where this one cannot be had."""
        if not file.is_file():
            self.say_missing(file, other)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self._say(
                self.tr("The manual cannot be opened"),
                self.tr("No program of this computer opens {file}.").format(file=file),
                other,
            )  # fmt: skip

    def say_missing(self, file: Path, other: Path) -> None:
        text = self.tr(
            "There is no {file}. Installing RINO Desktop anew brings it back; in a checkout, make "
            "manuals makes it."
        )
        self._say(self.tr("The manual is not here"), text.format(file=file), other)

    def _say(self, title: str, text: str, other: Path) -> None:
        choices = [Choice("", self.tr("Close"))]
        if other.is_file():
            name = self.tr("Open the PDF") if other.suffix == ".pdf" else self.tr("Open the pages")
            choices.append(Choice("other", name, "primary"))
        for asked_before in QApplication.topLevelWidgets():
            if isinstance(asked_before, _NotHere) and asked_before.isVisible():
                asked_before.reject()
        # In front of the dialog in which F1 was pressed.
        question = _NotHere(QApplication.activeModalWidget() or self._window, title, text, choices)
        question.answered.connect(lambda key: self._on_answered(key, other))
        question.open()

    def _on_answered(self, key: str, other: Path) -> None:
        if key and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(other))):
            self._say(
                self.tr("The manual cannot be opened"),
                self.tr("No program of this computer opens {file}.").format(file=other),
                Path(),
            )  # fmt: skip
