"""What the status bar tells of the database, and of the program itself."""

from PySide6.QtCore import QCoreApplication

from rino_desktop.console.status_line import State
from rino_desktop.desktop.connection import Connection

translate = QCoreApplication.translate


def reached(connection: Connection) -> State:
    text = translate("Desktop", "Database: {name}").format(name=connection.short_name)
    return State(text, "good", connection.address)


def not_reached(address: str, fault: str) -> State:
    return State(translate("Desktop", "Database: not reachable"), "bad", f"{address}\n{fault}")


def silent(connection: Connection) -> State:
    text = translate("Desktop", "Database: does not answer")
    details = translate(
        "Desktop", "What is shown is not fresh. It goes on by itself when the database answers "
        "again. If it does not: close the program and start it again."
    )  # fmt: skip
    return State(text, "bad", f"{connection.address}\n{details}")


def upgraded() -> State:
    text = translate("Desktop", "Upgraded: restart it")
    details = translate(
        "Desktop", "A new version was installed while this program was open. Finish your call and "
        "your work, close the program and start it again: until then it has files of both versions."
    )  # fmt: skip
    return State(text, "warning", details)
