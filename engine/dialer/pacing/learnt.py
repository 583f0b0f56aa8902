"""What a pacer has learnt, as plain lists of numbers: by hour of day, to be kept and put back."""

from collections.abc import Mapping

from engine.dialer.pacing.handling import Handling
from engine.dialer.pacing.ringing import Ringing

#: Name of a series → its numbers (JSON).
Lists = Mapping[str, list[float]]
#: How much of what was learnt in this hour on other days an hour begins with.
_OTHER_DAYS = 0.5


def lists_of(ringing: Ringing, handling: Handling) -> dict[str, list[float]]:
    return {
        name: list(numbers) for name, numbers in (*ringing.lists(), *handling.lists())
    }  # fmt: skip


def mix(ringing: Ringing, handling: Handling, lists: Lists, share: float = _OTHER_DAYS) -> None:
    """Take ``share`` of what ``lists`` say; what does not fit (of another version) is left."""
    for name, numbers in (*ringing.lists(), *handling.lists()):
        other = lists.get(name)
        if other is None or len(other) != len(numbers):
            continue
        if any(not 0.0 <= number < 1e12 for number in other) or not sum(other) > 0.0:
            continue
        numbers[:] = [
            mine * (1.0 - share) + its * share
            for mine, its in zip(numbers, other, strict=True)
        ]  # fmt: skip
    ringing.mixed()
    handling.mixed()


class Hours:
    """``hours``: what other days have taught, by hour of day ("0" … "23")."""

    def __init__(self, hours: Mapping[str, Lists] | None = None) -> None:
        self._hours: dict[str, Lists] = dict(hours or {})
        self._hour: int | None = None

    def at(self, hour: int, ringing: Ringing, handling: Handling) -> None:
        """It is that hour now."""
        if hour == self._hour:
            return
        first = self._hour is None
        if self._hour is not None:
            self._hours[str(self._hour)] = lists_of(ringing, handling)
        self._hour = hour
        before = self._hours.get(str(hour))
        if before is None and first and self._hours:
            # Nothing is known of this hour: any is better than none.
            before = next(iter(self._hours.values()))
        if before is not None:
            mix(ringing, handling, before, 1.0 if first else _OTHER_DAYS)

    def kept(self, ringing: Ringing, handling: Handling) -> dict[str, Lists]:
        """To be put back when the engine starts anew."""
        if self._hour is None:
            return dict(self._hours)
        return {**self._hours, str(self._hour): lists_of(ringing, handling)}
