"""A contact's history at the workstation."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from engine.domain.disposition import Disposition
from engine.ports.forms import FilledForm
from engine.ports.history import PastCall
from rino_desktop.texts import language
from rmt.history.desk import PastForm
from rmt.history.panel import HistoryPanel
from tools.screenshots import screen
from tools.screenshots.editor import until
from tools.screenshots.forms import form
from tools.screenshots.shell import in_russian

_AT = datetime(2026, 11, 28, 11, 42, tzinfo=UTC)
_PHONE = "+79161234567"


class Desk:
    def __init__(self, older: int = 0) -> None:
        self._older = older

    async def calls(
        self, phones: Sequence[str], limit: int, after: PastCall | None = None
    ) -> list[PastCall]:
        debts, survey = ("Должники, ноябрь", "Опрос о качестве связи") if in_russian() else (
            "Debtors, November", "Survey on the service")  # fmt: skip
        who = "Ольга Белова" if in_russian() else "Olga Belova"
        queue, note = ("Справочная", "Ждёт письмо с графиком платежей") if in_russian() else (
            "Inquiries", "Waits for a letter with the payments")  # fmt: skip
        answers = {
            "operator_result": "agreed", "operator_note": note, "form:survey": "complete",
            "talks": "yes", "mark": "5", "liked": "speed, polite", "recommend": "9",
        }  # fmt: skip
        minute = timedelta(minutes=1)
        old = [
            PastCall(100 + n, survey, _PHONE, _AT - timedelta(days=60 + n), None, _AT,
                     Disposition.NO_ANSWER, "")
            for n in range(self._older)
        ]  # fmt: skip
        calls = [
            PastCall(9, debts, _PHONE, _AT, _AT + minute / 6, _AT + 3 * minute,
                     Disposition.SERVED, who, "9.wav", results=answers),
            PastCall(-3, "", _PHONE, _AT - timedelta(hours=2), _AT, _AT + 2.5 * minute,
                     Disposition.SERVED, who, results={"operator_note": note},
                     called="+74957000001", target=queue),
            PastCall(-2, debts, _PHONE, _AT - timedelta(hours=20), None, _AT,
                     Disposition.ABANDONED, "", called="+74957000001", after_hours=True),
            PastCall(8, debts, _PHONE, _AT - timedelta(days=1), None, _AT, Disposition.NO_ANSWER,
                     ""),
            PastCall(4, survey, _PHONE, _AT - timedelta(days=40), _AT - timedelta(days=40),
                     _AT - timedelta(days=40) + minute, Disposition.PARTIAL, "", "4.wav",
                     recording_deleted=True),
        ]  # fmt: skip
        return [*calls, *old][:limit]

    async def forms(self, call: PastCall) -> list[PastForm]:
        if "form:survey" not in call.results:
            return []
        given = {name: call.results[name] for name in ("talks", "mark", "liked", "recommend")}
        filled = FilledForm("attempt:9", 1, _PHONE, call.operator, _AT, _AT, True, given, 9,
                            form="survey")  # fmt: skip
        return [PastForm(form("survey"), filled)]

    async def sound(self, call: PastCall) -> bytes:
        return b""


async def _panel(*, masked: bool = False, older: int = 0) -> HistoryPanel:
    made = HistoryPanel(Desk(older), language=language)
    made.resize(1080, 460)
    made.show()
    made.show_contact([_PHONE], masked=masked)
    await until(lambda: made.table.rowCount() > 0)
    return made


@screen("history")
async def history() -> QWidget:
    return await _panel()


@screen("history-incoming")
async def incoming() -> QWidget:
    """Somebody who has called us; there are more calls than one page holds."""
    made = await _panel(older=60)
    made.view.selectRow(1)
    return made


@screen("history-masked")
async def masked() -> QWidget:
    return await _panel(masked=True)


@screen("history-empty")
async def empty() -> QWidget:
    made = HistoryPanel(Desk())
    made.resize(1080, 460)
    return made
