"""One run of a manual campaign: each operator looks at a contact, dials him, talks, writes."""

from datetime import datetime

from engine.dialer.retry import next_phone
from engine.dialer.state import microseconds
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition
from engine.forecast.outcome import Outcome
from engine.forecast.world import World


class ByHand(World):
    """The dialer does not dial it, its operators do: who is free takes the next contact who may be
    called."""

    #: When somebody will be callable, as far as that is planned.
    _waits_until: datetime | None = None

    def go(self) -> Outcome:
        end = microseconds(self.plan.until)
        self.begin_shift()
        while self.finished_at is None:
            event = self.next_event()
            if event is None or event > end:
                break
            self.take_event()
        why = ""
        if self.finished_at is None:
            why = "operators" if self.waits().ready else "outside_hours"
            self.at = max(self.at, end)
        return self.outcome(min(self.settings.max_lines, self.plan.operators), why)

    def someone_free(self) -> None:
        while self.operators.free:
            waits = self.waits()
            if not waits.ready:
                self._wait(waits.valid_until)
                return
            contacts = self.waiting.claim(waits.ready, 1, self.now)
            operator = self.operators.take(self.at)
            if not contacts or operator is None:
                return
            self.after(self.plan.odds.preview.draw(self.random), self._dial, operator, contacts[0])

    def _wait(self, until: datetime | None) -> None:
        """Somebody will be callable then."""
        if until is not None and until != self._waits_until:
            self._waits_until = until
            self.plan_at(microseconds(until), self.someone_free)

    def _dial(self, operator: int, contact: Contact) -> None:
        index = next_phone(
            contact.phones, contact.progress.dead_phones, contact.progress.next_phone
        )
        assert index is not None
        if not self.begins(contact, contact.phones[index]):
            self._done(operator)
            return
        began, going = self.at, self.going(contact)
        if not going.answered:
            self.after(going.after_s, self._end, operator, contact, index, began, None,
                       going.disposition)  # fmt: skip
            return
        self.after(going.after_s, self._answers, operator, contact, index, began, going.machine)

    def _answers(self, operator: int, contact: Contact, index: int, began: int,
                 machine: bool) -> None:  # fmt: skip
        self.answered(contact, machine=machine)
        odds = self.plan.odds
        if machine:
            lasts, disposition = odds.machine, Disposition.MACHINE
        else:
            lasts, disposition = odds.talk, Disposition.SERVED
            self.tally.served += 1
        self.after(lasts.draw(self.random), self._end, operator, contact, index, began, self.at,
                   disposition)  # fmt: skip

    def _end(self, operator: int, contact: Contact, index: int, began: int,
             answered_at: int | None, disposition: Disposition) -> None:  # fmt: skip
        self.ended(contact, index, began, answered_at, disposition)
        if disposition is Disposition.SERVED:
            self.operators.write(operator, self.at)
            self.after(self.plan.odds.wrap_up.draw(self.random), self._done, operator)
        else:
            self._done(operator)

    def _done(self, operator: int) -> None:
        if self.operators.done(operator, self.at):
            self.someone_free()
        self._see_end()

    def _see_end(self) -> None:
        if not (self.waiting.count or self.live or self.operators.busy):
            self.finished_at = self.at
