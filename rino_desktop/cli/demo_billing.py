"""``demo-billing create``."""

from datetime import date
from typing import Any

from rino_desktop.cli.context import Context, password_from
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "demo-billing", t("a sample billing database"))
    create = group.command("create", t("make it, with people, accounts and debts"), _create)
    create.add_argument(
        "url",
        metavar="PATH|URL",
        help=t("a new Firebird file, sqlite:///FILE or an empty PostgreSQL database"),
    )
    create.add_argument(
        "--subscribers", type=positive, default=1000, metavar="N", help=t("how many people")
    )
    create.add_argument(
        "--seed", type=positive, default=None, metavar="N", help=t("other people and debts")
    )
    create.add_argument(
        "--password-env", default="", metavar="VAR",
        help=t("environment variable with the password"),
    )  # fmt: skip
    create.add_argument(
        "--register", default="", metavar="NAME", help=t("also register it as this data source")
    )


def _create(context: Context) -> None:
    from rino_desktop import sources
    from rino_desktop.billing import create

    args = context.args
    sources.check_url(args.url)
    source = sources.absolute(create.as_source(args.register, args.url, args.password_env))
    password = password_from(args.password_env) if args.password_env else ""
    with context.out.progress(t("Making the sample billing database")) as advance:
        counts = create.create(
            source.url,
            password,
            subscribers=args.subscribers,
            seed=args.seed or create.SEED,
            today=date.today(),  # noqa: DTZ011 # bills are of the office's own day
            progress=advance,
        )
    if args.register:
        context.transact(lambda stores: stores.sources.add(source))
    context.out.done(
        {"url": source.url, "rows": counts, "source": args.register or None},
        t(
            "Sample billing database made: {url}. Subscribers: {subscribers}, accounts: {accounts},"
            " charges: {charges}.",
            url=source.url,
            subscribers=counts["subscribers"],
            accounts=counts["accounts"],
            charges=counts["charges"],
        ),
    )
