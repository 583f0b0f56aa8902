"""Quotas of surveys on virtual time: full cells are passed over, over all nodes."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import CampaignSettings, CampaignState, QuotaCell, RetryRules
from engine.domain.disposition import Disposition
from engine.ports.storage import NewContact, Stores
from engine.service.quota_desk import figures
from rino_desktop import campaign_status
from rino_desktop.texts import set_language
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, settings
from tests.helpers.office import numbers

SEXES = (QuotaCell("women", {"пол": "ж"}, 5), QuotaCell("men", {"пол": "м"}, 3))


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.presses("1")),)))
    hall.publish("notice")
    hall.trunk()
    return hall


def survey(cells: tuple[QuotaCell, ...], **changes: Any) -> CampaignSettings:
    return settings("survey", quotas=cells, retry=RetryRules(1), **changes)


def done(hall: Hall, campaign: int, cells: tuple[QuotaCell, ...]) -> list[tuple[int, int]]:
    counted = hall.transact(lambda s: figures(s, campaign, survey(cells)))
    return [(counted.done[i], counted.in_progress[i]) for i in range(len(cells))]


def why_idle(hall: Hall, campaign: int) -> str | None:
    def asked(stores: Stores) -> str | None:
        now = datetime.now(UTC)
        return campaign_status.read(stores, stores.campaigns.get(campaign), now).why_idle

    set_language("en")
    return hall.transact(asked)


def men_and_women(men: int, women: int) -> list[NewContact]:
    """All men first."""
    people = numbers(men + women)
    return [
        NewContact((phone,), (), {"Пол": "М" if row <= men else "Ж"}, row)
        for row, phone in enumerate(people, 1)
    ]


def test_full_cells_are_dialled_no_more_and_the_campaign_ends(hall: Hall) -> None:
    campaign = hall.campaign(survey(SEXES), men_and_women(600, 300))
    hall.start(campaign)
    hall.run_until_done()
    assert done(hall, campaign, SEXES) == [(5, 0), (3, 0)]
    assert len(hall.dialled) == 8, "not one call too many: places are reserved"
    assert hall.state(campaign) is CampaignState.FINISHED
    counts = hall.counts(campaign)
    assert (counts.done, counts.in_progress) == (8, 0)


def test_calls_without_an_interview_give_their_place_back(hall: Hall) -> None:
    people = men_and_women(40, 0)
    hall.subscribers.numbers = {c.phones[0]: behave.busy() for c in people[:30]}
    campaign = hall.campaign(survey(SEXES), people)
    hall.start(campaign)
    hall.run_until_done()
    assert done(hall, campaign, SEXES) == [(0, 0), (3, 0)]
    assert hall.state(campaign) is CampaignState.FINISHED, "nobody is left for the other cell"
    ends = [row.disposition for row in hall.attempts(campaign)]
    assert ends.count(Disposition.COMPLETED) == 3
    assert ends.count(Disposition.USER_BUSY) > 3, "each of them had a place for a while"
    assert why_idle(hall, campaign) == "The campaign is finished: its quotas are full."


def test_a_stopped_survey_is_not_called_full(hall: Hall) -> None:
    campaign = hall.campaign(survey(SEXES), men_and_women(10, 10))
    hall.start(campaign)
    hall.set_state(campaign, CampaignState.FINISHED)
    assert why_idle(hall, campaign) == "The campaign was stopped."


def test_two_nodes_share_the_places(hall: Hall) -> None:
    campaign = hall.campaign(survey(SEXES), men_and_women(100, 100))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine("a"), hall.engine("b", pid=2):
            while hall.state(campaign) is CampaignState.RUNNING:
                await asyncio.sleep(2)

    hall.run(main)
    assert done(hall, campaign, SEXES) == [(5, 0), (3, 0)]
    assert len(hall.dialled) == 8


def test_a_raised_target_opens_the_cell_again(hall: Hall) -> None:
    campaign = hall.campaign(survey(SEXES), men_and_women(30, 30))
    hall.start(campaign)
    hall.run_until_done()
    more = (replace(SEXES[0], target=6), replace(SEXES[1], target=10))
    hall.transact(lambda s: s.campaigns.update(survey(more)))
    hall.start(campaign)
    hall.run_until_done()
    assert done(hall, campaign, more) == [(6, 0), (10, 0)]
    assert len(hall.dialled) == 16


def test_overlapping_cells_count_in_each(hall: Hall) -> None:
    """So many women, and so many of each age: an interview counts twice."""
    cells = (
        QuotaCell("women", {"пол": "ж"}, 4),
        QuotaCell("men", {"пол": "м"}, 4),
        QuotaCell("young", {"возраст": "18-34"}, 3),
        QuotaCell("old", {"возраст": "35+"}, 5),
    )
    ages = ("20", "34", "35", "80")
    contacts = [
        NewContact((phone,), (), {"пол": "жм"[row % 2], "возраст": ages[row // 2 % 4]}, row)
        for row, phone in enumerate(numbers(80), 1)
    ]
    campaign = hall.campaign(survey(cells), contacts)
    hall.start(campaign)
    hall.run_until_done()
    assert done(hall, campaign, cells) == [(4, 0), (4, 0), (3, 0), (5, 0)]
    assert len(hall.dialled) == 8


def test_cells_that_answers_decide(hall: Hall) -> None:
    """Nobody knows the cell before the call; what is too much is at most what was in progress."""
    hall.subscribers.mix = ((1.0, behave.presses("1")),)
    cells = (QuotaCell("yes", {"confirmed": "yes"}, 4),)
    campaign = hall.campaign(survey(cells, max_lines=3), men_and_women(60, 0))
    hall.start(campaign)
    hall.run_until_done()
    ((interviews, going),) = done(hall, campaign, cells)
    assert going == 0
    assert 4 <= interviews <= 4 + 2
    assert hall.state(campaign) is CampaignState.FINISHED


def test_an_interview_may_be_a_result(hall: Hall) -> None:
    hall.subscribers.mix = ((1.0, behave.presses("1")),)
    people = men_and_women(0, 30)
    hall.subscribers.numbers = {c.phones[0]: behave.listens() for c in people[:10]}
    campaign = hall.campaign(survey(SEXES, quota_counts="confirmed=YES"), people)
    hall.start(campaign)
    hall.run_until_done()
    assert done(hall, campaign, SEXES)[0] == (5, 0)
    ends = [row.results.get("confirmed") for row in hall.attempts(campaign)]
    assert ends.count("yes") == 5


def test_contacts_of_no_cell_are_not_called(hall: Hall) -> None:
    (phone,) = numbers(1)
    campaign = hall.campaign(survey(SEXES), [NewContact((phone,), (), {"пол": "?"}, 1)])
    hall.start(campaign)
    hall.run_until_done()
    assert hall.dialled == []
    assert hall.state(campaign) is CampaignState.FINISHED


def test_places_of_calls_that_died_with_their_engine(hall: Hall) -> None:
    """A reservation ends with its attempt, though recovery knows nothing of quotas."""
    campaign = hall.campaign(survey(SEXES), men_and_women(3, 0))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(2)
            assert done(hall, campaign, SEXES)[1] == (0, 3)

    hall.run(main)
    ends = [row.disposition for row in hall.attempts(campaign)]
    assert done(hall, campaign, SEXES)[1] == (ends.count(Disposition.COMPLETED), 0)


def test_the_same_list_again_changes_nothing(hall: Hall) -> None:
    """Contacts that were moved into the zone sets of their groups are still what they were."""
    people = men_and_women(40, 20)
    campaign = hall.campaign(survey(SEXES), people)
    hall.start(campaign)
    hall.run_until_done()
    loader = FirebirdBulkLoader(hall.tested.address, hall.tested.password)
    result = loader.load(campaign, "list.csv", iter([people]))
    assert (result.contacts, result.unchanged, result.updated) == (0, 60, 0)
