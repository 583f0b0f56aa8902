"""The language of the windows, changed while they are open.

Windows ask Qt: ``self.tr("Save")`` or ``QCoreApplication.translate("context", "Save")``, with
translations in ``resources/i18n`` (``make translations``). Texts that the engine says live in a
dictionary of the application (docs/adr/0005 and 0083); ``QCoreApplication.translate("engine",
english)`` finds them too, so that a window need not know where a text comes from.

A widget that shows texts takes ``Translated`` as its first base and sets them all in
``retranslate``, which it calls once itself.

``self.tr`` looks under the name of the class of the object first, then under those of its bases
(measured, PySide6 6.11). A text with a number, ``self.tr("%n call(s)", "", 3)``, is taken for found
at the first of them, untranslated: such texts belong into classes that nobody subclasses. (lupdate
knows numbers in ``tr`` only; in ``translate`` they would never get their plural forms.)
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from rino_desktop.ui.places import resources
from rino_desktop.ui.qt_texts import QT_TEXTS

LANGUAGES = ("ru", "en")
#: Each package has files of its own: ``resources/i18n/PACKAGE_LANGUAGE.ts``.
PACKAGES = ("ui", "desktop", "editor", "rmt")
#: The context under which the engine's texts are found.
ENGINE = "engine"
_LOCALES = {"ru": "ru_RU", "en": "en_GB"}


class Translated:
    """For a widget that can change its language; goes before the widget's class."""

    def retranslate(self) -> None:
        """Set every text anew."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)  # type: ignore[misc] # the widget's


class DictionaryTranslator(QTranslator):
    """Gives texts of one context from a dictionary, English → translated."""

    def __init__(self, context: str, texts: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._texts = texts

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return self._texts.get(text) if context == self._context else None

    def isEmpty(self) -> bool:  # noqa: N802
        return not self._texts


class Languages(QObject):
    """The application's translators. ``engine_texts``: language → what the engine says in it."""

    def __init__(
        self,
        application: QApplication,
        engine_texts: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._engine_texts = engine_texts or {}
        self._installed: list[QTranslator] = []
        #: What the translators read from, and do not own.
        self._data: dict[Path, bytes] = {}
        self.language = ""

    def switch(self, language: str) -> None:
        """``language``: one of ``LANGUAGES``. Every open window changes at once."""
        if language not in LANGUAGES:
            raise ValueError(language)
        if language == self.language:
            return
        self.language = language
        self._application.installEventFilter(self)  # only now: it sees all events of all windows
        try:
            for translator in self._installed:
                self._application.removeTranslator(translator)
                translator.deleteLater()
            self._installed = self._made(language)
            for translator in self._installed:
                self._application.installTranslator(translator)
        finally:
            self._application.removeEventFilter(self)
        locale = QLocale(_LOCALES[language])
        QLocale.setDefault(locale)
        for window in self._application.topLevelWidgets():
            window.setLocale(locale)
        QCoreApplication.sendEvent(self._application, QEvent(QEvent.Type.LanguageChange))
        # The application posts it to the windows; what comes next may already read their texts.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)

    def end(self) -> None:
        """Leave the application as it was before."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Each translator that comes or goes would have all windows set their texts: once is
        enough."""
        return event.type() == QEvent.Type.LanguageChange and watched is self._application

    def _made(self, language: str) -> list[QTranslator]:
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        ours = resources() / "i18n"
        files = [qt / f"qtbase_{language}.qm"]
        files += [ours / f"{package}_{language}.qm" for package in PACKAGES]
        made: list[QTranslator] = []
        for file in files:
            translator = QTranslator(self)
            # From memory: Qt would map the file, and one that is replaced while the window is
            # open, as by an update, takes the window down with it.
            data = self._data.setdefault(file, file.read_bytes()) if file.is_file() else b""
            if translator.load(data):
                made.append(translator)
        texts = {**QT_TEXTS.get(language, {}), ENGINE: self._engine_texts.get(language, {})}
        made += [DictionaryTranslator(name, known, self) for name, known in texts.items() if known]
        return made
