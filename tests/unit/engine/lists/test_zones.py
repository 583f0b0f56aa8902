"""Time zone and region cells."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.lists.regions import _by_key, region_zones
from engine.lists.zone_text import offset_zone, zones_of_text

URAL = "Asia/Yekaterinburg"
MOSCOW = "Europe/Moscow"


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Свердловская обл.", (URAL,)),
        ("Свердловской области", (URAL,)),
        ("66", (URAL,)),
        ("66 - Свердловская область", (URAL,)),
        ("Sverdlovsk Oblast", (URAL,)),
        ("респ. Башкортостан", (URAL,)),
        ("Республика Башкортостан", (URAL,)),
        ("ХМАО", (URAL,)),
        ("Ханты-Мансийский автономный округ — Югра", (URAL,)),
        ("Ямало-Ненецкий АО", (URAL,)),
        ("Ненецкий автономный округ", (MOSCOW,)),
        ("г. Москва", (MOSCOW,)),
        ("МОСКОВСКАЯ ОБЛАСТЬ", (MOSCOW,)),
        ("г.Санкт-Петербург", (MOSCOW,)),
        ("Чувашская Республика - Чувашия", (MOSCOW,)),
        ("Республика Северная Осетия — Алания", (MOSCOW,)),
        ("Кемеровская область - Кузбасс", ("Asia/Novokuznetsk",)),
        ("Алтайский край", ("Asia/Barnaul",)),
        ("Республика Алтай", ("Asia/Barnaul",)),
        ("Удмуртская Респ", ("Europe/Samara",)),
        ("Калининградская", ("Europe/Kaliningrad",)),
        ("Саха /Якутия/ Респ", ("Asia/Yakutsk", "Asia/Ust-Nera", "Asia/Srednekolymsk")),
        ("Россия, Самарская обл.", ("Europe/Samara",)),
        ("Орёл", (MOSCOW,)),
        ("г Нижний Тагил", (URAL,)),
        ("", ()),
        ("Атлантида", ()),
    ],
)
def test_regions_as_they_are_written(text: str, zones: tuple[str, ...]) -> None:
    assert region_zones(text) == zones


def test_every_subject_has_real_zones() -> None:
    codes = [key for key in _by_key() if key.isdecimal()]
    assert len(codes) == 90  # 89 subjects and Baikonur
    for zones in _by_key().values():
        for zone in zones:
            ZoneInfo(zone)


@pytest.mark.parametrize(
    ("text", "header", "zones"),
    [
        ("Asia/Yekaterinburg", "", (URAL,)),
        ("asia/yekaterinburg", "", (URAL,)),
        ("UTC+5", "", (URAL,)),
        ("GMT+05:00", "", (URAL,)),
        ("(UTC+05:00) Екатеринбург", "", (URAL,)),
        ("МСК+2", "", (URAL,)),
        ("msk +2", "", (URAL,)),
        ("МСК", "", (MOSCOW,)),
        ("МСК-1", "", ("Europe/Kaliningrad",)),
        ("МСК+2 (UTC+5)", "", (URAL,)),
        ("+05:00", "", (URAL,)),
        ("+2 ч. к Москве", "", (URAL,)),
        ("московское время", "", (MOSCOW,)),
        ("Екатеринбург", "", (URAL,)),
        ("0", "", (MOSCOW,)),
        ("11", "", ("Asia/Magadan",)),
        ("2", "Разница с МСК", (URAL,)),
        ("5", "UTC", (URAL,)),
        # Hours after UTC or after Moscow? Both: called only when it is allowed in both.
        ("5", "Часовой пояс", ("Asia/Irkutsk", URAL)),
        ("как у всех", "", ()),
        ("", "", ()),
    ],
)
def test_time_zones_as_they_are_written(text: str, header: str, zones: tuple[str, ...]) -> None:
    assert zones_of_text(text, "RU", header) == zones


def test_elsewhere_a_number_counts_from_utc() -> None:
    assert zones_of_text("5", "KZ", "") == ("Etc/GMT-5",)
    assert zones_of_text("UTC-3", "BR", "") == ("Etc/GMT+3",)
    assert zones_of_text("GMT+5:30", "IN", "") == ("Asia/Kolkata",)
    assert zones_of_text("99", "DE", "") == ()


@given(
    st.integers(-14 * 4, 16 * 4).map(lambda quarters: quarters * 15), st.sampled_from(["RU", ""])
)
def test_an_offset_zone_has_that_offset(minutes: int, country: str) -> None:
    zone = offset_zone(minutes, country)
    if zone is not None:
        from datetime import datetime

        for month in (1, 7):
            offset = datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset()
            assert offset is not None
            assert offset.total_seconds() == minutes * 60
