"""A real call of a draft: whom it goes to, how it stands, how it ended."""

from PySide6.QtWidgets import QWidget

from editor.testcall.call_me_dialog import CallMeDialog
from editor.testcall.call_strip import CallStrip
from editor.testcall.real_calls import LocalTime, Remembered
from engine.ports.scheme_calls import CallReport, State
from tools.screenshots import screen
from tools.screenshots.shell import in_russian


@screen("call-me")
def call_me() -> QWidget:
    trunks, contact = (
        (["город", "запасной"], "Имя: Анна Сергеевна, Долг: 1 520,40")
        if in_russian()
        else (["city", "spare"], "Name: Anna, Debt: 1,520.40")
    )
    before = Remembered(False, "sip:anna@192.168.1.20:5060", "+79161234567", trunks[0])
    dialog = CallMeDialog(trunks, before, contact)
    dialog.ask_about_night(LocalTime("03:10", "Asia/Vladivostok"))
    return dialog


def _strip(*reports: CallReport) -> QWidget:
    strip = CallStrip()
    strip.show_waiting("+79161234567")
    for report in reports:
        strip.show_report(report)
    strip.resize(380, 110)
    return strip


@screen("call-strip-live")
def live() -> QWidget:
    return _strip(CallReport(State.ANSWERED))


@screen("call-strip-over")
def over() -> QWidget:
    return _strip(
        CallReport(State.ENDED, hangup_cause="user_busy", sip_code=486, detail="486 Busy Here")
    )
