"""``schedule add | list | remove | run``: reports delivered to a folder at fixed times."""

import argparse
from pathlib import Path
from typing import Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.report_kinds import FORMATS
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "schedule", t("scheduled reports"))
    add = group.command("add", t("deliver a report to a folder at a time of day"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--report", metavar="KIND", required=True)
    add.add_argument("--campaign", metavar="NAME", required=True)
    add.add_argument("--format", choices=FORMATS, required=True)
    add.add_argument("--folder", metavar="FOLDER", type=Path, required=True)
    add.add_argument("--at", metavar="HH:MM", type=_time, required=True)
    add.add_argument(
        "--weekdays", type=_weekdays, default="1234567", help=t("1 (Monday) to 7, such as 12345")
    )
    add.add_argument("--timezone", metavar="ZONE", help=t("the campaign's where left out"))
    group.command("list", t("all scheduled reports"), _list)
    remove = group.command("remove", t("deliver it no more"), _remove)
    remove.add_argument("name", metavar="NAME")
    run = group.command("run", t("deliver what is due now"), _run)
    run.add_argument("name", metavar="NAME", nargs="?", help=t("deliver this one, due or not"))


def _time(text: str) -> str:
    hour, _, minute = text.partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and len(minute) == 2) or not (
        int(hour) < 24 and int(minute) < 60
    ):
        raise argparse.ArgumentTypeError(t("{text} is not a time such as 08:30", text=repr(text)))
    return f"{int(hour):02d}:{minute}"


def _weekdays(text: str) -> str:
    if not text or not set(text) <= set("1234567"):
        raise argparse.ArgumentTypeError(
            t("{text} are not weekdays such as 12345", text=repr(text))
        )
    return "".join(sorted(set(text)))


def _add(context: Context) -> None:
    from rino_desktop import schedules

    args = context.args
    schedule = context.transact(
        lambda stores: schedules.add(
            stores,
            name=args.name,
            kind=args.report,
            campaign=args.campaign,
            file_format=args.format,
            folder=args.folder.expanduser().absolute(),
            at=args.at,
            weekdays=args.weekdays,
            timezone=args.timezone,
            now=context.now(),
        )
    )
    due = schedules.next_run(schedule, context.now())
    context.out.done(
        {"name": schedule.name, "next": iso(due)},
        t("Report {name}: next on {when}.", name=schedule.name, when=local(due)),
    )


def _list(context: Context) -> None:
    from rino_desktop import schedules

    now = context.now()
    all_schedules = context.transact(lambda stores: stores.schedules.all())
    context.out.table(
        [
            {
                "name": each.name,
                "report": each.kind,
                "campaign": each.campaign,
                "format": each.format,
                "folder": each.folder,
                "at": each.at,
                "weekdays": each.weekdays,
                "timezone": each.timezone,
                "next": iso(schedules.next_run(each, now)),
                "last_run": iso(each.last_run) if each.last_result else None,
                "last_result": retold(each.last_result),
            }
            for each in all_schedules
        ],
        (t("name"), t("report"), t("campaign"), t("time"), t("days"), t("folder"), t("last run")),
        [
            (
                each.name,
                f"{each.kind} ({each.format})",
                each.campaign,
                f"{each.at} {each.timezone}",
                each.weekdays,
                each.folder,
                f"{local(each.last_run)} {retold(each.last_result)}" if each.last_result else "",
            )
            for each in all_schedules
        ],
        t("No scheduled reports yet: rino-desktop schedule add NAME --report KIND …"),
    )


def _remove(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.schedules.remove(name))
    context.out.done({"removed": name}, t("Report {name} is delivered no more.", name=name))


def _run(context: Context) -> int:
    from rino_desktop import schedules

    with context.database() as database:
        delivered = schedules.run_due(database, context.now(), only=context.args.name)
    failed = [each for each in delivered if not each.ok]
    context.out.done(
        [
            {"name": each.name, "ok": each.ok, "file": each.file, "result": each.result}
            for each in delivered
        ],
        "\n".join(f"{each.name}: {each.result}" for each in delivered) or t("Nothing is due."),
    )
    return context.verdict(not failed, t("Reports not delivered: {count}.", count=len(failed)))
