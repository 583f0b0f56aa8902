"""``alarm list | acknowledge | settings | set | test | run``."""

import json
import time
from argparse import ArgumentTypeError
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from engine.alarms.model import AlarmKind
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.texts import LANGUAGES, language, t

if TYPE_CHECKING:
    from engine.alarms.model import Alarm, AlarmSettings, Telling
    from engine.ports.storage import Stores

_LOOK_S = 0.3
#: An engine tells of a test within this time, or none does.
_PATIENCE_S = 45.0
_MAIL_OPTIONS = ("smtp", "sender", "user", "password_env", "starttls")
_PAST = 200


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "alarm", t("what somebody must be told of: alarms"))
    shown = group.command("list", t("alarms that are open now"), _list)
    shown.add_argument("--all", action="store_true", help=t("those that are over, too"))
    known = group.command("acknowledge", t("say that somebody knows of it"), _acknowledge)
    known.add_argument("number", metavar="N", type=positive)
    group.command("settings", t("when alarms are raised, and who is told"), _show)
    change = group.command("set", t("change when alarms are raised, and who is told"), _set)
    change.add_argument("--kind", choices=[kind.value for kind in AlarmKind],
                        help=t("of which kind the next three options are"))  # fmt: skip
    change.add_argument("--state", choices=("on", "off"), help=t("raise it at all"))
    change.add_argument("--raise-after", type=_seconds, metavar="SECONDS",
                        help=t("it must have lasted so long"))  # fmt: skip
    change.add_argument("--end-after", type=_seconds, metavar="SECONDS",
                        help=t("it must have been gone so long"))  # fmt: skip
    change.add_argument("--near", type=float, metavar="SHARE",
                        help=t("of the limit of lost calls, such as 0.8"))  # fmt: skip
    change.add_argument("--answers", type=_seconds, metavar="N",
                        help=t("with fewer answers no share of lost calls is judged"))  # fmt: skip
    change.add_argument("--oldest", type=_seconds, metavar="SECONDS",
                        help=t("so long a row may wait for an external store"))  # fmt: skip
    change.add_argument("--language", choices=LANGUAGES, help=t("of what is told"))
    mail = change.add_argument_group(t("by mail"))
    mail.add_argument("--mail", metavar="ADDRESS", nargs="+", help=t("who gets it"))
    mail.add_argument("--smtp", metavar="smtp://HOST:PORT", help=t("the mail server (or smtps://)"))
    mail.add_argument("--from", metavar="ADDRESS", dest="sender", help=t("who sends it"))
    mail.add_argument("--user", metavar="NAME", help=t("of the mail server"))
    mail.add_argument(
        "--password-env", metavar="NAME", help=t("variable of the engine that holds the password")
    )
    mail.add_argument("--starttls", action="store_true", help=t("encrypt the connection first"))
    mail.add_argument("--no-mail", action="store_true", help=t("tell nobody by mail"))
    hook = change.add_argument_group(t("by web hook"))
    hook.add_argument("--webhook", metavar="URL", help=t("gets a POST with JSON"))
    hook.add_argument("--secret-env", metavar="NAME",
                      help=t("variable of the engine with the secret that signs it"))  # fmt: skip
    hook.add_argument("--no-webhook", action="store_true", help=t("call no web hook"))
    group.command("test", t("tell all who are set up that this is a test"), _test)
    group.command("run", t("look and tell once, where no engine runs"), _run)


def _seconds(text: str) -> int:
    with suppress(ValueError):
        number = int(text)
        if number >= 0:
            return number
    raise ArgumentTypeError(t("{text} is not a number of 0 or more", text=repr(text)))


# --- what there is ------------------------------------------------------------------------------


