"""The demo from beginning to end."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from engine.errors import KnownError
from rino_desktop import bootstrap
from rino_desktop.demo import billing, cast, closing, harvest, office, screen
from rino_desktop.demo.engine_process import EngineProcess
from rino_desktop.demo.list_maker import MadeList, make_list
from rino_desktop.demo.operators.run import OperatorsDemo
from rino_desktop.demo.places import FOLDER, OnlyDemo
from rino_desktop.demo.play import Cut, Note, Play, Screen, undisturbed
from rino_desktop.demo.screen import Show
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.snapshot import Observer, Snapshot, node_names, take
from rino_desktop.guest import Guest
from rino_desktop.settings import Settings
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

#: Subscribers on the list, dirt included. Tests ask for fewer.
_SUBSCRIBERS = "RINO_DEMO_SUBSCRIBERS"
_TICK_S = 0.4
#: Whoever leaves in the middle waits for the engine no longer than this.
_CUT_S = 3.0
#: A campaign that takes longer hangs.
_LONGEST_S = 400.0


def run(settings: Settings, *, headless: bool, operators: bool) -> int:
    """See ``rino_desktop.demo.run_demo``."""
    console = screen.console()
    note = _noter(settings, console)
    seen = console.is_terminal and not console.is_dumb_terminal and not settings.json
    seen = seen and not operators  # the picture is of debtors and their promises

    def look() -> AbstractContextManager[Show]:
        return screen.live(console) if seen else screen.plain(note)

    windowed = not headless and _can_open_window(note, operators)
    with OnlyDemo(Path.cwd() / FOLDER) as places:
        demo: Play = Demo(places, settings, note)
        if operators:
            demo = OperatorsDemo(places, settings, note, with_user=windowed)
        if windowed:
            from rino_desktop.demo import window

            outcome = window.run(demo, places.settings(settings), note)
        else:
            with _terminated_like_interrupted():
                outcome = demo.play(look)
    if outcome is None:
        return 0
    if settings.json:
        from rino_desktop.cli.output import Output

        Output(json=True).document(outcome.as_json())
    else:
        closing.print_outcome(console, outcome)
    return 0 if outcome.agrees else 1


def _noter(settings: Settings, console: Console) -> Note:
    def to_stderr(line: str) -> None:
        sys.stderr.write(line + "\n")

    def to_console(line: str) -> None:
        console.print(line, soft_wrap=True)

    return to_stderr if settings.json else to_console


def _can_open_window(note: Note, operators: bool) -> bool:
    from rino_desktop import gui

    try:
        gui.require_window()
    except KnownError as error:
        instead = (
            t("A fourth virtual operator takes your place.") if operators
            else t("The demo runs in the terminal.")
        )  # fmt: skip
        note(f"{said(error)} {instead}")
        return False
    return True


class Demo(Play):
    @property
    def guest(self) -> Guest:
        return Guest(t("Demo"), "supervisor")

    def play(self, look: Screen) -> closing.Outcome:
        places = self._places
        made = self._make_list()
        self._note(t("Setting up: a database, a list of {rows} rows, a billing database, "
                     "subscribers with telephones", rows=made.rows))  # fmt: skip
        debts = billing.make(places, made.first_phones, _today())
        voices = cast.record_voices(bootstrap.speech(), places.farm)
        database = office.set_up(places, self._settings, made)
        behaviours = cast.behaviours(voices, made.first_phones)
        behaviours["rules"] += billing.rules(debts, voices)
        farm = Farm(places.farm, seed=7, behaviours=behaviours)
        engine: EngineProcess | None = None
        observer: Observer[Snapshot] | None = None
        try:
            farm.start()
            imported = office.open_campaign(places, self._settings, database, farm.port)
            billing.open_campaign(places, self._settings, database, debts, office.TRUNK)
            self._note(imported.text().splitlines()[0])
            started = time.monotonic()
            engine = EngineProcess(places.config, places.engine_log)
            nodes = node_names(database, office.CAMPAIGN)
            observer = Observer(lambda: take(database, office.CAMPAIGN, farm.calls(), nodes))
            self.open.set()
            with look() as show:
                self._watch(observer, farm, engine, show)
            seconds = time.monotonic() - started
            observer.stop()
            self._note(t("Writing the reports"))
            return harvest.bring_in(places, database, imported.report, debts, farm.calls(), seconds)
        finally:
            with undisturbed():
                # The subscribers go first: a call whose subscriber hangs up holds nobody back.
                if engine is not None and self.cut.is_set():
                    engine.ask_to_stop()
                farm.stop()
                if engine is not None:
                    engine.stop(*([_CUT_S] if self.cut.is_set() else []))
                # A connection whose reader is stuck is left to the end of the process.
                if observer is None or observer.stop():
                    database.close()

    def _make_list(self) -> MadeList:
        try:
            subscribers = int(os.environ.get(_SUBSCRIBERS, "200"))
            return make_list(self._places.contacts, today=_today(), subscribers=subscribers)
        except ValueError as error:
            raise KnownError(f"{_SUBSCRIBERS}: {error}.") from None

    def _watch(
        self, observer: Observer[Snapshot], farm: Farm, engine: EngineProcess, show: Show
    ) -> None:
        """Until the engine has nothing left to do. KnownError when it or the subscribers die."""
        started = time.monotonic()
        while not engine.finished():
            elapsed = time.monotonic() - started
            if elapsed > _LONGEST_S:
                raise KnownError(
                    t("The campaign is not over after {seconds} s.", seconds=int(elapsed)),
                    mend=t("Its log: {file}", file=self._places.engine_log),
                )
            farm.check()
            latest = observer.latest()
            if latest is not None:
                show(latest, elapsed)
            if self.cut.wait(_TICK_S):
                raise Cut


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends the demo like Ctrl-C does: with everything it has started."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
