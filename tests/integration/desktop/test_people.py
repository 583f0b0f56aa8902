"""Signing in: the first administrator, wrong passwords, roles, new people."""

import asyncio
import errno
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.editor_widget import EditorWidget
from editor.recovery import RecoveryFolder
from engine.domain.operator import AVAILABLE, OperatorState, OperatorStatus
from engine.ports.operators import OperatorOrder, OrderKind
from engine.ports.people import SignInTries
from engine.ports.storage import Stores
from engine.routing import wish_codec
from engine.routing.actions import SignOut
from rino_desktop import bootstrap, paths
from rino_desktop.console.people_section import Person
from rino_desktop.console.person_dialog import PasswordDialog, PersonDialog
from rino_desktop.console.settings_page import SECTIONS
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.scheme_calls import SchemeCallDesk
from rmt.shift import Shift
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program

PASSWORD = "eight or more"
SUPERVISED = {
    "campaigns",
    "contacts",
    "clients",
    "ivr-kit",
    "forms",
    "monitor",
    "reports",
    "settings",
}
OF_SUPERVISOR = ("appearance", "sound", "people", "incoming", "presets")
SHIFT = Qt.KeyboardModifier.ShiftModifier


T = TypeVar("T")


def add(program: Program, name: str, role: str) -> None:
    program.environment["PASSWORD"] = PASSWORD
    program.ok("user", "add", name, "--role", role, "--password-env", "PASSWORD")


async def asked(window: MainWindow) -> None:
    await until(lambda: window.gate.currentWidget() is window.sign_in)


async def enter(window: MainWindow, name: str, password: str) -> None:
    page = window.sign_in
    page.name_edit.setText(name)
    await by_hand(lambda: QTest.keyClicks(page.password.edit, password))
    await by_hand(lambda: QTest.keyClick(page.password.edit, Qt.Key.Key_Return))


async def engine(desktop: Desktop, work: Callable[[Stores], T]) -> T:
    """What an engine does on a connection of its own."""

    def whole() -> T:
        database = bootstrap.open_database(desktop._connection.settings)
        try:
            return database.transact(work)
        finally:
            database.close()

    return await asyncio.to_thread(whole)


def visible_pages(window: MainWindow) -> set[str]:
    return {name for name, button in window.rail.buttons.items() if button.isVisible()}


