"""What is done to schemes in their list: menu, names, versions, deleted ones, faults."""

from datetime import UTC, datetime

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from engine.errors import KnownError
from engine.ports.schemes import SchemeInfo, VersionInfo
from rino_desktop.console.deleted_dialog import DeletedDialog
from rino_desktop.console.version_dialog import VersionDialog
from rino_desktop.texts import t
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import ErrorDialog
from rino_desktop.ui.name_dialog import NameDialog
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window

_AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)


@screen("schemes-menu")
def menu() -> QWidget:
    made = window(page="ivr-kit")
    made.show()
    made.schemes.menu.popup(made.mapToGlobal(QPoint(240, 140)))
    return made


@screen("schemes-rename")
def rename() -> QWidget:
    made = window(page="ivr-kit")
    made.show()
    made.schemes.menu.actions_by_name["copy"].trigger()
    (dialog,) = made.findChildren(NameDialog)
    dialog.move(made.mapToGlobal(QPoint(400, 250)))
    return made


@screen("scheme-versions")
def versions() -> QWidget:
    made = VersionDialog(None, "debtor-reminder")
    author = "Анна Котова" if in_russian() else "Anna Kotova"
    comments = (
        ("Сумма словами", "Новый текст приветствия", "")
        if in_russian()
        else ("The sum in words", "Another greeting", "")
    )
    made.show_versions([
        VersionInfo(number, number, _AT, author if number > 1 else "", comment, None, number == 2)
        for number, comment in zip((3, 2, 1), comments, strict=True)
    ])  # fmt: skip
    made.view.selectRow(2)
    return made


@screen("schemes-deleted")
def deleted() -> QWidget:
    made = DeletedDialog(None)
    made.show_schemes([
        SchemeInfo(4, "city-notice", 3, _AT, 3, has_draft=False,
                   title={"ru": "Уведомление", "en": "Notice"}),
        SchemeInfo(5, "survey 2025", None, None, 0, has_draft=True,
                   title={"ru": "Опрос жителей", "en": "Survey of residents"}),
    ])  # fmt: skip
    return made


@screen("import-fault")
def import_fault() -> QWidget:
    error = KnownError(
        "{source}: {fault}",
        source="/home/anna/debtors.scheme.json",
        fault=KnownError("damaged JSON at line {line}, column {column}: {reason}.", line=214,
                         column=7, reason="Expecting ',' delimiter"),
        mend=t("Mend the file at that place, or export the scheme once more."),
    )  # fmt: skip
    title = "Файл не импортирован" if in_russian() else "The file is not imported"
    return ErrorDialog(None, title, said(error))
