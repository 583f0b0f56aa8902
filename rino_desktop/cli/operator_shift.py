"""``operator shift add | off | list | remove``: when operators are to be at work."""

import argparse
from datetime import date, time
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, positive
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.shifts import Shift
    from engine.ports.storage import Stores


def add_to(operators: Group) -> None:
    group = operators.group("shift", t("when operators are to be at work"))
    add = group.command("add", t("a shift on weekdays, or with --day on a single day"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--from", metavar="HH:MM", dest="begins", type=_time, required=True)
    add.add_argument("--to", metavar="HH:MM", dest="ends", type=_time, required=True)
    add.add_argument("--weekdays", metavar="WEEKDAYS", default="12345",
                     help=t("1 (Monday) to 7, such as 12345"))  # fmt: skip
    add.add_argument("--day", metavar="DATE", type=_day,
                     help=t("only on this day, in place of the others"))  # fmt: skip
    add.add_argument("--since", metavar="DATE", type=_day, help=t("from this day on"))
    add.add_argument("--until", metavar="DATE", type=_day, help=t("to this day"))
    add.add_argument(
        "--timezone", metavar="ZONE", help=t("whose clock; else that of most campaigns")
    )
    off = group.command("off", t("a day off"), _off)
    off.add_argument("name", metavar="NAME")
    off.add_argument("--day", metavar="DATE", type=_day, required=True)
    shown = group.command("list", t("all of them, or one operator's"), _list)
    shown.add_argument("name", metavar="NAME", nargs="?")
    remove = group.command("remove", t("remove one"), _remove)
    remove.add_argument("number", metavar="NUMBER", type=positive)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text if len(text) > 4 else f"0{text}")
    except ValueError:
        raise argparse.ArgumentTypeError(
            t("{text} is not a time such as 08:30", text=repr(text))
        ) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            t("{text} is not a date such as 2026-11-23", text=repr(text))
        ) from None


def _add(context: Context) -> None:
    args = context.args
    if args.day and (args.since or args.until):
        raise WrongUsage(
            "rino-desktop operator shift add: " + t("--day goes without --since and --until")
        )
    _store(context, args.begins, args.ends)


def _off(context: Context) -> None:
    _store(context, None, None)


def _store(context: Context, begins: time | None, ends: time | None) -> None:
    from engine.domain.shifts import Shift
    from rino_desktop.operator_skills import operator_named

    args, today = context.args, context.now().date()

    def save(stores: "Stores") -> tuple[str, "Shift"]:
        operator = operator_named(stores, args.name)
        zone = _zone(stores, getattr(args, "timezone", None))
        if args.day:
            shift = Shift(0, operator.id, "", args.day, args.day, begins, ends, zone)
        else:
            weekdays = "".join(sorted(set(args.weekdays)))
            shift = Shift(0, operator.id, weekdays, args.since or today, args.until, begins, ends,
                          zone)  # fmt: skip
        return operator.name, stores.shifts.add(shift)

    name, shift = context.transact(save)
    context.out.done(_document(shift, name), t("Shift {number} saved.", number=shift.id))


def _zone(stores: "Stores", asked: str | None) -> str:
    from collections import Counter

    from engine.reports.filters import zone_named

    if asked:
        zone_named(asked)
        return asked
    known = Counter(zone for zone in stores.report_facts.zones(()).values() if zone)
    if not known:
        raise WrongUsage(
            "rino-desktop operator shift add: "
            + t("no campaign says a time zone: --timezone Europe/Moscow")
        )
    return known.most_common(1)[0][0]


def _list(context: Context) -> None:
    from rino_desktop.operator_skills import operator_named

    args = context.args

    def read(stores: "Stores") -> tuple[dict[int, str], list["Shift"]]:
        people = stores.report_facts.people()
        shifts = stores.shifts.all()
        if args.name:
            operator = operator_named(stores, args.name)
            shifts = [shift for shift in shifts if shift.operator_id == operator.id]
        return people, shifts

    people, shifts = context.transact(read)
    context.out.table(
        [_document(shift, people.get(shift.operator_id, "")) for shift in shifts],
        (t("number"), t("name"), t("days"), t("time"), t("since"), t("until")),
        [
            (str(shift.id), people.get(shift.operator_id, "–"),
             shift.first_day.isoformat() if shift.single else shift.weekdays, _hours(shift),
             "" if shift.single else shift.first_day.isoformat(),
             "" if shift.single or not shift.last_day else shift.last_day.isoformat())
            for shift in shifts
        ],
        t("No shifts yet: rino-desktop operator shift add NAME --from 09:00 --to 18:00"),
    )  # fmt: skip


def _hours(shift: "Shift") -> str:
    if shift.begins is None or shift.ends is None:
        return t("day off")
    return f"{shift.begins:%H:%M}–{shift.ends:%H:%M} ({shift.timezone})"


def _document(shift: "Shift", name: str) -> dict[str, Any]:
    return {
        "number": shift.id, "operator": name, "weekdays": shift.weekdays or None,
        "first_day": shift.first_day.isoformat(),
        "last_day": shift.last_day and shift.last_day.isoformat(),
        "from": shift.begins and f"{shift.begins:%H:%M}",
        "to": shift.ends and f"{shift.ends:%H:%M}", "timezone": shift.timezone,
    }  # fmt: skip


def _remove(context: Context) -> None:
    number = context.args.number
    context.transact(lambda stores: stores.shifts.remove(number))
    context.out.done({"number": number}, t("Shift {number} removed.", number=number))
