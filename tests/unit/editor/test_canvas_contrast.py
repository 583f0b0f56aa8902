"""What is written on the canvas can be read, in both themes: at least 4.5:1 (WCAG 2.1, 1.4.3)."""

import pytest
from pytestqt.qtbot import QtBot

from editor.items.note import FRAME_SHARE
from editor.items.style import CanvasStyle
from rino_desktop.ui import theme
from tests.helpers.contrast import blended, ratio


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_words_on_notes_and_frames(qtbot: QtBot, colours: theme.Colours) -> None:
    style = CanvasStyle(colours)
    text = style.text.color().name()
    for tint, brush in style.tint.items():
        note = brush.color().name()
        assert ratio(text, note) >= 4.5, tint
        frame = blended(note, colours.page, FRAME_SHARE)
        assert ratio(text, frame) >= 4.5, tint
        # A note that nobody sees on the page is no note.
        edge = style.tint_border[tint].color().name()
        assert ratio(edge, colours.page) > max(1.3, ratio(note, colours.page)), tint


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_words_on_blocks(qtbot: QtBot, colours: theme.Colours) -> None:
    style = CanvasStyle(colours)
    grounds = {style.panel.color().name(), style.untested.color().name()}
    words = {pen.color().name() for pen in (style.text, style.secondary, style.accent_text)}
    pairs = [(word, ground) for word in words for ground in grounds]
    assert [(pair, ratio(*pair)) for pair in pairs if ratio(*pair) < 4.5] == []


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_lines_and_signs(qtbot: QtBot, colours: theme.Colours) -> None:
    """What is no text: at least 3:1 (WCAG 2.1, 1.4.11)."""
    style = CanvasStyle(colours)
    pens = [style.selected, style.current, style.error, style.warning, style.untested_outline,
            style.link.pen, style.link_selected.pen, style.link_taken.pen, style.link_bad.pen,
            *(colouring.pen for colouring in style.link_main)]  # fmt: skip
    shown = [pen.color().name() for pen in pens]
    shown += [brush.color().name() for brush in (*style.family.values(), style.unknown)]
    assert [(c, ratio(c, colours.page)) for c in shown if ratio(c, colours.page) < 3] == []
