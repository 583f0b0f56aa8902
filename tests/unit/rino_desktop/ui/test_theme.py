"""Light and dark: who is told, what it looks like, whether it can be read."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from rino_desktop.ui import icons, theme
from rino_desktop.ui.places import resources
from tests.helpers.contrast import ratio


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, theme.Mode.LIGHT)
    yield
    theme.set_mode(theme.Mode.LIGHT)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_contrast(colours: theme.Colours) -> None:
    """At least 4.5:1 (WCAG 2.1, 1.4.3) for every text on every surface it stands on."""
    pairs = [(colours.on_accent, colours.accent)]
    pairs += [(colours.on_state, state) for state in (colours.good, colours.warning, colours.bad)]
    texts = (colours.text, colours.secondary, colours.accent, colours.good, colours.warning,
             colours.bad, *(getattr(colours, family) for family in theme.FAMILIES))  # fmt: skip
    surfaces = (colours.page, colours.panel, colours.field, colours.hover, colours.accent_soft)
    pairs += [(text, surface) for text in texts for surface in surfaces]
    assert [(pair, ratio(*pair)) for pair in pairs if ratio(*pair) < 4.5] == []


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_families_differ(colours: theme.Colours) -> None:
    assert len({getattr(colours, family) for family in theme.FAMILIES}) == len(theme.FAMILIES)


def test_a_choice_changes_everything_and_tells(qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changes.changed):
        theme.set_mode(theme.Mode.DARK)
    assert theme.current() is theme.DARK
    assert QApplication.palette().window().color() == QColor(theme.DARK.page)
    assert theme.family("data") == theme.DARK.data
    with qtbot.assertNotEmitted(theme.changes.changed):
        theme.set_mode(theme.Mode.DARK)
    with qtbot.waitSignal(theme.changes.changed):
        theme.set_mode(theme.Mode.LIGHT)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_pictures_of_the_style_sheet_are_there(colours: theme.Colours) -> None:
    named = re.findall(r'url\("(.*?)"\)', theme.style_sheet(colours))
    assert len(set(named)) == len(list((resources() / "icons").glob("*.svg"))) / 2
    assert all(path.startswith(str(resources().as_posix())) for path in named)
    for path in named:
        with open(path, encoding="utf-8") as picture:  # noqa: PTH123
            assert picture.read().startswith("<svg")


def test_a_kind_is_seen_at_once(qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    theme.dress(button, "primary")
    middle = button.grab().toImage().pixelColor(6, button.height() // 2)
    assert middle == QColor(theme.LIGHT.accent)


def test_what_is_made_undressed_is_dressed_with_the_rest(qtbot: QtBot) -> None:
    sheet = QApplication.instance().styleSheet()  # type: ignore[union-attr]
    with theme.undressed():
        button = QPushButton("x")
        qtbot.addWidget(button)
        theme.dress(button, "primary")
    assert QApplication.instance().styleSheet() == sheet != ""  # type: ignore[union-attr]
    button.show()
    middle = button.grab().toImage().pixelColor(6, button.height() // 2)
    assert middle == QColor(theme.LIGHT.accent)


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_on(button, "play")

    def inked() -> set[str]:
        picture = button.icon().pixmap(32, 32).toImage()
        colours = (picture.pixelColor(x, y) for x in range(32) for y in range(32))
        return {colour.name() for colour in colours if colour.alpha() == 255}

    assert theme.LIGHT.text in inked()
    theme.set_mode(theme.Mode.DARK)
    assert theme.DARK.text in inked()
    assert theme.LIGHT.text not in inked()


def test_icons_forget_what_is_gone(qtbot: QtBot) -> None:
    button = QPushButton()
    icons.set_on(button, "play")
    button.deleteLater()
    del button
    qtbot.wait(10)
    theme.set_mode(theme.Mode.DARK)  # would raise for a deleted object


def test_every_name_of_ours_is_drawn(qapp: QApplication) -> None:
    for name in icons.NAMES:
        assert not icons.icon(name).isNull(), name
    with pytest.raises(ValueError, match="no icon"):
        icons.icon("nothing-like-that")


def test_on_windows_the_icons_fonts_stay_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """What QtAwesome would install for the user is not: it asks where they lie, and is told."""
    from qtawesome.iconic_font import IconicFont

    monkeypatch.setattr(IconicFont, "_install_fonts", IconicFont._install_fonts)
    icons.keep_fonts_to_ourselves()
    font = IconicFont.__new__(IconicFont)
    assert font._get_fonts_directory().endswith("fonts")
    assert font._install_fonts("C:\\here") == "C:\\here"
    assert IconicFont._install_fonts is icons._fonts_stay_where_they_are
