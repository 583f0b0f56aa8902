"""What is laxer than the law, found; what keeps it, let through."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.campaign_terms import CampaignMode, DayHours, LegalHours, Purpose
from engine.domain.disposition import Disposition
from engine.domain.preset_model import (
    AbandonRule,
    Ban,
    Calendar,
    CallLimit,
    ConsentRule,
    LabelRule,
    Per,
    Preset,
    Scope,
)
from engine.domain.preset_strictness import keeps, laxer
from engine.domain.presets import Presets, bound, check_campaign
from rino_desktop import preset_file
from rino_desktop.presets import shipped
from tests.unit.engine.domain.test_presets import CAMPAIGN

DAY = timedelta(days=1)
TODAY = date(2026, 11, 30)
LAW = Preset(
    "law", "Закон", "Law",
    hours=LegalHours(DayHours(480, 1320), DayHours(540, 1200), DayHours(540, 1200), "RU"),
    limits=(CallLimit(DAY, 1), CallLimit(7 * DAY, 2)),
    consent=ConsentRule(("mass", "advertising"), True, frozenset({Purpose.ADVERTISING})),
    opt_out_within=DAY, min_ring_s=15, abandon=AbandonRule(0.03, 30 * DAY, 2),
    bans=frozenset({Ban(CampaignMode.AUTOMATIC, Purpose.ADVERTISING)}), purpose_declared=True,
    min_delays=((Disposition.PARTIAL, 7 * DAY),), label=LabelRule(32, ("реклама",), True),
)  # fmt: skip
assert LAW.hours is not None
assert LAW.consent is not None
assert LAW.abandon is not None
assert LAW.label is not None
HOURS, CONSENT, ABANDON, LABEL = LAW.hours, LAW.consent, LAW.abandon, LAW.label


def rules(**changes: object) -> list[str]:
    return [each.rule for each in laxer(replace(LAW, **changes), LAW)]  # type: ignore[arg-type]


def test_a_copy_and_stricter_ones_pass() -> None:
    assert rules() == []
    assert rules(
        hours=replace(HOURS, weekdays=DayHours(600, 1200), holidays=DayHours(0, 0)),
        limits=(CallLimit(7 * DAY, 1),), consent=ConsentRule(("mass",)), opt_out_within=0 * DAY,
        min_ring_s=20, abandon=AbandonRule(0.01, 30 * DAY, 1),
        bans=LAW.bans | {Ban(CampaignMode.MANUAL, Purpose.DEBT)},
        min_delays=((Disposition.PARTIAL, 8 * DAY), (Disposition.NO_ANSWER, DAY)),
        label=LabelRule(20, ("реклама",), True),
    ) == []  # fmt: skip
    assert laxer(LAW, Preset("free", "", "")) == []


@pytest.mark.parametrize(("changes", "rule"), [
    ({"hours": None}, "hours"),
    ({"hours": replace(HOURS, weekdays=DayHours(479, 1320))}, "hours.weekdays"),
    ({"hours": replace(HOURS, weekend=DayHours(540, 1201))}, "hours.weekend"),
    ({"hours": replace(HOURS, holidays=DayHours(0, 1440))}, "hours.holidays"),
    ({"hours": replace(HOURS, country="")}, "hours.country"),
    ({"limits": (CallLimit(DAY, 1),)}, "limit"),
    ({"limits": (CallLimit(DAY, 2), CallLimit(7 * DAY, 2))}, "limit"),
    ({"consent": None}, "consent"),
    ({"consent": replace(CONSENT, kinds=("mass", "other"))}, "consent.kinds"),
    ({"consent": replace(CONSENT, proof=False)}, "consent.proof"),
    ({"consent": replace(CONSENT, purposes=frozenset({Purpose.DEBT}))}, "consent.purposes"),
    ({"opt_out_within": None}, "opt_out.within"),
    ({"opt_out_within": 2 * DAY}, "opt_out.within"),
    ({"min_ring_s": 14.0}, "ring.least_s"),
    ({"abandon": None}, "abandon"),
    ({"abandon": replace(ABANDON, share=0.04)}, "abandon.share"),
    ({"abandon": replace(ABANDON, window=DAY)}, "abandon.window"),
    ({"abandon": replace(ABANDON, answer_within_s=3.0)}, "abandon.answer_within_s"),
    ({"bans": frozenset()}, "ban"),
    ({"purpose_declared": False}, "purpose_declared"),
    ({"min_delays": ()}, "min_delay.partial"),
    ({"label": None}, "label"),
    ({"label": replace(LABEL, longest=33)}, "label.longest"),
    ({"label": replace(LABEL, categories=())}, "label.categories"),
    ({"label": replace(LABEL, required=False)}, "label.required"),
])  # fmt: skip
def test_each_rule_that_is_laxer_is_named(changes: dict[str, object], rule: str) -> None:
    assert rules(**changes) == [rule]


def test_holidays_of_one_s_own_are_no_longer_than_the_law_s_weekdays() -> None:
    law = replace(LAW, hours=LegalHours(*[DayHours(540, 1200)] * 3))
    for holidays, wanted in ((DayHours(0, 0), []), (DayHours(540, 1320), ["hours.holidays"])):
        hours = LegalHours(DayHours(540, 1200), DayHours(540, 1200), holidays, "RU")
        assert [each.rule for each in laxer(replace(law, hours=hours), law)] == wanted


@pytest.mark.parametrize(("ours", "law", "whether"), [
    (CallLimit(DAY, 1), CallLimit(7 * DAY, 7), True),
    (CallLimit(DAY, 1), CallLimit(7 * DAY, 6), False),
    (CallLimit(31 * DAY, 2), CallLimit(DAY, 2), True),
    (CallLimit(DAY, 1, calendar=Calendar.DAY), CallLimit(DAY, 1), False),
    (CallLimit(DAY, 1), CallLimit(DAY, 1, calendar=Calendar.DAY), True),
    (CallLimit(DAY, 1, calendar=Calendar.DAY), CallLimit(7 * DAY, 7, calendar=Calendar.WEEK), True),
    (CallLimit(7 * DAY, 1, calendar=Calendar.WEEK), CallLimit(31 * DAY, 5, calendar=Calendar.MONTH),
     False),
    (CallLimit(DAY, 1, per=Per.NUMBER), CallLimit(DAY, 1), False),
    (CallLimit(DAY, 1), CallLimit(DAY, 1, per=Per.NUMBER), True),
    (CallLimit(DAY, 1, scope=Scope.CAMPAIGN), CallLimit(DAY, 1), False),
    (CallLimit(DAY, 1, modes=frozenset({CampaignMode.MANUAL})), CallLimit(DAY, 1), False),
    (CallLimit(DAY, 1), CallLimit(DAY, 1, modes=frozenset({CampaignMode.MANUAL})), True),
    (CallLimit(DAY, 0), CallLimit(99 * DAY, 0), True),
])  # fmt: skip
def test_limits(ours: CallLimit, law: CallLimit, whether: bool) -> None:
    assert keeps(ours, law) is whether


LIMITS = st.builds(
    lambda days, maximum: CallLimit(days * DAY, maximum), st.integers(1, 9), st.integers(0, 5)
)


def dialled(wished: Sequence[int], limit: CallLimit) -> list[int]:
    """Hours at which it lets a call through."""
    made: list[int] = []
    length = limit.window // timedelta(hours=1)
    for hour in sorted(wished):
        if sum(1 for each in made if each > hour - length) < limit.maximum:
            made.append(hour)
    return made


@given(LIMITS, LIMITS, st.lists(st.integers(0, 500), max_size=40))
def test_who_keeps_the_stricter_limit_keeps_the_law(
    ours: CallLimit, law: CallLimit, wished: list[int]
) -> None:
    if keeps(ours, law):
        made = dialled(wished, ours)
        assert dialled(made, law) == made


def test_the_law_holds_besides_its_copies() -> None:
    """Also a version of it that comes later; and what both forbid is told once."""
    copy = replace(LAW, name="ours", parent="law", min_ring_s=20.0)
    later = replace(LAW, version=2, valid_from=date(2027, 1, 1), min_ring_s=30.0)
    known = Presets([copy, LAW, later])
    settings = bound(replace(CAMPAIGN, preset="ours", ring_timeout_s=10), known, TODAY)
    assert [rule.key for rule in settings.rules] == ["ours@1", "law@1", "law@2"]
    (copied,) = [
        each for each in check_campaign(replace(settings, rules=settings.rules[:2]))
        if each.code == "ring_too_short"
    ]  # fmt: skip
    assert "20" in copied.en
    circle = Presets([replace(LAW, parent="ours"), copy])
    assert [rule.name for rule in circle.resolve("ours", TODAY)] == ["ours", "law"]


@pytest.mark.parametrize("preset", [*shipped().all(), LAW, replace(LAW, name="own", parent="law")])
def test_a_preset_is_its_file(preset: Preset) -> None:
    again = preset_file.read(preset_file.parse(preset_file.text(preset)))
    assert again == preset
    assert preset_file.changes(preset, again) == {}
    assert laxer(again, preset) == []
