"""One calm look: Fusion with palettes of our own that follow the system's light or dark."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Colours:
    """Every text colour has at least 4.5:1 on page and panel (WCAG 2.1, 1.4.3)."""

    page: str
    panel: str
    border: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    good: str
    warning: str
    bad: str


LIGHT = Colours("#f6f7f9", "#ffffff", "#dfe3e8", "#1c2430", "#667085", "#2563eb", "#ffffff",
                "#16803c", "#b45309", "#c62828")  # fmt: skip
DARK = Colours("#14181f", "#1b212b", "#2c3542", "#e6eaf0", "#93a0b4", "#6ea0ff", "#14181f",
               "#4cc38a", "#f0a94a", "#ff7b72")  # fmt: skip


def apply(application: QApplication) -> None:
    """Dress the application, now and whenever the system changes between light and dark."""
    application.setStyle("Fusion")
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: _dress(application))
    _dress(application)


def current() -> Colours:
    dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def _dress(application: QApplication) -> None:
    colours = current()
    application.setPalette(palette(colours))
    application.setStyleSheet(style_sheet(colours))


def palette(colours: Colours) -> QPalette:
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.page,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.panel,
        QPalette.ColorRole.AlternateBase: colours.page,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.panel,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.secondary,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.panel,
        QPalette.ColorRole.ToolTipText: colours.text,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Text):
        made.setColor(disabled, role, QColor(colours.secondary))
    return made


def style_sheet(c: Colours) -> str:
    return f"""
    QWidget {{ font-size: 13px; }}
    QLabel#title {{ font-size: 15px; font-weight: 600; }}
    QLabel#secondary, QStatusBar, QStatusBar QLabel {{ color: {c.secondary}; font-size: 12px; }}
    QLabel#emptyTitle {{ font-size: 15px; font-weight: 600; }}
    QTableView {{ border: 1px solid {c.border}; border-radius: 8px; background: {c.panel};
        gridline-color: transparent; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QHeaderView::section {{ background: {c.panel}; color: {c.secondary}; font-size: 12px;
        border: none; border-bottom: 1px solid {c.border}; padding: 8px; }}
    QTableView::item {{ padding: 6px 8px; }}
    QPushButton {{ border: 1px solid {c.border}; border-radius: 8px; padding: 6px 14px;
        background: {c.panel}; color: {c.text}; }}
    QPushButton:hover {{ border-color: {c.secondary}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.secondary}; background: {c.page}; }}
    QPushButton#primary:enabled {{ background: {c.accent}; color: {c.on_accent};
        border-color: {c.accent}; font-weight: 600; }}
    QPushButton#primary:enabled:focus {{ border-color: {c.text}; }}
    """
