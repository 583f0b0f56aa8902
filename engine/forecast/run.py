"""One run of a campaign that the engine dials: the real dialer on a clock that jumps.

Everything that the database, the network, subscribers and operators would say to the dialer is
said here; the dialer itself (engine.dialer with its pacing) is the one that calls real people. Its
timers are kept to, with two exceptions that make a run short: where nobody may be called before
some moment the clock jumps there, and while no call of a campaign with operators may begin the
dialer looks again when something happens, or after ``_LOOKS``, instead of every half a second.
"""

from engine.dialer import model as dial
from engine.dialer.dialer import Dialer
from engine.dialer.pacing.model import Pacing, Stage
from engine.dialer.pacing.of_campaign import is_paced, pacing_rules
from engine.dialer.state import microseconds
from engine.domain.campaign import CampaignMode
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition
from engine.forecast.by_hand import ByHand
from engine.forecast.model import Plan
from engine.forecast.outcome import Outcome
from engine.forecast.world import SECOND, World

#: How often the dialer is asked although nothing has happened: time alone changes what a predictive
#: pacer thinks of calls and talks, and nothing else.
_LOOKS = {Pacing.PROGRESSIVE: 4 * SECOND, Pacing.PREDICTIVE: 4 * SECOND}
#: Nobody else takes lines that were granted.
_RENEWAL = 3600 * SECOND
#: How often it is noted why no call begins.
_NOTE_S = 60.0


def run(plan: Plan, seed: int) -> Outcome:
    """What comes of the plan when chance falls as ``seed`` says; the same every time."""
    if plan.mode is CampaignMode.MANUAL:
        return ByHand(plan, seed).go()
    return Dialled(plan, seed).go()


class _Call:
    """A call that lives."""

    __slots__ = ("answered_at", "began", "contact", "dial_id", "disposition", "index", "operator")

    def __init__(self, command: dial.Dial, at: int) -> None:
        self.dial_id, self.contact, self.index = (
            command.dial_id, command.contact, command.phone_index,
        )  # fmt: skip
        self.began = at
        self.answered_at: int | None = None
        self.disposition = Disposition.NO_ANSWER
        self.operator: int | None = None


