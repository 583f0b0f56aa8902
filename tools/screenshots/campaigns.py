"""A campaign from its making on: the wizard, the check, its settings, who changed what."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from engine.ports.audit import Actor, AuditEntry, Via
from engine.scheme.codec import load_scheme
from rino_desktop import campaign_faults, campaign_templates, presets, scheme_variables
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_funnel import Blocker, Funnel, Step
from rino_desktop.campaign_templates import Office
from rino_desktop.console.campaign.conflict_dialog import ConflictDialog
from rino_desktop.console.campaign.preflight_list import PreflightDialog
from rino_desktop.console.campaign.test_call_dialog import TestCallDialog
from rino_desktop.console.campaign.trunk_dialog import TrunkDialog
from rino_desktop.console.campaign.wizard import WizardDialog
from rino_desktop.main_window import MainWindow
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.scheme_variables import Declared
from rino_desktop.texts import t
from rino_desktop.ui.secret_field import NOWHERE
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window

_SCHEMES = Path(__file__).parents[2] / "resources" / "schemes"
_AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)
Document = dict[str, Any]


def _said(russian: str, english: str) -> str:
    return russian if in_russian() else english


def _office() -> Office:
    return Office(
        schemes=("debtor-reminder", "debtor-billing", "survey"), sources=("billing",),
        trunks=(_said("город", "city"), _said("запасной", "spare")), forms=("debtor-reminder",),
    )  # fmt: skip


def _judge(document: Document) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return campaign_faults.faults(document, presets.shipped(), _AT.date()), {}


def _variables() -> dict[str, tuple[Declared, ...]]:
    name = "debtor-billing"
    text = (_SCHEMES / f"{name}.scheme.json").read_text(encoding="utf-8")
    return {name: scheme_variables.declared(load_scheme(text, name))}


def _wizard(step: str, **changed: object) -> WizardDialog:
    office = _office()
    dialog = WizardDialog(_judge)
    for page in (dialog.template, dialog.rules, dialog.operators):
        page.offer({
            "schemes": office.schemes, "forms": office.forms, "presets": presets.shipped().names(),
        })  # fmt: skip
    dialog.template.offer_variables(_variables())
    dialog.trunks.show_trunks(office.trunks)
    dialog.uses.choose("debt")
    made = campaign_templates.template("debt", office)
    made.document["campaign"] |= {"name": _said("Должники, ноябрь", "Debtors, November"), **changed}
    dialog.show_document(made.document, made.reports)
    dialog.go(step)
    return dialog


@screen("wizard-purpose")
def purpose() -> QWidget:
    return _wizard("purpose")


@screen("wizard-template")
def template() -> QWidget:
    return _wizard("template")


@screen("wizard-list")
def contacts() -> QWidget:
    dialog = _wizard("list")
    dialog.list.show_file(_said("/home/anna/Должники, ноябрь.xlsx", "/home/anna/debtors.xlsx"))
    return dialog


@screen("wizard-rules")
def rules() -> QWidget:
    return _wizard("rules")


@screen("wizard-trunks")
def trunks() -> QWidget:
    return _wizard("trunks", max_lines=0)


@screen("wizard-trunk")
def trunk() -> QWidget:
    dialog = TrunkDialog(None)
    dialog.password.show_place(NOWHERE)
    return dialog


@screen("wizard-operators")
def operators() -> QWidget:
    return _wizard("operators")


def _findings() -> tuple[Finding, ...]:
    return (
        Finding("contacts", State.BLOCKS, _said("контакты", "contacts"),
                _said("Список пуст.", "The list is empty."), action=Action.CONTACTS),
        Finding("trunk", State.WARNING, _said("транки", "trunks"),
                _said("запасной: не зарегистрирован (503 Service Unavailable).",
                      "spare: not registered (503 Service Unavailable)."), action=Action.TRUNK),
        Finding("scheme", State.OK, _said("схема", "scheme"),
                _said("debtor-reminder: опубликована, без ошибок",
                      "debtor-reminder: published, without errors")),
        Finding("hours", State.OK, _said("часы звонков", "calling hours"),
                _said("Сейчас открыты, до 20:00.", "Open now, until 20:00.")),
        Finding("columns", State.WARNING, _said("столбцы списка", "columns of the list"),
                _said("Схема ищет столбцы, которых в списке нет: «Срок оплаты». Об этом она ничего"
                      " не будет знать. Переименуйте столбцы и загрузите список заново или пусть"
                      " схема ищет другие.",
                      "The scheme looks for columns that the list has not: «Due on». It will know"
                      " nothing of that. Rename the columns and import the list again, or let the"
                      " scheme look for others."), action=Action.CONTACTS),
        Finding("preset", State.OK, _said("закон", "law"),
                _said("соблюдается: взыскание долгов", "kept: debt collection")),
    )  # fmt: skip


@screen("wizard-check")
def check() -> QWidget:
    dialog = _wizard("operators")
    dialog.show_check()
    dialog.show_findings(_findings(), over=True)
    return dialog


@screen("campaign-check")
def before_start() -> QWidget:
    dialog = PreflightDialog(_said("Должники, ноябрь", "Debtors, November"))
    dialog.show_findings(_findings()[1:], over=True)
    return dialog


@screen("campaign-test-call")
def test_call() -> QWidget:
    dialog = TestCallDialog(_said("Должники, ноябрь", "Debtors, November"))
    dialog.number.setText("+7 916 123-45-67")
    dialog.show_result(
        _said("Трубку сняли; разговор 34 с.", "Answered; talked for 34 s."), good=True
    )
    return dialog


def _page(tab: str) -> MainWindow:
    """Of the first campaign, with everything that its tabs show."""
    made = window()
    page = made.campaigns
    page.choose(_said("Должники, ноябрь", "Debtors, November"))
    page.details.show_used("debtor-reminder", 7)
    page.details.overview.show_funnel(_funnel())
    document = campaign_templates.template("debt", _office()).document
    page.details.settings.judge = _judge
    page.details.settings.offer_variables(_variables())
    page.details.settings.show_document(document)
    page.details.log.table.show(_log())
    page.details.tabs.setCurrentWidget(getattr(page.details, tab))
    return made


def _funnel() -> Funnel:
    return Funnel(
        12480,
        (
            Step("done", t("done: reached, or tried as often as allowed"), 4105, Action.RETRIES),
            Step("hours", t("outside of the calling hours where they are"), 2210, Action.HOURS,
                 _AT + timedelta(hours=3)),
        ),
        8375, 6165,
        (Blocker("no_engine", t("No engine is running."), Action.ENGINE),),
    )  # fmt: skip


def _log() -> tuple[AuditEntry, ...]:
    anna = Actor(_said("Анна Котова", "Anna Kotova"), Via.DESKTOP, "desk-4", 1)
    name = _said("Должники, ноябрь", "Debtors, November")
    return (
        AuditEntry(9, _AT, anna, "campaign.change", name, 1, 1, {"campaign.max_lines": [20, 30]}),
        AuditEntry(7, _AT - timedelta(hours=5), anna, "campaign.start", name, 1, 1),
        AuditEntry(5, _AT - timedelta(hours=6), anna, "campaign.create", name, 1, 1),
    )


@screen("campaign-overview")
def overview() -> QWidget:
    return _page("overview")


@screen("campaign-settings")
def settings() -> QWidget:
    return _page("settings")


@screen("campaign-variables")
def variables() -> QWidget:
    """Those of another scheme than the one before; one cannot be read, one is no more its."""
    made = _page("settings")
    view = made.campaigns.details.settings
    document = view.document()
    document["variables"] = {"due": _said("завтра", "tomorrow"), "company": "", "manager": "9"}
    view.judge = lambda d: (scheme_variables.faults_in(d, _variables()), {})
    view.fill(document)
    made.resize(1366, 1640)
    return made


@screen("campaign-settings-text")
def settings_text() -> QWidget:
    made = _page("settings")
    made.campaigns.details.settings.buttons["text"].setChecked(True)
    return made


@screen("campaign-log")
def log() -> QWidget:
    return _page("log")


@screen("campaign-conflict")
def conflict() -> QWidget:
    return ConflictDialog(
        _said("Должники, ноябрь", "Debtors, November"), {"campaign.max_lines": [20, 30]},
        {"campaign.max_lines": [20, 25], "retry.max_attempts": [3, 5]},
    )  # fmt: skip
