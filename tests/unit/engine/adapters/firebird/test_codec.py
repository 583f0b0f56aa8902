import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.adapters.firebird.codec import (
    FIELDS_LENGTH,
    decode,
    decode_fields,
    decode_progress,
    encode,
    encode_fields,
    encode_progress,
    join_phones,
    join_zones,
    name_key,
    split_phones,
    split_zones,
)
from engine.domain.campaign import CampaignSettings, DayHours, RetryRules, Schedule
from engine.domain.contact import ContactProgress
from engine.domain.disposition import Disposition
from engine.domain.trunk import TrunkSettings


def test_what_later_versions_add_is_skipped_and_what_they_lack_is_default() -> None:
    settings = CampaignSettings(
        "A", trunks=("x",), schedule=Schedule(weekdays=DayHours(1, 2)),
        retry=RetryRules(9, {Disposition.USER_BUSY: (timedelta(seconds=90),)}),
    )  # fmt: skip
    document = json.loads(encode(settings))
    assert decode(CampaignSettings, json.dumps(document)) == settings
    document["telepathy"] = {"mode": "predictive"}
    document["schedule"]["lunch"] = [1, 2]
    del document["max_lines"]
    assert decode(CampaignSettings, json.dumps(document)) == settings
    assert decode(TrunkSettings, '{"name": "n", "proxy": "p"}') == TrunkSettings("n", "p")


@given(
    st.integers(0, 50),
    st.dictionaries(st.sampled_from(Disposition), st.integers(1, 9)),
    st.frozensets(st.integers(0, 30)),
    st.integers(0, 30),
)
def test_progress(attempts: int, outcomes: dict[Disposition, int], dead: frozenset[int],
                  next_phone: int) -> None:  # fmt: skip
    progress = ContactProgress(attempts, outcomes, dead, next_phone)
    text = encode_progress(progress)
    assert decode_progress(text) == progress
    assert len(text) <= 500
    assert text.isascii()


@given(st.dictionaries(st.text(), st.text(max_size=3000)))
def test_fields(fields: dict[str, str]) -> None:
    short, long = encode_fields(fields)
    assert decode_fields(short, long) == fields
    assert len(short) <= FIELDS_LENGTH
    assert (short == "") == (long is not None)


def test_phones_zones_and_names() -> None:
    assert split_phones(*join_phones(("+1", "+2", "+3"))) == ("+1", "+2", "+3")
    assert split_phones(*join_phones(("+1",))) == ("+1",)
    assert join_zones(("Europe/Moscow", "Asia/Omsk", "Asia/Omsk")) == "Asia/Omsk,Europe/Moscow"
    assert split_zones(join_zones(())) == ()
    assert name_key("  Опрос   Ноябрь ") == name_key("опрос ноябрь")
