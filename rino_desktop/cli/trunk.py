"""``trunk add | list | test | remove``."""

import argparse
from typing import Any

from engine.domain.trunk import CallerIdIn, Srtp, Transport
from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso
from rino_desktop.cli.parser import Group, positive, positive_real
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold
from rino_desktop.trunk_address import sip_uri


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "trunk", t("lines to the telephone network"))
    add = group.command("add", t("add a SIP trunk"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--proxy", required=True, metavar="sip:HOST[:PORT]")
    add.add_argument("--outbound-proxy", default="", metavar="URI")
    add.add_argument("--user", default="", metavar="U", help=t("account name"))
    add.add_argument(
        "--password-env",
        default="",
        metavar="VAR",
        help=t("environment variable with the password; read when the engine runs"),
    )
    add.add_argument("--register", action="store_true", help=t("register at the proxy"))
    add.add_argument("--transport", choices=[item.value for item in Transport], default="udp")
    add.add_argument("--srtp", choices=[item.value for item in Srtp], default="off")
    add.add_argument(
        "--codecs", type=_codecs, default=("pcma", "pcmu"), help=t("in order, by commas")
    )
    add.add_argument("--caller-id", default="", metavar="N")
    add.add_argument(
        "--caller-id-in",
        choices=[item.value for item in CallerIdIn],
        default="pai",
        help=t("the header that carries the caller id"),
    )
    add.add_argument(
        "--dial-format",
        default="e164",
        metavar="e164|digits|national|TEMPLATE",
        help=t("how numbers are dialled, for example 8{national}"),
    )
    add.add_argument("--lines", type=positive, default=10, help=t("simultaneous calls"))
    add.add_argument("--cps", type=positive_real, default=10.0, help=t("call starts a second"))
    add.add_argument("--public-address", default="", metavar="IP", help=t("address behind NAT"))
    add.add_argument(
        "--ports", type=_ports, default=None, metavar="FROM-TO", help=t("for SIP and RTP")
    )
    group.command("list", t("all trunks with their state"), _list)
    test = group.command("test", t("see whether the trunk answers"), _test)
    test.add_argument("name", metavar="NAME")
    test.add_argument("--call", metavar="NUMBER", help=t("also place a real call"))
    remove = group.command("remove", t("remove a trunk"), _remove)
    remove.add_argument("name", metavar="NAME")


def _codecs(text: str) -> tuple[str, ...]:
    known = ("pcma", "pcmu", "g722")
    codecs = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    wrong = [codec for codec in codecs if codec not in known]
    if wrong or not codecs:
        raise argparse.ArgumentTypeError(
            t(
                "unknown codec {codec}; possible: {known}",
                codec=repr(",".join(wrong) or text),
                known=", ".join(known),
            )
        )
    return tuple(dict.fromkeys(codecs))


def _ports(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 1024 <= int(first) < int(last) <= 65535):
        raise argparse.ArgumentTypeError(
            t("{text} is not a range of ports such as 20000-20199", text=repr(text))
        )
    return int(first), int(last)


def _add(context: Context) -> None:
    from engine.domain.dial_format import check_format
    from engine.domain.trunk import TrunkSettings

    args = context.args
    name = args.name.strip()
    if not name:
        raise KnownError(t("A trunk needs a name."))
    check_format(args.dial_format)
    settings = TrunkSettings(
        name=name,
        proxy=sip_uri(args.proxy, "--proxy"),
        outbound_proxy=sip_uri(args.outbound_proxy, "--outbound-proxy"),
        user=args.user,
        password_env=args.password_env,
        register=args.register,
        transport=Transport(args.transport),
        srtp=Srtp(args.srtp),
        codecs=tuple(args.codecs),
        caller_id=_caller_id(args.caller_id),
        caller_id_in=CallerIdIn(args.caller_id_in),
        dial_format=args.dial_format,
        lines=args.lines,
        calls_per_second=args.cps,
        public_address=_address(args.public_address),
        ports=args.ports,
    )
    if settings.register and not settings.user:
        raise KnownError(t("--register needs an account."), mend=t("Add --user NAME."))
    trunk = context.transact(lambda stores: stores.trunks.add(settings))
    context.out.done({"id": trunk.id, "name": name}, t("Trunk {name} added.", name=name))


def _caller_id(text: str) -> str:
    """The number that subscribers see, without the signs people put into numbers."""
    number = "".join(char for char in text if char not in " \t\u00a0()-.")
    if text and not (number.removeprefix("+").isdecimal() and len(number) <= 20):
        raise KnownError(
            t("--caller-id: {text} is no number.", text=repr(text)),
            mend=t("Write it like +74951234567."),
        )
    return number


def _address(text: str) -> str:
    import ipaddress

    if text:
        try:
            ipaddress.ip_address(text)
        except ValueError:
            raise KnownError(
                t("--public-address: {text} is not an IP address.", text=repr(text))
            ) from None
    return text


def _told(state: "dict[str, str | None]") -> str:
    words = {"ready": t("works"), "failed": t("does not work"), "unknown": t("not known yet")}
    word = words.get(state["status"] or "", state["status"] or "")
    return f"{word} ({state['detail']})" if state["detail"] else word


def _list(context: Context) -> None:
    now = context.now()
    trunks, health = context.transact(
        lambda stores: (stores.trunks.all(), stores.nodes.trunk_status(now))
    )
    data, rows = [], []
    for trunk in trunks:
        s = trunk.settings
        states = [
            {"node": node, "status": status.value, "detail": retold(detail), "since": iso(since)}
            for node, trunk_id, status, detail, since in health
            if trunk_id == trunk.id
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
                "ports": f"{s.ports[0]}-{s.ports[1]}" if s.ports else None,
                "engines": states,
            }
        )
        seen = "; ".join(f"{state['node']}: {_told(state)}" for state in states)
        rows.append(
            (
                s.name,
                s.proxy,
                s.user,
                s.transport.value,
                s.lines,
                s.calls_per_second,
                seen or t("no engine is running"),
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
    context.transact(lambda stores: stores.trunks.remove(name))
    context.out.done({"removed": name}, t("Trunk {name} removed.", name=name))