def test_the_first_who_comes_is_the_administrator(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        page = window.sign_in
        assert page.first
        page.name_edit.setText("Анна")
        page.password.edit.setText("short")
        page.again.edit.setText("else")
        page.button.click()
        assert page.fault.text() == "The two passwords differ."
        page.again.edit.setText("short")
        page.button.click()
        await until(lambda: "too short" in page.fault.text())
        page.password.edit.setText(PASSWORD)
        page.again.edit.setText(PASSWORD)
        page.button.click()
        await until(lambda: window.gate.currentWidget() is window.console)
        assert desktop.people.user == ("Анна", "administrator")
        assert visible_pages(window) == SUPERVISED
        assert window.status.user.text() == "Administrator: Анна"

    here.play(scenario, guest=None)
    assert program.json("user", "list")[0]["role"] == "administrator"
    assert here.preferences.load().last_user == "Анна"


def test_a_wrong_password_and_an_unknown_name_sound_alike(
    program: Program, here: DesktopHere
) -> None:
    add(program, "Pyotr", "supervisor")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        page = window.sign_in
        assert not page.first
        for name, password in (("Pyotr", "wrong password"), ("nobody", PASSWORD)):
            await enter(window, name, password)
            # What is told may be of the try before, as long as this one is under way.
            await until(lambda: page.password.isEnabled() and page.fault.text())
            assert page.fault.text() == "The name or the password is wrong."
            assert desktop.people.user is None
        await enter(window, "pyotr", PASSWORD)  # names are compared without regard to case
        await until(lambda: desktop.people.user == ("Pyotr", "supervisor"))
        assert visible_pages(window) == SUPERVISED
        assert window.settings.shown == OF_SUPERVISOR
        assert window.settings.list.item(SECTIONS.index("trunks")).isHidden()
        window.user_menu.sign_out_action.trigger()
        await asked(window)
        assert page.name_edit.text() == "Pyotr"

    here.play(scenario, guest=None)


def wrong_passwords(here: DesktopHere, name: str, times: int) -> None:
    """In a desktop of its own, which is closed afterwards."""

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await asked(window)
        for _ in range(times):
            await enter(window, name, "wrong password")
            await until(lambda: "is wrong" in window.sign_in.fault.text())
            window.sign_in.say_fault("")

    here.play(scenario, guest=None)


@pytest.mark.parametrize("name", ["Pyotr", "Nobody"])
def test_after_wrong_passwords_it_takes_longer(
    program: Program, here: DesktopHere, name: str
) -> None:
    """Also after a restart, and for a name that nobody has; meanwhile the page can be used."""
    add(program, "Pyotr", "supervisor")
    add(program, "Olga", "operator")
    wrong_passwords(here, name, 3)
    now = datetime.now(UTC)
    database = bootstrap.open_database(here.settings)
    kept = database.transact(lambda s: s.users.tries(name))
    assert kept is not None
    assert kept.failures == 3
    # As if it were just now, however long the next window takes to open.
    database.transact(lambda s: s.users.put_tries(name, SignInTries(4, now + timedelta(hours=1))))
    database.close()

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        page = window.sign_in
        await enter(window, name, PASSWORD)
        await until(lambda: "this try waits for 4 seconds" in page.fault.text())
        assert page.button.isEnabled()
        await until(lambda: "this try waits for 1 second." in page.fault.text())
        await until(lambda: "waits" not in page.fault.text())
        if name == "Nobody":
            await until(lambda: page.fault.text() == "The name or the password is wrong.")
            await enter(window, name, PASSWORD)
            await until(lambda: "this try waits for 8 seconds" in page.fault.text())
            # And for as long as any does.
            many = SignInTries(20, datetime.now(UTC))
            await engine(desktop, lambda s: s.users.put_tries(name, many))
            await enter(window, name, PASSWORD)
            await until(lambda: re.search("waits for (5.|60) seconds", page.fault.text()))
            # Somebody else sits down: nothing holds him up.
            await by_hand(lambda: QTest.keyClick(page.name_edit, Qt.Key.Key_Backspace))
            assert page.fault.text() == ""
            await enter(window, "Olga", PASSWORD)
            await until(lambda: desktop.people.user == ("Olga", "operator"), 30.0)
        else:
            await until(lambda: desktop.people.user is not None)

    here.play(scenario, guest=None)


def test_an_operator_sees_no_pages_of_others(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(program, "Olga", "operator")

    async def orders(desktop: Desktop) -> list[OperatorOrder]:
        """As an engine takes them: that is nobody's right but its."""
        taken: list[OperatorOrder] = []
        while not taken:
            taken = await engine(
                desktop,
                lambda s: s.operators.take_orders("node-1", list(OrderKind), datetime.now(UTC)),
            )
        return taken

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Olga", PASSWORD)
        await until(lambda: window.gate.currentWidget() is window.console)
        assert visible_pages(window) == {"workstation", "settings"}
        page = window.workstation
        assert page.header.badge.text() == "Not signed in"
        await until(lambda: desktop.workstation.shift is not None)
        assert "account" not in page.banners.shown, "a telephone that nobody has set up works"
        await until(lambda: page.header.database.label.text() == "No engine answers")
        await by_hand(lambda: QTest.keyClick(window, Qt.Key.Key_F2, SHIFT))
        (order,) = await orders(desktop)
        assert wish_codec.wish_from_json(order.arguments).workstation  # type: ignore[union-attr]
        status = OperatorStatus(order.operator_id, 1, "n-1").changed(
            state=OperatorState.AVAILABLE, intent=AVAILABLE, token=order.token,
            since=datetime.now(UTC), present=True,
        )  # fmt: skip
        await engine(
            desktop, lambda s: s.operators.save_status(status, None, None, datetime.now(UTC))
        )
        await until(lambda: page.header.badge.text() == "Available")
        monkeypatch.setattr(Shift, "live_call", True)  # nobody is cut off unasked
        await by_hand(window.close)
        await until(lambda: here.shown() is not None)
        await by_hand(lambda: QTest.keyClick(here.shown(), Qt.Key.Key_Return))
        await until(lambda: here.shown() is None)
        assert window.isVisible()
        monkeypatch.setattr(Shift, "live_call", False)
        window.user_menu.sign_out_wanted.emit()
        (order,) = await orders(desktop)
        assert wish_codec.wish_from_json(order.arguments) == SignOut()
        await until(lambda: desktop.workstation.shift is None)

    here.play(scenario, guest=None)


def test_people_are_added_and_get_new_passwords(program: Program, here: DesktopHere) -> None:
    add(program, "Anna", "administrator")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Anna", PASSWORD)
        await until(lambda: window.settings.people.list.topLevelItemCount() == 1)
        window.settings.people.add_button.click()
        await until(lambda: here.shown(PersonDialog))
        person = here.shown(PersonDialog)
        person.name_edit.setText("anna")
        person.role_box.setCurrentIndex(person.role_box.findData("operator"))
        person.password.edit.setText(PASSWORD)
        person.button.click()
        await until(lambda: "exists already" in person.fault.text())
        person.name_edit.setText("Olga")
        person.button.click()
        await until(lambda: window.settings.people.list.topLevelItemCount() == 2)
        assert here.shown(PersonDialog) is None

        window.user_menu.password_action.trigger()
        own = here.shown(PasswordDialog)
        own.old.edit.setText("wrong password")
        own.new.edit.setText("another password")
        own.again.edit.setText("another password")
        own.button.click()
        await until(lambda: own.fault.text() == "The present password is wrong.")
        own.old.edit.setText(PASSWORD)
        own.button.click()
        await until(lambda: here.shown(PasswordDialog) is None)
        desktop.people.sign_out()
        await asked(window)
        await enter(window, "Anna", "another password")
        await until(lambda: desktop.people.user is not None)

    here.play(scenario, guest=None)
    assert {user["name"] for user in program.json("user", "list")} == {"Anna", "Olga"}


def choose(window: MainWindow, name: str) -> None:
    window.settings.people.choose(name)
    chosen = window.settings.people.chosen()
    assert chosen is not None
    assert chosen.name == name


async def answer(here: DesktopHere, key: str) -> str:
    """Of the question that is open; what it asks."""
    await until(here.shown)
    title: str = here.shown().windowTitle()
    here.shown().buttons[key].click()
    await until(lambda: here.shown() is None)
    return title


def test_people_are_changed_blocked_and_removed(program: Program, here: DesktopHere) -> None:
    add(program, "Anna", "administrator")
    add(program, "Olga", "operator")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Anna", PASSWORD)
        people = window.settings.people
        await until(lambda: people.list.topLevelItemCount() == 2)
        choose(window, "Olga")
        people.buttons["change"].click()
        await until(lambda: here.shown(PersonDialog))
        dialog = here.shown(PersonDialog)
        assert not dialog.password.isVisible()
        dialog.name_edit.setText("ANNA")
        dialog.button.click()
        await until(lambda: "exists already" in dialog.fault.text())
        dialog.name_edit.setText("Olga B")
        dialog.role_box.setCurrentIndex(dialog.role_box.findData("supervisor"))
        dialog.button.click()
        await until(lambda: here.shown(PersonDialog) is None)
        await until(lambda: people.chosen() == Person("Olga B", "supervisor", blocked=False))
        people.buttons["block"].click()
        await until(lambda: people.buttons["block"].text() == "Unblock")
        assert program.json("user", "list")[1]["blocked"] is True
        people.buttons["block"].click()
        await until(lambda: people.buttons["block"].text() == "Block")
        people.buttons["password"].click()
        here.shown(PasswordDialog).reject()
        people.buttons["remove"].click()
        assert await answer(here, "") == "Remove Olga B?"
        people.buttons["remove"].click()
        await answer(here, "do")
        await until(lambda: people.list.topLevelItemCount() == 1)
        # Herself: not without a warning, and not at all as long as she is the only one.
        choose(window, "Anna")
        for action, title in (("block", "Block yourself?"), ("remove", "Remove yourself?")):
            people.buttons[action].click()
            assert await answer(here, "do") == title
            await until(lambda: "only administrator" in window.status.currentMessage())
            window.status.clearMessage()
        people.buttons["change"].click()
        await until(lambda: here.shown(PersonDialog))
        dialog = here.shown(PersonDialog)
        dialog.role_box.setCurrentIndex(dialog.role_box.findData("operator"))
        dialog.button.click()
        assert await answer(here, "do") == "Give up your own role?"
        await until(lambda: "only administrator" in dialog.fault.text())
        dialog.reject()

    here.play(scenario, guest=None)
    assert [u["name"] for u in program.json("user", "list")] == ["Anna"]


def test_skills_are_set_in_the_window_of_a_person(program: Program, here: DesktopHere) -> None:
    """By a supervisor, who may change nothing else of him."""
    add(program, "Pyotr", "supervisor")
    add(program, "Olga", "operator")
    add(program, "Ivan", "operator")
    program.ok("operator", "skill", "Ivan", "Sales=2")
    program.ok("operator", "queue", "add", "Support", "--skill", "русский")

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Pyotr", PASSWORD)
        people = window.settings.people
        await until(lambda: people.list.topLevelItemCount() == 3)
        window.rail.go("settings")
        window.settings.go("people")
        assert not people.add_button.isVisible()
        assert not people.buttons["remove"].isVisible()
        choose(window, "Pyotr")
        assert not people.buttons["change"].isEnabled(), "who takes no calls has skills"
        choose(window, "Olga")
        assert people.buttons["change"].text() == "Skills…"
        people.buttons["change"].click()
        people.buttons["change"].click()
        await until(lambda: here.shown(PersonDialog))
        dialog = here.shown(PersonDialog)
        assert not dialog.name_edit.isEnabled()
        field = dialog.skills
        await by_hand(field.add_button.click)
        first = field.rows[0]
        assert [first.skill.itemText(n) for n in range(first.skill.count())] == ["Sales", "русский"]
        await by_hand(lambda: QTest.keyClicks(first.skill.lineEdit(), "sales"))
        assert (first.level.minimum(), first.level.maximum()) == (1, 100)
        first.level.setValue(70)
        await by_hand(field.add_button.click)
        await by_hand(lambda: QTest.keyClicks(field.rows[1].skill.lineEdit(), "SALES"))
        await by_hand(dialog.button.click)
        await until(lambda: "is there twice" in dialog.fault.text())
        field.rows[1].skill.lineEdit().clear()
        await by_hand(lambda: QTest.keyClicks(field.rows[1].skill.lineEdit(), "chess"))
        await by_hand(dialog.button.click)
        await until(lambda: here.shown(PersonDialog) is None)

        await by_hand(people.buttons["change"].click)
        await until(lambda: here.shown(PersonDialog))
        dialog = here.shown(PersonDialog)
        assert dialog.skills.skills() == [("chess", 1), ("Sales", 70)]
        await by_hand(dialog.skills.rows[0].button.click)
        await by_hand(dialog.button.click)
        await until(lambda: here.shown(PersonDialog) is None)

    here.play(scenario, guest=None)
    known = {each["name"]: each["skills"] for each in program.json("operator", "list")}
    assert known == {"Olga": {"Sales": 70}, "Ivan": {"Sales": 2}}, "spelled as others have it"
    last, first, _by_command = program.json("audit", "list", "--action", "user.skills")
    assert (first["who"], first["subject"]) == ("Pyotr", "Olga")
    assert first["details"] == {"skills": ["", "Sales=70, chess=1"]}
    assert last["details"] == {"skills": ["Sales=70, chess=1", "Sales=70"]}


def test_who_is_signed_in_is_followed(program: Program, here: DesktopHere) -> None:
    add(program, "Anna", "administrator")
    add(program, "Pyotr", "administrator")

    async def command(*words: str) -> None:
        await asyncio.to_thread(program.ok, *words)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Pyotr", PASSWORD)
        await until(lambda: window.schemes.table.rowCount() > 0)
        window.schemes.scheme_wanted.emit("notice")
        await until(lambda: len(window.schemes.editors()) == 1)
        editor = window.schemes.editors()[0]
        assert isinstance(editor, EditorWidget)
        window.rail.go("settings")
        await command("user", "rename", "Pyotr", "Pyotr G")
        await until(lambda: window.status.user.text() == "Administrator: Pyotr G")
        assert editor.desk.user == "Pyotr G"
        assert isinstance(editor.tools.phone, SchemeCallDesk)
        assert editor.tools.phone.user == "Pyotr G"
        await command("user", "role", "Pyotr G", "supervisor")
        await until(lambda: window.settings.shown == OF_SUPERVISOR)
        assert window.pages.currentWidget() is window.settings, "he stays where he is"
        assert window.schemes.editors()
        await command("user", "role", "Pyotr G", "operator")
        await until(lambda: visible_pages(window) == {"workstation", "settings"})
        await until(lambda: not window.schemes.editors())
        await command("user", "block", "Pyotr G")
        await asked(window)
        assert window.sign_in.fault.text() == "Pyotr G has been blocked by an administrator."
        assert window.status.currentMessage() == "", "what was refused then is told to nobody"
        await enter(window, "Pyotr G", "wrong password")
        await until(lambda: window.sign_in.fault.text() == "The name or the password is wrong.")
        await enter(window, "Pyotr G", PASSWORD)
        await until(lambda: "is blocked" in window.sign_in.fault.text())
        await command("user", "unblock", "Pyotr G")
        await enter(window, "Pyotr G", PASSWORD)
        await until(lambda: desktop.people.user == ("Pyotr G", "operator"))
        await command("user", "remove", "Pyotr G")
        await asked(window)
        assert window.sign_in.fault.text() == "Pyotr G has been removed by an administrator."

    here.play(scenario, guest=None)


def test_who_goes_while_his_pages_are_read_takes_nothing_with_him(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.schemes.table.rowCount() > 0 and window.signed_in)
        read, gone = desktop._forms.read, asyncio.Event()

        async def left_meanwhile() -> None:
            await read()
            if not gone.is_set():
                desktop.people.sign_out()
                gone.set()

        monkeypatch.setattr(desktop._forms, "read", left_meanwhile)
        await gone.wait()
        await until(lambda: desktop.people.user is not None)  # the guest is there again
        shown: list[int] = []
        monkeypatch.setattr(window, "show_board", lambda _board: shown.append(1))
        await until(lambda: shown)

    here.play(scenario)


def test_a_bug_in_what_is_shown_is_told_once_and_the_program_goes_on(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.schemes.table.rowCount() > 0 and window.signed_in)
        read, times = desktop._forms.read, 0

        async def broken() -> None:
            nonlocal times
            times += 1
            raise ZeroDivisionError

        monkeypatch.setattr(desktop._forms, "read", broken)
        desktop._changed.set()
        await until(lambda: times > 0)
        desktop._changed.set()
        await until(lambda: times > 1)
        monkeypatch.setattr(desktop._forms, "read", read)
        shown: list[int] = []
        monkeypatch.setattr(window, "show_board", lambda _board: shown.append(1))
        await until(lambda: len(shown) > 1)
        assert [type(bug) for bug in here.bugs] == [ZeroDivisionError]
        here.bugs.clear()

    here.play(scenario)


def test_a_disk_that_refuses_keeps_nobody_out(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(program, "Anna", "administrator")

    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(here.preferences, "save", full)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Anna", PASSWORD)
        await until(lambda: window.schemes.table.rowCount() > 0)
        await asyncio.to_thread(program.ok, "user", "rename", "Anna", "Anna G")
        await until(lambda: window.status.user.text() == "Administrator: Anna G")
        await asyncio.to_thread(program.ok, "user", "rename", "Anna G", "Vera")
        await until(lambda: window.status.user.text() == "Administrator: Vera")

    here.play(scenario, guest=None)


def test_unsaved_work_follows_a_new_name(program: Program, here: DesktopHere) -> None:
    """Renamed while the program is closed: what was not saved is still offered to him."""
    add(program, "Pyotr", "administrator")
    document = program.ok("scheme", "export", "notice")

    async def first(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Pyotr", PASSWORD)
        await until(lambda: desktop.people.user is not None)
        await until(lambda: window.schemes.table.rowCount() > 0)

    here.play(first, guest=None)
    kept = RecoveryFolder(paths.data_folder() / "unsaved", "Pyotr", here.settings.database)
    kept.write("notice", document, None)
    program.ok("user", "rename", "Pyotr", "Pyotr G")

    async def second(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Pyotr G", PASSWORD)
        await until(lambda: desktop.people.user is not None)

    here.play(second, guest=None)
    now = RecoveryFolder(paths.data_folder() / "unsaved", "Pyotr G", here.settings.database)
    assert len(now.unsaved("notice").works) == 1
    assert not kept.unsaved("notice").works
