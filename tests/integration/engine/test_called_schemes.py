"""A campaign whose scheme calls another one: new calls take that one's newest version."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Scheme, Variable
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.scheme_builder import SchemeBuilder


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.listens()),)))
    hall.trunk(lines=1)
    return hall


def caller() -> Scheme:
    return (
        SchemeBuilder(Variable("said"))
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": "Part", "results": {"said": "word"}}, next="save")
        .node("save", "save_result", {"results": [{"name": "said", "value": "{said}"}]}, next="end")
        .node("end", "hang_up")
    ).build()


def part(word: str) -> Scheme:
    return (
        SchemeBuilder(Variable("word", default=word))
        .node("start", "start", next="say")
        .node("say", "say", {"text": {"ru": f"Слово {word}"}}, next="back")
        .node("back", "return")
    ).build()


def publish(hall: Hall, name: str, scheme: Scheme) -> None:
    text = dump_scheme(replace(scheme, name=name))
    hall.transact(lambda stores: stores.schemes.publish(name, text))


def said(hall: Hall, campaign: int) -> list[str]:
    return [row.results["said"] for row in hall.attempts(campaign) if "said" in row.results]


def test_new_calls_take_the_new_version(hall: Hall) -> None:
    publish(hall, "caller", caller())
    publish(hall, "part", part("раз"))
    campaign = hall.campaign(
        settings(scheme="caller", max_lines=1), contacts(numbers(8))
    )  # fmt: skip
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as running:
            while len(said(hall, campaign)) < 2:
                await asyncio.sleep(0.5)
            publish(hall, "PART", part("два"))
            await running

    hall.run(main)
    words = said(hall, campaign)
    assert len(words) == 8
    assert words[:2] == ["раз", "раз"]
    assert words[-1] == "два"
    assert sorted(words, reverse=True) == words, "once taken, the new version stays"


def test_a_campaign_waits_for_the_scheme_that_its_own_calls(hall: Hall) -> None:
    publish(hall, "caller", caller())
    campaign = hall.campaign(settings(scheme="caller"), contacts(numbers(1)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as running:
            await asyncio.sleep(2)
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            assert "“Part”" in str(reason), reason
            publish(hall, "part", part("раз"))
            await running

    hall.run(main)
    assert said(hall, campaign) == ["раз"]