def _list(context: Context) -> None:
    from engine.alarms.rules import worst_first
    from engine.alarms.words import alarm_text, kind_text

    def read(stores: "Stores") -> "tuple[list[Alarm], list[Telling]]":
        past = stores.alarms.past(_PAST) if context.args.all else []
        return [*worst_first(stores.alarms.open()), *past], stores.alarms.failing()

    alarms, failing = context.transact(read)
    spoken = language()
    context.out.table(
        [_document(each, failing) for each in alarms],
        (t("number"), t("alarm"), t("since"), t("until"), t("acknowledged"), t("what it is")),
        [
            (each.id, kind_text(each.kind, spoken), local(each.since), local(each.ended_at),
             each.acknowledged_by, alarm_text(each, spoken))
            for each in alarms
        ],
        t("No alarm is open."),
    )  # fmt: skip
    for telling in failing:
        context.out.note(_failure(telling))


def _document(alarm: "Alarm", failing: "Sequence[Telling]") -> dict[str, object]:
    from engine.alarms.words import alarm_text, name_of

    return {
        "id": alarm.id,
        "kind": alarm.kind.value,
        "subject": name_of(alarm),
        "campaign": alarm.details.get("campaign") or None,
        "severity": alarm.severity,
        "text": alarm_text(alarm, language()),
        "since": iso(alarm.since),
        "until": iso(alarm.ended_at),
        "acknowledged_at": iso(alarm.acknowledged_at),
        "acknowledged_by": alarm.acknowledged_by or None,
        "not_told": [
            {
                "event": each.event.value, "way": each.way.value, "failures": each.failures,
                "error": _retold(each), "again_at": iso(each.next_at),
            }
            for each in failing
            if each.alarm is not None and each.alarm.id == alarm.id
        ],
    }  # fmt: skip


def _retold(telling: "Telling") -> str:
    from rino_desktop.texts.errors import retold

    return retold(telling.last_error)


def _failure(telling: "Telling") -> str:
    return t(
        "Not told so far by {way}: {reason} It is tried again at {when}.",
        way=telling.way.value, reason=_retold(telling), when=local(telling.next_at),
    )  # fmt: skip


def _acknowledge(context: Context) -> None:
    from rino_desktop import actors, alarms

    number, now, who = context.args.number, context.now(), actors.at_the_command_line()
    alarm = context.transact(lambda s: alarms.acknowledge(s, number, who, now))
    context.out.done(_document(alarm, ()), t("Alarm {number} is acknowledged.", number=number))


# --- settings -----------------------------------------------------------------------------------


def _show(context: Context) -> None:
    _tell_settings(context, context.transact(lambda s: s.alarms.settings()))


def _tell_settings(context: Context, settings: "AlarmSettings") -> None:
    from engine.alarms.model import as_document
    from engine.alarms.words import kind_text
    from rino_desktop.report_mail import MailSettings

    lines = []
    for kind, each in settings.kinds.items():
        line = t("raised after {raised} s, over after {ended} s",
                 raised=each.raise_after_s, ended=each.end_after_s)  # fmt: skip
        lines.append(f"{kind_text(kind, language())}: {line if each.on else t('off')}")
    share = f"{settings.near_share * 100:g}"
    lines.append(t("Lost calls: from {share} % of the limit on, with {answers} answers at least.",
                   share=share, answers=settings.least_answers))  # fmt: skip
    lines.append(t("External stores: a row may wait {seconds} s.", seconds=settings.oldest_s))
    mail = MailSettings.from_json(settings.mail) if settings.mail else None
    lines.append(
        t("By mail: {to} ({server})", to=", ".join(mail.to), server=mail.server)
        if mail is not None
        else t("By mail: nobody")
    )
    lines.append(t("By web hook: {url}", url=settings.webhook or t("none")))
    context.out.done(as_document(settings), "\n".join(lines))


def _set(context: Context) -> None:
    from rino_desktop import alarms

    now = context.now()

    def change(stores: "Stores") -> "AlarmSettings":
        alarms.change_settings(stores, _changed(context, stores.alarms.settings()), now)
        return stores.alarms.settings()

    _tell_settings(context, context.transact(change))


