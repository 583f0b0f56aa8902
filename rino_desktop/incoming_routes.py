"""Routes of calls that come in: what there is, what is wrong with one, adding and changing them.

The console's settings and the command line share these; each change is in the audit log with what
was before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from engine.domain.incoming import (
    ANY,
    USUAL_LINES,
    Choice,
    IncomingTrunk,
    Route,
    RouteKind,
    RouteSettings,
    check_route,
)
from engine.domain.incoming_week import Day, gaps, hidden_by, overlaps, week
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import week_words
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

#: Valid, and about nothing but the field that is put into it.
_ALONE = RouteSettings("", ANY, RouteKind.QUEUE, "x", hours="mon 00:00-24:00")


@dataclass(frozen=True, slots=True)
class Names:
    """What a route can name. ``trunks``: name → number in the database; ``schemes``: published."""

    trunks: Mapping[str, int]
    schemes: tuple[str, ...]
    queues: tuple[str, ...]
    operators: tuple[str, ...]

    def of(self, kind: RouteKind) -> tuple[str, ...]:
        return {
            RouteKind.SCHEME: self.schemes, RouteKind.QUEUE: self.queues,
            RouteKind.OPERATOR: self.operators, RouteKind.REJECT: (),
        }[kind]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Board:
    """``limits``: by the trunk's number, of those only that are not as usual."""

    routes: tuple[Route, ...]
    names: Names
    limits: Mapping[int, IncomingTrunk]

    def limit(self, trunk_id: int) -> IncomingTrunk:
        return self.limits.get(trunk_id, IncomingTrunk(trunk_id))

    def place(self, route_id: int) -> int:
        """From 1."""
        return [route.id for route in self.routes].index(route_id) + 1

    def week(self, route_id: int, first: date) -> tuple[Day, ...]:
        return week(next(route for route in self.routes if route.id == route_id), first)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a field. ``kind``: "bad": it is refused; "warning"; "secondary"."""

    text: str
    kind: str


def read(stores: Stores) -> Board:
    published = stores.schemes.published_ids()
    schemes = [each.name for each in stores.schemes.all() if each.name.casefold() in published]
    return Board(
        tuple(stores.incoming.routes()),
        Names(
            {trunk.name: trunk.id for trunk in stores.trunks.all()},
            tuple(sorted(schemes, key=str.casefold)),
            tuple(queue.name for queue in stores.operators.queues()),
            tuple(operator.name for operator in stores.operators.operators()),
        ),
        {each.trunk_id: each for each in stores.incoming.trunks()},
    )


# --- what is done ---------------------------------------------------------------------------------


def normal(settings: RouteSettings) -> RouteSettings:
    """As it is stored: numbers in E.164, countries in capitals, days in English. KnownError for a
    country that nobody knows."""
    from engine.lists.phones import PhoneReader
    from engine.service.incoming_numbers import e164

    country = PhoneReader(settings.country.strip()).country
    number = settings.number.strip()
    if not set(number) & set("*?"):
        number = e164(number, country) or number
    return replace(
        settings, number=number, country=country, target=settings.target.strip(),
        hours=week_words.in_english(settings.hours).strip(),
        holidays=settings.holidays.strip().upper(),
        closed=settings.closed.strip(), after_hours=settings.after_hours.strip(),
        timezone=settings.timezone.strip(),
    )  # fmt: skip


def add(stores: Stores, settings: RouteSettings, place: int | None, now: datetime) -> Route:
    """``place`` from 1, None: the last. KnownError for what cannot be meant."""
    route = stores.incoming.add_route(normal(settings), place)
    details = {name: value for name, value in asdict(route.settings).items() if value != ""}
    _record(stores, now, "incoming.route_add", route, details)
    return route


def change(
    stores: Stores, route_id: int, settings: RouteSettings, now: datetime,
    base: RouteSettings | None = None,
) -> Route:  # fmt: skip
    """Running engines follow within a second; calls that go on are not touched. ``base``: what the
    change was made from; KnownError when somebody else has changed the route since."""
    before = find(stores, route_id)
    if base is not None and before.settings != base:
        raise KnownError(
            t("The route {number} was changed by somebody else meanwhile; nothing was saved.",
              number=before.settings.number),
            mend=t("Close the window, look at what it says now, and change that."),
        )  # fmt: skip
    settings = normal(settings)
    if settings == before.settings:
        return before
    route = stores.incoming.change_route(route_id, settings)
    old, new = asdict(before.settings), asdict(settings)
    changed = {name: [old[name], new[name]] for name in new if new[name] != old[name]}
    _record(stores, now, "incoming.route_change", route, changed)
    return route


def move(stores: Stores, route_id: int, place: int, now: datetime) -> None:
    """``place`` from 1; the first route that matches counts."""
    order = [route.id for route in stores.incoming.routes()]
    route = find(stores, route_id)
    place = min(max(place, 1), len(order))
    before = order.index(route_id) + 1
    if place == before:
        return
    stores.incoming.move_route(route_id, place)
    _record(stores, now, "incoming.route_move", route, {"place": [before, place]})


def remove(stores: Stores, route_id: int, now: datetime) -> None:
    """Its numbers go by the routes that are left; who talks goes on talking."""
    known = [route for route in stores.incoming.routes() if route.id == route_id]
    stores.incoming.remove_route(route_id)
    for route in known:
        details = {name: value for name, value in asdict(route.settings).items() if value != ""}
        _record(stores, now, "incoming.route_remove", route, details)


def set_lines(
    stores: Stores, trunk: str, lines: int, sources: Sequence[str], now: datetime
) -> IncomingTrunk:
    """So many calls at once; ``sources``: hosts that may call besides the trunk's proxies."""
    found = stores.trunks.by_name(trunk)
    known = {each.trunk_id: each for each in stores.incoming.trunks()}
    before = known.get(found.id, IncomingTrunk(found.id))
    wished = IncomingTrunk(found.id, lines, hosts(",".join(sources)))
    if wished == before:
        return before
    stores.incoming.set_trunk(wished)
    changed: dict[str, object] = {}
    if before.lines != wished.lines:
        changed["lines"] = [before.lines, wished.lines]
    if before.sources != wished.sources:
        changed["sources"] = [", ".join(before.sources), ", ".join(wished.sources)]
    stores.audit.record(now, "incoming.lines", found.name, changed, subject_id=found.id)
    return wished


