import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dialer.idle_words import IDLE_CODES, city_of, from_json, idle_text, to_json
from engine.dialer.model import IdleReason

NOW = datetime(2026, 11, 10, 1, 0, tzinfo=UTC)
HOURS = {
    "weekdays": "09:00-20:00",
    "weekend": "10:00-18:00",
    "zone": "Asia/Yekaterinburg",
    "zones": "1",
    "all_zones": "yes",
    "preset": "",
}


def test_closed_hours_in_both_languages() -> None:
    reason = IdleReason("outside_hours", HOURS, datetime(2026, 11, 10, 4, 0, tzinfo=UTC))
    assert idle_text(reason, "ru", "Asia/Yekaterinburg", NOW) == (
        "Нерабочие часы контактов: звонить можно по будням 09:00–20:00, в выходные 10:00–18:00 "
        "по их местному времени; дозвон возобновится сегодня в 09:00 (Екатеринбург)."
    )
    assert idle_text(reason, "en", "Asia/Yekaterinburg", NOW) == (
        "Outside the contacts' calling hours: on weekdays 09:00–20:00, on weekends 10:00–18:00, "
        "by their own clock; dialling goes on today at 09:00 (Yekaterinburg)."
    )


def test_sixteen_zones_a_preset_and_hours_that_never_open() -> None:
    many = {**HOURS, "zones": "16", "preset": "ru-debt-230fz", "weekend": "never"}
    text = idle_text(IdleReason("outside_hours", many), "ru", "Europe/Moscow")
    assert "во всех возможных часовых поясах (16)" in text
    assert "ru-debt-230fz" in text
    assert "в выходные нельзя" in text
    assert "такого времени нет" in text


@pytest.mark.parametrize(
    ("ahead", "ru", "en"),
    [
        (timedelta(hours=3), "сегодня в 07:00 (Москва)", "today at 07:00 (Moscow)"),
        (timedelta(seconds=75), "сегодня в 04:01:15 (Москва)", "today at 04:01:15 (Moscow)"),
        (timedelta(hours=24), "завтра в 04:00 (Москва)", "tomorrow at 04:00 (Moscow)"),
        (timedelta(days=9), "19 ноября в 04:00 (Москва)", "on 19 November at 04:00 (Moscow)"),
    ],
)
def test_moments_are_told_as_people_do(ahead: timedelta, ru: str, en: str) -> None:
    reason = IdleReason("retry_later", {}, NOW + ahead)
    assert idle_text(reason, "ru", "Europe/Moscow", NOW).endswith(ru + ".")
    assert idle_text(reason, "en", "Europe/Moscow", NOW).endswith(en + ".")


def test_without_the_present_and_without_a_known_zone() -> None:
    reason = IdleReason("retry_later", {}, NOW)
    assert "10 ноября в 01:00 (UTC)" in idle_text(reason, "ru", "Mars/Base")
    assert city_of("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"


def test_every_code_of_the_model_has_its_words() -> None:
    documented = set(re.findall(r"``([a-z_]+)``", IdleReason.__doc__ or "")) - {"code"}
    assert documented <= IDLE_CODES
    assert len(documented) >= 16


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("code", sorted(IDLE_CODES))
@pytest.mark.parametrize("until", [None, NOW])
def test_every_sentence_is_whole_even_without_its_particulars(
    language: str, code: str, until: datetime | None
) -> None:
    text = idle_text(IdleReason(code, {}, until), language, "Europe/Moscow", NOW)
    assert text[0].isupper()
    assert "{" not in text
    assert bool(re.search("[а-яё]", text)) is (language == "ru") or code == "no_trunk"


def test_particulars_are_in_the_words() -> None:
    reason = IdleReason("trunk_failed", {"trunks": "city", "detail": "403 Forbidden"}, NOW)
    assert idle_text(reason, "ru", "Europe/Moscow", NOW - timedelta(hours=1)) == (
        "Транк city не работает: 403 Forbidden; следующая проверка сегодня в 04:00 (Москва)."
    )
    held = IdleReason("lines_elsewhere", {"trunks": "city", "lines": "20", "held": "10"})
    assert "10 из 20" in idle_text(held, "ru", "Europe/Moscow")
    rate = IdleReason("rate", {"rate": "0.5"})
    assert "0,5 вызова" in idle_text(rate, "ru", "Europe/Moscow")
    for number, words in (("1", "1 вызова в"), ("5", "5 вызовов в"), ("11", "11 вызовов в"),
                          ("21", "21 вызова в"), ("2", "2 вызовов в")):  # fmt: skip
        some = IdleReason("rate", {"rate": number})
        assert f"не больше {words} секунду" in idle_text(some, "ru", "Europe/Moscow")
    assert idle_text(IdleReason("newer_than_this"), "ru", "UTC") == "newer_than_this"


@given(
    st.builds(
        IdleReason,
        st.text(max_size=20),
        st.dictionaries(st.text(max_size=10), st.text(max_size=10), max_size=4),
        st.none() | st.datetimes(timezones=st.just(UTC)),
    )
)
def test_a_reason_survives_the_database(reason: IdleReason) -> None:
    again = from_json(to_json(reason))
    assert (again.code, dict(again.arguments), again.until) == (
        reason.code, dict(reason.arguments), reason.until,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"code":"x"}', '"x"', "1"])
def test_what_is_no_reason_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        from_json(text)
