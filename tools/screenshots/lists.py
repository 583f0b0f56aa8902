"""Lists: the builder of criteria, and the steps of an import."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from engine.lists.criteria import (
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Match,
    Operator,
    ValueType,
)
from engine.lists.table import FileKind, RejectedRow, RejectReason, TableInfo
from engine.ports.segments import Held, StoredImport, Undone
from engine.ports.storage import NewContact
from engine.service.contact_import import ImportReport
from rino_desktop import import_history, list_imports
from rino_desktop.console.lists.builder import ListBuilder
from rino_desktop.console.lists.condition_dialog import ConditionDialog
from rino_desktop.console.lists.import_history import ImportHistory
from rino_desktop.console.lists.import_wizard import ImportWizard
from rino_desktop.list_choices import Choices
from rino_desktop.list_imports import Trial
from rino_desktop.segments import Counted
from tools.screenshots import screen

_DEBT = Condition(Field(Kind.OWN, "Долг"), Operator.MORE, ("1000",), ValueType.NUMBER)
_PEOPLE = tuple(
    NewContact((f"+7916123450{number}",), ("Europe/Moscow",),
               {"ФИО": f"Иванов {number}", "Долг": str(1500 + number)}, number)
    for number in range(8)
)  # fmt: skip
_LIST = "ФИО;Телефон;Регион;Долг\n" + "".join(
    f"Иванов Иван;8916123450{number};Омская область;{number}500,00\n" for number in range(9)
)


@screen("lists-builder")
def builder() -> QWidget:
    fields = ((Field(Kind.OWN, "Долг"), None), (Field(Kind.PHONE), None))
    window = ListBuilder(None, "november", Choices(("november",), fields=fields))
    calls = Group(Match.ALL, (
        Condition(Field(Kind.CALL_RESULT), Operator.EQUALS, ("completed",)),
        Condition(Field(Kind.CALL_DATE), Operator.LAST_DAYS, ("30",)),
    ), of_calls=True)  # fmt: skip
    root = Group(Match.ALL, (
        _DEBT, Condition(Field(Kind.ZONE), Operator.DIFFERS, ("Asia/Omsk",)),
        Group(Match.NONE, (calls, Condition(Field(Kind.DO_NOT_CALL), Operator.YES))),
    ))  # fmt: skip
    window.open_criterion(Criterion(root=root), "debtors")
    held = {Held.DO_NOT_CALL: 214, Held.IN_CAMPAIGN: 1020, Held.HOURS: 3310}
    window.show_counted(window._question, Counted(12544, 8000, held, _PEOPLE))
    return window


@screen("lists-condition")
def condition() -> QWidget:
    return ConditionDialog(None, ((_DEBT.field, None), (Field(Kind.PHONE), None)), _DEBT)


def _wizard(step: str) -> QWidget:
    with TemporaryDirectory() as folder:
        file = Path(folder, "debtors.csv")
        file.write_bytes(_LIST.encode("cp1251"))
        wizard = ImportWizard(None, "november", file.name)
        wizard.show_previews(list_imports.previews(file))
        if step != "read":
            table = list_imports.table_of(file, wizard.choices())
            wizard.show_columns(list_imports.layout(table, file.name, "RU"), ())
    if step == "trial":
        info = TableInfo(FileKind.TEXT, "cp1251", ";")
        report = ImportReport(10, 7, 1, 0, {"no_phone": 2}, info)
        rejected = [RejectedRow(5, RejectReason.NO_PHONE, ("Петров", "нет", "", "5"))] * 2
        wizard.show_trial(Trial(8, 1, rejected, [_PEOPLE[0]], list(_PEOPLE), report))
        wizard.trial.tabs.setCurrentIndex(2)
    return wizard


@screen("lists-import")
def read() -> QWidget:
    return _wizard("read")


@screen("lists-import-columns")
def columns() -> QWidget:
    return _wizard("columns")


@screen("lists-imports")
def history() -> QWidget:
    at = datetime(2026, 11, 12, 11, 20, tzinfo=UTC)
    window = ImportHistory(None, "november")
    window.show_imports((
        StoredImport(7, 1, "debtors-2.xlsx", at, 1240, 310, None, False, 2020, "Анна", 17, True),
        StoredImport(5, 1, "operator:Ольга", at - timedelta(hours=3), 2, 0),
        StoredImport(4, 1, "debtors.csv", at - timedelta(days=9), 9810, 0, at - timedelta(days=8),
                     False, 0, "Анна", 203),
    ))  # fmt: skip
    words = import_history.would_undo_words(Undone(0, 1190, 50, 304))
    window.show_preview(7, words, may_undo=True)
    return window


@screen("lists-import-trial")
def trial() -> QWidget:
    return _wizard("trial")