class Dialled(World):
    def __init__(self, plan: Plan, seed: int) -> None:
        super().__init__(plan, seed)
        self.dialer = Dialer(_RENEWAL)
        self.paced = is_paced(plan.campaign)
        #: What the dialer has not been told yet.
        self._news: list[dial.DialerEvent] = []
        #: Contacts that the dialer holds.
        self._held: dict[int, Contact] = {}
        #: Persons who wait for an operator, the one who has waited longest first.
        self._queue: dict[int, _Call] = {}
        self._asked_at = 0
        self._within_s = 0.0
        self._look = 0
        trunk_lines = sum(max(0, trunk.settings.lines) for trunk in plan.trunks)
        self.lines = min(self.settings.max_lines, trunk_lines)
        self._feed(dial.TrunksChanged(plan.trunks))
        self._feed(dial.CampaignsChanged((plan.campaign,)))
        if self.paced:
            rules = pacing_rules(plan.campaign, 1)
            self._within_s = rules.answer_within_s
            self._look = _LOOKS[rules.pacing]
            self._feed(dial.PacingSet(plan.campaign.id, rules, plan.counts, plan.learnt))

    def go(self) -> Outcome:
        end = microseconds(self.plan.until)
        self.begin_shift()
        self._tell()
        self.after(_NOTE_S, self._note)
        while self.finished_at is None:
            event, timer = self.next_event(), self._timer()
            if timer is not None and (event is None or timer <= event):
                if timer > end:
                    break
                self.at = max(self.at, timer)
                self.events += 1
                self._asked_at = self.at
                self._obey(self.dialer.handle_timer(self.now))
                self._tell()
            elif event is not None and event <= end:
                self.take_event()
                self._tell()
            else:
                break
        why = ""
        if self.finished_at is None:
            reason = self.dialer.idle_reason(self.plan.campaign.id, self.now)
            why = "" if reason is None else reason.code
            self.at = max(self.at, end)
        return self.outcome(self.lines, why)

    # --- the dialer ----------------------------------------------------------------------------

    def _timer(self) -> int | None:
        """When the dialer is asked next."""
        due = self.dialer.wake
        if due is None:
            return None
        if not self.live and not self._held and self.waiting.count:
            if self.paced and not self.operators.on_shift:
                return None  # whoever could be called has nobody to talk with
            waits = self.waits()
            if not waits.ready:
                return None if waits.valid_until is None else microseconds(waits.valid_until)
        if self.paced and not self.live and not self.operators.on_shift:
            return None
        if not self._look:
            return due
        look, turn = self._asked_at + self._look, self.dialer.turn
        return max(due, look) if turn is None else min(look, turn)

    def _feed(self, event: dial.DialerEvent) -> None:
        """It hears of it before time goes on, together with what else happens at the moment."""
        self._news.append(event)

    def _tell(self) -> None:
        while self._news:
            news, self._news = self._news, []
            self._asked_at = self.at
            self._obey(self.dialer.handle_all(news, self.now))

    def _obey(self, commands: list[dial.DialerCommand]) -> None:
        for command in commands:
            match command:
                case dial.Dial():
                    self._dial(command)
                case dial.Claim():
                    self._claim(command)
                case dial.RequestLines(wanted=wanted, limits=limits):
                    quotas = {key: min(count, limits[key]) for key, count in wanted.items()}
                    self._feed(dial.LinesGranted(quotas))
                case dial.Release(contact_ids=ids):
                    for contact_id in ids:
                        self.waiting.give_back(self._held.pop(contact_id))
                case dial.Settle(contact=contact):
                    self._held.pop(contact.id, None)
                    self.settled()
                case dial.FinishCampaign():
                    if not (self.waiting.count or self.live or self._held):
                        self.finished_at = self.at

    def _claim(self, command: dial.Claim) -> None:
        contacts = self.waiting.claim(command.zone_set_ids, command.limit, self.now)
        self._held.update((contact.id, contact) for contact in contacts)
        self._feed(dial.ContactsClaimed(command.campaign_id, tuple(contacts), self.outlook()))

    def _note(self) -> None:
        """Why no call begins, now and then while there is work."""
        ready = bool(self.live or self._held or self.waits().ready)
        if ready and not (self.paced and not self.operators.on_shift):
            reason = self.dialer.idle_reason(self.plan.campaign.id, self.now)
            code = "" if reason is None else reason.code
            self.tally.limits[code] = self.tally.limits.get(code, 0) + 1
        if ready or not self.waiting.count:
            self.after(_NOTE_S, self._note)
            return
        until = self.waits().valid_until
        if until is not None:
            self.plan_at(microseconds(until) + SECOND, self._note)

    # --- calls ---------------------------------------------------------------------------------

    def _dial(self, command: dial.Dial) -> None:
        del self._held[command.contact.id]
        if not self.begins(command.contact, command.phone):
            self._feed(dial.AttemptEnded(command.dial_id))
            return
        call = _Call(command, self.at)
        going = self.going(command.contact)
        call.disposition = going.disposition
        if going.answered:
            self.after(going.after_s, self._answers, call, going.machine)
        else:
            self.after(going.after_s, self._end, call)

    def _answers(self, call: _Call, machine: bool) -> None:
        call.answered_at = self.at
        self.answered(call.contact, machine=machine)
        odds = self.plan.odds
        if machine:
            call.disposition = Disposition.MACHINE
            self.after(odds.machine.draw(self.random), self._machine, call)
        elif not self.paced:
            self.after(odds.talk.draw(self.random), self._end, call)
        else:
            self._feed(dial.PersonAnswered(call.dial_id))
            self._queue[call.dial_id] = call
            self.someone_free()
            if call.dial_id in self._queue:
                self.after(self._within_s, self._lose, call)

    def _machine(self, call: _Call) -> None:
        if self.paced:
            self._feed(dial.MachineAnswered(call.dial_id))
        self._end(call)

    def _lose(self, call: _Call) -> None:
        """Nobody was there for him in time."""
        if self._queue.pop(call.dial_id, None) is None:
            return
        self.tally.abandoned += 1
        call.disposition = Disposition.ABANDONED
        self._feed(dial.PersonDropped(call.dial_id))
        self._end(call)

    def _end(self, call: _Call) -> None:
        self.ended(call.contact, call.index, call.began, call.answered_at, call.disposition)
        self._feed(dial.AttemptEnded(call.dial_id))
        if call.operator is not None:
            self._write(call.operator)

    # --- operators -----------------------------------------------------------------------------

    def someone_free(self) -> None:
        while self._queue and self.operators.free:
            call = self._queue.pop(next(iter(self._queue)))
            operator = self.operators.take(self.at, told=True)
            assert operator is not None
            call.operator = operator
            self.tally.served += 1
            self._feed(dial.PersonServed(call.dial_id, operator))
            call.disposition = Disposition.SERVED
            self.after(self.plan.odds.talk.draw(self.random), self._end, call)

    def _write(self, operator: int) -> None:
        wrap_up_s = self.plan.odds.wrap_up.draw(self.random)
        if wrap_up_s > 0.0:
            self.operators.write(operator, self.at)
            self.after(wrap_up_s, self._written, operator)
        else:
            self._written(operator)

    def _written(self, operator: int) -> None:
        if self.operators.done(operator, self.at):
            self.someone_free()

    def _operator_changed(self, operator: int, stage: Stage) -> None:
        self._feed(dial.OperatorChanged(operator, stage, (self.plan.campaign.id,)))
