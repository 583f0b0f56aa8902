"""The wallboard at a busy moment."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from engine.alarms.model import Alarm, AlarmKind, AlarmSettings
from engine.alarms.words import alarm_text
from engine.domain.campaign import CampaignState
from engine.domain.operator import OperatorState
from engine.domain.trunk import TrunkStatus
from engine.forecast.bands import FinishBand
from rino_desktop.console.monitor.alarm_dialog import AlarmDialog
from rino_desktop.console.monitor.alarm_list import AlarmRow
from rino_desktop.console.status_line import State
from rino_desktop.ends_ahead import EndAhead
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.secret_field import NOWHERE
from rino_desktop.wallboard import (
    Abandoned,
    CampaignNow,
    EngineNow,
    LineNow,
    OperatorNow,
    Wallboard,
)
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window

AT = datetime(2026, 11, 12, 11, 20, tzinfo=UTC)


def board(second: int = 0) -> Wallboard:
    russian = in_russian()
    names = ("Долги: ноябрь", "Опрос жителей") if russian else ("Debts: November", "Poll")
    people = (
        ("Анна Котова", OperatorState.TALKING, 95, ""),
        ("Пётр Громов", OperatorState.TALKING, 820, ""),
        ("Ольга Белова", OperatorState.AVAILABLE, 42, ""),
        ("Иван Ким", OperatorState.WRAP_UP, 75, ""),
        ("Мария Седова", OperatorState.ON_BREAK, 1950, "обед" if russian else "lunch"),
    )
    now = AT + timedelta(seconds=second)
    idle = (
        "Сейчас звонить нельзя: у абонентов ночь." if russian
        else "It is night where the contacts live."
    )  # fmt: skip
    return Wallboard(
        now,
        (
            CampaignNow(1, names[0], CampaignState.RUNNING, 14 + second % 5, 3, 2, 1840, 612, 8140,
                        None, Abandoned(0.026, 0.016, 0.042, 0.03, 612)),
            CampaignNow(2, names[1], CampaignState.RUNNING, 0, 0, 0, 320, 141, 1420, idle, None),
        ),
        tuple(
            OperatorNow(n, name, state, now - timedelta(seconds=spent), reason,
                        names[0] if state is OperatorState.TALKING else "", True, None,
                        {"talking": 4200.0 + 300 * n, "on_break": 600.0})
            for n, (name, state, spent, reason) in enumerate(people)
        ),
        (
            LineNow("город" if russian else "city", 30, 19, TrunkStatus.READY, ""),
            LineNow("запасной" if russian else "spare", 10, 0, TrunkStatus.FAILED, "503"),
        ),
        (EngineNow("node-1", "srv-1", True, 12), EngineNow("node-2", "srv-2", True, 7)),
        tuple(
            (AT - timedelta(minutes=15 * n), 180 + 13 * (n * 7 % 11), 60 + 5 * (n * 5 % 9))
            for n in range(10, 0, -1)
        ),
    )  # fmt: skip


def alarm_rows() -> tuple[AlarmRow, ...]:
    language = "ru" if in_russian() else "en"
    names = ("город", "Долги: ноябрь") if in_russian() else ("city", "Debts: November")
    found = (
        Alarm(1, AlarmKind.TRUNK_DOWN, "1", {"trunk": names[0], "detail": "503"}, None, False, AT),
        Alarm(2, AlarmKind.ABANDON_NEAR, "1",
              {"campaign": names[1], "rate": "0.026", "limit": "0.03", "answers": "612"},
              1, False, AT),
        Alarm(3, AlarmKind.ENGINE_SILENT, "n", {"node": "node-2", "host": "srv-2"}, None, False,
              AT),
    )  # fmt: skip
    who = "Ирина Лаптева" if in_russian() else "Irina"
    return tuple(
        AlarmRow(each.id, alarm_text(each, language), each.severity, each.since,
                 who if each.id == 3 else "", True, "503" if each.id == 2 else "")
        for each in found
    )  # fmt: skip


@screen("monitor-alarms")
def monitor_alarms() -> QWidget:
    made = monitor()
    made.monitor.alarm_button.show()
    made.monitor.alarms.show_alarms(alarm_rows())
    text = "3 тревоги" if in_russian() else "3 alarms"
    made.status.alarms.show_state(State(text, "bad"))
    return made


@screen("alarm-settings")
def alarm_settings() -> QWidget:
    dialog = AlarmDialog(None, AlarmSettings(webhook="https://example.org/alarms"))
    dialog.password.show_place(NOWHERE, keyring=False)
    dialog.secret.show_place(NOWHERE, inside=False)
    dialog.show_result("Веб-хук: ✓" if in_russian() else "Web hook: ✓", good=True)
    return dialog


def ends() -> dict[int, EndAhead]:
    """Of the second campaign it is of before the last change of its settings."""

    def band(*minutes: int) -> FinishBand:
        low, middle, high = (AT + timedelta(minutes=each) for each in minutes)
        return FinishBand(low, middle, high, 1.0)

    return {
        1: EndAhead(band(1490, 1530, 1580), AT - timedelta(minutes=3)),
        2: EndAhead(band(110, 125, 150), AT - timedelta(minutes=18), stale=True),
    }


def monitor() -> MainWindow:
    made = window(page="monitor")
    made.show()
    for second in range(0, 900, 15):
        made.monitor.show_board(board(second))
    made.monitor.show_ends(ends())
    made.monitor.show_retries(AT, (120, 80, 95, 60, 44, 31, 22, 60, 12, 9, 4, 2))
    return made


@screen("monitor")
def monitor_page() -> QWidget:
    return monitor()


@screen("monitor-whole")
def monitor_whole() -> QWidget:
    made = monitor()
    made.show_whole(True)
    return made
