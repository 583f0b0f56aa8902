"""The telephone as the workstation sees it: calls and what may be done with them. No Qt, no clock.

What the user does and what the telephone tells go in, orders for the telephone come out. At most
one call, or one conference, is talked to: whatever is answered, dialled or gone back to puts the
others on hold first.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from engine.ports.softphone import Event, Order, RegistrationState
from rmt.phone_call import PhoneCall, Stage, number_of

#: A recording is paused for card data, and goes on by itself after so long.
PAUSE_S = 60.0


class Consultation(NamedTuple):
    """``subject`` waits while somebody is asked about him."""

    subject: str
    asked: str


class Notice(NamedTuple):
    """Something that the user has to be told: ``transfer_failed``, ``process_lost``,
    ``order_failed``, ``record_failed``."""

    kind: str
    call_id: str
    detail: str


class Phone:
    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self.calls: dict[str, PhoneCall] = {}
        self.registration = softphone.RegistrationChanged(RegistrationState.NONE)
        self.muted = False
        self.consultation: Consultation | None = None
        self.conference: tuple[str, ...] = ()
        self.notices: list[Notice] = []
        self.transferring: set[str] = set()

    # -- what there is ---------------------------------------------------------------------------

    def of(self, *stages: Stage) -> list[PhoneCall]:
        return [call for call in self.calls.values() if call.stage in stages]

    @property
    def active(self) -> PhoneCall | None:
        """Whom we talk to, or are about to; of a conference the first."""
        busy = self.of(Stage.TALKING) or self.of(Stage.RINGING, Stage.DIALLING)
        return busy[0] if busy else None

    @property
    def offered(self) -> PhoneCall | None:
        """What has been ringing longest; beside an active call: what waits."""
        ringing = self.of(Stage.OFFERED)
        return ringing[0] if ringing else None

    @property
    def state(self) -> str:
        """In one word: idle, ringing, dialling, talking, held, consulting, conference."""
        if self.conference and self.of(Stage.TALKING):
            return "conference"
        if self.consultation is not None:
            return "consulting"
        if self.of(Stage.TALKING):
            return "talking"
        if self.of(Stage.DIALLING, Stage.RINGING):
            return "dialling"
        if self.of(Stage.OFFERED):
            return "ringing"
        return "held" if self.of(Stage.HELD) else "idle"

    # -- what the user does ----------------------------------------------------------------------

    def dial(
        self, number: str, now: float, headers: Mapping[str, str] | None = None
    ) -> list[Order]:
        orders = self._hold_others()
        call = PhoneCall(self._new_id(), number, False, Stage.DIALLING, now)
        self.calls[call.id] = call
        return [*orders, softphone.Dial(call.id, number, headers or {})]

    def answer(self, call_id: str = "") -> list[Order]:
        call = self.calls.get(call_id) or self.offered
        if call is None or call.stage is not Stage.OFFERED:
            return []
        # Who takes another call gives up the one that he was dialling.
        dialled = self.of(Stage.DIALLING, Stage.RINGING)
        given_up = [softphone.HangUp(each.id) for each in dialled]
        return [*given_up, *self._hold_others(), softphone.Answer(call.id)]

    def reject(self, call_id: str = "", *, busy: bool = True) -> list[Order]:
        call = self.calls.get(call_id) or self.offered
        return [softphone.Reject(call.id, busy)] if call and call.stage is Stage.OFFERED else []

    def hang_up(self, call_id: str = "") -> list[Order]:
        """The call named, or the one that is talked to; of a conference all."""
        if not call_id and self.conference:
            return [softphone.HangUp(each) for each in self.conference]
        held = self.of(Stage.HELD)
        call = self.calls.get(call_id) or self.active or self.offered or (held[0] if held else None)
        return [softphone.HangUp(call.id)] if call else []

    def hold(self) -> list[Order]:
        """Whoever is talked to; a conference as a whole."""
        return self._hold_others()

    def resume(self, call_id: str = "") -> list[Order]:
        held = self.of(Stage.HELD)
        call = self.calls.get(call_id) or (held[-1] if held else None)
        if call is None or call.stage is not Stage.HELD or self.of(Stage.DIALLING, Stage.RINGING):
            return []
        together = self.conference if call.id in self.conference else (call.id,)
        orders = self._hold_others(but=together)
        return [*orders, *(self._set_hold(self.calls[each], False) for each in together)]

    def mute(self, on: bool) -> list[Order]:
        self.muted = on
        return [softphone.Mute(on)]

    def keys(self, keys: str) -> list[Order]:
        return [softphone.SendKeys(call.id, keys) for call in self.of(Stage.TALKING)[:1]]

    def transfer(self, number: str) -> list[Order]:
        """Blind."""
        talking = self.of(Stage.TALKING)
        if len(talking) != 1 or talking[0].id in self.transferring:
            return []
        self.transferring.add(talking[0].id)
        return [softphone.Transfer(talking[0].id, number)]

    def consult(self, number: str, now: float) -> list[Order]:
        talking = self.of(Stage.TALKING)
        if len(talking) != 1 or self.consultation is not None:
            return []
        orders = self.dial(number, now)
        self.consultation = Consultation(talking[0].id, list(self.calls)[-1])
        return orders

    def cancel_consult(self) -> list[Order]:
        """Back to the subject."""
        pair, self.consultation = self.consultation, None
        if pair is None:
            return []
        others = self._hold_others(but=pair)
        subject = self.calls[pair.subject]
        return [softphone.HangUp(pair.asked), *others, self._set_hold(subject, False)]

    def complete(self) -> list[Order]:
        """Join subject and asked; where that one still rings, the subject is sent there blindly."""
        pair = self.consultation
        if pair is None:
            return []
        self.transferring.add(pair.subject)
        if self.asked_answered:
            return [softphone.AttendedTransfer(pair.subject, pair.asked)]
        self.consultation = None
        number = self.calls[pair.asked].number
        return [softphone.HangUp(pair.asked), softphone.Transfer(pair.subject, number)]

    def confer(self) -> list[Order]:
        """Subject and asked, or whom we talk to and whom we hold."""
        pair = self.consultation
        talking, held = self.of(Stage.TALKING), self.of(Stage.HELD)
        if self.conference:
            return []
        if pair is not None and self.asked_answered:
            members = (pair.subject, pair.asked)
        elif pair is None and len(talking) == len(held) == 1:
            members = (held[0].id, talking[0].id)
        else:
            return []
        self.consultation = None
        self.conference = members
        waiting = [self.calls[each] for each in members if self.calls[each].stage is Stage.HELD]
        others = self._hold_others(but=members)
        return [
            *others,
            *(self._set_hold(call, False) for call in waiting),
            softphone.Confer(members),
        ]

    def leave(self) -> list[Order]:
        if not self.conference:
            return []
        for each in self.conference:
            self.calls[each].stage = Stage.LEFT
        return [softphone.LeaveConference()]

    def record(self, path: str) -> list[Order]:
        orders: list[Order] = []
        for call in self.of(Stage.TALKING)[:1]:
            call.recording = path
            orders.append(softphone.Record(call.id, path))
        return orders

    def pause_recording(self, now: float, seconds: float = PAUSE_S) -> list[Order]:
        """It goes on by itself (see ``tick``)."""
        orders: list[Order] = []
        for call in self.of(Stage.TALKING):
            if call.recording:
                call.paused_until = now + seconds
                orders.append(softphone.PauseRecording(call.id, True))
        return orders

    def resume_recording(self) -> list[Order]:
        return self.tick(float("inf"))

    def tick(self, now: float) -> list[Order]:
        """What is due. ``next_tick`` tells when to come again."""
        orders: list[Order] = []
        for call in self.calls.values():
            if call.paused_until is not None and call.paused_until <= now:
                call.paused_until = None
                orders.append(softphone.PauseRecording(call.id, False))
        return orders

    @property
    def next_tick(self) -> float | None:
        due = [c.paused_until for c in self.calls.values() if c.paused_until is not None]
        return min(due) if due else None

    # -- what the telephone tells ----------------------------------------------------------------

    def feed(self, event: Event) -> list[Order]:
        """What follows from it by itself."""
        match event:
            case softphone.RegistrationChanged():
                self.registration = event
            case softphone.ProcessLost():
                self.notices.append(Notice("process_lost", "", event.detail))
            case softphone.Incoming():
                self._offered(event)
            case softphone.SentOn():
                number = number_of(event.target)
                began = self.calls[event.call_id].began if event.call_id in self.calls else 0.0
                self.calls[event.new_call_id] = PhoneCall(
                    event.new_call_id, number, False, Stage.DIALLING, began
                )
            case softphone.ConferenceChanged():
                self._conference_changed(event)
            case _:
                call = self.calls.get(event.call_id)
                if call is not None:
                    return self._of_call(call, event)
        return []

    def _of_call(self, call: PhoneCall, event: Event) -> list[Order]:
        match event:
            case softphone.Progress() if call.stage is Stage.DIALLING:
                call.stage = Stage.RINGING
            case softphone.Answered():
                call.answered_at = event.at
                call.stage = Stage.TALKING
                return self._hold_others(but=(call.id,))
            case softphone.HoldChanged():
                call.held_by_them = event.theirs
                if call.stage in (Stage.TALKING, Stage.HELD):
                    call.stage = Stage.HELD if event.ours else Stage.TALKING
            case softphone.Quality():
                call.quality = event
            case softphone.Recorded() if event.error:
                call.recording = ""
                self.notices.append(Notice("record_failed", call.id, event.error))
            case softphone.Failed():
                self._order_failed(call, event)
            case softphone.TransferProgress() if event.final and event.sip_code >= 300:
                return self._transfer_failed(call, event)
            case softphone.Ended():
                return self._ended(call, event)
        return []

    def _order_failed(self, call: PhoneCall, event: softphone.Failed) -> None:
        self.transferring.discard(call.id)
        if event.order == "Hold" and call.stage in (Stage.TALKING, Stage.HELD):
            call.stage = Stage.HELD if call.stage is Stage.TALKING else Stage.TALKING
        self.notices.append(Notice("order_failed", call.id, f"{event.order}: {event.detail}"))

    def _offered(self, event: softphone.Incoming) -> None:
        stage, headers = Stage.OFFERED, event.headers
        number = number_of(event.caller)
        self.calls[event.call_id] = PhoneCall(
            event.call_id, number, True, stage, event.at, event.caller_name, headers
        )
        if event.replaces and self.consultation and event.replaces in self.consultation:
            one, other = (
                event.call_id if each == event.replaces else each for each in self.consultation
            )
            self.consultation = Consultation(one, other)

    def _conference_changed(self, event: softphone.ConferenceChanged) -> None:
        self.conference = event.call_ids
        for each in event.call_ids:
            if each in self.calls and not event.with_us:
                self.calls[each].stage = Stage.LEFT

    def _transfer_failed(self, call: PhoneCall, event: softphone.TransferProgress) -> list[Order]:
        if call.stage is Stage.LEFT:
            return []  # they go on through this telephone: nothing is lost
        self.transferring.discard(call.id)
        self.notices.append(
            Notice("transfer_failed", call.id, f"{event.sip_code} {event.detail}".strip())
        )
        # He was sent away blindly, from hold, and nobody else is talked to: back to him.
        alone = self.consultation is None and not self.of(Stage.TALKING)
        return [self._set_hold(call, False)] if call.stage is Stage.HELD and alone else []

    def _ended(self, call: PhoneCall, event: softphone.Ended) -> list[Order]:
        del self.calls[call.id]
        self.transferring.discard(call.id)
        self.conference = tuple(each for each in self.conference if each != call.id)
        if len(self.conference) < 2:
            self.conference = ()
        pair = self.consultation
        if pair is None or call.id not in pair:
            return []
        self.consultation = None
        subject = self.calls.get(pair.subject)
        if call.id == pair.asked and subject is not None and pair.subject not in self.transferring:
            if event.cause is HangupCause.INTERRUPTED or self.active is not None:
                return []
            # Nobody there, or he has said what he had to say: back to the subject.
            return [self._set_hold(subject, False)]
        return []

    # -- inside ----------------------------------------------------------------------------------

    @property
    def asked_answered(self) -> bool:
        pair = self.consultation
        return pair is not None and pair.asked in self.calls and self.calls[pair.asked].answered

    def _hold_others(self, but: tuple[str, ...] = ()) -> list[Order]:
        return [self._set_hold(c, True) for c in self.of(Stage.TALKING) if c.id not in but]

    @staticmethod
    def _set_hold(call: PhoneCall, on: bool) -> Order:
        # At once: two orders in a row must not both see it talking.
        call.stage = Stage.HELD if on else Stage.TALKING
        return softphone.Hold(call.id, on)
