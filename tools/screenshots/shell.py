"""The windows of the shell: first start, signing in, pages, dialogs."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.client import Client
from engine.domain.trunk import TrunkStatus
from engine.ports.do_not_call import DoNotCallEntry
from engine.ports.schemes import SchemeInfo
from engine.ports.storage import ContactCounts
from rino_desktop.campaign_board import Board, Line
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.client_board import ClientRow
from rino_desktop.console.clients.dialogs import BelongingsDialog, ClientDialog, UsageDialog
from rino_desktop.console.clients.stop_list import NumberDialog
from rino_desktop.console.people_section import Person
from rino_desktop.console.person_dialog import PasswordDialog, PersonDialog
from rino_desktop.console.skills_field import Skills
from rino_desktop.console.status_line import State
from rino_desktop.desktop.help import Help
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import INSIDE
from rino_desktop.texts import language
from rino_desktop.ui import theme
from rino_desktop.ui.dialogs import Choice, ErrorDialog, Progress, Question
from tools.screenshots import screen

#: A small laptop's screen, unless another one is asked for.
SIZE: tuple[int, int] = (1366, 768)
PLACE = "/home/anna/.local/share/rino-desktop/rino.fdb"


def in_russian() -> bool:
    return language() == "ru"


def status(
    number: int, name: str, state: CampaignState, done: int, total: int, live: int = 0,
    why: str | None = None,
) -> CampaignStatus:  # fmt: skip
    return CampaignStatus(
        campaign=Campaign(number, CampaignSettings(name), state, 1),
        contacts=ContactCounts(total, total - done, 0, 0, done, 0),
        attempts=done * 2, live=live, answered=done // 2, by_hangup_cause={}, dispositions={},
        why_idle=why, outboxes=[],
    )  # fmt: skip


def board() -> Board:
    russian = in_russian()
    return Board(
        (
            status(1, "Должники, ноябрь" if russian else "Debtors, November",
                   CampaignState.RUNNING, 4105, 12480, 14),
            status(2, "Опрос о качестве связи" if russian else "Survey on the service",
                   CampaignState.RUNNING, 210, 1500, 0,
                   "Часы звонков начнутся в 09:00."
                   if russian else "The calling hours begin at 09:00."),
            status(3, "Викторина" if russian else "Quiz", CampaignState.PAUSED, 18, 300),
            status(4, "Новый тариф" if russian else "The new tariff", CampaignState.DRAFT, 0, 2300),
        ),
        ("node-1",), 2,
        (Line("город" if russian else "city", TrunkStatus.READY),
         Line("запасной" if russian else "spare", TrunkStatus.FAILED, "503")),
    )  # fmt: skip


def schemes() -> tuple[SchemeInfo, ...]:
    at = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)
    return (
        SchemeInfo(1, "debtor-reminder", 7, at, 7, has_draft=True,
                   title={"ru": "Напоминание о долге", "en": "Debt reminder"}),
        SchemeInfo(2, "notice", 1, at, 1, has_draft=False,
                   title={"ru": "Уведомление", "en": "Notice"}),
        SchemeInfo(3, "survey", None, None, 0, has_draft=True,
                   title={"ru": "Опрос жителей", "en": "Survey of residents"}),
    )  # fmt: skip


def window(role: str = "administrator", page: str = "") -> MainWindow:
    with theme.undressed():  # as the program makes it
        made = MainWindow()
    made.resize(*SIZE)
    made.show_console("Анна Котова" if in_russian() else "Anna Kotova", role)
    made.show_board(board())
    made.show_schemes(schemes())
    made.settings.show_database(PLACE)
    made.settings.people.show_people((
        Person("Анна Котова", "administrator"), Person("Ольга Белова", "operator", blocked=True),
        Person("Пётр Громов", "supervisor"),
    ))  # fmt: skip
    made.settings.people.choose("Ольга Белова")
    made.settings.show_choices(language(), str(theme.mode()), INSIDE, starts=True)
    tr = ("База данных", "Движок", "Линии: готовы 1 из 2") if in_russian() else (
        "Database", "Engine", "Lines: 1 of 2 ready")  # fmt: skip
    engine = State(f"{tr[1]}: node-1", "good")
    made.settings.show_engine(engine, may_start=False, may_stop=True)
    made.show_states(State(f"{tr[0]}: rino@srv-1", "good"), engine, State(tr[2], "warning"))
    if page:
        made.rail.go(page)
    return made


def stranger() -> MainWindow:
    """Nobody has signed in."""
    with theme.undressed():  # as the program makes it
        made = MainWindow()
    made.resize(*SIZE)
    return made


@screen("campaigns")
def campaigns() -> QWidget:
    return window()


@screen("campaigns-empty")
def campaigns_empty() -> QWidget:
    made = window()
    made.show_board(Board((), (), 0))
    return made


def clients() -> tuple[ClientRow, ...]:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    names = ("ООО «Городской свет»", "МУП «Водоканал»") if in_russian() else (
        "City Light Ltd", "Waterworks")  # fmt: skip
    details = ("Договор № 12 от 02.03.2026, Ирина Соколова, +7 495 000-00-01"
               if in_russian() else "Contract 12, Irina Sokolova, +7 495 000-00-01")  # fmt: skip
    debts, poll = ("Долги: ноябрь", "Опрос") if in_russian() else ("Debts: November", "Poll")
    return (
        ClientRow(None, (poll,), 0, (), (), 1204),
        ClientRow(Client(1, names[0], at, details, own_refusals=True), (debts,), 1, ("act",),
                  ("Пётр Громов",), 2),
        ClientRow(Client(2, names[1], at, archived=True)),
    )  # fmt: skip


@screen("clients")
def clients_page() -> QWidget:
    made = window(page="clients")
    made.clients.show_clients(clients())
    made.clients.choose(clients()[1].client.name)  # type: ignore[union-attr]
    at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    source, refused = ("письмо", "Отказ по клавише 9: Долги: ноябрь") if in_russian() else (
        "letter", "Refused by key 9: Debts: November")  # fmt: skip
    made.clients.show_numbers((
        DoNotCallEntry("+79161234567", source, at, "Анна Котова", at, "letter-45.pdf", "ab", 10, 1),
        DoNotCallEntry("+79031112233", refused, at, "", at, "attempt 771", "", 0, 1),
    ))  # fmt: skip
    return made


@screen("client-dialog")
def client_dialog() -> QWidget:
    return ClientDialog(None, clients()[1].client)


@screen("client-belongings")
def client_belongings() -> QWidget:
    row = clients()[1]
    assert row.client is not None
    name = row.client.name
    others = ("Опрос о воде", "МУП «Водоканал»") if in_russian() else ("Water", "Waterworks")
    return BelongingsDialog(
        None, name, ([(row.campaigns[0], name), others], [("act", name)],
                     [("Пётр Громов", name), ("Ольга Белова", "")]),
    )  # fmt: skip


@screen("client-usage")
def client_usage() -> QWidget:
    return UsageDialog(None, "ООО «Городской свет»", QDate(2026, 12, 5))


@screen("do-not-call-numbers")
def do_not_call_numbers() -> QWidget:
    return NumberDialog(None)


@screen("schemes")
def schemes_page() -> QWidget:
    return window(page="ivr-kit")


@screen("settings")
def settings() -> QWidget:
    return window(page="settings")


@screen("settings-people")
def settings_people() -> QWidget:
    made = window(page="settings")
    made.settings.go("people")
    return made


@screen("person-changed")
def person_changed() -> QWidget:
    russian = in_russian()
    offered = ("продажи", "споры", "казахский") if russian else ("sales", "disputes", "Kazakh")
    skills = Skills({offered[0]: 70, offered[2]: 3}, offered, frozenset({"operator"}))
    return PersonDialog(None, ("Ольга Белова", "operator"), skills=skills)


@screen("operator")
def operator() -> QWidget:
    return window("operator")


@screen("first-start")
def first_start() -> QWidget:
    made = stranger()
    made.show_first_start(PLACE)
    return made


@screen("first-start-server")
def first_start_server() -> QWidget:
    made = first_start()
    assert isinstance(made, MainWindow)
    made.first_start.offers["server"].button.click()
    return made


@screen("sign-in")
def sign_in() -> QWidget:
    made = stranger()
    made.ask_sign_in("Анна Котова", first=False)
    made.sign_in.refuse(QCoreApplication.translate("People", "The name or the password is wrong."))
    return made


@screen("first-administrator")
def first_administrator() -> QWidget:
    made = stranger()
    made.ask_sign_in("", first=True)
    return made


@screen("no-database")
def no_database() -> QWidget:
    made = stranger()
    made.say_notice(
        "База данных не открывается" if in_russian() else "The database cannot be opened",
        PLACE,
        "Другая база данных…" if in_russian() else "Another database…",
    )
    return made


@screen("search")
def search() -> QWidget:
    made = window()
    made.show()
    made.open_search()
    return made


@screen("user-menu")
def user_menu() -> QWidget:
    made = window()
    made.user_menu.show_choices(language(), str(theme.mode()), password=True, sign_out=True)
    made.show()
    QApplication.processEvents()
    button = made.status.user
    height = made.user_menu.sizeHint().height()
    made.user_menu.popup(button.mapToGlobal(QPoint(0, -height)))
    return made


@screen("help-menu")
def help_menu() -> QWidget:
    made = window()
    made.show()
    QApplication.processEvents()
    QApplication.processEvents()
    button = made.status.help
    menu = button.menu()
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
    return made


@screen("help-missing")
def help_missing() -> QWidget:
    made = window()
    made.show()
    Help(made).say_missing(
        Path("/usr/lib/rino-desktop/manual/en/help/campaigns.html"), Path(__file__)
    )
    return made


@screen("question")
def question() -> QWidget:
    texts = (
        ("Идут 3 вызова", "Движок работает в этой программе. Если остановить его сейчас, "
         "разговоры оборвутся на полуслове.",
         "Остаться", "Прервать разговоры", "Дождаться конца разговоров")
        if in_russian() else
        ("3 calls go on", "The engine runs in this program. If it ends now, people are cut off in "
         "the middle of a sentence.",
         "Stay", "End the calls now", "Wait for the calls to end")
    )  # fmt: skip
    return Question(None, texts[0], texts[1], [
        Choice("stay", texts[2]), Choice("end", texts[3], "danger"),
        Choice("wait", texts[4], "primary"),
    ])  # fmt: skip


@screen("error")
def error() -> QWidget:
    from rino_desktop.failures import explained

    title, text = explained("/home/anna/.local/state/rino-desktop/log/crash-20261112.log")
    return ErrorDialog(None, title, text, "rino-desktop 0.1.0\n\nTraceback …\nZeroDivisionError")


@screen("progress")
def progress() -> QWidget:
    made = Progress(None, "Создаётся база данных" if in_russian() else "Creating the database")
    made.show_progress(PLACE, 3, 10)
    return made


@screen("password")
def password() -> QWidget:
    made = PasswordDialog(None, "Анна Котова", own=True)
    made.new.edit.setText("12345678")
    made.button.click()
    return made


@screen("person")
def person() -> QWidget:
    made = PersonDialog()
    assert isinstance(made.name_edit, QLineEdit)
    made.name_edit.setText("Пётр Громов")
    return made
