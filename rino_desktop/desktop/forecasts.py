"""Forecasts in the window: reads the campaign, has it run in processes of their own, keeps and
compares."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.domain.campaign import DayHours
from engine.errors import KnownError
from engine.forecast.bands import Bands, FinishBand
from engine.forecast.kept import Forecast, Occasion
from engine.forecast.learning import Given
from engine.ports.storage import StorageUnavailable
from engine.service.forecast_runs import MOST_PROCESSES, Cancelled
from rino_desktop import forecast_compare, forecast_words, forecasts
from rino_desktop.console.forecast.chart import Curve, Point
from rino_desktop.console.forecast.dialog import Figure, ForecastDialog
from rino_desktop.console.forecast.wishes import Choice
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.forecast_compare import HOUR, Comparison
from rino_desktop.forecasts import Ready, Wish
from rino_desktop.texts.errors import said

#: Sliders go so far beyond what is there.
_MORE, _MORE_LINES, _MORE_OPERATORS = 4, 50, 20
#: For the wallboard, which only asks for the end.
_FEW_RUNS = 5
_START_RUNS = 10

log = logging.getLogger(__name__)


class Forecasts(QObject):
    """``user_name``: who keeps forecasts."""

    def __init__(self, window: QWidget, connection: Connection, tasks: Tasks,
                 user_name: Callable[[], str] = lambda: "") -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._tasks = tasks
        self._user_name = user_name

    def open(self, name: str) -> ForecastDialog:
        """The window of that campaign's forecast; its first one is begun at once."""
        dialog = ForecastDialog(self._window, name)
        _One(dialog, name, self._connection, self._tasks, self._user_name)
        dialog.open()
        return dialog

    async def end_from_now(self, name: str, runs: int = _FEW_RUNS) -> FinishBand:
        """When the campaign will be done, as it stands: seconds of one processor, in the
        background, so ask every few minutes only. KnownError, StorageUnavailable."""
        return (await self._made(name, runs)).bands.finish

    async def keep_at_start(self, name: str) -> None:
        """Make and keep the forecast of a campaign that has just been started."""
        try:
            made = await self._made(name, _START_RUNS)
        except KnownError as error:
            log.info("no forecast at the start of %s: %s", name, error)
            return
        by = self._user_name()
        if made.bands.contacts:
            await self._connection.run(lambda s: forecasts.keep(s, made, by, Occasion.START))

    async def _made(self, name: str, runs: int) -> Forecast:
        """Calls go before it: it takes one processor and no more."""
        now = datetime.now(UTC)
        ready = await self._connection.run(lambda stores: forecasts.read(stores, name, Wish(), now))
        inputs = replace(ready.inputs, runs=min(runs, ready.inputs.runs))
        return await in_background(replace(ready, inputs=inputs), now, processes=1)


async def in_background(
    ready: Ready, now: datetime, on_run: Callable[[int, Bands], None] | None = None,
    processes: int = MOST_PROCESSES,
) -> Forecast:  # fmt: skip
    """``forecasts.make`` in a thread; a cancelled task ends its processes. ``on_run`` is called in
    the event loop."""
    loop, cancel = asyncio.get_running_loop(), Event()

    def tell(done: int, bands: Bands) -> None:
        if on_run is not None and not cancel.is_set():
            loop.call_soon_threadsafe(on_run, done, bands)

    work = loop.run_in_executor(
        None, lambda: forecasts.make(ready, now, cancel=cancel, on_run=tell, processes=processes)
    )
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        cancel.set()
        # The thread ends by itself within a moment; nobody wants to hear of it.
        work.add_done_callback(lambda done: done.cancelled() or done.exception())
        raise


