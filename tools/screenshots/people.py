"""Who may do what: people from a file, roles, rights in single campaigns."""

from PySide6.QtWidgets import QWidget

from engine.domain.rights import BUILT_IN, Right, Role
from rino_desktop.console.grants_dialog import GrantsDialog
from rino_desktop.console.people_import_dialog import PeopleImportDialog
from rino_desktop.console.roles import role_word
from rino_desktop.console.roles_dialog import RolesDialog
from rino_desktop.people_import import Row
from tools.screenshots import screen
from tools.screenshots.shell import in_russian


def _said(russian: str, english: str) -> str:
    return russian if in_russian() else english


@screen("people-import")
def people_import() -> QWidget:
    debts = _said("Должники, ноябрь", "Debtors, November")
    return PeopleImportDialog(None, (
        Row(2, _said("Мария Орлова", "Maria Orlova"), role_word("operator")),
        Row(3, _said("Иван Седов", "Ivan Sedov"), role_word("supervisor"), (debts,)),
        Row(4, _said("Анна Котова", "Anna Kotova"), role_word("operator"), (),
            _said("Такой человек уже есть.", "There is such a person already.")),
    ))  # fmt: skip


@screen("roles")
def roles() -> QWidget:
    dialog = RolesDialog()
    own = Role("auditor", frozenset({Right.REPORTS_VIEW}), _said("проверяющий", "auditor"))
    dialog.show_roles(
        (*BUILT_IN.values(), own), {"auditor": (_said("Пётр Громов", "Peter Gromov"),)}
    )
    dialog.choose("auditor")
    return dialog


@screen("grants")
def grants() -> QWidget:
    debts, poll = _said("Должники, ноябрь", "Debtors, November"), _said("Опрос", "Poll")
    dialog = GrantsDialog(
        None, _said("Пётр Громов", "Peter Gromov"),
        {code: role_word(code) for code in BUILT_IN}, (debts, poll),
    )  # fmt: skip
    dialog.show_grants((("supervisor", debts),))
    return dialog
