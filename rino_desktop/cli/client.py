"""``client add | change | list | show | give | confine | usage``: for whom campaigns are run."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso
from rino_desktop.cli.parser import Group
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.client import Client
    from engine.ports.storage import Stores
    from engine.reports.usage import Usage

_YES_NO = ("yes", "no")


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "client", t("clients for whom campaigns are run"))
    add = group.command("add", t("a new client"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--details", metavar="TEXT", default="", help=t("contract, contact person…"))
    change = group.command("change", t("another name, other terms, put away"), _change)
    change.add_argument("name", metavar="NAME")
    change.add_argument("--name", dest="new_name", metavar="NEW", help=t("another name"))
    change.add_argument("--details", metavar="TEXT", help=t("contract, contact person…"))
    change.add_argument(
        "--own-refusals",
        choices=_YES_NO,
        help=t("who refuses in a call is put on this client's list only"),
    )
    change.add_argument("--archived", choices=_YES_NO, help=t("gets no new campaigns"))
    group.command("list", t("all clients"), _list)
    show = group.command("show", t("a client and what is his"), _show)
    show.add_argument("name", metavar="NAME")
    for name, help, run in (
        ("give", t("campaigns and report forms are his from now on"), _give),
        ("take", t("campaigns and report forms are the office's own again"), _take),
    ):
        parser = group.command(name, help, run)
        if name == "give":
            parser.add_argument("name", metavar="NAME")
        parser.add_argument("--campaign", metavar="NAME", action="append", default=[])
        parser.add_argument("--report-form", metavar="NAME", action="append", default=[])
    confine = group.command("confine", t("users who see only what is his"), _confine)
    confine.add_argument("name", metavar="NAME")
    confine.add_argument("users", metavar="USER", nargs="+")
    release = group.command("release", t("users who see everything again"), _release)
    release.add_argument("users", metavar="USER", nargs="+")
    usage = group.command("usage", t("what was done for him in a period: a basis of invoices"),
                          _usage)  # fmt: skip
    usage.add_argument("name", metavar="NAME")
    words = t("such as 2026-11-23, -7, today, yesterday, this-week, last-month")
    usage.add_argument("--from", dest="first", metavar="DATE", default="last-month",
                       help=f"{t('first day')}: {words}")  # fmt: skip
    usage.add_argument("--to", dest="last", metavar="DATE", help=t("last day"))
    usage.add_argument("--timezone", metavar="ZONE", default="", help=t("whose days"))
    usage.add_argument("--out", metavar="FILE", type=Path, help="PDF, HTML, XLSX, CSV, JSON")


def _add(context: Context) -> None:
    from rino_desktop import clients

    args, now = context.args, context.now()
    client = context.transact(lambda stores: clients.add(stores, args.name, args.details, now))
    context.out.done(_document(client), t("Client {name} added.", name=client.name))


def _change(context: Context) -> None:
    from rino_desktop import clients

    args, now = context.args, context.now()

    def change(stores: "Stores") -> "Client":
        return clients.change(
            stores, args.name, now, new_name=args.new_name, details=args.details,
            own_refusals=_flag(args.own_refusals), archived=_flag(args.archived),
        )  # fmt: skip

    client = context.transact(change)
    context.out.done(_document(client), t("Client {name} changed.", name=client.name))


def _list(context: Context) -> None:
    def read(stores: "Stores") -> "tuple[list[Client], dict[int, int], dict[int | None, int]]":
        campaigns: dict[int, int] = {}
        for client_id in stores.clients.of_campaigns().values():
            campaigns[client_id] = campaigns.get(client_id, 0) + 1
        return stores.clients.all(), campaigns, dict(stores.do_not_call.counts())

    found, campaigns, listed = context.transact(read)
    context.out.table(
        [
            {**_document(c), "campaigns": campaigns.get(c.id, 0),
             "do_not_call": listed.get(c.id, 0)}
            for c in found
        ],
        (t("name"), t("campaigns"), t("do-not-call list"), t("details"), ""),
        [
            (c.name, campaigns.get(c.id, 0), listed.get(c.id, 0), c.details,
             t("put away") if c.archived else "")
            for c in found
        ],
        t("No clients yet: rino-desktop client add NAME"),
    )  # fmt: skip


def _show(context: Context) -> None:
    from rino_desktop import clients

    name = context.args.name

    def read(stores: "Stores") -> "tuple[Client, list[str], list[str], list[str], int]":
        client = stores.clients.by_name(name)
        forms = [f for f, owner in stores.clients.of_report_forms().items() if owner == client.id]
        confined = stores.clients.of_users()
        users = [u.name for u in stores.users.all() if confined.get(u.id) == client.id]
        listed = stores.do_not_call.counts().get(client.id, 0)
        return client, clients.campaigns_of(stores, client), sorted(forms), users, listed

    client, campaigns, forms, users, listed = context.transact(read)
    lines = [
        client.name + (f" ({t('put away')})" if client.archived else ""),
        client.details,
        f"{t('Campaigns')}: {', '.join(campaigns) or '–'}",
        f"{t('Report forms')}: {', '.join(forms) or '–'}",
        f"{t('Users who see nothing else')}: {', '.join(users) or '–'}",
        f"{t('Numbers on his do-not-call list')}: {listed}",
    ]
    if client.own_refusals:
        lines.append(t("Who refuses in a call is put on this client's list only."))
    document = {**_document(client), "campaigns": campaigns, "report_forms": forms,
                "users": users, "do_not_call": listed}  # fmt: skip
    context.out.done(document, "\n".join(line for line in lines if line))


def _give(context: Context) -> None:
    _hand_over(context, context.args.name)


def _take(context: Context) -> None:
    _hand_over(context, None)


def _hand_over(context: Context, client: str | None) -> None:
    from rino_desktop import clients

    args, now = context.args, context.now()
    if not args.campaign and not args.report_form:
        raise WrongUsage(f"rino-desktop client: {t('name what with --campaign or --report-form')}")

    def give(stores: "Stores") -> None:
        for campaign in args.campaign:
            clients.give_campaign(stores, campaign, client, now)
        for form in args.report_form:
            clients.give_report_form(stores, form, client, now)

    context.transact(give)
    document = {"client": client, "campaigns": args.campaign, "report_forms": args.report_form}
    names = ", ".join([*args.campaign, *args.report_form])
    text = (
        t("The office's own again: {names}.", names=names)
        if client is None
        else t("Of {client} from now on: {names}.", client=client, names=names)
    )
    context.out.done(document, text)


def _confine(context: Context) -> None:
    _set_confined(context, context.args.name)


def _release(context: Context) -> None:
    _set_confined(context, None)


def _set_confined(context: Context, client: str | None) -> None:
    from rino_desktop import clients

    users, now = context.args.users, context.now()

    def confine(stores: "Stores") -> None:
        for user in users:
            clients.confine(stores, user, client, now)

    context.transact(confine)
    names = ", ".join(users)
    text = (
        t("Everything is seen again by: {names}.", names=names)
        if client is None
        else t("Only what is of {client} is seen by: {names}.", client=client, names=names)
    )
    context.out.done({"client": client, "users": users}, text)


def _usage(context: Context) -> None:
    from engine.reports import usage
    from engine.reports.formats import sheet
    from rino_desktop import client_usage

    args, now = context.args, context.now()
    today = now.astimezone().date()
    first = _day(args.first, today, last=False)
    last = _day(args.last or args.first, today, last=True)

    def read(stores: "Stores") -> "Usage":
        made = client_usage.read(stores, args.name, first, last, args.timezone, now)
        if args.out is not None:
            client_usage.note(stores, made, args.out.name)
        return made

    made = context.transact(read)
    document = usage.document(made)
    if args.out is None:
        context.out.done(document, sheet.text(client_usage.sheet_of(made)))
        return
    client_usage.write(made, args.out)
    context.out.done({**document, "file": str(args.out)}, t("Written: {file}.", file=args.out))


def _day(text: str, today: date, *, last: bool) -> date:
    from engine.errors import KnownError
    from engine.reports.period import day_of

    try:
        return day_of(text, today, last=last)
    except ValueError:
        raise KnownError(
            t("{text} is no date.", text=repr(text)), mend=t("Write it like 2026-11-05.")
        ) from None


def _flag(text: str | None) -> bool | None:
    return None if text is None else text == "yes"


def _document(client: "Client") -> dict[str, object]:
    return {
        "id": client.id,
        "name": client.name,
        "details": client.details,
        "own_refusals": client.own_refusals,
        "archived": client.archived,
        "created_at": iso(client.created_at),
    }