class _One(QObject):
    """Behind one dialog."""

    def __init__(self, dialog: ForecastDialog, name: str, connection: Connection, tasks: Tasks,
                 user_name: Callable[[], str]) -> None:  # fmt: skip
        super().__init__(dialog)
        self._dialog = dialog
        self._name = name
        self._connection = connection
        self._tasks = tasks
        self._user_name = user_name
        self._task: asyncio.Task[None] | None = None
        self._choice: Choice | None = None
        self._offered: Choice | None = None
        self._base: Bands | None = None
        self._made: Forecast | None = None
        dialog.wishes.changed.connect(self._on_changed)
        dialog.again_wanted.connect(lambda: self._begin(self._choice))
        dialog.cancel_wanted.connect(self._stop)
        dialog.keep_wanted.connect(lambda: self._tasks.start(self._keep()))
        dialog.compare_wanted.connect(lambda: self._tasks.start(self._compare()))
        dialog.finished.connect(lambda _result: self._cancel())
        self._begin(None)

    # --- running -------------------------------------------------------------------------------

    def _on_changed(self, choice: Choice) -> None:
        self._choice = choice
        self._begin(choice)

    def _begin(self, choice: Choice | None) -> None:
        self._cancel()
        self._dialog.keep.setEnabled(False)
        self._dialog.begin(0)
        self._task = self._tasks.start(self._run(choice))

    def _stop(self) -> None:
        self._cancel()
        self._dialog.end()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self, choice: Choice | None) -> None:
        now = datetime.now(UTC)
        wish = Wish() if choice is None else _wish(choice, self._offered or choice)
        try:
            ready = await self._connection.run(lambda s: forecasts.read(s, self._name, wish, now))
            if choice is None:
                self._offer(ready)
            if not ready.plan.contacts:
                self._dialog.end(forecast_words.no_contacts())
                return
            notes = [forecast_words.note(code) for code in ready.notes]
            self._dialog.show_basis(forecast_words.basis(ready.inputs), notes)
            self._dialog.begin(ready.inputs.runs)
            made = await in_background(ready, now, self._on_run)
        except (KnownError, StorageUnavailable) as error:
            self._dialog.end(said(error))
            return
        except Cancelled:
            return
        self._made = made
        if choice is None:
            self._base = made.bands
        self._show(made.bands)
        self._dialog.end()
        self._dialog.keep.setEnabled(True)

    def _on_run(self, done: int, bands: Bands) -> None:
        if shiboken6.isValid(self._dialog) and self._task is not None:
            self._dialog.advance(done)
            self._show(bands)

    def _offer(self, ready: Ready) -> None:
        inputs = ready.inputs
        choice = self._offered = Choice(
            inputs.lines, inputs.operators, *_whole(inputs.weekdays), *_whole(inputs.weekend),
            max(1, round(100 * inputs.answer_rate)),
        )  # fmt: skip
        operators = inputs.operators
        self._dialog.wishes.offer(
            choice,
            most_lines=max(_MORE * inputs.lines, ready.trunk_lines, _MORE_LINES),
            most_operators=max(_MORE * operators, _MORE_OPERATORS) if operators else 0,
        )

    # --- what is shown -------------------------------------------------------------------------

    def _show(self, bands: Bands) -> None:
        base = self._base if self._choice is not None else None
        beside = {line.code: line.value for line in forecast_words.lines(base)} if base else {}
        self._dialog.show_figures(
            [Figure(line.label, line.value, beside.get(line.code, ""))
             for line in forecast_words.lines(bands)],
            forecast_words.as_it_is() if base else "", forecast_words.most_likely(),
        )  # fmt: skip
        self._dialog.show_curves(*curves(bands, base))

    async def _keep(self) -> None:
        made, by = self._made, self._user_name()
        if made is None:
            return
        kept = await self._connection.run(lambda s: forecasts.keep(s, made, by, Occasion.ASKED))
        self._dialog.keep.setEnabled(False)
        self._dialog.tell(forecast_words.kept(kept.id))

    async def _compare(self) -> None:
        now = datetime.now(UTC)
        try:
            found = await self._connection.run(
                lambda s: forecast_compare.compare(s, self._name, now)
            )
        except KnownError as error:
            self._dialog.tell(said(error))
            return
        self._stop()
        self._dialog.show_figures(
            [Figure(row.label, row.forecast, row.fact, row.within) for row in found.rows],
            forecast_words.fact(), forecast_words.forecast_of(found.forecast.made_at),
        )  # fmt: skip
        self._dialog.show_curves(*curves(found.forecast.bands, None, found))


def _wish(choice: Choice, offered: Choice) -> Wish:
    """What was left as it was offered stays as it is, to the minute."""
    weekdays = (choice.opens, choice.closes)
    weekend = (choice.weekend_opens, choice.weekend_closes)
    rate = choice.answer_percent
    return Wish(
        lines=choice.lines,
        operators=choice.operators or None,
        weekdays=None if weekdays == (offered.opens, offered.closes) else _hours(*weekdays),
        weekend=None
        if weekend == (offered.weekend_opens, offered.weekend_closes)
        else _hours(*weekend),
        given=Given(answer_rate=None if rate == offered.answer_percent else rate / 100),
    )


def _whole(hours: DayHours) -> tuple[int, int]:
    return hours.start // 60, -(-hours.end // 60)


def _hours(opens: int, closes: int) -> DayHours:
    return DayHours(opens * 60, closes * 60) if opens < closes else DayHours(0, 0)


def curves(
    bands: Bands, base: Bands | None, found: Comparison | None = None
) -> tuple[Curve, Curve]:
    """Calls an hour, and contacts left."""
    hours = bands.hours
    facts = found.hours if found is not None else ()
    calls = Curve(
        tuple(Point(h.begins, h.calls.low, h.calls.median, h.calls.high) for h in hours),
        tuple((h.begins, h.calls.median) for h in base.hours) if base else (),
        tuple((h.begins, float(h.calls)) for h in facts),
    )
    return calls, Curve(_left(bands), _middles(base) if base else ())


def _left(bands: Bands) -> tuple[Point, ...]:
    """At the beginning, and at the end of each hour."""
    everybody = float(bands.contacts)
    return (
        Point(bands.start, everybody, everybody, everybody),
        *(
            Point(hour.begins + HOUR, hour.left.low, hour.left.median, hour.left.high)
            for hour in bands.hours
        ),
    )


def _middles(bands: Bands) -> tuple[tuple[datetime, float], ...]:
    return tuple((point.at, point.median) for point in _left(bands))
