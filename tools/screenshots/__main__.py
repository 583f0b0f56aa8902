"""Every window in light and dark, in Russian and English: ``make screenshots``.

Pictures go into build/screenshots/NAME-LANGUAGE-MODE.png. Names on the command line restrict it to
those. A window is added by a function with ``@screen("name")`` in a module of this folder.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from rino_desktop.texts import set_language
from rino_desktop.texts.errors import RussianTexts
from rino_desktop.ui import state, theme
from rino_desktop.ui.languages import LANGUAGES, Languages
from tools.screenshots import SCREENS, load

TARGET = Path(__file__).parents[2] / "build" / "screenshots"
MODES = (theme.Mode.LIGHT, theme.Mode.DARK)


def main() -> None:
    load()
    wanted = sys.argv[1:] or list(SCREENS)
    application = QApplication(sys.argv[:1])
    # The last window of a picture is not the last one.
    application.setQuitOnLastWindowClosed(False)
    theme.apply(application, theme.Mode.LIGHT)
    languages = Languages(application, {"ru": RussianTexts()})
    TARGET.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        set_language(language)
        languages.switch(language)
        for mode in MODES:
            theme.set_mode(mode)
            for name in wanted:
                state.forget()
                take(application, name, TARGET / f"{name}-{language}-{mode}.png")


def take(application: QApplication, name: str, file: Path) -> None:
    shown = SCREENS[name]()
    shown.show()
    for _ in range(5):  # layouts that wait for the event loop
        application.processEvents()
    # A second window over the first one (a menu, a dialog) is painted where it stands.
    picture = shown.grab()
    above = [w for w in application.topLevelWidgets() if w is not shown and w.isVisible()]
    paint(picture, shown, above)
    picture.save(str(file))
    sys.stdout.write(f"{file}\n")
    for widget in [*above, shown]:
        widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        widget.hide()
        widget.deleteLater()
    application.processEvents()


def paint(picture: object, below: QWidget, above: list[QWidget]) -> None:
    from PySide6.QtGui import QPainter, QPixmap

    assert isinstance(picture, QPixmap)
    painter = QPainter(picture)
    for widget in above:
        painter.drawPixmap(below.mapFromGlobal(widget.mapToGlobal(widget.rect().topLeft())),
                           widget.grab())  # fmt: skip
    painter.end()


if __name__ == "__main__":
    main()
