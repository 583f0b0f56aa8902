"""Hours and legal rules as people read and write them, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engine.domain.incoming import Route, RouteKind, RouteSettings
from engine.domain.incoming_week import gaps
from engine.domain.preset_model import Preset
from engine.domain.presets import Presets
from rino_desktop import incoming_routes, legal_presets, preset_words, week_words
from rino_desktop.incoming_routes import Board, Names
from rino_desktop.presets import shipped
from rino_desktop.texts import set_language

NOW = datetime(2026, 11, 30, tzinfo=UTC)
DEBT = shipped().find("ru-debt-230fz", NOW.date())
ROUTE = RouteSettings("city", "100", RouteKind.SCHEME, "menu", hours="mon-fri 09:00-18:00")
NAMES = Names({"city": 7}, ("menu", "night"), ("desk",), ())
BOARD = Board((Route(1, 5, 7, replace(ROUTE, number="1*")),), NAMES, {})


@pytest.fixture
def russian() -> Iterator[None]:
    set_language("ru")
    yield
    set_language("en")


def test_days_are_written_in_russian_too(russian: None) -> None:
    del russian
    assert week_words.in_english("Пн-пт 9:00-18:00, сб+вс 10:00-14:00") == (
        "mon-fri 9:00-18:00, sat+sun 10:00-14:00"
    )
    assert week_words.in_our_language(ROUTE.hours) == "пн-пт 09:00-18:00"
    assert week_words.week_times(gaps(ROUTE)) == (
        "Пн–Пт 00:00–09:00, 18:00–24:00; Сб, Вс весь день"
    )
    assert incoming_routes.normal(replace(ROUTE, hours="пн-пт 09:00-18:00")) == ROUTE
    assert week_words.week_times([((0, 1440),)] * 7) == "всегда"


def found(route_id: int | None = None, **changes: object) -> dict[str, tuple[str, str]]:
    settings = replace(ROUTE, number="200", after_hours="night")
    settings = replace(settings, **changes)  # type: ignore[arg-type]
    told = incoming_routes.notes(settings, BOARD, route_id)
    return {name: (note.kind, note.text.partition(":")[0]) for name, note in told.items()}


def test_what_is_told_of_a_route() -> None:
    assert found() == {}
    assert found(number="123") == {"number": ("warning", "No call reaches it")}
    assert found(1, number="123") == {}, "it does not hide itself"
    assert found(trunk="other", number="123") == {}
    assert found(after_hours="") == {"after_hours": ("warning", "Nobody answers")}
    assert found(kind=RouteKind.QUEUE, target="none")["target"][0] == "warning"
    assert found(target="none", after_hours="none") == {
        "target": ("bad", "There is no published scheme of that name."),
        "after_hours": ("bad", "There is no published scheme of that name."),
    }
    assert found(hours="", closed="")["after_hours"][0] == "bad", "it would never answer"
    for name, text in (
        ("hours", "9-18"), ("timezone", "Mars"), ("holidays", "XX"), ("closed", "soon"),
        ("number", "пять"), ("match_days", 999),
    ):  # fmt: skip
        assert found(**{name: text})[name][0] == "bad"
    assert incoming_routes.trunk_notes(BOARD) == ["city: all other numbers are refused (404)."]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("preset", shipped().all())
def test_every_rule_has_its_words(preset: Preset, language: str) -> None:
    set_language(language)
    try:
        rules = preset_words.rules(preset)
        assert len({rule.key for rule in rules}) == len(rules)
        empty = Preset("law", "Закон", "Law")
        assert [each.law for each in preset_words.differences(empty, preset)] == [
            rule.short for rule in rules
        ]
        for each in legal_presets.laxer(empty, preset):
            told = preset_words.laxer_text(each, empty, preset)
            assert preset.title(language) in told
            assert preset.source in told
    finally:
        set_language("en")


def test_a_law_that_becomes_stricter_is_asked_when_the_copy_comes_to_hold() -> None:
    copy = legal_presets.copy_of(DEBT, "ours", "Наши", "Ours")
    later = replace(DEBT, version=2, valid_from=date(2027, 1, 1), min_ring_s=20.0)
    known = Presets([DEBT, later])
    assert legal_presets.faults(copy, known, NOW) == []
    (told,) = legal_presets.faults(replace(copy, valid_from=date(2027, 2, 1)), known, NOW)
    assert told.startswith("ringing, s at least: nothing is laxer than Russia, 230-FZ")
    missing = replace(copy, parent="gone")
    assert "no legal preset 'gone'" in legal_presets.faults(missing, known, NOW)[0]
