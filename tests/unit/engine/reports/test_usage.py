"""A client's statement of usage."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from engine.ports.reports import AttemptTally
from engine.reports import usage

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def tally(at: str, disposition: str, attempts: int, answered: int, minutes: int) -> AttemptTally:
    moment = datetime.fromisoformat(at).replace(tzinfo=MOSCOW).astimezone(UTC)
    talk_ms = minutes * 50_000
    return AttemptTally(moment, disposition, "NORMAL", attempts, answered, talk_ms, minutes)


def made(language: str = "en") -> usage.Usage:
    return usage.usage(
        "Light",
        {
            "debts": [
                tally("2026-10-31T23:45", "completed", 100, 100, 100),  # the day before
                tally("2026-11-01T00:00", "completed", 10, 10, 12),
                tally("2026-11-01T10:15", "no_answer", 30, 0, 0),
                tally("2026-11-30T23:45", "completed", 5, 5, 6),
                tally("2026-12-01T00:00", "completed", 100, 100, 100),  # the day after
            ],
            "news": [tally("2026-11-02T12:00", "no_answer", 7, 0, 0)],
            "idle": [tally("2026-12-02T12:00", "no_answer", 7, 0, 0)],
        },
        date(2026, 11, 1), date(2026, 11, 30), MOSCOW, language, NOW,
    )  # fmt: skip


def test_days_are_whole_by_the_clocks_of_the_zone() -> None:
    document = usage.document(made())
    assert document["total"] == {"calls": 52, "answered": 15, "minutes": 18, "talk_s": 900.0}
    assert list(document["campaigns"]) == ["debts", "news"]  # type: ignore[call-overload]
    assert document["days"] == {
        "2026-11-01": {"calls": 40, "answered": 10, "minutes": 12, "talk_s": 600.0},
        "2026-11-02": {"calls": 7, "answered": 0, "minutes": 0, "talk_s": 0.0},
        "2026-11-30": {"calls": 5, "answered": 5, "minutes": 6, "talk_s": 300.0},
    }
    assert document["results"] == {"no_answer": 37, "completed": 15}


def test_what_people_read() -> None:
    by_campaign, by_day, results = usage.sections(made("ru"))
    assert list(by_campaign.rows) == [
        ("debts", 45, 15, 18, 15.0), ("news", 7, 0, 0, 0.0), ("Всего", 52, 15, 18, 15.0),
    ]  # fmt: skip
    assert next(iter(by_day.rows))[0] == "01.11.2026"
    assert [row[1] for row in results.rows] == [37, 15]
