"""The Contacts page, a contact's card, the ledger."""

from array import array
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.disposition import Disposition
from engine.domain.refusal import Refusal
from engine.ports.contact_book import BookOrder, BookRow
from engine.ports.contact_life import CallDetails, NumberRefused, RuleTotal
from engine.ports.history import PastCall
from rino_desktop.console.contacts.card import ContactCard
from rino_desktop.console.contacts.edit_dialog import EditDialog
from rino_desktop.contacts.life import Event, EventKind, Life
from rino_desktop.contacts.why_model import Explanation, Finding, Says
from rino_desktop.main_window import MainWindow
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window

_AT = datetime(2026, 11, 28, 11, 42, tzinfo=UTC)
_HOUR = timedelta(hours=1)


def _row(number: int) -> BookRow:
    russian = in_russian()
    towns = ("Тверь", "Клин", "Орёл") if russian else ("Tver", "Klin", "Oryol")
    who = ("Иванов Иван", "Белова Ольга", "Громов Пётр") if russian else (
        "Ivan Ivanov", "Olga Belova", "Pyotr Gromov")  # fmt: skip
    states = (ContactState.NEW, ContactState.WAITING_RETRY, ContactState.DONE,
              ContactState.IN_PROGRESS, ContactState.EXCLUDED)  # fmt: skip
    name, town = ("ФИО", "Город") if russian else ("Name", "Town")
    state = states[number % 5]
    tried = state is not ContactState.NEW
    results = ("", "no_answer", "completed", "user_busy", "opted_out")
    contact = Contact(
        number, 1, (f"+7916{1234500 + number * 37}",), ("Europe/Moscow",),
        {name: who[number % 3], town: towns[number % 3]}, state,
        ContactProgress(2 if tried else 0), _AT + number * _HOUR if tried else _AT.replace(
            year=2000),
    )  # fmt: skip
    campaign = "Должники, ноябрь" if russian else "Debtors, November"
    return BookRow(
        contact, campaign, 1, "debtors-2026-11.xlsx", number + 2, claimed=False,
        last_result=results[number % 5], last_at=_AT, masked=False,
    )  # fmt: skip


def _page() -> MainWindow:
    made = window(page="contacts")
    book = made.contacts.book
    names = ("ФИО", "Город") if in_russian() else ("Name", "Town")
    campaigns = ("Должники, ноябрь",) if in_russian() else ("Debtors, November",)
    book.filters.show_campaigns(campaigns)
    made.contacts.ledger.show_campaigns(campaigns)
    book.show_fields(names, names)
    book.table.grow(array("q", range(1, 12481)))
    book.table.show_page(0, [_row(number) for number in range(1, 101)])
    book.show_order((BookOrder.LIST, "", False))
    book.choose(1)
    book.show_progress(12480, None, done=True)
    return made


@screen("contacts")
def contacts() -> QWidget:
    return _page()


@screen("contacts-search")
def contacts_search() -> QWidget:
    made = _page()
    made.contacts.book.filters.value.setText("Тверь" if in_russian() else "Tver")
    made.contacts.book.show_progress(3120, 0.4, done=False)
    return made


def _said(russian: str, english: str) -> str:
    return russian if in_russian() else english


@screen("contacts-ledger")
def contacts_ledger() -> QWidget:
    made = _page()
    made.contacts.tabs.setCurrentIndex(1)
    ledger = made.contacts.ledger
    ledger.number.setText("+79161234567")
    ledger.campaign.setCurrentIndex(1)
    row = _row(1)
    findings = (
        Finding("do_not_call", Says.ALLOWS, _said(
            "Номера нет в стоп-листах.", "The number is on no do-not-call list."), stored=True),
        Finding("limit_calls", Says.FORBIDS, _said(
            "230-ФЗ: исчерпано число звонков (2 за календарную неделю, можно 2)",
            "Federal law 230: the permitted number of calls is used up (2 in the calendar week, "
            "of 2)"), {"counted": 2, "maximum": 2, "window": "week"}, stored=True),
        Finding("hours", Says.ALLOWS, _said(
            "Часы звонков: у абонента 28.11.2026 14:42 (10:00–18:00).",
            "Within the calling hours: 2026-11-28 14:42 at the subscriber's (10:00–18:00)."),
            {"local_time": "2026-11-28 14:42"}),
        Finding("engine", Says.UNKNOWN, _said(
            "За пять минут до и после никому из кампании не звонили: работал ли движок, не "
            "записано.",
            "Nobody else of the campaign was called within five minutes: whether engine and lines "
            "were there is not stored.")),
    )  # fmt: skip
    ledger.show_explanations([Explanation(row, "+79161234567", _AT, _AT + _HOUR, findings)])
    ledger.show_totals([RuleTotal("limit_calls", "ru-230fz@1", 412, 988),
                        RuleTotal("do_not_call", "", 37, 37)])  # fmt: skip
    refusal = Refusal("limit_calls", "ru-230fz@1")
    ledger.show_refused(
        [NumberRefused(1, n, f"+7916{1234500 + n * 37}", refusal, _AT, _AT + _HOUR, n)
         for n in range(1, 9)]
    )  # fmt: skip
    return made


@screen("contacts-card")
def contacts_card() -> QWidget:
    row = _row(1)
    phone = row.contact.phones[0]
    call = PastCall(
        9, row.campaign, phone, _AT, _AT, _AT + timedelta(minutes=2), Disposition.COMPLETED, "",
        "9.wav",
    )  # fmt: skip
    details = CallDetails(9, 1, 1, 2, "normal_clearing", "subscriber", 200, "debtor", 7, "bye",
                          "srv-1", traced=True)  # fmt: skip
    events = (
        Event(_AT, EventKind.CALL, _said("Звонили: дослушал до конца", "Called: heard to the end"),
              row.campaign, phone, (
                  (_said("Результат", "Result"), _said("Дослушал до конца", "Heard to the end")),
                  (_said("Ответ: обещание", "Answer: promise"), "2026-12-05"),
                  (_said("Попытка", "Try"), "2")), call, details),
        Event(_AT - _HOUR, EventKind.REFUSAL, _said(
            "Не звонили: нерабочие часы кампании",
            "Not called: outside the campaign's calling hours"), row.campaign, phone),
        Event(_AT - 26 * _HOUR, EventKind.CALL, _said("Звонили: нет ответа", "Called: no answer"),
              row.campaign, phone),
        Event(_AT - 50 * _HOUR, EventKind.CONSENT, _said("Получено согласие", "Consent given"),
              "", phone),
        Event(_AT - 51 * _HOUR, EventKind.LIST, _said(
            "В списке debtors-2026-11.xlsx", "In the list debtors-2026-11.xlsx"), row.campaign,
            phone),
    )  # fmt: skip
    made = ContactCard(1)
    made.resize(1120, 700)
    made.show_life(Life(row, (_row(6),), row.contact.phones, (), (), None, events, read_at=_AT))
    return made


@screen("contacts-edit")
def contacts_edit() -> QWidget:
    return EditDialog(None, _row(1).contact)
