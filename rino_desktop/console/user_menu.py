"""The user's own menu: language, theme, password, signing out."""

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rino_desktop.ui import icons, theme
from rino_desktop.ui.languages import Translated

#: Languages are named in themselves, so that whoever cannot read the present one finds his.
LANGUAGE_NAMES = {"ru": "Русский", "en": "English"}


class UserMenu(Translated, QMenu):
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    password_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.languages = QMenu(self)
        self.themes = QMenu(self)
        self.language_actions = self._choices(
            self.languages, tuple(LANGUAGE_NAMES), self.language_chosen
        )
        for code, name in LANGUAGE_NAMES.items():
            self.language_actions[code].setText(name)
        modes = tuple(mode.value for mode in theme.Mode)
        self.theme_actions = self._choices(self.themes, modes, self.theme_chosen)
        self.addMenu(self.languages)
        self.addMenu(self.themes)
        self.addSeparator()
        self.password_action = self.addAction("", self.password_wanted.emit)
        self.sign_out_action = self.addAction("", self.sign_out_wanted.emit)
        icons.set_on(self.languages, "language")
        icons.set_on(self.themes, "theme")
        icons.set_on(self.password_action, "password")
        icons.set_on(self.sign_out_action, "sign-out")
        self.retranslate()

    def retranslate(self) -> None:
        self.languages.setTitle(self.tr("Language"))
        self.themes.setTitle(self.tr("Theme"))
        names = theme_names()
        for mode, action in self.theme_actions.items():
            action.setText(names[mode])
        self.password_action.setText(self.tr("Change the password…"))
        self.sign_out_action.setText(self.tr("Sign out"))

    def show_choices(self, language: str, mode: str, *, password: bool, sign_out: bool) -> None:
        """``password``, ``sign_out``: whether there is something to change, to sign out of."""
        self.language_actions[language].setChecked(True)
        self.theme_actions[mode].setChecked(True)
        self.password_action.setVisible(password)
        self.sign_out_action.setVisible(sign_out)

    def _choices(
        self, menu: QMenu, keys: tuple[str, ...], signal: SignalInstance
    ) -> dict[str, QAction]:
        group = QActionGroup(menu)
        made = {}
        for key in keys:
            action = menu.addAction("")
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, key=key: signal.emit(key))
            made[key] = action
        return made


def theme_names() -> dict[str, str]:
    """What the modes of the theme are called."""
    return {
        theme.Mode.SYSTEM: QCoreApplication.translate("theme", "As the system"),
        theme.Mode.LIGHT: QCoreApplication.translate("theme", "Light"),
        theme.Mode.DARK: QCoreApplication.translate("theme", "Dark"),
    }
