"""The telephonist's window in each of its states."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from engine.domain.operator import (
    Hold,
    OfferKind,
    OperatorState,
    OperatorStatus,
    WrapUp,
    WrapUpKind,
    on_break,
)
from engine.ports import softphone as sp
from engine.routing.call_orders import TargetKind
from rmt.again import Again
from rmt.call_desk import Control
from rmt.facts import ManualCampaign
from rmt.sound_check import SoundCheck
from rmt.surroundings import Target
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window
from tools.screenshots.workstation_sample import NOW, Sample, card, taken


@screen("workstation")
def beginning() -> QWidget:
    return taken(lambda s: s.p.row(OperatorStatus(7), NOW))


@screen("workstation-free")
def free() -> QWidget:
    return taken(lambda s: s.be(OperatorState.AVAILABLE, 74))


@screen("workstation-ringing")
def ringing() -> QWidget:
    def make(sample: Sample) -> None:
        sample.p.options.auto_answer = False
        sample.ring()

    return taken(make)


@screen("workstation-talk")
def talking() -> QWidget:
    return taken(lambda s: s.talk())


@screen("workstation-consult")
def consulting() -> QWidget:
    def make(sample: Sample) -> None:
        sample.talk()
        name = "Ольга Белова" if in_russian() else "Olga Belova"
        sample.do(Control.CONSULT, Target(TargetKind.OPERATOR, "9", name))
        sample.do(Control.PAUSE_RECORDING)
        sample.now += 12

    return taken(make)


@screen("workstation-transfer")
def transferring() -> QWidget:
    sample = Sample()
    sample.talk()
    sample.show()
    sample.page.call.do(Control.TRANSFER)
    return sample.window


@screen("workstation-wrap-up")
def wrap_up() -> QWidget:
    def make(sample: Sample) -> None:
        sample.talk()
        sample.hang_up()

    return taken(make)


@screen("workstation-wrapped-up")
def wrapped_up() -> QWidget:
    """The result was saved during the talk."""

    def make(sample: Sample) -> None:
        sample.talk()
        sample.p.save(5, "agreed", sample.now)
        sample.hang_up(owes=None)

    return taken(make)


@screen("workstation-ends-by-itself")
def ends_by_itself() -> QWidget:
    def make(sample: Sample) -> None:
        rule = WrapUp(WrapUpKind.FORCED, 30, ends_when_saved=True)
        sample.p.ruled(replace(sample.p.rules, wrap_ups={"sales": rule}))
        sample.talk()
        sample.p.save(5, "agreed", sample.now)
        sample.hang_up(owes=None, after_s=0.6)

    return taken(make)


@screen("workstation-changed-after-saving")
def changed_after_saving() -> QWidget:
    def make(sample: Sample) -> None:
        sample.talk()
        view = sample.page.card_view(5)
        assert view is not None
        view.choose(1)
        sample.p.save(5, "agreed", sample.now)
        view.note.setPlainText("Перезвонить жене" if in_russian() else "Call his wife")
        sample.p.note(5, view.note.toPlainText())
        sample.hang_up(owes=None)

    return taken(make)


@screen("workstation-break")
def resting() -> QWidget:
    def make(sample: Sample) -> None:
        sample.be(OperatorState.ON_BREAK, 380, break_reason=sample.lunch,
                  intent=on_break(sample.lunch))  # fmt: skip

    return taken(make)


@screen("workstation-away")
def away() -> QWidget:
    def make(sample: Sample) -> None:
        sample.talk()
        sample.p.linked(database=False, engine=False, unsent=2, now=sample.now)

    return taken(make)


@screen("workstation-muted")
def muted() -> QWidget:
    sample = Sample()
    sample.talk()
    sample.p.control(Control.MUTE, sample.now)
    sample.show()
    sample.banners.show_muted()
    return sample.window


@screen("workstation-list")
def preview() -> QWidget:
    sample = Sample()
    ru = in_russian()
    name = "Юридические лица" if ru else "Companies"
    sample.p.ruled(replace(sample.p.rules, manual=(ManualCampaign(3, name, 30.0),)))
    sample.page.show_rules(sample.p.rules)
    sample.be(OperatorState.AVAILABLE, 12)
    sample.show()
    fields = (
        {"Организация": "ООО «Ромашка»", "Контактное лицо": "Сидоров А. К.", "Тариф": "Офис 100"}
        if ru
        else {"Company": "Daisy Ltd", "Person": "A. Clark", "Tariff": "Office 100"}
    )
    contact = {"contact_id": 12, "phones": ["+73425550102"], "fields": fields}
    sample.page.preview.show_contact(contact, sample.now, masked=False)
    sample.page.preview.tick(sample.now + 6)
    return sample.window


@screen("workstation-dialling")
def dialling() -> QWidget:
    def make(sample: Sample) -> None:
        sample.ring()
        sample.p.told(sp.Answered("c1", sample.now, {}), sample.now)
        hold = Hold("n", "n/1", OfferKind.CALLBACK, "p", 5, "sales", "ringing")
        sample.be(OperatorState.TALKING, hold=hold, queue="sales")
        sample.now += 4

    return taken(make)


@screen("workstation-again")
def again() -> QWidget:
    sample = Sample()
    name = "Юридические лица" if in_russian() else "Companies"
    sample.p.ruled(replace(sample.p.rules, manual=(ManualCampaign(3, name),)))
    sample.page.show_rules(sample.p.rules)
    sample.be(OperatorState.AVAILABLE, 3)
    sample.show()
    again_called = replace(card(in_russian()), campaign_id=3)
    again_called = replace(again_called, phones=(again_called.phone, "+73425550103"))
    sample.page.preview.show_again(Again.of(again_called, "user_busy"))
    return sample.window


@screen("sound-check")
def checking() -> QWidget:
    return SoundCheck()


@screen("settings-telephone")
def telephone() -> QWidget:
    made = window("operator", "settings")
    made.settings.telephone.show_kept(
        {"mode": "registrar", "user": "1001", "registrar": "sip:pbx.office"}
    )
    made.go_settings("telephone")
    return made
