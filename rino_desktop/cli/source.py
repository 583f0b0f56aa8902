"""``source add | list | show | test | remove``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, positive, positive_real
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.ports.sources import SourceSettings


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "source", t("external databases and services"))
    add = group.command("add", t("register a data source"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "--url",
        required=True,
        metavar="URL",
        help=t("firebird://USER@HOST/DATABASE or a Firebird file, sqlite:///FILE, http(s)://…,"
               " or a URL of SQLAlchemy"),
    )  # fmt: skip
    add.add_argument(
        "--password-env",
        default="",
        metavar="VAR",
        help=t("environment variable with the password; read when the source is opened"),
    )
    add.add_argument(
        "--timeout", type=positive_real, default=5.0, metavar="S",
        help=t("seconds to open a connection"),
    )  # fmt: skip
    add.add_argument("--pool", type=positive, default=4, metavar="N", help=t("queries at once"))
    add.add_argument(
        "--charset", default="", metavar="WIN1251",
        help=t("of a Firebird database that does not say it"),
    )  # fmt: skip
    add.add_argument(
        "--mapping", type=Path, metavar="FILE.toml", help=t("which table and column is what")
    )
    add.add_argument("--replace", action="store_true", help=t("instead of the one of that name"))
    group.command("list", t("all data sources"), _list)
    show = group.command("show", t("a data source with its mapping"), _show)
    show.add_argument("name", metavar="NAME")
    test = group.command("test", t("see whether a data source answers"), _test)
    test.add_argument("name", metavar="NAME")
    test.add_argument(
        "--query", metavar="FILE.sql", type=Path, help=t("show the first rows of this query")
    )
    remove = group.command("remove", t("remove a data source"), _remove)
    remove.add_argument("name", metavar="NAME")


def _add(context: Context) -> None:
    from engine.ports.sources import SourceSettings
    from engine.service.source_mapping_file import read_mapping
    from rino_desktop import source_setup

    args = context.args
    source = source_setup.checked(
        SourceSettings(
            name=args.name,
            url=args.url,
            password_env=args.password_env,
            timeout_s=args.timeout,
            pool=args.pool,
            charset=args.charset,
            **(
                {"mapping": read_mapping(args.mapping.read_bytes(), args.mapping)}
                if args.mapping
                else {}
            ),
        )
    )
    name = source.name
    if args.replace:
        context.transact(lambda stores: source_setup.change(stores, source, context.now()))
        context.out.done({"name": name}, t("Data source {name} changed.", name=name))
        return
    context.transact(lambda stores: source_setup.add(stores, source, context.now()))
    context.out.done({"name": name}, t("Data source {name} added.", name=name))


def _list(context: Context) -> None:
    from rino_desktop import sources

    found = context.transact(lambda stores: sources.all_sources(context.settings, stores))
    context.out.table(
        {"sources": [_document(source) for source in found]},
        (t("name"), t("address"), t("mapped")),
        [(source.name, source.url, ", ".join(source.mapping.entities) or "–") for source in found],
        t("No data sources yet: rino-desktop source add NAME --url URL"),
    )


def _document(source: "SourceSettings") -> dict[str, Any]:
    return {
        "name": source.name,
        "url": source.url,
        "password_env": source.password_env,
        "timeout_s": source.timeout_s,
        "pool": source.pool,
        "charset": source.charset,
        "mapping": {
            name: {
                "table": entity.table,
                "key": entity.key,
                "fields": {field: mapped.column for field, mapped in entity.fields.items()},
                "joins": {join.entity: join.many for join in entity.joins},
            }
            for name, entity in source.mapping.entities.items()
        },
    }


def _show(context: Context) -> None:
    source = _found(context)
    lines = [
        f"{source.name}: {source.url}",
        t("Password from: {variable}", variable=source.password_env or "–"),
        t("Seconds to open a connection: {seconds}; queries at once: {count}.",
          seconds=f"{source.timeout_s:g}", count=source.pool),
    ]  # fmt: skip
    for name, entity in source.mapping.entities.items():
        fields = ", ".join(f"{field} = {mapped.column}" for field, mapped in entity.fields.items())
        lines.append(f"[{name}] {entity.table}: {fields}")
    context.out.done(_document(source), "\n".join(lines))


def _found(context: Context) -> "SourceSettings":
    from rino_desktop import sources

    return context.transact(
        lambda stores: sources.find(context.settings, stores, context.args.name)
    )


def _test(context: Context) -> int:
    import time

    from engine.lists.cell_text import cell_text
    from rino_desktop import bootstrap, sources

    source = _found(context)
    query = _query_of(context.args.query) if context.args.query else ""
    reached = False
    started = time.monotonic()
    try:
        connection = bootstrap.open_source(source)
        try:
            opened_s = time.monotonic() - started
            connection.ping()
            reached = True
            table = sources.ask(connection, source, query, rows=10) if query else None
        finally:
            connection.close()
    except KnownError as error:
        line = " ".join(said(error).split())
        if reached:  # it is the query that is wrong
            line = f"{context.args.query}: {line}"
        else:
            line = f"{source.name}: {t('does not answer')}. {line}"
        if context.out.json:
            context.out.document({"ok": False, "error": line})
        return context.verdict(False, line)
    document: dict[str, Any] = {
        "ok": True, "dialect": connection.dialect, "opened_ms": round(opened_s * 1000, 1),
    }  # fmt: skip
    text = t("{name} answers ({dialect}); opened in {milliseconds} ms.", name=source.name,
             dialect=connection.dialect, milliseconds=f"{opened_s * 1000:.0f}")  # fmt: skip
    if table is not None:
        rows = [[cell_text(value) for value in row] for row in table.rows]
        document |= {"columns": list(table.columns), "rows": rows}
        text += "\n" + "\n".join("  " + " | ".join(row) for row in [list(table.columns), *rows])
    context.out.done(document, text)
    return 0


def _query_of(file: Path) -> str:
    try:
        query = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise KnownError(
            t("{file}: not UTF-8 text.", file=file), mend=t("Save it as UTF-8.")
        ) from None
    if not query.strip():
        raise KnownError(t("{file} is empty.", file=file))
    return query


def _remove(context: Context) -> None:
    from rino_desktop import source_setup

    name = context.args.name
    context.transact(lambda stores: source_setup.remove(stores, name, context.now()))
    context.out.done({"name": name}, t("Data source {name} removed.", name=name))
