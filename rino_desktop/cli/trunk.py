"""``trunk add | change | list | test | remove``."""

import argparse
from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from engine.domain.trunk import CallerIdIn, Srtp, Transport, Trunk, TrunkSettings
from engine.errors import KnownError
from rino_desktop import trunks
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso
from rino_desktop.cli.parser import Group, positive, positive_real
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores

T = TypeVar("T")
_SETTINGS = tuple(each.name for each in fields(TrunkSettings) if each.name != "name")


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "trunk", t("lines to the telephone network"))
    add = group.command("add", t("add a SIP trunk"), _add)
    add.add_argument("name", metavar="NAME")
    _settings_of(add, proxy_needed=True)
    change = group.command("change", t("change settings of a trunk"), _change)
    change.add_argument("name", metavar="NAME")
    _settings_of(change, proxy_needed=False)
    group.command("list", t("all trunks with their state"), _list)
    test = group.command("test", t("see whether the trunk answers"), _test)
    test.add_argument("name", metavar="NAME")
    test.add_argument("--call", metavar="NUMBER", help=t("also place a real call"))
    remove = group.command("remove", t("remove a trunk"), _remove)
    remove.add_argument("name", metavar="NAME")


def _settings_of(parser: argparse.ArgumentParser, *, proxy_needed: bool) -> None:
    """What is not given stays as it is, or as it usually is."""
    parser.add_argument(
        "--proxy", required=proxy_needed, metavar="sip:HOST[:PORT]",
        help=t("the provider's or the exchange's SIP server"),
    )  # fmt: skip
    parser.add_argument(
        "--outbound-proxy", metavar="URI", help=t("where packets go first, if not to the proxy")
    )
    parser.add_argument("--user", metavar="U", help=t("account name"))
    parser.add_argument(
        "--password-env",
        metavar="VAR",
        help=t("environment variable with the password; read when the engine runs"),
    )
    parser.add_argument(
        "--register", action=argparse.BooleanOptionalAction, help=t("register at the proxy")
    )
    parser.add_argument(
        "--transport", choices=[item.value for item in Transport], help=t("what carries SIP")
    )
    parser.add_argument(
        "--srtp", choices=[item.value for item in Srtp], help=t("whether speech is encrypted")
    )
    parser.add_argument("--codecs", type=_codecs, help=t("in order, by commas"))
    parser.add_argument("--caller-id", metavar="N", help=t("the number that subscribers see"))
    parser.add_argument(
        "--caller-id-in",
        choices=[item.value for item in CallerIdIn],
        help=t("the header that carries the caller id"),
    )
    parser.add_argument(
        "--dial-format",
        metavar="e164|digits|national|TEMPLATE",
        help=t("how numbers are dialled, for example 8{national}"),
    )
    parser.add_argument("--lines", type=positive, help=t("simultaneous calls"))
    parser.add_argument(
        "--cps",
        dest="calls_per_second",
        metavar="CPS",
        type=positive_real,
        help=t("call starts a second"),
    )
    parser.add_argument("--public-address", metavar="IP", help=t("address behind NAT"))
    parser.add_argument("--ports", type=_ports, metavar="FROM-TO", help=t("for SIP and RTP"))


def _codecs(text: str) -> tuple[str, ...]:
    return _written(trunks.codecs_from, text)


def _ports(text: str) -> tuple[int, int]:
    return _written(trunks.ports_from, text)


def _written(read: "Callable[[str], T]", text: str) -> "T":
    try:
        return read(text)
    except KnownError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def _given(args: argparse.Namespace) -> dict[str, Any]:
    given = {name: value for name in _SETTINGS if (value := getattr(args, name, None)) is not None}
    for name, kind in (
        ("transport", Transport), ("srtp", Srtp), ("caller_id_in", CallerIdIn),
    ):  # fmt: skip
        if name in given:
            given[name] = kind(given[name])
    return given


def _option(name: str) -> str:
    return "--cps" if name == "calls_per_second" else f"--{name.replace('_', '-')}"


def _add(context: Context) -> None:
    args = context.args
    settings = trunks.checked(TrunkSettings(name=args.name, **_given(args)), _option)
    trunk = context.transact(lambda stores: trunks.add(stores, settings, context.now()))
    context.out.done(
        {"id": trunk.id, "name": trunk.name}, t("Trunk {name} added.", name=trunk.name)
    )


def _change(context: Context) -> None:
    args = context.args

    def change(stores: "Stores") -> Trunk:
        before = stores.trunks.by_name(args.name).settings
        wished = trunks.checked(replace(before, **_given(args)), _option)
        return trunks.change(stores, wished, context.now())

    trunk = context.transact(change)
    context.out.done(
        {"id": trunk.id, "name": trunk.name}, t("Trunk {name} changed.", name=trunk.name)
    )


def _list(context: Context) -> None:
    found = context.transact(lambda stores: trunks.read(stores, context.now()))
    data, rows = [], []
    for row in found:
        s = row.trunk.settings
        states = [
            {
                "node": each.node,
                "status": each.status.value,
                "detail": each.detail,
                "since": iso(each.since),
            }
            for each in row.states
        ]
        data.append(
            {
                "name": s.name,
                "proxy": s.proxy,
                "outbound_proxy": s.outbound_proxy,
                "user": s.user,
                "password_env": s.password_env,
                "register": s.register,
                "transport": s.transport.value,
                "srtp": s.srtp.value,
                "codecs": list(s.codecs),
                "caller_id": s.caller_id,
                "caller_id_in": s.caller_id_in.value,
                "dial_format": s.dial_format,
                "lines": s.lines,
                "cps": s.calls_per_second,
                "public_address": s.public_address,
                "ports": trunks.ports_text(s) or None,
                "engines": states,
            }
        )
        rows.append(
            (
                s.name,
                s.proxy,
                s.user,
                s.transport.value,
                s.lines,
                s.calls_per_second,
                trunks.told(row.states),
            )
        )
    context.out.table(
        data,
        (t("name"), t("proxy"), t("user"), t("transport"), t("lines"), t("calls/s"), t("state")),
        rows,
        t("No trunks yet: rino-desktop trunk add NAME --proxy sip:HOST"),
    )


def _test(context: Context) -> int:
    from rino_desktop import trunk_test

    trunk = context.transact(lambda stores: stores.trunks.by_name(context.args.name))
    with context.out.progress(t("Asking the trunk")):
        report = trunk_test.run(trunk, context.args.call)
    context.out.done(report.as_json(), report.text())
    return context.verdict(report.ok, t("The trunk {name} does not work.", name=trunk.name))


def _remove(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: trunks.remove(stores, name, context.now()))
    context.out.done({"removed": name}, t("Trunk {name} removed.", name=name))
