"""How loud it is, with a word beside the colour."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated

_LOWEST_DB = -60.0
#: Quieter than this nobody should speak, louder than that it is being cut off.
_QUIET_DB, _LOUD_DB = -40.0, -3.0
_FALL_DB = 1.5
#: How exactly it is told in words.
_STEP_DB = 10
_HEIGHT, _WORDS = 8, 112


class LevelMeter(Translated, QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = self._shown = _LOWEST_DB
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Level"))
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, 24)

    def show_level(self, level: float) -> None:
        """dBFS. It rises at once and falls slowly, as eyes want it."""
        self._level = max(_LOWEST_DB, min(level, 0.0))
        self._shown = max(self._level, self._shown - _FALL_DB)
        self._tell()
        self.update()

    def reset(self) -> None:
        self._level = self._shown = _LOWEST_DB
        self._tell()
        self.update()

    @property
    def word(self) -> str:
        return self._word

    def _wanted_word(self) -> str:
        if self._shown >= _LOUD_DB:
            return self.tr("too loud")
        if self._shown <= _LOWEST_DB:
            return ""
        return self.tr("quiet") if self._shown < _QUIET_DB else self.tr("good")

    def _tell(self) -> None:
        """A reader gets the word with about how much it is, when it asks. (As a value of its own
        the level would be read, or beeped, many times a second into what is being heard.)"""
        self._word = self._wanted_word()
        about = _STEP_DB * round(self._shown / _STEP_DB)
        said = self.tr("{word}, about {level} dB").format(word=self._word, level=f"{about:.0f}")
        self.setAccessibleDescription(said.replace("-", "−") if self._word else self.tr("silence"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        colours = theme.current()
        colour = colours.good
        if self._shown >= _LOUD_DB:
            colour = colours.bad
        elif self._shown < _QUIET_DB:
            colour = colours.secondary
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, top = self.width() - _WORDS, (self.height() - _HEIGHT) / 2
        bar = QRectF(0, top, width, _HEIGHT)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(colours.border))
        painter.drawRoundedRect(bar, _HEIGHT / 2, _HEIGHT / 2)
        bar.setWidth(max(_HEIGHT, width * (1 - self._shown / _LOWEST_DB)))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(bar, _HEIGHT / 2, _HEIGHT / 2)
        painter.setPen(QColor(colour))
        words = QRectF(width + 12, 0, _WORDS - 12, self.height())
        painter.drawText(words, 0x0080 | 0x0001, self._word)
