"""Days and moments in texts that windows and command line share, as the language writes them."""

from datetime import date, datetime

from rino_desktop.texts import language


def spoken_day(day: date) -> str:
    """31.12.2026 in Russian, 2026-12-31 in English: nobody takes the month for the day."""
    return f"{day:%d.%m.%Y}" if language() == "ru" else f"{day:%Y-%m-%d}"


def spoken_minute(moment: datetime) -> str:
    """By the clock that ``moment`` is of."""
    return f"{spoken_day(moment.date())} {moment:%H:%M}"


def span(low: str, high: str) -> str:
    """2–5; with blanks where the ends have some themselves: 1 May – 3 May."""
    return f"{low} – {high}" if " " in low + high else f"{low}–{high}"
