"""``operator listen``, ``listeners``, ``switch``, ``state``: a supervisor at the command line."""

import contextlib
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.domain.call_key import key_of_incoming, written
from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import Shown, StateWish, SupervisionState
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Database, Stores
    from engine.ports.supervision import Supervision
    from rino_desktop.operator_states import StateOrder

_LOOK_S = 0.3
#: An engine answers a change of state within so long, or none is there.
_ANSWER_S = 8.0
_MODES = [mode.value for mode in SuperviseMode]


def add_to(group: Group) -> None:
    listen = group.command("listen", t("hear a live call on a telephone, until Ctrl-C"), _listen)
    listen.add_argument("name", metavar="NAME", nargs="?", help=t("of the operator who has it"))
    whom = listen.add_mutually_exclusive_group()
    whom.add_argument("--attempt", type=positive, metavar="N",
                      help=t("of a campaign's call, also one that its scheme leads"))  # fmt: skip
    whom.add_argument("--incoming", type=positive, metavar="N", help=t("of a call that came in"))
    listen.add_argument("--mode", choices=_MODES, default=_MODES[0],
                        help=t("be heard by nobody, by the operator, by both"))  # fmt: skip
    listen.add_argument("--phone", required=True, metavar="ADDRESS",
                        help=t("where you are rung: sip:NAME@HOST:PORT or a number"))  # fmt: skip
    group.command("listeners", t("who listens to whom now"), _listeners)
    switch = group.command("switch", t("another mode for one who listens, or leave"), _switch)
    switch.add_argument("number", metavar="N", type=positive)
    to = switch.add_mutually_exclusive_group(required=True)
    to.add_argument("--mode", choices=_MODES)
    to.add_argument("--leave", action="store_true", help=t("the others talk on"))
    shown = group.command("shown", t("when operators see that they are listened to"), _shown)
    shown.add_argument("when", choices=[each.value for each in Shown], nargs="?",
                       help=t("never; when they hear the supervisor; always"))  # fmt: skip
    state = group.command("state", t("change what an operator does, from afar"), _state)
    state.add_argument("name", metavar="NAME")
    state.add_argument("state", choices=[each.value for each in StateWish])
    state.add_argument("--reason", default="", metavar="NAME", help=t("of the break"))


def _listen(context: Context) -> int:
    from rino_desktop import actors, supervision
    from rino_desktop.operator_skills import operator_named

    args, who = context.args, actors.at_the_command_line()
    if bool(args.name) == bool(args.attempt or args.incoming):
        raise KnownError(
            t("Say whose call it is: the operator's name, or --attempt, or --incoming.")
        )
    phone, mode = supervision.telephone(args.phone), SuperviseMode(args.mode)

    def begin(stores: "Stores") -> int:
        if args.name:
            operator = operator_named(stores, args.name)
            return supervision.begin_with_operator(stores, who, operator.id, mode, phone)
        key = args.attempt or key_of_incoming(args.incoming)
        return supervision.begin_with_call(stores, who, key, mode, phone)

    with context.database() as database:
        number = database.transact(begin)
        with _interruptible():
            try:
                last = _follow(context, database, number)
            except KeyboardInterrupt:
                now = context.now()
                database.transact(lambda s: supervision.leave(s, who, number, now))
                last = _until_over(database, number, now)
    heard = last is not None and last.answered_at is not None
    why = supervision.why_text("" if last is None else last.why)
    if not heard and (last is None or last.why != "left"):
        raise KnownError(why)
    seconds = 0
    if last is not None and last.answered_at and last.ended_at:
        seconds = round((last.ended_at - last.answered_at).total_seconds())
    context.out.done(
        {"id": number, "why": last.why if last else None, "seconds": seconds},
        t("{why} Listened for {seconds} s.", why=why, seconds=seconds),
    )
    return 0


def _follow(context: Context, database: "Database", number: int) -> "Supervision | None":
    """Until it is over; what changes is said."""
    told = ""
    while True:
        try:
            found, name = database.transact(partial(_seen, number=number, now=context.now()))
        except StorageUnavailable as error:
            if told:
                told = ""
                context.out.note(t("The database is away, what you hear goes on: {why}", why=error))
            time.sleep(_LOOK_S)
            continue
        if found is None or found.over:
            return found
        line = _status(found, name)
        if line != told:
            told = line
            context.out.note(line)
        time.sleep(_LOOK_S)


def _seen(stores: "Stores", number: int, now: datetime) -> "tuple[Supervision | None, str]":
    from rino_desktop import supervision

    found = supervision.look(stores, number, now)
    return found, "" if found is None else _heard(stores, found)


