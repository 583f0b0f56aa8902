"""Numbers and calling hours in the settings: routes set up, changed, tried."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from engine.domain.incoming import Choice, Route, RouteKind, RouteSettings
from engine.domain.incoming_week import Day
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import incoming, incoming_routes, week_words
from rino_desktop.console.settings.route_dialogs import LinesDialog, RouteDialog, TryDialog
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.week_view import Part, Row
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.incoming_routes import Board
from rino_desktop.texts import t
from rino_desktop.texts.errors import said


class IncomingHere(SettingsPart):
    section = "incoming"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.incoming
        self._board: Board | None = None
        self._weeks = 0
        start = console.tasks.start
        self._shown.routes.wanted.connect(lambda act, number: start(self._do(act, number)))
        self._shown.routes.view.selectionModel().selectionChanged.connect(lambda *_: self._week())
        self._shown.week_wanted.connect(self._step)

    async def refresh(self) -> None:
        if not self.in_view:
            return
        board = await self.console.connection.run(incoming_routes.read)
        self._board = board
        names = {number: name for name, number in board.names.trunks.items()}
        self._shown.routes.show_lines(
            tuple(_line(place, route, board, names) for place, route in enumerate(board.routes, 1))
        )
        told = incoming_routes.trunk_notes(board)
        if not board.names.trunks:
            told = [self.tr("There are no trunks yet: add one under Trunks.")]
        elif not board.routes:
            told = [self.tr("No routes yet: all calls that come in are refused.")]
        self._shown.routes.say("\n".join(told), "secondary")
        if self._shown.routes.chosen() is None and board.routes:
            self._shown.routes.choose(board.routes[0].id)
        self._week()

    async def leave(self) -> None:
        self._board = None
        self._shown.routes.show_lines(())
        self._week()

    # --- the week ---------------------------------------------------------------------------------

    def _step(self, weeks: int) -> None:
        self._weeks = self._weeks + weeks if weeks else 0
        self._week()

    def _week(self) -> None:
        number, board = self._shown.routes.chosen(), self._board
        if number is None or board is None or number not in {r.id for r in board.routes}:
            self._shown.show_week("", "", ())
            return
        route = board.routes[board.place(number) - 1]
        today = datetime.now().astimezone().date()
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=self._weeks)
        rows = tuple(_row(day) for day in board.week(number, monday))
        self._shown.show_week(route.settings.number, route.settings.timezone, rows)

    # --- what is done -----------------------------------------------------------------------------

    async def _do(self, act: str, number: int | None) -> None:
        board = await self.console.connection.run(incoming_routes.read)
        chosen = next((route for route in board.routes if route.id == number), None)
        if act == "try":
            self._ask_try(board)
        elif act == "lines":
            self._ask_lines(board)
        elif act == "add":
            self._ask(board, None)
        elif chosen is None:
            await self.refresh()  # somebody else has removed it
        elif act == "change":
            self._ask(board, chosen)
        elif act in ("up", "down"):
            place = board.place(chosen.id) + (1 if act == "down" else -1)
            await self.console.connection.run(
                lambda stores: incoming_routes.move(stores, chosen.id, place, now())
            )
            await self.refresh()
        else:
            await self._remove(chosen)

    def _ask(self, board: Board, route: Route | None) -> None:
        count = len(board.routes)
        place = count + 1 if route is None else board.place(route.id)
        dialog = RouteDialog(
            self.console.window, board.names.trunks, {k: board.names.of(k) for k in RouteKind},
            place, max(count + (route is None), 1), None if route is None else _shown(route),
        )  # fmt: skip

        def judge(settings: RouteSettings, place: int) -> None:
            route_id = None if route is None else route.id
            found = incoming_routes.notes(settings, board, route_id, place)
            if not settings.number.strip():
                found.pop("number", None)  # nothing has been written yet
            dialog.show_notes({name: (note.text, note.kind) for name, note in found.items()})

        dialog.edited.connect(judge)
        judge(dialog.settings(), place)
        self.ask(dialog, lambda wished, wanted: self._save(dialog, route, wished, wanted, place))

    async def _save(
        self, dialog: RouteDialog, route: Route | None, wished: RouteSettings, place: int, at: int
    ) -> None:
        """``at``: where it stood when it was asked for."""

        def save(stores: Stores) -> Route:
            if route is None:
                return incoming_routes.add(stores, wished, place, now())
            changed = incoming_routes.change(stores, route.id, wished, now(), route.settings)
            # The others may have been moved meanwhile: only what was asked for is done.
            if place != at:
                incoming_routes.move(stores, route.id, place, now())
            return changed

        saved = await self.attempt(dialog, save)
        if saved is not None:
            self._shown.routes.choose(saved.id)

    async def _remove(self, route: Route) -> None:
        await self.remove(
            self.tr("Remove the route {number}?").format(number=route.settings.number),
            self.tr("Its calls go by the routes that are left, or are refused. Who talks goes on "
                    "talking."),
            lambda stores: incoming_routes.remove(stores, route.id, now()),
        )  # fmt: skip

    # --- tried ------------------------------------------------------------------------------------

    def _ask_try(self, board: Board) -> None:
        number = self._shown.routes.chosen()
        route = next((each for each in board.routes if each.id == number), None)
        plain = route is not None and not set(route.settings.number) & set("*?")
        dialog = TryDialog(
            self.console.window, board.names.trunks, route.settings.trunk if route else "",
            route.settings.number if route is not None and plain else "", now(),
        )  # fmt: skip
        self.ask(dialog, lambda *asked: self._try(dialog, *asked))

    async def _try(
        self, dialog: TryDialog, trunk: str, caller: str, called: str, at: datetime
    ) -> None:
        try:
            found = await self.console.connection.run(
                lambda stores: incoming.foresee(stores, trunk, caller, called, at)
            )
        except KnownError as error:
            dialog.refuse(said(error))
            return
        dialog.show_answer(found.text(), good=found.answered)

    def _ask_lines(self, board: Board) -> None:
        limits = {name: board.limit(number) for name, number in board.names.trunks.items()}
        number = self._shown.routes.chosen()
        trunk = next((r.settings.trunk for r in board.routes if r.id == number), "")
        dialog = LinesDialog(
            self.console.window,
            {name: (limit.lines, ", ".join(limit.sources)) for name, limit in limits.items()},
            trunk,
        )

        async def save(trunk: str, lines: int, hosts: str) -> None:
            await self.attempt(
                dialog,
                lambda stores: incoming_routes.set_lines(
                    stores, trunk, lines, incoming_routes.hosts(hosts), now()
                ),
            )

        self.ask(dialog, save)


def _shown(route: Route) -> RouteSettings:
    settings = route.settings
    return replace(settings, hours=week_words.in_our_language(settings.hours))


def _line(place: int, route: Route, board: Board, names: dict[int, str]) -> Line:
    s = route.settings
    found = incoming_routes.notes(s, board, route.id)
    kinds = {note.kind for note in found.values()}
    kind = next((each for each in ("bad", "warning") if each in kinds), "")
    closed = [text for text in (s.holidays, s.closed) if text]
    hours = week_words.in_our_language(s.hours) or t("always")
    after = s.after_hours or (t("nobody") if s.hours or closed else "")
    cells = (
        str(place), names.get(route.trunk_id, s.trunk), s.number,
        incoming_routes.led_to(s.kind, s.target), "; ".join((hours, *closed)), after,
    )  # fmt: skip
    if s.kind is RouteKind.REJECT:
        cells = (*cells[:4], "", "")
    return Line(route.id, cells, kind, "\n".join(note.text for note in found.values()))


def _row(day: Day) -> Row:
    parts = tuple(
        Part(each.start, each.end, _answers(day, each.choice), _kind(each.choice))
        for each in day.stretches
    )
    return Row(_day_text(day.day), parts)


def _answers(day: Day, choice: Choice) -> str:
    told = incoming_routes.answers(choice)
    return t("{who} (closed day)", who=told) if day.closed else told


def _day_text(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def _kind(choice: Choice) -> str:
    if choice.kind is RouteKind.REJECT:
        return "secondary"
    return "warning" if choice.after_hours else "good"
