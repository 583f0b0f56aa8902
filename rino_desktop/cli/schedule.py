"""``schedule add | list | remove | run``: reports delivered to a folder or by mail at set times."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from engine.guard import NoRight
from rino_desktop.cli import report_options
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.report_kinds import FORMATS, OF_OFFICE
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.ports.storage import ReportSchedule, Stores
    from rino_desktop.report_mail import MailSettings


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "schedule", t("scheduled reports"))
    add = group.command("add", t("deliver a report to a folder or by mail at set times"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "--report", metavar="KIND", required=True, help=t("one of those of rino-desktop report")
    )
    add.add_argument(
        "--campaign",
        metavar="NAME",
        default="",
        help=t("whose report; some are of the whole office"),
    )
    add.add_argument("--format", choices=FORMATS, required=True)
    add.add_argument(
        "--folder", metavar="FOLDER", type=Path, help=t("where the files go; it must be there")
    )
    add.add_argument(
        "--at", metavar="HH:MM", type=_time, required=True, nargs="+", help=t("one time or several")
    )
    add.add_argument(
        "--weekdays", type=_weekdays, default="1234567", help=t("1 (Monday) to 7, such as 12345")
    )
    add.add_argument("--timezone", metavar="ZONE", help=t("the campaign's where left out"))
    whose = add.add_mutually_exclusive_group()
    whose.add_argument(
        "--for", metavar="PERSON", dest="person",
        help=t("whose it is: delivered with the rights that he has then"),
    )  # fmt: skip
    whose.add_argument(
        "--unmasked", action="store_true",
        help=t("nobody's, and with all numbers and names; left out: nobody's, and masked"),
    )  # fmt: skip
    mail = add.add_argument_group(t("by mail"))
    mail.add_argument("--mail", metavar="ADDRESS", nargs="+", help=t("who gets it"))
    mail.add_argument("--smtp", metavar="smtp://HOST:PORT", help=t("the mail server (or smtps://)"))
    mail.add_argument("--from", metavar="ADDRESS", dest="sender", help=t("who sends it"))
    mail.add_argument("--user", metavar="NAME", help=t("of the mail server"))
    mail.add_argument(
        "--password-env", metavar="NAME", help=t("variable of the engine that holds the password")
    )
    mail.add_argument("--starttls", action="store_true", help=t("encrypt the connection first"))
    report_options.add_to(add, mail=True)
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
    from rino_desktop import schedule_making, schedule_times
    from rino_desktop.bootstrap import report_parts

    args = context.args
    report_options.require_fitting(args, args.report, "schedule add")
    if not args.campaign and args.report not in OF_OFFICE:
        raise WrongUsage(
            "rino-desktop schedule add: "
            + t("the report {kind} is of one campaign: --campaign NAME", kind=args.report)
        )
    mail = _mail_of(context)
    parts, now = report_parts(context.settings), context.now()

    def work(stores: "Stores") -> "ReportSchedule":
        made = schedule_making.add(
            stores,
            name=args.name,
            kind=args.report,
            campaign=args.campaign,
            file_format=args.format,
            folder=args.folder.expanduser().absolute() if args.folder else None,
            at=",".join(sorted(set(args.at))),
            weekdays=args.weekdays,
            timezone=args.timezone,
            now=now,
            parts=parts,
            options=report_options.of(args),
            mail=mail,
            owner=stores.users.by_name(args.person) if args.person else None,
            masked=not args.unmasked,
        )
        try:
            if not args.unmasked:
                schedule_making.require_rights(stores, made, now, parts)
        except NoRight as refused:
            raise _cannot_be_his(made, refused) from refused
        details = {"report": made.kind, "at": made.at, "to": _target(made), "whose": _whose(made)}
        stores.audit.record(now, "schedule.add", made.name, details, subject_id=made.id)
        return made

    schedule = context.transact(work)
    due = schedule_times.next_run(schedule, now)
    context.out.done(
        {"name": schedule.name, "next": iso(due), **_rights_json(schedule)},
        t("Report {name}: next on {when}.", name=schedule.name, when=local(due))
        + "\n" + t("Whose rights: {whose}", whose=_whose(schedule)),
    )  # fmt: skip


def _rights_json(schedule: "ReportSchedule") -> dict[str, object]:
    from rino_desktop.schedule_options import is_masked

    if schedule.owner_id is not None:
        return {"for": schedule.owner, "masked": None}
    return {"for": None, "masked": is_masked(schedule)}


def _cannot_be_his(schedule: "ReportSchedule", refused: KnownError) -> KnownError:
    if schedule.owner_id is not None:
        return KnownError(
            t("{owner} has no right to this report: {reason}", owner=schedule.owner,
              reason=said(refused)),
            mend=t("Make it for somebody who has, or give him the right."),
        )  # fmt: skip
    return KnownError(
        t("This report cannot be made with numbers and names masked."),
        mend=t("Make it for somebody who may see them (--for PERSON), or --unmasked."),
    )


def _whose(schedule: "ReportSchedule") -> str:
    from rino_desktop.schedule_options import is_masked

    if schedule.owner_id is not None:
        return schedule.owner
    return t("nobody's, masked") if is_masked(schedule) else t("nobody's, with everything")


def _mail_of(context: Context) -> "MailSettings | None":
    from rino_desktop.report_mail import MailSettings

    args = context.args
    if not args.mail:
        for option in ("smtp", "sender", "user", "password_env", "starttls"):
            if getattr(args, option):
                name = {"sender": "from"}.get(option, option).replace("_", "-")
                raise WrongUsage(
                    "rino-desktop schedule add: " + t("--{option} goes with --mail", option=name)
                )
        return None
    if not args.smtp or not args.sender:
        raise WrongUsage("rino-desktop schedule add: " + t("--mail needs --smtp and --from"))
    return MailSettings(
        to=tuple(dict.fromkeys(args.mail)),
        sender=args.sender,
        server=args.smtp,
        user=args.user or "",
        password_env=args.password_env or "",
        starttls=args.starttls,
    )


def _list(context: Context) -> None:
    from rino_desktop import schedule_times, schedules

    now = context.now()
    all_schedules = context.transact(lambda stores: stores.schedules.all())
    context.out.table(
        [
            {
                "name": each.name,
                "report": each.kind,
                "campaign": each.campaign,
                "format": each.format,
                "folder": each.folder or None,
                "mail": _mail_json(each),
                "at": each.at,
                "weekdays": each.weekdays,
                "timezone": each.timezone,
                "next": iso(schedule_times.next_run(each, now)),
                "last_run": iso(each.last_run) if each.last_result else None,
                "last_result": schedules.result_of(each),
                "failed": schedules.in_trouble(each),
                "again_at": iso(each.retry_at) if each.failures else None,
                "owner": each.owner or None,
                **_rights_json(each),
            }
            for each in all_schedules
        ],
        (
            t("name"),
            t("report"),
            t("campaign"),
            t("time"),
            t("days"),
            t("where to"),
            t("whose rights"),
            t("last run"),
        ),
        [
            (
                each.name,
                f"{each.kind} ({each.format})",
                each.campaign,
                f"{each.at} {each.timezone}",
                each.weekdays,
                _target(each),
                _whose(each),
                f"{local(each.last_run)} {schedules.result_of(each)}" if each.last_result else "",
            )
            for each in all_schedules
        ],
        t("No scheduled reports yet: rino-desktop schedule add NAME --report KIND …"),
    )


def _mail_json(schedule: "ReportSchedule") -> "dict[str, object] | None":
    """Without a secret: the password is never stored."""
    import json

    found: dict[str, object] | None = json.loads(schedule.mail) if schedule.mail else None
    return found


def _target(schedule: "ReportSchedule") -> str:
    mail = _mail_json(schedule)
    to = ", ".join(mail["to"]) if mail is not None and isinstance(mail["to"], list) else ""
    return "; ".join(each for each in (schedule.folder, to) if each)


def _remove(context: Context) -> None:
    from rino_desktop import schedule_board

    name, now = context.args.name, context.now()
    context.transact(lambda stores: schedule_board.remove(stores, name, now))
    context.out.done({"removed": name}, t("Report {name} is delivered no more.", name=name))


def _run(context: Context) -> int:
    from rino_desktop import schedules
    from rino_desktop.bootstrap import report_parts

    with context.database() as database:
        delivered = schedules.run_due(
            database, context.now(), context.args.name, report_parts(context.settings)
        )
    failed = [each for each in delivered if not each.ok]
    context.out.done(
        [
            {
                "name": each.name,
                "ok": each.ok,
                "file": each.file,
                "result": each.result,
                "again_at": iso(each.again_at),
            }
            for each in delivered
        ],
        "\n".join(f"{each.name}: {each.result}" for each in delivered) or t("Nothing is due."),
    )
    return context.verdict(not failed, t("Reports not delivered: {count}.", count=len(failed)))
