"""What somebody has begun ends when he signs out, and the next one has nothing of it."""

import asyncio
import json
import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QDialog

from editor.editor_widget import EditorWidget
from engine.errors import KnownError
from engine.ports.audit import AuditFilter
from engine.ports.storage import Stores
from rino_desktop import accounts
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.session import in_thread
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question, confirm
from tests.helpers.desktop_here import DesktopHere, until
from tests.integration.desktop.test_forms import add_question, list_of, opened
from tests.integration.desktop.test_people import PASSWORD, asked, engine, enter


def two_people(stores: Stores) -> None:
    hashed, now = accounts.hashed(PASSWORD), datetime.now(UTC)
    accounts.add(stores, "Anna", "administrator", hashed, now)
    accounts.add(stores, "Boris", "supervisor", hashed, now)


def changed_by_another(stores: Stores) -> None:
    draft = stores.forms.draft("survey")
    document = {**json.loads(draft.document), "title": {"ru": "Of another"}}
    stores.forms.save_draft("survey", json.dumps(document), "Peter", draft.revision)


@pytest.mark.usefixtures("program")
def test_who_signs_out_leaves_nothing_that_goes_on(here: DesktopHere) -> None:
    """The first of them is made while the window asks for an administrator already."""

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        assert window.sign_in.first
        await engine(desktop, two_people)
        await until(lambda: not window.sign_in.first)
        await enter(window, "Anna", PASSWORD)
        await until(lambda: window.schemes.table.rowCount() > 0)
        went_on, answered, told = asyncio.Event(), threading.Event(), list[str]()

        def draft(stores: Stores) -> None:
            stores.schemes.save_draft("hers", '{"nodes": []}', "Anna")

        async def asks_again() -> None:
            await desktop._connection.run(lambda stores: stores.schemes.all())
            await went_on.wait()
            await desktop._connection.run(draft)
            window.say_trouble("asked again")

        async def is_answered_late() -> None:
            await in_thread(answered.wait, 60)
            window.say_trouble("answered late")

        async def asks_the_user() -> None:
            if not await confirm(window, "Sure?", "", "Do"):
                await desktop._connection.run(draft)
                told.append("done")

        for work in (asks_again(), is_answered_late(), asks_the_user()):
            desktop._tasks.start(work)
        window.schemes.scheme_wanted.emit("notice")
        await until(lambda: len(window.schemes.editors()) == 1)
        editor = window.schemes.editors()[0]
        assert isinstance(editor, EditorWidget)
        await list_of(window)
        beside = await opened(window, "survey")
        window.forms.tabs.setCurrentIndex(0)
        designer = await opened(window, "quiz")
        await until(lambda: here.shown(Question))
        add_question(designer, "Drawn before?")
        designer.save_wanted.emit()  # it is being saved while he goes
        await asyncio.sleep(0)
        add_question(designer, "Drawn at the last moment?")
        await engine(desktop, changed_by_another)
        add_question(beside, "Drawn beside somebody else?")
        window.user_menu.sign_out_action.trigger()
        await asked(window)
        await enter(window, "Boris", PASSWORD)
        await until(lambda: desktop.people.user == ("Boris", "supervisor"))
        went_on.set()
        answered.set()
        await until(lambda: not window.schemes.editors() and not window.forms.designer_of("quiz"))
        shown: list[int] = []
        show, window.show_board = window.show_board, lambda _board: shown.append(1)
        await until(lambda: len(shown) > 1)  # his pages are read
        window.show_board = show
        assert told == []
        assert window.status.currentMessage() == ""
        assert here.shown(QDialog) is None
        with_hers = await desktop._connection.run(lambda s: [x.name for x in s.schemes.all()])
        assert "hers" not in with_hers
        kept = await desktop._connection.run(lambda s: s.forms.draft("quiz"))
        assert ("Drawn at the last moment?" in kept.document, kept.author) == (True, "Anna")
        other = await desktop._connection.run(lambda s: s.forms.draft("survey"))
        copy = await desktop._connection.run(lambda s: s.forms.draft("survey (2)"))
        assert (other.author, "Drawn beside" in other.document) == ("Peter", False)
        assert (copy.author, "Drawn beside" in copy.document) == ("Anna", True)
        # What somebody asks for himself works, and what lives with the window goes on.
        await desktop._connection.run(draft)
        running = {task.get_coro().__qualname__ for task in desktop._tasks._tasks}  # type: ignore[union-attr]
        assert "Vigil.watch" in running
        assert window.status.database.label.text().startswith("Database: ")

        # What fails while another database is taken leaves the window with the one it has.
        choice, settings = desktop._database, desktop._connection.settings

        async def fails() -> None:
            raise KnownError("it cannot be left.")

        leave, choice._leave_pages = choice._leave_pages, fails  # type: ignore[method-assign]
        desktop._tasks.start(choice.use(settings, None))
        await until(lambda: "cannot be left" in window.status.currentMessage())
        choice._leave_pages = leave  # type: ignore[method-assign]
        shown.clear()
        window.show_board = lambda _board: shown.append(1)  # type: ignore[method-assign]
        await until(lambda: shown)
        window.show_board = show  # type: ignore[method-assign]

        signed_in = await engine(
            desktop, lambda s: s.audit.entries(AuditFilter(action="sign_in.success"), 9)
        )
        assert [each.actor.name for each in signed_in] == ["Boris", "Anna"]

    here.play(scenario, guest=None)
