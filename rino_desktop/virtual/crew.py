"""Several virtual operators in one process, each with a softphone process of its own."""

import asyncio
import logging
import random
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from engine.domain.operator import Operator
from engine.errors import KnownError
from engine.ports.softphone import Account
from rino_desktop import bootstrap, paths
from rino_desktop.settings import Settings
from rino_desktop.stop_signals import stopping
from rino_desktop.texts import language, t
from rino_desktop.unsaved_answers import UnsavedAnswers
from rino_desktop.unsent_results import UnsentResults
from rino_desktop.virtual.answers_given import AnswersGiven, GivenAnswers
from rino_desktop.virtual.manner import Manner
from rino_desktop.virtual.operator import VirtualOperator
from rino_desktop.virtual.voice import SpokenVoice
from rino_desktop.workstation_desk import Seat, WorkstationDesk, new_token

log = logging.getLogger(__name__)
#: They do not all sign in in the same moment.
_APART_S = 0.2
Given = Callable[[AnswersGiven], None] | None


def run(settings: Settings, names: Sequence[str], manner: Manner, *,
        seed: int | None = None, bind: str = "", answers: str = "") -> int:  # fmt: skip
    """Until SIGTERM or SIGINT; the exit status. ``names`` (): all operators. ``bind``: the own
    address at which engines ring them, "": that of this computer. ``answers``: where they write
    down what they fill in (``answers_given``), "": nowhere. KnownError for a name that is no
    operator's."""
    operators = _named(settings, names)
    given = GivenAnswers(Path(answers)).put if answers else None
    return asyncio.run(_run(settings, operators, manner, random.Random(seed), bind, given))


def _named(settings: Settings, names: Sequence[str]) -> list[Operator]:
    database = bootstrap.open_database(settings)
    try:
        known = database.transact(lambda s: s.operators.operators())
    finally:
        database.close()
    by_name = {operator.name.casefold(): operator for operator in known}
    missing = [name for name in names if name.casefold() not in by_name]
    if missing:
        raise KnownError(
            t("{name} is no operator who may sign in.", name=missing[0]),
            mend=t("Give him the role: rino-desktop user role NAME operator"),
        )
    return [by_name[name.casefold()] for name in names] if names else known


async def _run(settings: Settings, operators: Sequence[Operator], manner: Manner,
               chance: random.Random, bind: str, given: Given) -> int:  # fmt: skip
    stop = asyncio.Event()

    def ask(number: int) -> None:
        log.warning("%s: the virtual operators leave", signal.Signals(number).name)
        stop.set()

    async with AsyncExitStack() as kept:
        kept.enter_context(stopping(ask))
        tasks = [
            asyncio.create_task(
                _sit(settings, operator, manner, chance, bind, stop, number * _APART_S, given)
            )
            for number, operator in enumerate(operators)
        ]
        try:
            await asyncio.gather(*tasks)
        finally:
            stop.set()
            await asyncio.gather(*tasks, return_exceptions=True)
    return 0


async def _sit(settings: Settings, operator: Operator, manner: Manner, chance: random.Random,
               bind: str, stop: asyncio.Event, wait_s: float, given: Given) -> None:  # fmt: skip
    await asyncio.sleep(wait_s)
    voice = SpokenVoice(Path(manner.speech)) if manner.speech else None
    kept = paths.data_folder() / "virtual"
    place = settings.database
    desk = WorkstationDesk(
        Seat(operator.id, operator.name, f"{socket.gethostname()} (virtual)", new_token()),
        lambda: bootstrap.open_database(settings),
        UnsentResults(kept / "results", place, operator.name),
        UnsavedAnswers(kept / "answers", place),
        _failed,
    )
    virtual = VirtualOperator(
        desk, bootstrap.softphone(voice.sound if voice else None),
        Account(user=f"operator{operator.id}", display_name=operator.name, codecs=("pcma", "pcmu"),
                bind=bind),
        manner, random.Random(chance.random()), failed=_failed,
        speak=voice.speak if voice else lambda _on: None,
        name=operator.name, given=given, language=language(),
    )  # fmt: skip
    try:
        await virtual.run(stop)
    finally:
        if voice is not None:
            await asyncio.to_thread(voice.close)


def _failed(error: BaseException) -> None:
    log.error("a virtual operator's task failed: %s", error, exc_info=error)
