"""``campaign test``: one call with the campaign's scheme, beside the list."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

OFFICE, LISTED = numbers(2)


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path)
    hall.publish("notice")
    return hall


def ask(
    hall: Hall, campaign: int | None, arguments: dict[str, Any], kind: str = "test_call"
) -> int:
    command: int = hall.transact(
        lambda s: s.nodes.post_command(kind, campaign, arguments, hall.clock.now())
    )
    return command


async def answer(hall: Hall, command: int, within_s: float = 60.0) -> dict[str, Any]:
    async with asyncio.timeout(within_s):
        while True:
            found = hall.transact(lambda s: s.nodes.command(command))
            if found.result.startswith("{"):
                assert found.done_at is not None
                result: dict[str, Any] = json.loads(found.result)
                return result
            await asyncio.sleep(0.2)


@pytest.mark.parametrize("nodes", [1, 2])
def test_one_node_rings_and_nothing_is_kept(hall: Hall, nodes: int) -> None:
    """He presses 9, and is not put on the do-not-call list for it."""
    hall.subscribers.numbers = {OFFICE: behave.presses("9")}
    hall.trunk()
    campaign = hall.campaign(settings(), contacts([LISTED]))

    async def main() -> dict[str, Any]:
        async with hall.engine("north"), hall.engine("south") if nodes == 2 else hall.engine("x"):
            return await answer(hall, ask(hall, campaign, {"number": OFFICE, "fields": {}}))

    result = hall.run(main)
    assert result["disposition"] == "opted_out"
    assert result["asked_not_to_be_called"] is True
    assert (result["sip_code"], result["hangup_cause"]) == (200, "normal_clearing")
    assert hall.dialled == [OFFICE], "one of them, once"
    assert hall.attempts(campaign) == []
    assert not hall.transact(lambda s: s.do_not_call.contains(OFFICE))
    counts = hall.counts(campaign)
    assert (counts.total, counts.new) == (1, 1)


def test_results_and_fields(hall: Hall) -> None:
    hall.publish("debtor-reminder")
    hall.subscribers.numbers = {OFFICE: behave.presses("1", heard_s=2.0)}
    hall.trunk()
    campaign = hall.campaign(settings(), contacts([LISTED]))

    async def main() -> dict[str, Any]:
        async with hall.engine():
            return await answer(hall, ask(hall, campaign, {"number": OFFICE}))

    result = hall.run(main)
    assert (result["disposition"], result["results"]) == ("completed", {"confirmed": "yes"})
    assert result["talk_s"] > 1


def test_busy(hall: Hall) -> None:
    hall.subscribers.numbers = {OFFICE: behave.busy()}
    hall.trunk()
    campaign = hall.campaign(settings(), contacts([LISTED]))

    async def main() -> dict[str, Any]:
        async with hall.engine():
            return await answer(hall, ask(hall, campaign, {"number": OFFICE}))

    result = hall.run(main)
    assert (result["disposition"], result["sip_code"], result["talk_s"]) == ("user_busy", 486, 0.0)


def test_what_stands_in_the_way_is_told(hall: Hall) -> None:
    hall.trunk()
    hall.trunk("full", lines=0)
    no_scheme = hall.campaign(settings("a", scheme="none"), contacts([LISTED]))
    no_trunk = hall.campaign(settings("b", trunks=("none",)), contacts([LISTED]))
    no_line = hall.campaign(settings("c", trunks=("full",)), contacts([LISTED]))
    good = hall.campaign(settings("d"), contacts([LISTED]))

    async def main() -> list[str]:
        number = {"number": OFFICE}
        async with hall.engine():
            commands = [
                ask(hall, no_scheme, number),
                ask(hall, no_trunk, number),
                ask(hall, no_line, number),
                ask(hall, 4711, number),
                ask(hall, good, {}),
            ]
            return [(await answer(hall, command))["error"] for command in commands]

    faults = hall.run(main)
    for fault, told in zip(
        faults, ["scheme 'none'", "no trunk", "no free line on trunk full", "no such campaign",
                 "names no number"], strict=True,
    ):  # fmt: skip
        assert told in fault
    assert hall.dialled == []


def test_other_commands_are_acknowledged(hall: Hall) -> None:
    """Also one that this version does not know: a console of a later one asked."""
    hall.trunk()
    campaign = hall.campaign(settings(), contacts([LISTED]))

    async def main() -> None:
        async with hall.engine():
            commands = [ask(hall, campaign, {}, kind) for kind in ("pause", "stop", "sing")]
            await asyncio.sleep(1)
            for command in commands:
                assert hall.transact(lambda s: s.nodes.command(command)).done_at is not None  # noqa: B023

    hall.run(main)


def test_the_end_of_the_engine_ends_a_test_call(hall: Hall) -> None:
    hall.subscribers.numbers = {OFFICE: behave.no_answer()}
    hall.trunk()
    campaign = hall.campaign(settings(ring_timeout_s=120), contacts([LISTED]))

    async def main() -> int:
        async with hall.engine(grace_s=2.0):
            command = ask(hall, campaign, {"number": OFFICE})
            while not hall.dialled:
                await asyncio.sleep(0.2)
        return command

    command = hall.run(main)
    result = json.loads(hall.transact(lambda s: s.nodes.command(command)).result)
    assert result["disposition"] == "interrupted"