def hosts(text: str) -> tuple[str, ...]:
    """As they are written: by commas."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def find(stores: Stores, route_id: int) -> Route:
    found = next((route for route in stores.incoming.routes() if route.id == route_id), None)
    if found is None:
        raise KnownError(
            "there is no route {number}.",
            mend="See: rino-desktop incoming route list",
            number=route_id,
        )
    return found


def _record(
    stores: Stores, now: datetime, action: str, route: Route, details: Mapping[str, object]
) -> None:
    subject = f"{route.settings.trunk} {route.settings.number}"
    stores.audit.record(now, action, subject, details, subject_id=route.id)


# --- what is to be said of a route ----------------------------------------------------------------


def notes(settings: RouteSettings, board: Board, route_id: int | None = None,
          place: int | None = None) -> dict[str, Note]:  # fmt: skip
    """By the setting's name: why it would be refused, else what it leads to that may not be meant:
    hours that are named twice, times when nobody answers, an earlier route that takes its calls.
    ``route_id`` None: a new one; ``place``: where it is to stand, None: where it does, or last."""
    settings = replace(settings, hours=week_words.in_english(settings.hours))
    found: dict[str, Note] = {}
    for name in ("number", "hours", "timezone", "holidays", "closed", "match_days", "max_call_s"):
        alone: dict[str, Any] = {name: getattr(settings, name)}
        try:
            check_route(replace(_ALONE, **alone))
        except KnownError as error:
            found[name] = Note(said(error), "bad")
    _note_names(settings, board.names, found)
    if "hours" not in found and settings.kind is not RouteKind.REJECT:
        _note_hours(settings, found)
    if "number" not in found:
        _note_hidden(settings, board, route_id, place, found)
    return found


def _note_names(settings: RouteSettings, names: Names, found: dict[str, Note]) -> None:
    known = {name.casefold() for name in names.of(settings.kind)}
    target, kind = settings.target.strip(), settings.kind
    if kind is not RouteKind.REJECT and target and target.casefold() not in known:
        # People and queues may come later; a scheme is refused by the store.
        found["target"] = (
            Note(t("There is no published scheme of that name."), "bad")
            if kind is RouteKind.SCHEME
            else Note(t("There is none of that name yet: calls go on as after hours."), "warning")
        )
    after = settings.after_hours.strip().casefold()
    if after and after not in {name.casefold() for name in names.schemes}:
        found["after_hours"] = Note(t("There is no published scheme of that name."), "bad")


def _note_hours(settings: RouteSettings, found: dict[str, Note]) -> None:
    twice = week_words.week_times(overlaps(settings.hours))
    if twice:
        found["hours"] = Note(t("Named twice: {times}.", times=twice), "warning")
    if settings.after_hours.strip():
        always = not (settings.hours or settings.holidays or settings.closed)
        if always and settings.kind is RouteKind.SCHEME:
            found["after_hours"] = Note(
                t("It would never answer: the route has no hours, holidays or closed days."), "bad"
            )
        return
    left = week_words.week_times(gaps(settings))
    days = settings.holidays.strip() or settings.closed.strip()
    if left and days:
        text = t("Nobody answers: {times}; on holidays and closed days.", times=left)
    elif left:
        text = t("Nobody answers: {times}.", times=left)
    elif days:
        text = t("Nobody answers on holidays and closed days.")
    else:
        return
    found.setdefault("after_hours", Note(text, "warning"))


def _note_hidden(
    settings: RouteSettings, board: Board, route_id: int | None, place: int | None,
    found: dict[str, Note],
) -> None:  # fmt: skip
    trunk_id = board.names.trunks.get(settings.trunk)
    if trunk_id is None:
        return
    others = [route for route in board.routes if route.id != route_id]
    if place is None:
        place = len(others) + 1 if route_id is None else board.place(route_id)
    # Numbers of places are not those of positions, which have gaps.
    ordered = [replace(route, position=2 * n) for n, route in enumerate(others, 1)]
    this = Route(0, 2 * place - 1, trunk_id, _known_number(settings))
    earlier = hidden_by([*ordered, this], this)
    if earlier is not None:
        found["number"] = Note(
            t("No call reaches it: the route {number} at place {place} takes them all.",
              number=earlier.settings.number, place=board.place(earlier.id)), "warning",
        )  # fmt: skip


def _known_number(settings: RouteSettings) -> RouteSettings:
    try:
        return normal(settings)
    except KnownError:
        return settings


def led_to(kind: str, target: str) -> str:
    """``kind``: a RouteKind's value, "" for none."""
    words = {
        "scheme": t("scheme"), "queue": t("queue"), "operator": t("operator"),
        "reject": t("refused"), "": "",
    }  # fmt: skip
    return f"{words[kind]} {target}".strip()


def answers(choice: Choice) -> str:
    """Who answers, in a few words."""
    if choice.kind is RouteKind.REJECT and choice.after_hours:
        return t("nobody")
    return led_to(choice.kind, choice.target)


def trunk_notes(board: Board) -> list[str]:
    """What becomes of numbers that no route is for."""
    found = []
    for name, trunk_id in board.names.trunks.items():
        patterns = {r.settings.number for r in board.routes if r.trunk_id == trunk_id}
        if patterns and ANY not in patterns:
            found.append(t("{trunk}: all other numbers are refused (404).", trunk=name))
    return found


def lines_text(limit: IncomingTrunk) -> str:
    usual = limit.lines == USUAL_LINES and not limit.sources
    return "" if usual else ", ".join((str(limit.lines), *limit.sources))
