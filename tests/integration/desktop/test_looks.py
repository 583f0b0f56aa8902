"""Every window that ``make screenshots`` shows, on the screen of a small laptop: nothing is cut
off, lies over something else, is untranslated or has no name for a screen reader."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from rino_desktop.texts import russian, set_language
from rino_desktop.ui import state, theme
from rino_desktop.ui.languages import LANGUAGES, Languages
from tests.helpers import looks
from tools.screenshots import SCREENS, load
from tools.screenshots.desk import sample
from tools.screenshots.taking import settle, shown

load()
#: The size of the text: as usual, and of those whose eyes are not the best.
PIXELS = (13, 16)


def _named() -> frozenset[str]:
    """Names that the samples give, which are the same in each language."""
    found: set[str] = set()
    for name in ("debtor-reminder", "debtor-billing", "survey", "notice"):
        scheme = sample(name)
        found |= {name, *scheme.prompts, *(v.name for v in scheme.variables)}
    return frozenset(found)


ALLOWED = _named() | {"IVR", "Kit", "RINO", "Desktop", "English"}


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[Languages]:
    theme.apply(qapp, theme.Mode.LIGHT)
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    made = Languages(qapp, {"ru": russian()})
    yield made
    made.switch("en")
    made.end()
    set_language("en")
    qapp.setQuitOnLastWindowClosed(quits)
    state.forget()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
async def test_window(qapp: QApplication, speaking: Languages, name: str, language: str) -> None:
    set_language(language)
    speaking.switch(language)
    usual = QFont(qapp.font())
    faults: list[str] = []
    async with shown(name) as _window:
        try:
            for pixels in PIXELS:
                font = QFont(usual)
                font.setPixelSize(pixels)
                qapp.setFont(font)
                await settle()
                for window in looks.windows():
                    found = [*looks.cut_off(window), *looks.overlapping(window)]
                    faults += [f"{pixels} px: {fault}" for fault in found]
            for window in looks.windows():
                faults += [f"nameless: {fault}" for fault in looks.nameless(window)]
                if language == "ru":
                    left = looks.untranslated(window, ALLOWED)
                    faults += [f"untranslated: {text}" for text in left]
        finally:
            qapp.setFont(usual)
    assert faults == []
