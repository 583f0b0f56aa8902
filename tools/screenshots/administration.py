"""The administrator's sections of the settings."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from engine.domain.supervision import Shown
from engine.domain.trunk import TrunkSettings
from engine.ports.audit import Actor, AuditEntry, Via
from engine.ports.sources import SourceSettings
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.sources import MappingDialog, QueryDialog, SourceDialog
from rino_desktop.console.settings.trunks import TrunkDialog, TrunkTestDialog
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.secret_field import KEYRING, NOWHERE
from rino_desktop.ui.sizes import size_word
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window


def _settings(section: str) -> MainWindow:
    made = window(page="settings")
    made.settings.go(section)
    return made


def _said(russian: str, english: str) -> str:
    return russian if in_russian() else english


def _mb(size: float) -> str:
    """``size``: megabytes."""
    return size_word(round(size * 2**20))


@screen("settings-trunks")
def trunks() -> QWidget:
    made = _settings("trunks")
    works, bad = _said("работает", "works"), _said("не работает", "does not work")
    spare = f"node-1: {works}; node-2: {bad} (503 Service Unavailable)"
    made.settings.trunks.show_lines((
        Line("city", (_said("город", "city"), f"node-1: {works}; node-2: {works}",
                      "sip:sip.provider.example", "4951234567", "30", "5"), "good"),
        Line("spare", (_said("запасной", "spare"), spare, "sip:10.0.0.5:5060", "", "10", "10"),
             "bad", spare),
    ))  # fmt: skip
    made.settings.trunks.choose("city")
    return made


@screen("settings-supervision")
def supervision() -> QWidget:
    made = _settings("supervision")
    made.settings.supervision.show_setting(Shown.HEARD)
    return made


@screen("settings-audit")
def audit() -> QWidget:
    made = _settings("audit")
    at = datetime(2026, 11, 12, 11, 20, tzinfo=UTC)
    anna = Actor(_said("Анна Котова", "Anna"), Via.DESKTOP, "desk-3", 1)
    engine = Actor("node-1", Via.ENGINE, "srv-1")
    name = _said("Долги: ноябрь", "Debts: November")
    entries = (
        AuditEntry(9, at, anna, "campaign.pause", name, details={"state": ["running", "paused"]}),
        AuditEntry(8, at - timedelta(minutes=4), anna, "contacts.import", name,
                   details={"file": "debtors.csv", "contacts": 1240, "rejected": 17}),
        AuditEntry(7, at - timedelta(minutes=9), engine, "supervision.refused",
                   _said("Пётр Громов", "Peter"), details={"why": "no_right"}),
        AuditEntry(6, at - timedelta(hours=1), anna, "sign_in.success", anna.name),
    )  # fmt: skip
    made.settings.audit.show_page(entries, newest=True, more=True)
    shown = made.settings.audit.list
    shown.setCurrentIndex(shown.model().index(1, 0))
    return made


@screen("settings-trunk")
def trunk() -> QWidget:
    settings = TrunkSettings(
        _said("город", "city"), "sip:sip.provider.example", user="4951234567",
        password_env="CITY_PASSWORD", register=True, caller_id="+74951234567", lines=30,  # noqa: S106
        dial_format="8{national}",
    )  # fmt: skip
    dialog = TrunkDialog(None, settings, "20000-20199")
    dialog.password.show_place(KEYRING)
    return dialog


@screen("settings-trunk-test")
def trunk_test() -> QWidget:
    dialog = TrunkTestDialog(None, _said("город", "city"))
    dialog.number.setText("+7 916 123-45-67")
    for line in (
        _said("город: зарегистрирован", "city: registered"),
        _said("+79161234567: сеть отвечает 180", "+79161234567: the network says 180"),
        _said("+79161234567: трубку сняли", "+79161234567: answered"),
    ):
        dialog.tell(line)
    return dialog


@screen("settings-health")
def health() -> QWidget:
    made = _settings("health")
    works, bad = _said("работает", "works"), _said("не отвечает", "does not answer")
    made.settings.health.engines.show_lines((
        Line(1, ("node-1", works, "srv-1 (2214)", "12.11.2026 08:02", "14"), "good"),
        Line(2, ("node-2", bad, "srv-2 (881)", "10.11.2026 19:40", "0"), "bad"),
    ))  # fmt: skip
    made.settings.health.findings.show_lines((
        Line("python", ("Python", "3.11.7", ""), "good"),
        Line("database", (_said("база данных", "the database"), "rino@srv-1", ""), "good"),
        Line("speech", (_said("синтез речи (espeak-ng)", "speech synthesis (espeak-ng)"),
                        _said("не установлен", "not installed"),
                        "sudo apt-get install espeak-ng"), "bad"),
    ))  # fmt: skip
    return made


@screen("settings-backup")
def backup() -> QWidget:
    made = _settings("backup")
    there, away = _said("на месте", "is there"), _said("отсюда не видно", "not to be seen")
    who = _said("Анна Котова", "Anna Kotova")
    made.settings.backup.show_lines((
        Line(2, ("12.11.2026 23:00", "/backup/rino-2026-11-12-2300.fbk", _mb(214), who, there),
             "good"),
        Line(1, ("11.11.2026 23:00", "/backup/rino-2026-11-11-2300.fbk", _mb(211), who, away),
             "secondary"),
    ))  # fmt: skip
    made.settings.backup.choose(2)
    made.settings.backup.say(
        _said("Копия восстанавливается и исправна.", "It can be restored, and is sound."), "good"
    )
    return made


@screen("settings-sources")
def sources() -> QWidget:
    made = _settings("sources")
    made.settings.sources.show_lines((
        Line("b", (_said("биллинг", "billing"), "firebird://RINO@srv-2/billing",
                   _said("абоненты, лицевые счета, балансы", "subscribers, accounts, balances"),
                   _said("базе", "database"))),
        Line("c", ("crm", "https://crm.example/api", "–",
                   _said("файле настроек", "settings file"))),
    ))  # fmt: skip
    return made


@screen("settings-source")
def source() -> QWidget:
    dialog = SourceDialog(
        None,
        SourceSettings(
            _said("биллинг", "billing"), "firebird://RINO@srv-2/billing", "BILLING_PASSWORD",
            charset="WIN1251",
        ),
    )  # fmt: skip
    dialog.password.show_place(NOWHERE, inside=False)
    return dialog


@screen("settings-query")
def query() -> QWidget:
    dialog = QueryDialog(None, _said("биллинг", "billing"))
    dialog.query.setPlainText("SELECT LS, SUMMA FROM SCHET WHERE SUMMA > 0")
    dialog.show_rows(("LS", "SUMMA"), (("0017", "250.50"), ("0018", "1200.00")), "")
    return dialog


@screen("settings-mapping")
def mapping() -> QWidget:
    dialog = MappingDialog(None, _said("биллинг", "billing"), (
        ("subscribers", "ABON", "ID", "name", "FIO", "text"),
        ("subscribers", "", "", "phone", "TEL", "auto"),
        ("accounts", "SCHET", "LS", "account", "LS", "text"),
        ("accounts", "", "", "debt", "SUMMA", "number"),
    ))  # fmt: skip
    dialog.say(_said("абоненты: читаются", "subscribers: can be read"), "good")
    return dialog


@screen("settings-stores")
def stores() -> QWidget:
    made = _settings("stores")
    name = _said("Долги: ноябрь", "Debts: November")
    refused = _said("нет такого лицевого счёта", "no such account")
    made.settings.stores.backlogs.show_lines((
        Line(1, (name, "promises", "4 105", "0", "", "1", refused), "warning"),
        Line(2, (_said("Опрос жителей", "Poll"), "crm", "210", "12", "12.11.2026 14:05", "0",
                 _said("недоступно с 12.11.2026 14:05", "down since 12.11.2026 14:05")), "bad"),
    ))  # fmt: skip
    made.settings.stores.aside.show_lines((
        Line(9, (name, "promises", "+79161234567", "12.11.2026 13:58", "5", refused), "warning"),
    ))  # fmt: skip
    made.settings.stores.backlogs.choose(1)
    return made
