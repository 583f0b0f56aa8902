"""What takes long is looked at seldom, what is quick each time, and all after a change."""

from datetime import UTC, datetime, timedelta

from rino_desktop.seldom import SPARING, Seldom

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_looked_at_again_after_many_times_as_long_as_it_took() -> None:
    spent, clock, found = 0.5, [0.0], iter(range(100))
    seldom: Seldom[int] = Seldom(lambda: clock[0])

    def look() -> int:
        clock[0] += spent
        return next(found)

    def at(seconds: float, version: str = "a") -> int:
        return seldom.of("campaign", version, NOW + timedelta(seconds=seconds), look)

    assert [at(0), at(1), at(SPARING * 0.5 - 0.1), at(SPARING * 0.5)] == [0, 0, 0, 1]
    assert [at(11, "b"), at(12, "b")] == [2, 2]
    seldom.forget()
    assert at(12, "b") == 3
    spent = 0.0
    assert [at(30, "b"), at(30, "b"), at(31, "b")] == [4, 5, 6]
    spent = 1.0
    assert [at(32, "b"), at(33, "b"), at(-3600, "b")] == [7, 7, 8], "a clock was put back"
