"""Signing in: the first administrator, wrong passwords, roles, new people."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rino_desktop.console.password_dialog import PasswordDialog
from rino_desktop.console.person_dialog import PersonDialog
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, until
from tests.helpers.program import Program

PASSWORD = "eight or more"


def add(program: Program, name: str, role: str) -> None:
    program.environment["PASSWORD"] = PASSWORD
    program.ok("user", "add", name, "--role", role, "--password-env", "PASSWORD")


async def asked(window: MainWindow) -> None:
    await until(lambda: window.gate.currentWidget() is window.sign_in)


async def enter(window: MainWindow, name: str, password: str) -> None:
    page = window.sign_in
    page.name_edit.setText(name)
    QTest.keyClicks(page.password.edit, password)
    QTest.keyClick(page.password.edit, Qt.Key.Key_Return)


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
        assert visible_pages(window) == {"campaigns", "ivr-kit", "settings"}
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
            await until(lambda: page.fault.text() == "The name or the password is wrong.")
            assert page.password.edit.text() == ""
            assert desktop.people.user is None
        await enter(window, "pyotr", PASSWORD)  # names are compared without regard to case
        await until(lambda: desktop.people.user == ("Pyotr", "supervisor"))
        assert visible_pages(window) == {"campaigns", "ivr-kit"}
        window.user_menu.sign_out_action.trigger()
        await asked(window)
        assert page.name_edit.text() == "Pyotr"

    here.play(scenario, guest=None)


def test_after_wrong_passwords_it_takes_longer(program: Program, here: DesktopHere) -> None:
    add(program, "Pyotr", "supervisor")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        page = window.sign_in
        for _ in range(3):
            await enter(window, "Pyotr", "wrong password")
            await until(lambda: "wrong" in page.fault.text())
            page.say_fault("")
        await enter(window, "Pyotr", PASSWORD)
        await until(lambda: "this try waits for 2 seconds" in page.fault.text())
        await until(lambda: desktop.people.user is not None)

    here.play(scenario, guest=None)


def test_an_operator_sees_no_pages_of_others(program: Program, here: DesktopHere) -> None:
    add(program, "Olga", "operator")

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Olga", PASSWORD)
        await until(lambda: window.gate.currentWidget() is window.console)
        assert visible_pages(window) == {"workstation"}
        assert "later version" in window.workstation.title.text()

    here.play(scenario, guest=None)


def test_people_are_added_and_get_new_passwords(program: Program, here: DesktopHere) -> None:
    add(program, "Anna", "administrator")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Anna", PASSWORD)
        await until(lambda: window.settings.people.topLevelItemCount() == 1)
        window.settings.add_button.click()
        person = here.shown(PersonDialog)
        person.name_edit.setText("anna")
        person.role_box.setCurrentIndex(person.role_box.findData("operator"))
        person.password.edit.setText(PASSWORD)
        person.button.click()
        await until(lambda: "exists already" in person.fault.text())
        person.name_edit.setText("Olga")
        person.button.click()
        await until(lambda: window.settings.people.topLevelItemCount() == 2)
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
