"""Laws at the moment of dialling, on virtual time: people, consents, hours, the ledger."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import (
    CampaignSettings,
    CampaignState,
    DayHours,
    Purpose,
    RetryRules,
    Schedule,
)
from engine.domain.disposition import Disposition
from engine.domain.preset_model import CallLimit, Preset
from engine.ports.ledger import Consent, LedgerEntry
from engine.ports.storage import NewContact
from rino_desktop.presets import shipped
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import START, Hall, contacts, settings
from tests.helpers.office import numbers

DAY = timedelta(days=1)


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.busy()),)))
    hall.publish("notice")
    hall.trunk()
    return hall


def under(name: str, preset: str, **changes: Any) -> CampaignSettings:
    rules = shipped().resolve(preset, START.date())
    return settings(name, preset=preset, rules=rules, **changes)


def ledger(hall: Hall, campaign: int) -> list[LedgerEntry]:
    entries: list[LedgerEntry] = hall.transact(lambda s: list(s.ledger.entries(campaign)))
    return entries


def run_for(hall: Hall, seconds: float) -> None:
    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(seconds)

    hall.run(main)


def people(*phones: Sequence[str], **fields: str) -> list[NewContact]:
    return [NewContact(tuple(each), (), fields, row) for row, each in enumerate(phones, 2)]


def test_a_person_is_counted_over_all_his_numbers_and_campaigns(hall: Hall) -> None:
    """Called on one number in one campaign, he is not called on the other in the next."""
    mobile, home, stranger = numbers(3)
    first = hall.campaign(settings("first", retry=RetryRules(1)), people((mobile, home)))
    hall.start(first)
    run_for(hall, 10)
    assert hall.dialled == [mobile]
    debts = hall.campaign(
        under("debts", "ru-debt-230fz", retry=RetryRules(1)), people((home,), (stranger,))
    )
    hall.start(debts)
    run_for(hall, 30)
    assert hall.dialled[1:] == [stranger]
    (entry,) = ledger(hall, debts)
    assert (entry.phone, entry.refusal.rule) == (home, "limit_calls")
    assert entry.refusal.preset == "ru-debt-230fz@1"
    assert entry.refusal.inputs["counted"] == 1
    assert entry.refusal.inputs["maximum"] == 1
    assert entry.refusal.inputs["window"] == "1d"
    assert entry.refusal.lifts_at is not None
    assert timedelta(0) <= entry.refusal.lifts_at - (START + DAY) < timedelta(minutes=3)


def test_a_field_joins_numbers_that_nothing_else_joins(hall: Hall) -> None:
    """The same account with other numbers in another list."""
    mobile, home = numbers(2)
    one = {"Лицевой счёт": "77 001"}
    account = {"person": "лицевой счёт"}
    first = hall.campaign(
        settings("first", retry=RetryRules(1), **account), people((mobile,), **one)
    )
    hall.start(first)
    run_for(hall, 10)
    same = {"ЛИЦЕВОЙ СЧЁТ": " 77  001 "}
    debts = hall.campaign(
        under("debts", "ru-debt-230fz", retry=RetryRules(1), **account), people((home,), **same)
    )
    hall.start(debts)
    run_for(hall, 30)
    assert hall.dialled == [mobile]
    assert [e.refusal.rule for e in ledger(hall, debts)] == ["limit_calls"]


def test_no_call_for_a_week_after_a_conversation(hall: Hall) -> None:
    """Regulation F, over campaigns; an attempt nobody answered is no conversation."""
    talked, rang = numbers(2)
    hall.subscribers.numbers = {talked: behave.hangs_up(3.0), rang: behave.busy()}
    first = hall.campaign(settings("first", retry=RetryRules(1)), contacts([talked, rang]))
    hall.start(first)
    hall.run_until_done()
    assert sorted(hall.dialled) == sorted([talked, rang])
    debts = hall.campaign(under("debts", "us-reg-f", retry=RetryRules(1)), contacts([talked, rang]))
    hall.start(debts)
    run_for(hall, 30)
    assert hall.dialled[2:] == [rang]
    (entry,) = ledger(hall, debts)
    assert entry.refusal.rule == "limit_conversations"
    assert entry.refusal.lifts_at is not None
    assert timedelta(days=7) <= entry.refusal.lifts_at - START < timedelta(days=7, minutes=3)


def test_three_days_after_an_abandoned_call(hall: Hall) -> None:
    (number,) = numbers(1)
    first = hall.campaign(settings("first", retry=RetryRules(1)), contacts([number]))
    hall.start(first)
    hall.run_until_done()
    hall.transact(lambda s: s.attempts._sql.execute(  # what a call without an operator leaves
        "UPDATE attempts SET disposition = ?, answered_at = started_at",
        (Disposition.ABANDONED.value,),
    ))  # fmt: skip
    again = hall.campaign(under("again", "uk-ofcom", retry=RetryRules(1)), contacts([number]))
    hall.start(again)
    run_for(hall, 10)
    assert hall.dialled == [number]
    (entry,) = ledger(hall, again)
    assert entry.refusal.rule == "limit_abandoned"
    assert entry.refusal.lifts_at is not None
    assert timedelta(days=3) <= entry.refusal.lifts_at - START < timedelta(days=3, minutes=3)


def test_several_presets_hold_together(hall: Hall) -> None:
    hall.subscribers.mix = ((1.0, behave.busy()),)
    consenting, silent = numbers(2)
    hall.transact(
        lambda s: s.consents.add(
            [consenting], Consent("", "mass", START - DAY, proof="договор 7"), None, START
        )
    )
    campaign = hall.campaign(
        under("both", "ru-mass-41fz,ru-debt-230fz", purpose=Purpose.DEBT,
              retry=RetryRules(3, {Disposition.USER_BUSY: (timedelta(seconds=5),) * 2})),
        contacts([consenting, silent]),
    )  # fmt: skip
    hall.start(campaign)
    run_for(hall, 60)
    assert hall.dialled == [consenting]
    assert sorted((e.phone, e.refusal.rule) for e in ledger(hall, campaign)) == sorted(
        [(silent, "consent"), (consenting, "limit_calls")]
    )


@pytest.mark.parametrize("case", ["none", "without_proof", "revoked", "expired", "not_yet"])
def test_a_consent_that_does_not_hold(hall: Hall, case: str) -> None:
    (number,) = numbers(1)
    filed = Consent("", "advertising", START - 9 * DAY, proof="анкета 12")
    if case == "without_proof":
        filed = replace(filed, proof="")
    elif case == "expired":
        filed = replace(filed, until=START - DAY)
    elif case == "not_yet":
        filed = replace(filed, obtained_at=START + DAY)
    if case != "none":
        hall.transact(lambda s: s.consents.add([number], filed, None, START))
    if case == "revoked":
        hall.transact(lambda s: s.consents.revoke([number], None, START - timedelta(hours=1)))
    campaign = hall.campaign(
        under("mass", "ru-mass-41fz", purpose=Purpose.NOTICE), contacts([number])
    )
    hall.start(campaign)
    hall.run_until_done()
    assert hall.dialled == []
    (entry,) = ledger(hall, campaign)
    assert (entry.refusal.rule, entry.refusal.inputs["consent"]) == ("consent", case)
    assert hall.counts(campaign).excluded == 1
    # He consents after all: he waits again, and is called.
    late = Consent("", "mass", START, proof="запись 5")
    hall.transact(lambda s: s.consents.add([number], late, b"voice", hall.clock.now()))
    assert hall.transact(lambda s: s.consents.revive([number], hall.clock.now())) == 1
    assert hall.counts(campaign).new == 1
    hall.start(campaign)
    run_for(hall, 5)
    assert hall.dialled == [number]


def test_two_nodes_and_one_person(hall: Hall) -> None:
    """Two campaigns reach the same person on two nodes at the same moment: one call, not two."""
    shared = numbers(30)
    ids = [
        hall.campaign(under(name, "ru-debt-230fz", retry=RetryRules(1)), contacts(shared))
        for name in ("north", "south")
    ]
    for campaign in ids:
        hall.start(campaign)

    async def main() -> None:
        async with hall.engine("a"), hall.engine("b", pid=2):
            await asyncio.sleep(60)

    hall.run(main)
    assert sorted(hall.dialled) == sorted(shared)
    refused = [e for campaign in ids for e in ledger(hall, campaign)]
    assert len({e.phone for e in refused}) == 30


def test_closed_hours_are_told_of_those_who_would_be_called(hall: Hall) -> None:
    """At night: not of the whole list, only of those the lines would have called, and once."""
    night = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
    hall = Hall.build(hall.tested, hall.folder, hall.subscribers,
                      start=datetime(2026, 6, 1, 22, tzinfo=UTC))  # fmt: skip
    campaign = hall.campaign(
        under("debts", "ru-debt-230fz", schedule=night, max_lines=5), contacts(numbers(50))
    )
    hall.start(campaign)
    run_for(hall, 60)
    assert hall.dialled == []
    entries = ledger(hall, campaign)
    assert len(entries) == 5
    for entry in entries:
        assert entry.refusal.rule == "legal_hours"
        assert entry.refusal.preset == "ru-debt-230fz@1"
        assert str(entry.refusal.inputs["local_time"]).startswith("2026-06-02T01:0")
        assert entry.refusal.lifts_at == datetime(2026, 6, 2, 5, tzinfo=UTC)
        assert entry.times == 1
    run_for(hall, 60)  # another engine, the same night
    assert [e.id for e in ledger(hall, campaign)] == [e.id for e in entries]


def test_do_not_call_is_in_the_ledger(hall: Hall) -> None:
    one, other = numbers(2)
    hall.transact(lambda s: s.do_not_call.add([one], "test", START))
    campaign = hall.campaign(settings(retry=RetryRules(1)), contacts([one, other]))
    hall.start(campaign)
    hall.run_until_done()
    assert hall.dialled == [other]
    assert [(e.phone, e.refusal.rule) for e in ledger(hall, campaign)] == [(one, "do_not_call")]


def test_a_law_that_comes_into_force_while_a_campaign_runs(hall: Hall) -> None:
    """Version 2 allows one call a month from midnight on; nobody has to restart anything."""
    midnight = datetime(2026, 6, 2, tzinfo=UTC)
    hall = Hall.build(hall.tested, hall.folder, hall.subscribers,
                      start=midnight - timedelta(minutes=2))  # fmt: skip
    laws = (
        Preset("rule", "Правило", "Rule", 1, limits=(CallLimit(timedelta(seconds=50), 1),)),
        Preset("rule", "Правило", "Rule", 2, valid_from=midnight.date(),
               limits=(CallLimit(31 * DAY, 1),)),
    )  # fmt: skip
    (number,) = numbers(1)
    busy = RetryRules(9, {Disposition.USER_BUSY: (timedelta(seconds=70),) * 8})
    campaign = hall.campaign(settings(preset="rule", rules=laws, retry=busy), contacts([number]))
    hall.start(campaign)
    run_for(hall, 240)
    assert len(hall.dialled) == 2
    (entry,) = ledger(hall, campaign)
    assert (entry.refusal.preset, entry.refusal.inputs["window"]) == ("rule@2", "31d")
    assert hall.state(campaign) is CampaignState.RUNNING


def test_a_campaign_that_breaks_the_rules_in_force_waits_and_says_so(hall: Hall) -> None:
    campaign = hall.campaign(
        under("robot", "ru-advertising-38fz", purpose=Purpose.ADVERTISING), contacts(numbers(1))
    )
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(5)
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            assert reason.code == "preset"
            assert "advertising" in reason.arguments["detail"]

    hall.run(main)
    assert hall.dialled == []
