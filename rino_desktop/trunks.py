"""Trunks as an administrator sets them up: what he writes is checked, what he does is recorded."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from engine.domain.trunk import CallerIdIn, Srtp, Transport, Trunk, TrunkSettings, TrunkStatus
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

CODECS = ("pcma", "pcmu", "g722")
_KINDS = {"transport": Transport, "srtp": Srtp, "caller_id_in": CallerIdIn}
#: What a setting is called where it was written.
Called = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SeenState:
    """A trunk as one engine sees it; ``detail`` in the user's language."""

    node: str
    status: TrunkStatus
    detail: str
    since: datetime


@dataclass(frozen=True, slots=True)
class TrunkRow:
    trunk: Trunk
    #: Empty while no engine runs.
    states: tuple[SeenState, ...]


def read(stores: Stores, now: datetime) -> tuple[TrunkRow, ...]:
    health = stores.nodes.trunk_status(now)
    return tuple(
        TrunkRow(
            trunk,
            tuple(
                SeenState(node, status, retold(detail), since)
                for node, trunk_id, status, detail, since in health
                if trunk_id == trunk.id
            ),
        )
        for trunk in stores.trunks.all()
    )


def state_word(status: TrunkStatus) -> str:
    words = {
        TrunkStatus.READY: t("works"),
        TrunkStatus.FAILED: t("does not work"),
        TrunkStatus.UNKNOWN: t("not known yet"),
    }
    return words[status]


def told(states: tuple[SeenState, ...]) -> str:
    """One line for all engines."""
    if not states:
        return t("no engine is running")
    return "; ".join(
        f"{each.node}: {state_word(each.status)}" + (f" ({each.detail})" if each.detail else "")
        for each in states
    )


# --- what is done ---------------------------------------------------------------------------------


def add(stores: Stores, settings: TrunkSettings, now: datetime) -> Trunk:
    trunk = stores.trunks.add(settings)
    details = {"proxy": settings.proxy, "user": settings.user, "lines": settings.lines}
    stores.audit.record(now, "trunk.add", trunk.name, details, subject_id=trunk.id)
    return trunk


def change(
    stores: Stores, settings: TrunkSettings, now: datetime, *, password: bool = False
) -> Trunk:
    """Of the trunk of that name; running engines take it over by themselves. ``password``: the
    secret that it names is another one, which they read anew."""
    before = stores.trunks.by_name(settings.name)
    settings = replace(settings, name=before.name)
    if settings == before.settings and not password:
        return before
    changed = stores.trunks.change(settings)
    old, new = asdict(before.settings), asdict(settings)
    differences: dict[str, object] = {
        key: [old[key], new[key]] for key in new if new[key] != old[key]
    }
    if password:
        differences["password"] = "changed"  # noqa: S105 # that, and not to what
    stores.audit.record(now, "trunk.change", changed.name, differences, subject_id=changed.id)
    return changed


def remove(stores: Stores, name: str, now: datetime) -> None:
    """KnownError while a campaign uses it."""
    trunk = stores.trunks.by_name(name)
    stores.trunks.remove(name)
    stores.audit.record(now, "trunk.remove", trunk.name, subject_id=trunk.id)


# --- what is written ------------------------------------------------------------------------------


def checked(settings: TrunkSettings, called: Called) -> TrunkSettings:
    """As they are stored. KnownError names the setting that is wrong."""
    name = " ".join(settings.name.split())
    if not name:
        raise KnownError(t("A trunk needs a name."))
    # It loads phonenumbers: --help does without.
    from engine.domain.dial_format import check_format

    check_format(settings.dial_format)
    if not settings.proxy:
        raise KnownError(
            t("{option}: a SIP address is needed.", option=called("proxy")),
            mend=t("Write it like sip:gateway.example or sip:10.0.0.5:5060."),
        )
    if settings.register and not settings.user:
        raise KnownError(
            t("{option} needs an account.", option=called("register")),
            mend=t("Name it: {option}.", option=called("user")),
        )
    return replace(
        settings,
        name=name,
        proxy=_uri(settings.proxy, called("proxy")),
        outbound_proxy=_uri(settings.outbound_proxy, called("outbound_proxy")),
        caller_id=_caller_id(settings.caller_id, called("caller_id")),
        public_address=_address(settings.public_address, called("public_address")),
    )


def from_form(values: Mapping[str, object], called: Called) -> TrunkSettings:
    """``values``: as the form of a trunk holds them, codecs and ports as text."""
    known = {each.name: values[each.name] for each in fields(TrunkSettings)}
    for name, kind in _KINDS.items():
        known[name] = kind(str(known[name]))  # Qt gives back plain texts
    known["codecs"] = codecs_from(str(known["codecs"]))
    ports = str(known["ports"]).strip()
    known["ports"] = ports_from(ports) if ports else None
    return checked(TrunkSettings(**known), called)  # type: ignore[arg-type] # as the form has them


def codecs_from(text: str) -> tuple[str, ...]:
    codecs = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    wrong = [codec for codec in codecs if codec not in CODECS]
    if wrong or not codecs:
        raise KnownError(
            t(
                "unknown codec {codec}; possible: {known}",
                codec=repr(",".join(wrong) or text),
                known=", ".join(CODECS),
            )
        )
    return tuple(dict.fromkeys(codecs))


def ports_from(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 1024 <= int(first) < int(last) <= 65535):
        raise KnownError(t("{text} is not a range of ports such as 20000-20199", text=repr(text)))
    return int(first), int(last)


def ports_text(settings: TrunkSettings) -> str:
    """ "" for any that are free."""
    return f"{settings.ports[0]}-{settings.ports[1]}" if settings.ports else ""


def _uri(text: str, option: str) -> str:
    """A SIP URI of a proxy, checked as far as that is possible without asking the network."""
    if not text:
        return ""
    scheme, _, rest = text.partition(":")
    host, _, parameters = rest.partition(";")
    if scheme.lower() not in ("sip", "sips") or not host or set(host) & set(" /?\"'<>@"):
        raise KnownError(
            t("{option}: {text} is not a SIP address.", option=option, text=repr(text)),
            mend=t("Write it like sip:gateway.example or sip:10.0.0.5:5060."),
        )
    port = host.rpartition("]")[2].rpartition(":")[2] if ":" in host.rpartition("]")[2] else ""
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        raise KnownError(
            t("{option}: {port} is not a port.", option=option, port=repr(port)),
            mend=t("Ports run from 1 to 65535."),
        )
    return f"{scheme.lower()}:{host}" + (f";{parameters}" if parameters else "")


def _caller_id(text: str, option: str) -> str:
    """The number that subscribers see, without the signs people put into numbers."""
    number = "".join(char for char in text if char not in " \t\u00a0()-.")
    if text and not (number.removeprefix("+").isdecimal() and len(number) <= 20):
        raise KnownError(
            t("{option}: {text} is no number.", option=option, text=repr(text)),
            mend=t("Write it like +74951234567."),
        )
    return number


def _address(text: str, option: str) -> str:
    if text:
        try:
            ipaddress.ip_address(text)
        except ValueError:
            raise KnownError(
                t("{option}: {text} is not an IP address.", option=option, text=repr(text))
            ) from None
    return text
