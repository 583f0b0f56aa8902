"""``phone``: the workstation's telephone in a terminal, to try an account and a headset."""

import argparse
from typing import Any

from engine.domain.trunk import Srtp, Transport
from engine.errors import KnownError
from rino_desktop.cli.context import Context, password_from
from rino_desktop.cli.parser import leaf
from rino_desktop.texts import t


def add_to(subparsers: Any) -> None:
    command = leaf(subparsers, "phone", t("a telephone in the terminal: dial and be rung"), _run)
    command.add_argument("--user", required=True, metavar="U", help=t("account name"))
    command.add_argument(
        "--registrar",
        default="",
        metavar="sip:HOST[:PORT]",
        help=t("where to register; without it the telephone is rung at its own address"),
    )
    command.add_argument(
        "--password-env",
        default="",
        metavar="VAR",
        help=t("environment variable with the password"),
    )
    command.add_argument("--outbound-proxy", default="", metavar="URI")
    command.add_argument(
        "--bind", default="", metavar="IP", help=t("own address, without a registrar")
    )
    command.add_argument("--sip-port", type=_port, default=0, metavar="PORT")
    command.add_argument("--transport", choices=[item.value for item in Transport], default="udp")
    command.add_argument("--srtp", choices=[item.value for item in Srtp], default="off")
    command.add_argument(
        "--trusted",
        default="",
        metavar="FILE",
        help=t("file of certificates; with TLS nobody else is talked to"),
    )
    command.add_argument(
        "--silence-limit",
        type=_seconds,
        default=20.0,
        metavar="S",
        help=t("end a call in which nothing has come for so long; 0: never"),
    )
    command.add_argument("--dial", default="", metavar="NUMBER", help=t("dial at once"))
    command.add_argument("--answer", action="store_true", help=t("answer every call"))
    command.add_argument("--no-sound", action="store_true", help=t("without a headset"))


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(t("{text} is not a port", text=repr(text)))
    return int(text)


def _seconds(text: str) -> float:
    if not text.isdecimal() or len(text) > 5:
        raise argparse.ArgumentTypeError(
            t("{text} is not a number of whole seconds", text=repr(text))
        )
    return float(text)


def _run(context: Context) -> int:
    from engine.ports.softphone import Account
    from rino_desktop.phone_terminal import run

    args = context.args
    for option, uri in (("--registrar", args.registrar), ("--outbound-proxy", args.outbound_proxy)):
        if uri and not uri.lower().startswith("sip:"):
            raise KnownError(
                t("{option}: {text} is not a SIP address.", option=option, text=repr(uri)),
                mend=t("Write it like sip:gateway.example or sip:10.0.0.5:5060."),
            )
    if args.trusted and args.transport != "tls":
        raise KnownError(
            t("--trusted means nothing with {transport}.", transport=args.transport.upper()),
            mend=t("Give --transport tls too."),
        )
    account = Account(
        user=args.user,
        registrar=args.registrar,
        password=password_from(args.password_env) if args.password_env else "",
        outbound_proxy=args.outbound_proxy,
        transport=args.transport,
        srtp=args.srtp,
        sip_port=args.sip_port,
        bind=args.bind,
        trusted=args.trusted,
        silent_limit_s=args.silence_limit,
    )
    return run(account, context.out, sound=not args.no_sound, dial=args.dial, answer=args.answer)
