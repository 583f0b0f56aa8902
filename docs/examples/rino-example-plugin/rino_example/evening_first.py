"""A scenario: who did not answer by day is tried again when he is at home, in the evening."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from engine.dialer.scenario import AttemptView, Scenario, ScenarioType
from engine.domain.attempt import ContactVerdict
from engine.domain.calling_hours import zone_of
from engine.domain.contact import Contact, ContactState
from engine.domain.disposition import Disposition
from engine.errors import KnownError


class EveningFirst(Scenario):
    def __init__(self, hour: int) -> None:
        self._evening = time(hour)

    def order(self, contacts: Sequence[Contact], now: datetime) -> Sequence[int]:
        """Of those whose turn it is, the ones who were tried least come first."""
        return [c.id for c in sorted(contacts, key=lambda contact: contact.progress.attempts)]

    def verdict(
        self, contact: Contact, attempt: AttemptView, default: ContactVerdict
    ) -> ContactVerdict:
        if (
            attempt.disposition is not Disposition.NO_ANSWER
            or default.state is not ContactState.WAITING_RETRY
            or not contact.zones
        ):
            return default
        zone = zone_of(contact.zones[0])
        if zone is None:
            return default
        local = attempt.ended_at.astimezone(zone)
        evening = datetime.combine(local.date(), self._evening, zone)
        if local >= evening:
            evening += timedelta(days=1)
        return replace(default, next_at=max(default.next_at, evening.astimezone(UTC)))


def _made(options: Mapping[str, str]) -> EveningFirst:
    hour = options.get("hour", "18")
    if not hour.isdecimal() or not 12 <= int(hour) <= 23:
        raise KnownError(
            "The option hour of the scenario evening-first is {value!r}.",
            mend='Write an hour from 12 to 23: hour = "18".',
            value=hour,
        )
    return EveningFirst(int(hour))


EVENING_FIRST = ScenarioType(
    name="evening-first",
    title_en="who did not answer is tried again in the evening",
    title_ru="кто не ответил, тому звоним вечером",
    make=_made,
    options={"hour": ("the evening begins at this hour", "с этого часа — вечер")},
)
