"""Dial strategies on virtual time: the order of the whole list, numbers, verdicts, and their
fence."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.dialer.scenario import AttemptView, Scenario, ScenarioType
from engine.dialer.scenarios import default_scenarios
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import RetryRules
from engine.domain.contact import Contact, ContactState
from engine.domain.disposition import Disposition
from engine.ports.storage import NewContact
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.busy()),)))
    hall.publish("notice")
    hall.trunk(calls_per_second=200.0)
    return hall


def debtors(count: int) -> list[NewContact]:
    """Debts in no order of the list; some cells hold no number."""
    debts = [f"{(n * 7919) % 10007},{n % 100:02d} руб." for n in range(count)]
    debts[3] = "нет данных"
    return [
        NewContact((phone,), (), {"Долг": debt}, row)
        for row, (phone, debt) in enumerate(zip(numbers(count), debts, strict=True))
    ]


@pytest.mark.parametrize("first", ["largest", "smallest"])
def test_the_largest_debt_of_the_whole_list_comes_first(hall: Hall, first: str) -> None:
    people = debtors(300)
    campaign = hall.campaign(
        settings(max_lines=1, retry=RetryRules(1), scenario="by-field",
                 scenario_options={"field": "долг", "first": first}),
        people,
    )  # fmt: skip
    hall.start(campaign)
    hall.run_until_done()

    def debt(phone: str) -> float:
        text = next(c.fields["Долг"] for c in people if c.phones[0] == phone)
        number = text.removesuffix(" руб.").replace(",", ".")
        return float(number) if number[0].isdigit() else (-1 if first == "largest" else 1e9)

    debts = [debt(phone) for phone in hall.dialled]
    assert len(debts) == 300
    assert debts == sorted(debts, reverse=first == "largest")


def test_the_number_for_the_hour(hall: Hall) -> None:
    """12:00 in Moscow: the mobile one; in the evening the one at home."""
    mobile, home = "+79120000001", "+74952000001"
    campaign = hall.campaign(
        settings(scenario="spread", retry=RetryRules(1)), contacts([(home, mobile)])
    )
    hall.start(campaign)
    hall.run_until_done()
    assert hall.dialled == [mobile]
    evening = Hall.build(hall.tested, hall.folder, hall.subscribers,
                         start=hall.clock.now().replace(hour=17))  # fmt: skip
    second = evening.campaign(
        settings("second", scenario="spread", retry=RetryRules(1)), contacts([(mobile, home)])
    )
    evening.start(second)
    evening.run_until_done()
    assert evening.dialled == [home]


class Insistent(Scenario):
    """Calls again at once what was busy, backwards; what it may not do it tries too."""

    def order(self, contacts: Sequence[Contact], now: datetime) -> Sequence[int]:
        return [-1, *sorted((c.id for c in contacts), reverse=True), contacts[0].id]

    def verdict(
        self, contact: Contact, attempt: AttemptView, default: ContactVerdict
    ) -> ContactVerdict:
        forgotten = replace(default.progress, attempts=0, outcomes={})
        return ContactVerdict(
            ContactState.WAITING_RETRY, forgotten, attempt.ended_at - timedelta(days=1)
        )


class Broken(Scenario):
    ranks = True

    def priority(self, contact: Contact) -> float:
        return float("nan")

    def order(self, contacts: Sequence[Contact], now: datetime) -> Sequence[int]:
        raise RuntimeError("no order")

    def phone(self, contact: Contact, now: datetime) -> int:
        return 99

    def verdict(
        self, contact: Contact, attempt: AttemptView, default: ContactVerdict
    ) -> ContactVerdict:
        return None  # type: ignore[return-value]


def _type(name: str, made: type[Scenario]) -> ScenarioType:
    def make(_: Mapping[str, str]) -> Scenario:
        return made()

    return ScenarioType(name, name, name, make, {})


def run_with(hall: Hall, made: type[Scenario], until: float | None = None) -> None:
    hall.scenarios = default_scenarios([_type("own", made)])

    async def main() -> None:
        async with hall.engine(until_done=until is None) as engine:
            if until is None:
                await engine
            else:
                await asyncio.sleep(until)

    hall.run(main)


def test_a_scenario_decides_within_the_rules(hall: Hall) -> None:
    people = numbers(3)
    campaign = hall.campaign(
        settings(scenario="own", max_lines=3, retry=RetryRules(3)), contacts(people)
    )
    hall.start(campaign)
    run_with(hall, Insistent)
    assert hall.dialled[0] == people[-1], "its order"
    assert sorted(hall.dialled) == sorted(3 * people), "its retries, within max_attempts"
    assert [row.attempt for row in hall.attempts(campaign) if row.phone == people[0]] == [1, 2, 3]


def test_a_broken_scenario_costs_lines_in_the_log(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    people = numbers(4)
    rules = RetryRules(2, {Disposition.USER_BUSY: (timedelta(seconds=5),)})
    campaign = hall.campaign(settings(scenario="own", retry=rules), contacts(people))
    hall.start(campaign)
    with caplog.at_level(logging.ERROR, "engine.service.scenario_desk"):
        run_with(hall, Broken)
    assert sorted(hall.dialled) == sorted(2 * people)
    told = " ".join(record.getMessage() for record in caplog.records)
    for question in ("priority", "order", "phone", "verdict"):
        assert f", {question}:" in told
    assert hall.counts(campaign).done == 4


def test_a_scenario_that_is_not_there(hall: Hall) -> None:
    """Its plug-in was removed: the campaign waits and says so."""
    campaign = hall.campaign(settings(scenario="gone"), contacts(numbers(1)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(5)
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            assert "'gone'" in reason.arguments["detail"]

    hall.run(main)
    assert hall.dialled == []
