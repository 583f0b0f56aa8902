"""What the administrator wants of the server; kept in ``server.toml`` beside its configuration."""

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from engine.errors import KnownError
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of

#: Accounts that are made, and the role of each (engine.adapters.firebird.grants). Not the names of
#: the roles themselves: Firebird takes a name for one of both only.
ACCOUNTS = {
    "ENGINES": "service",
    "OPERATORS": "operator",
    "SUPERVISORS": "supervisor",
    "ADMINISTRATORS": "administrator",
}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
#: Where Firebird stops using the cache of the operating system besides its own.
MOST_PAGES = 65_000
_LEAST_PAGES = 2_048
_PAGE_BYTES = 8_192


@dataclass(frozen=True, slots=True)
class Plan:
    """``bind``: the address of this machine that workstations and engines connect to; "0.0.0.0":
    all of them. ``events_port``: where Firebird's events come from. ``cache_pages``: pages of 8 KiB
    that all connections share. ``backup_at``: HH:MM of this machine's clock. ``keep_backups``: how
    many of them stay. ``tunnel_…``: of the TLS tunnel; ``tunnel_port`` 0: there is none."""

    alias: str = "rino"
    bind: str = "0.0.0.0"
    port: int = 3050
    events_port: int = 3051
    cache_pages: int = _LEAST_PAGES
    backup_at: str = "02:30"
    keep_backups: int = 14
    tunnel_bind: str = "0.0.0.0"
    tunnel_port: int = 0
    tunnel_events_port: int = 0

    @property
    def goes_round_the_tunnel(self) -> bool:
        """There is a tunnel, and a way in beside it from other computers."""
        return bool(self.tunnel_port) and not ipaddress.ip_address(self.bind).is_loopback

    @property
    def own_host(self) -> str:
        """Where a program on this machine finds the server."""
        address = ipaddress.ip_address(self.bind)
        if address.is_unspecified:
            return "127.0.0.1" if address.version == 4 else "::1"
        return self.bind

    def url(self, account: str) -> str:
        host = f"[{self.own_host}]" if ":" in self.own_host else self.own_host
        return f"firebird://{account}@{host}:{self.port}/{self.alias}"


def suggested_pages(memory_bytes: int) -> int:
    """A quarter of the memory, as long as the operating system's cache is used as well."""
    wanted = memory_bytes // 4 // _PAGE_BYTES // 1000 * 1000
    return max(_LEAST_PAGES, min(MOST_PAGES, wanted))


def first(memory_bytes: int, given: Mapping[str, Any]) -> Plan:
    """Of a server that is not there yet. Whoever wants a tunnel does not trust the network: then
    nobody gets in beside it, unless the command says so."""
    plan = Plan(cache_pages=suggested_pages(memory_bytes))
    if given.get("tunnel_port"):
        plan = replace(plan, bind="127.0.0.1")
    return changed(plan, given)


def require_same_database(plan: Plan, given: Mapping[str, Any], there: bool) -> None:
    """KnownError when the server would serve another database from now on, and nobody has said that
    this is meant. ``there``: the one of the plan exists."""
    other = given.get("alias")
    if other and other != plan.alias and there and not given.get("another_database"):
        raise KnownError(
            t("This server has the database {name}. With --alias {other} nobody would find it any "
              "more, and {other} would be new and empty.", name=plan.alias, other=other),
            mend=t("Leave --alias out; if it is meant, say --another-database as well."),
        )  # fmt: skip


def checked(plan: Plan) -> Plan:
    """KnownError when it cannot be done."""
    if not _NAME.fullmatch(plan.alias) or plan.alias == "security":
        raise _wrong("alias", plan.alias, t("Use Latin letters, digits and underscores."))
    for key, address in (("bind", plan.bind), ("tunnel_bind", plan.tunnel_bind)):
        try:
            ipaddress.ip_address(address)
        except ValueError:
            raise _wrong(
                key, address, t("Give an IP address of this machine; 0.0.0.0 means all of them.")
            ) from None
    ports = [plan.port, plan.events_port]
    if plan.tunnel_port or plan.tunnel_events_port:
        ports += [plan.tunnel_port, plan.tunnel_events_port]
    for port in ports:
        if not 0 < port < 65536:
            raise _wrong("port", port, t("A port is a number from 1 to 65535."))
    if len(set(ports)) < len(ports):
        raise _wrong("port", ", ".join(map(str, ports)), t("Each needs a port of its own."))
    if not 50 <= plan.cache_pages <= MOST_PAGES:
        raise _wrong(
            "cache_pages", plan.cache_pages, t("Give 50 to {most} pages.", most=MOST_PAGES)
        )
    if not _TIME.fullmatch(plan.backup_at):
        raise _wrong("backup_at", plan.backup_at, t("Write it as HH:MM."))
    if not 1 <= plan.keep_backups <= 1000:
        raise _wrong("keep_backups", plan.keep_backups, t("Keep 1 to 1000 of them."))
    return plan


def changed(plan: Plan, given: Mapping[str, Any]) -> Plan:
    """With what was given (not None) in the command."""
    known = {each.name for each in fields(Plan)}
    return checked(
        replace(
            plan,
            **{key: value for key, value in given.items() if key in known and value is not None},
        )
    )


def read(file: Path) -> Plan:
    """KnownError: it is not there, or cannot be understood."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KnownError(
            t("No server has been set up here: there is no {file}.", file=file),
            mend=t("Set it up: rino-desktop server setup"),
        ) from None
    except OSError as error:
        raise KnownError(
            t("{file}: cannot be read: {reason}.", file=file, reason=reason_of(error)),
            mend=t("Call it as root."),
        ) from None
    except ValueError as error:
        raise KnownError(t("{file}: not valid TOML: {reason}.", file=file, reason=error)) from None
    types = {each.name: type(getattr(Plan(), each.name)) for each in fields(Plan)}
    for key, value in values.items():
        if key not in types:
            raise KnownError(t("{file}: unknown key {key}.", file=file, key=key))
        if type(value) is not types[key]:
            raise KnownError(t("{file}: {key} has the wrong type.", file=file, key=key))
    return checked(Plan(**values))


def written(plan: Plan) -> str:
    """As ``read`` takes it."""
    lines = [
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"
        for key, value in asdict(plan).items()
    ]
    return "# rino-desktop server setup has written this, and reads it.\n" + "\n".join(lines) + "\n"


def _wrong(key: str, value: object, mend: str) -> KnownError:
    return KnownError(t("{key} cannot be {value}.", key=key, value=value), mend=mend)
