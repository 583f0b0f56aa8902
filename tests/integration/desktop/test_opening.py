"""What the desktop is started for: a file from the file manager, the workstation's own entry."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rino_desktop.desktop import Desktop
from rino_desktop.desktop.opening import Opening
from rino_desktop.guest import Guest
from rino_desktop.main_window import MainWindow
from rino_desktop.opening import Wish
from tests.helpers.desktop_here import DesktopHere, told, until
from tests.helpers.program import Program

NOTICE = Path(__file__).parents[3] / "resources/schemes/notice.scheme.json"


@pytest.fixture
def here(qapp: QApplication, tmp_path: Path) -> DesktopHere:
    Program(tmp_path).ok("db", "init")
    return DesktopHere(qapp, tmp_path)


def test_a_scheme_file_becomes_a_draft_and_is_opened(here: DesktopHere, tmp_path: Path) -> None:
    file = tmp_path / "evening.rinoscheme"
    file.write_bytes(NOTICE.read_bytes())

    async def file_opened(window: MainWindow, _desktop: Desktop) -> None:
        Opening(window, Wish(file=file))
        await until(lambda: "evening" in window.schemes.table.names())
        await until(lambda: window.schemes.show_editor("evening"))
        assert window.rail.buttons["ivr-kit"].isChecked()
        window.rail.go("campaigns")  # once only: the next page is the user's own choice
        Opening(window, Wish(page="settings"))
        Opening(window, Wish(page="workstation"))  # none of his: nothing happens
        window.rail.go("campaigns")
        await until(lambda: window.rail.buttons["settings"].isChecked())

    async def refused(window: MainWindow, _desktop: Desktop) -> None:
        Opening(window, Wish(file=file))
        said = ""

        def heard() -> bool:
            nonlocal said
            said += told(here)
            return bool(said)

        await until(heard)
        assert "evening.rinoscheme is a scheme, and you have no right" in said

    here.play(file_opened)
    here.play(refused, guest=Guest("boris", "operator"))
    assert here.bugs == []
