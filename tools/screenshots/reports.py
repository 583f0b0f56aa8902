"""The Reports page: a report as it is looked at, schedules, the designer."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from engine.ports.reports import StoredForm
from engine.ports.storage import ReportSchedule
from engine.reports import names
from engine.reports.charts import Bars, Columns
from engine.reports.forms.rendering import Rendered
from engine.reports.kinds import standard_kinds
from engine.reports.model import CallRow, CellKind, Column, Figure, filters_of, is_of_office
from rino_desktop.console.reports.designer import ReportDesigner
from rino_desktop.console.reports.form_dialogs import NewFormDialog
from rino_desktop.console.reports.measure_words import measure_words
from rino_desktop.console.reports.parameters_dialog import ParametersDialog
from rino_desktop.console.reports.schedule_dialog import ScheduleDialog
from rino_desktop.form_shelf import FormRow, Looked
from rino_desktop.main_window import MainWindow
from rino_desktop.report_form_draft import draft
from rino_desktop.report_form_parameters import Parameter
from rino_desktop.report_view import KindInfo, Viewed, ViewedSection
from rino_desktop.schedule_board import ScheduleRow
from rino_desktop.texts import language
from rino_desktop.ui.secret_field import NOWHERE
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window

_AT = datetime(2026, 11, 28, 15, 5, tzinfo=UTC)


def said(russian: str, english: str) -> str:
    return russian if in_russian() else english


def kinds() -> tuple[KindInfo, ...]:
    every = standard_kinds()
    found = [
        KindInfo(name, kind.title(language()), filters_of(kind), is_of_office(kind))
        for name in every.names()
        for kind in (every.get(name),)
    ]
    own = said("Сводка за день", "Daily summary")
    return (*found, KindInfo("form:daily-summary", own, ("period",)))


def report() -> Viewed:
    ended = [(n, names.disposition(n, language())) for n in (
        "completed", "no_answer", "partial", "user_busy", "machine")]  # fmt: skip
    counts = (412, 205, 96, 61, 38)
    days = tuple(f"{day:02d}.11" for day in range(16, 29))
    attempts = tuple(40 + (day * 37) % 41 for day in range(13))
    columns = (
        Column(said("Номер", "Number"), CellKind.PHONE, 18),
        Column(said("Начало", "Begun"), CellKind.MOMENT, 20),
        Column(said("Разговор, с", "Talk, s"), CellKind.SECONDS, 11),
        Column(said("Результат", "Result"), width=28),
        Column(said("Сохранено", "Saved"), width=34),
    )
    rows = tuple(
        CallRow.of(n, (
            f"+7916{1234500 + n * 37}", _AT - timedelta(minutes=7 * n), 12.0 + (n * 31) % 140,
            ended[n % 5][1], said("Обещание: 05.12.2026", "Promise: 2026-12-05") if n % 3 else None,
        ))
        for n in range(1, 30)
    )  # fmt: skip
    calls = said("вызовов", "calls")
    return Viewed(
        "attempts", said("Вызовы", "Calls"), said("Должники, ноябрь", "Debtors, November"), _AT,
        language(), ZoneInfo("Europe/Moscow"),
        (Figure(said("попыток", "tries"), 812), Figure(said("ответили", "answered"), 508, 0.626)),
        (
            ViewedSection("", (), (), chart=Columns(
                said("Вызовы по дням", "Calls by day"), days,
                ((said("Попытки", "Tries"), attempts),
                 (said("Ответы", "Answers"), tuple(n * 5 // 8 for n in attempts))), calls)),
            ViewedSection("", (), (), chart=Bars(
                said("Чем закончились", "How they ended"), tuple(name for _, name in ended),
                counts, unit=calls)),
            ViewedSection(said("Вызовы", "Calls"), columns, rows),
        ),
    )  # fmt: skip


def page() -> MainWindow:
    made = window(page="reports")
    reports = made.reports
    reports.filters.show_choices({
        "campaigns": (said("Должники, ноябрь", "Debtors, November"), said("Опрос", "Poll")),
        "operators": (said("Анна Котова", "Anna Kotova"), said("Пётр Громов", "Pyotr Gromov")),
        "trunks": (said("город", "city"),), "lists": ("debtors-2026-11.xlsx",),
    })  # fmt: skip
    reports.show_kinds(kinds())
    return made


@screen("reports")
def reports() -> QWidget:
    made = page()
    made.reports.kinds.choose("attempts")
    made.reports.filters.period.setCurrentIndex(4)
    made.reports.show_report(report())
    return made


@screen("reports-empty")
def reports_empty() -> QWidget:
    made = page()
    made.reports.kinds.choose("promises")
    made.reports.filters.period.setCurrentIndex(7)
    made.reports.filters.say_fault(said("Это не день: «завтра».", "'tomorrow' is no day."))
    return made


def schedules() -> tuple[ScheduleRow, ...]:
    def row(number: int, name: str, kind: str, folder: str, mail: str, result: str,
            *, failed: bool = False) -> ScheduleRow:  # fmt: skip
        schedule = ReportSchedule(
            number, name, kind, said("Должники, ноябрь", "Debtors, November"), "pdf", folder,
            "08:00,18:30", "12345" if number == 1 else "1234567", "Europe/Moscow", _AT, result,
            mail=mail,
        )  # fmt: skip
        target = folder or "boss@example.org"
        again = _AT + timedelta(minutes=15) if failed else None
        return ScheduleRow(schedule, target, result, failed, _AT + timedelta(hours=15), _AT, again)

    return (
        row(1, said("утренний", "morning"), "summary", "/srv/reports", "",
            "morning-2026-11-28.pdf"),
        row(2, said("клиенту", "for the client"), "form:daily-summary", "", "{}",
            said("Почтовый сервер не отвечает.", "The mail server does not answer."), failed=True),
    )  # fmt: skip


@screen("reports-schedules")
def reports_schedules() -> QWidget:
    made = page()
    made.reports.tabs.setCurrentIndex(1)
    made.reports.schedules.show_schedules(schedules())
    return made


@screen("reports-schedule")
def reports_schedule() -> QWidget:
    known = {"campaigns": (said("Должники, ноябрь", "Debtors, November"),)}
    made = ScheduleDialog(None, kinds(), known)
    made.choose("attempts", {"since": "yesterday", "until": "yesterday"}, {})
    made.lines["name"].setText(said("утренний", "morning"))
    made.lines["folder"].setText("/srv/reports")
    made.password.show_place(NOWHERE)
    return made


@screen("reports-forms")
def reports_forms() -> QWidget:
    made = page()
    made.reports.tabs.setCurrentIndex(2)
    stored = StoredForm("daily-summary", _AT, {})
    client = said("МУП «Водоканал»", "Waterworks")
    made.reports.forms.show_forms(
        (FormRow(stored, said("Сводка за день", "Daily summary"), client, ""),)
    )
    return made


@screen("reports-new-form")
def reports_new_form() -> QWidget:
    return NewFormDialog(None)


@screen("reports-parameters")
def reports_parameters() -> QWidget:
    made = ParametersDialog(None, (
        Parameter("client", "text", {"ru": "Заказчик", "en": "Client"}, "–"),
        Parameter("price", "number", {"ru": "Цена минуты", "en": "Price of a minute"}, "2.50"),
        Parameter("day", "date", {"ru": "День акта", "en": "Day of the act"}),
    ))  # fmt: skip
    made.table.setCurrentCell(1, 2)
    return made


@screen("reports-designer")
def reports_designer() -> QWidget:
    words = measure_words()
    title = said("Акт за день", "Act of the day")
    files = draft("act", title, ["attempts", "answered", "by_disposition"], {}, words)
    made = ReportDesigner(None, files, (said("Должники, ноябрь", "Debtors, November"),), "act")
    ended = Bars(words["by_disposition"], ("A", "B"), (412, 205))
    html = f"<h1>{title}</h1><table><tr><td>{words['attempts']}</td><td>812</td></tr></table>"
    made.show_looked(Looked(Rendered(f'{html}<figure class="chart-0"></figure>', (ended,)), ()))
    made.say(said("Форма act, form.html.j2, строка 5: нет имени 'nothing'.",
                  "Form act, form.html.j2, line 5: there is no 'nothing'."))  # fmt: skip
    return made