def _until_over(database: "Database", number: int, now: datetime) -> "Supervision | None":
    """The engine hangs up; it is not waited for for ever."""
    from rino_desktop import supervision

    found = None
    for _ in range(round(5 / _LOOK_S)):
        found = database.transact(lambda s: supervision.look(s, number, now))
        if found is None or found.over:
            break
        time.sleep(_LOOK_S)
    return found


def _heard(stores: "Stores", found: "Supervision") -> str:
    """Whom he hears."""
    operator_id = found.operator_id or found.asked.operator_id
    user = stores.users.by_id(operator_id) if operator_id else None
    key = found.call_key or found.asked.call_key
    return ", ".join(filter(None, (user.name if user else "", written(key) if key else "")))


def _status(found: "Supervision", name: str) -> str:
    from rino_desktop import supervision

    if found.state is SupervisionState.ASKED:
        return t("Asking the engines (supervision {number}) …", number=found.id)
    if found.state is SupervisionState.RINGING:
        return t("Your telephone rings: {phone}", phone=found.asked.phone)
    line = t("{mode}: {name}", mode=mode_word(found.mode), name=name)
    why = supervision.why_text(found.why)
    return f"{line}. {why}" if why else line


def mode_word(mode: SuperviseMode | None) -> str:
    words = {
        SuperviseMode.LISTEN: t("you listen, nobody hears you"),
        SuperviseMode.WHISPER: t("the operator alone hears you"),
        SuperviseMode.JOIN: t("both hear you"),
    }
    return words[mode] if mode is not None else ""


def _listeners(context: Context) -> None:
    from rino_desktop import supervision

    def read(stores: "Stores") -> "list[tuple[Supervision, str]]":
        return [(each, _heard(stores, each)) for each in supervision.live(stores)]

    found = context.transact(read)
    context.out.table(
        [
            {"id": each.id, "who": each.asked.who.name, "state": each.state, "mode": each.mode,
             "operator_id": each.operator_id, "call": written(each.call_key) if each.call_key
             else None, "since": iso(each.answered_at)}
            for each, _name in found
        ],
        (t("number"), t("who"), t("listens to"), t("how")),
        [(each.id, each.asked.who.name, name, each.mode or each.state) for each, name in found],
        t("Nobody listens now."),
    )  # fmt: skip


def _switch(context: Context) -> None:
    from rino_desktop import actors, supervision

    args, who, now = context.args, actors.at_the_command_line(), context.now()
    if args.leave:
        context.transact(lambda s: supervision.leave(s, who, args.number, now))
        context.out.done({"id": args.number}, t("Left."))
        return
    mode = SuperviseMode(args.mode)
    context.transact(lambda s: supervision.switch(s, who, args.number, mode))
    deadline = time.monotonic() + _ANSWER_S
    while True:
        found = context.transact(lambda s: supervision.look(s, args.number, now))
        if found is None or found.over or found.answered_wish == found.wish:
            break
        if time.monotonic() >= deadline:
            raise KnownError(supervision.why_text("no_engine"))
        time.sleep(_LOOK_S)
    if found is None or found.over or found.why:
        raise KnownError(supervision.why_text(found.why if found else "call_over"))
    context.out.done({"id": found.id, "mode": found.mode}, t("Now: {mode}", mode=mode_word(mode)))


def _shown(context: Context) -> None:
    from rino_desktop import supervision

    args, now = context.args, context.now()
    if args.when:
        shown = Shown(args.when)
        context.transact(lambda s: supervision.set_shown(s, shown, now))
    else:
        shown = context.transact(lambda s: s.supervisions.shown())
    words = {
        Shown.NEVER: t("Operators never see that they are listened to."),
        Shown.HEARD: t("Operators see a supervisor who whispers to them or has joined."),
        Shown.ALWAYS: t("Operators see everybody who listens to them."),
    }
    context.out.done({"shown": shown}, words[shown])


def _state(context: Context) -> None:
    from rino_desktop import actors, operator_states, supervision
    from rino_desktop.operator_skills import operator_named

    args, who, now = context.args, actors.at_the_command_line(), context.now()
    wish = StateWish(args.state)

    def give(stores: "Stores") -> "tuple[str, StateOrder]":
        operator = operator_named(stores, args.name)
        return operator.name, operator_states.order(
            stores, who, operator.id, wish, now, args.reason
        )

    name, order = context.transact(give)
    deadline = time.monotonic() + _ANSWER_S
    while (why := context.transact(lambda s: operator_states.outcome(s, order.order_id))) is None:
        if time.monotonic() >= deadline:
            raise KnownError(supervision.why_text("no_engine"))
        time.sleep(_LOOK_S)
    if why:
        raise KnownError(why)
    done = t("{name}: done.", name=name)
    later = t("{name} has a call: it holds from its end on.", name=name)
    context.out.done(
        {"name": name, "state": wish, "later": order.later}, later if order.later else done
    )


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """SIGTERM leaves as Ctrl-C does."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