def _changed(context: Context, settings: "AlarmSettings") -> "AlarmSettings":
    from dataclasses import replace

    args = context.args
    values: dict[str, Any] = {
        "kinds": _kinds(context, settings),
        "mail": _mail(context, settings.mail),
        "webhook": "" if args.no_webhook else args.webhook or settings.webhook,
        "secret_env": settings.secret_env if args.secret_env is None else args.secret_env,
    }
    for name, option in (("near_share", args.near), ("least_answers", args.answers),
                         ("oldest_s", args.oldest), ("language", args.language)):  # fmt: skip
        if option is not None:
            values[name] = option
    return replace(settings, **values)


def _kinds(context: Context, settings: "AlarmSettings") -> Any:
    from dataclasses import replace

    args = context.args
    given = {
        name: value
        for name, value in (
            ("on", None if args.state is None else args.state == "on"),
            ("raise_after_s", args.raise_after), ("end_after_s", args.end_after),
        )
        if value is not None
    }  # fmt: skip
    if bool(given) != bool(args.kind):
        raise WrongUsage(
            "rino-desktop alarm set: "
            + t("--kind goes with --state, --raise-after or --end-after, and they with it")
        )
    kinds = dict(settings.kinds)
    if args.kind:
        kind = AlarmKind(args.kind)
        kinds[kind] = replace(kinds[kind], **given)
    return kinds


def _mail(context: Context, before: str) -> str:
    """What is left out stays as it was."""
    args = context.args
    if args.no_mail:
        return ""
    given = {name: getattr(args, name) for name in _MAIL_OPTIONS if getattr(args, name)}
    if not args.mail and not given:
        return before
    known = json.loads(before) if before else {}
    known.update(given)
    if args.mail:
        known["to"] = list(dict.fromkeys(args.mail))
    known["server"] = known.pop("smtp", known.get("server", ""))
    if not (known.get("to") and known["server"] and known.get("sender")):
        raise WrongUsage("rino-desktop alarm set: " + t("a mail needs --mail, --smtp and --from"))
    return json.dumps(known, ensure_ascii=False)


# --- telling ------------------------------------------------------------------------------------


def _test(context: Context) -> int:
    from rino_desktop import alarms
    from rino_desktop.bootstrap import teller

    now = context.now()
    with context.database() as database:
        numbers = database.transact(lambda s: alarms.ask_test(s, now))
        lives = any(
            each.lease_until > now for each in database.transact(lambda s: s.nodes.sessions())
        )
        if not lives:
            # Told from here, with the variables of this process.
            alarms.tell_due(database, context.now(), teller(context.settings))
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            results = database.transact(lambda s: alarms.test_results(s, numbers))
            if None not in results.values() or time.monotonic() > deadline:
                break
            time.sleep(_LOOK_S)
        database.transact(lambda s: alarms.withdraw_test(s, numbers))
    lines = []
    for way, error in results.items():
        why = t("no engine has told of it") if error is None else error
        lines.append(f"{way.value}: {t('told') if error == '' else why}")
    if not lives:
        lines.append(t("No engine is running: it was told from here."))
    context.out.done(
        {
            "by_engine": lives,
            "results": {way.value: {"ok": e == "", "error": e} for way, e in results.items()},
        },
        "\n".join(lines),
    )
    failed = sum(error != "" for error in results.values())
    return context.verdict(not failed, t("Ways that do not work: {count}.", count=failed))


def _run(context: Context) -> int:
    from rino_desktop import alarms
    from rino_desktop.bootstrap import teller

    with context.database() as database:
        now = context.now()
        happened = database.transact(lambda s: alarms.look(s, now))
        told = alarms.tell_due(database, context.now(), teller(context.settings))
    failed = sum(bool(each.error) for each in told)
    lines = [f"{event.value}: {alarm.key}" for alarm, event in happened]
    lines += [f"{each.telling.way.value}: {each.error or t('told')}" for each in told]
    context.out.done(
        {
            "happened": [{"event": e.value, **_document(alarm, ())} for alarm, e in happened],
            "told": [
                {"event": each.telling.event.value, "way": each.telling.way.value,
                 "ok": not each.error, "error": each.error or None}
                for each in told
            ],
        },
        "\n".join(lines) or t("Nothing has changed, and nothing is to be told."),
    )  # fmt: skip
    return context.verdict(not failed, t("Ways that do not work: {count}.", count=failed))
