"""Every window that ``make screenshots`` shows, on the screen of a small laptop: nothing is cut
off, lies over something else, is untranslated or has no name for a screen reader; Tab goes through
it as it is read; and at 200 % all of it can be had."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.ivr.speech_formats import spoken_currencies
from rino_desktop import presets
from rino_desktop.console.monitor.alarm_dialog import HOOK_SECRET, MAIL_PASSWORD
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import russian, set_language
from rino_desktop.ui import dialog, state, theme
from rino_desktop.ui.languages import Languages
from rino_desktop.ui.reading_order import ReadingOrder
from tests.helpers import looks, reach
from tools.screenshots import SCREENS, load
from tools.screenshots.desk import sample
from tools.screenshots.forms import form
from tools.screenshots.shell import PLACE
from tools.screenshots.taking import settle, shown

load()
#: The size of the text: as usual, and (in Russian, whose words are the longer ones) of those whose
#: eyes are not the best.
USUAL_PIXELS = 13
VARIANTS = (("ru", USUAL_PIXELS), ("en", USUAL_PIXELS), ("ru", 16))
#: What a window has of a screen of 1366×768 points, without its frame, and at 200 %.
LAPTOP, SMALL = QSize(1350, 720), QSize(667, 336)


def _named() -> frozenset[str]:
    """Names that the samples give, which are the same in each language."""
    found: set[str] = set(presets.shipped().names())
    for name in ("debtor-reminder", "debtor-billing", "survey", "notice"):
        scheme = sample(name)
        found |= {name, *scheme.prompts, *(v.name for v in scheme.variables)}
    for name in ("advertising", "survey"):
        found |= {name, *(field.id for field in form(name).fields), "yes", "no", "and", "4"}
    return frozenset(found)


#: Names of things, codes, and what is the same in both languages.
ALLOWED = _named() | {
    "IVR", "Kit", "RINO", "Desktop", "English", "OK", "billing", "Europe", "Moscow", "ru", "en",
    "sip", "anna", "pbx", "office", "UDP", "TCP", "TLS", "PDF",
    "XLSX", "CSV", "HTML", "From", "P-Asserted-Identity", "Remote-Party-ID", "LS", "SUMMA",
    "form", "html", "j2", "cp1251", "cp866", "koi8-r", "mac-cyrillic", "utf-8", "iso8859-5",
    "JSON", "smtp", "HOST", "587", "Web", "hook", "boss", "example", "org", "https", "mail",
    "25", "alarms",
    "10", "0", "5", "192", "168", "1", "20", "5060",
    "from_a_plug_in",
    "secret", "set", "BILLING_PASSWORD", "RINO_SOURCE_BILLING_PASSWORD", MAIL_PASSWORD, HOOK_SECRET,
    *PLACE.replace(".", "/").split("/"), *spoken_currencies(),
}  # fmt: skip


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[Languages]:
    # Other tests measure without a style sheet.
    sheet, palette, font = qapp.styleSheet(), QPalette(qapp.palette()), QFont(qapp.font())
    theme.apply(qapp, theme.Mode.LIGHT)
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    made = Languages(qapp, {"ru": russian()})
    yield made
    made.switch("en")
    made.end()
    set_language("en")
    qapp.setQuitOnLastWindowClosed(quits)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)
    state.forget()


@pytest.mark.parametrize(("language", "pixels"), VARIANTS)
@pytest.mark.parametrize("name", SCREENS)
async def test_window(
    qapp: QApplication, speaking: Languages, monkeypatch: pytest.MonkeyPatch, name: str,
    language: str, pixels: int,
) -> None:  # fmt: skip
    set_language(language)
    speaking.switch(language)
    usual = QFont(qapp.font())
    font = QFont(usual)
    font.setPixelSize(pixels)
    qapp.setFont(font)
    faults: list[str] = []
    monkeypatch.setattr(dialog, "room_for", lambda _window: LAPTOP)
    try:
        async with shown(name):
            await settle()
            for window in looks.windows():
                faults += [*looks.cut_off(window), *looks.overlapping(window)]
                faults += [f"nameless: {fault}" for fault in looks.nameless(window)]
                faults += reach.misnamed(window)
                if pixels == USUAL_PIXELS:
                    faults += looks.sideways(window)
                if language == "ru":
                    faults += [f"Latin: {t}" for t in looks.untranslated(window, ALLOWED)]
            if language == "en":
                faults += [fault for window in looks.windows() for fault in reach.walked(window)]
            elif pixels == USUAL_PIXELS:
                monkeypatch.setattr(dialog, "room_for", lambda _window: SMALL)
                faults += [f"200 %: {fault}" for fault in await _at_twice_the_size()]
    finally:
        qapp.setFont(usual)
    assert faults == []


async def _at_twice_the_size() -> list[str]:
    """As on a screen of 1366×768 points at 200 %: what there is no room for scrolls."""
    windows = [window for window in looks.windows() if isinstance(window, ReadingOrder)]
    for window in windows:
        if isinstance(window, MainWindow):
            window.setMinimumSize(0, 0)  # as it is on such a screen from the beginning
            window.resize(SMALL)
        else:
            QApplication.sendEvent(window, QEvent(QEvent.Type.LayoutRequest))
    for _ in range(2):  # what lines need goes from the inside outwards
        await settle()
    faults = []
    for window in windows:
        faults += reach.outside(window, SMALL)
        faults += [*looks.cut_off(window), *looks.overlapping(window)]
    # A column can be made wider, and what a field is for is its name as well.
    return [fault for fault in faults if not fault.startswith(("QHeaderView", "QLineEdit “"))]


def test_faults_are_seen(qtbot: QtBot) -> None:
    """One of each kind, so that silence above means something."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    label, button = QLabel("Too long for its room"), QPushButton("Also too long")
    field = QLineEdit()
    tabs = QTabBar()
    tabs.addTab("First of the tabs")
    tabs.addTab("Second of the tabs")
    for widget in (label, button, field, tabs):
        layout.addWidget(widget)
    for widget in (label, button, tabs):
        widget.setFixedWidth(40)
    window.show()
    layout.setEnabled(False)
    field.setGeometry(button.geometry())
    cut = [fault.split()[0] for fault in looks.cut_off(window)]
    assert cut == ["QLabel", "QPushButton", "QTabBar", "QTabBar"]
    assert len(looks.overlapping(window)) == 1
    assert looks.untranslated(window, frozenset({"Also", "too", "long"})) == [
        "First of the tabs", "Second of the tabs", "Too long for its room",
    ]  # fmt: skip
    assert [fault.split()[0] for fault in looks.nameless(window)] == ["QLineEdit"]
