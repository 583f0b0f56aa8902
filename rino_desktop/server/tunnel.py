"""A TLS tunnel (stunnel) to the server, for workstations behind a network that is not trusted.

On the server stunnel takes TLS 1.3 from clients whose certificates it knows and hands on to
Firebird; on a workstation it listens on the loopback address and brings everything to the server
whose certificate it knows. Firebird's events come over a second port, that is tunnelled as well:
its library asks for them at the number that the server has, so the workstation listens on the same.
"""

import os
import re
import shutil
import stat
import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

from engine.errors import KnownError
from rino_desktop.server import certificates, instance
from rino_desktop.server.places import TUNNEL_SERVICE, Places
from rino_desktop.server.plan import Plan
from rino_desktop.texts import t

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")
#: Where Debian's stunnel4 looks for what it shall do.
CLIENT_FOLDER = Path("/etc/stunnel")
#: Of a client's certificate, from the beginning of its removal to the end.
_LEAVES = ".removed"
_COMMON = """\
foreground = yes
debug = notice
pid =
sslVersionMin = TLSv1.3
verifyPeer = yes
"""
#: Debian's own user; certificates and keys are read before stunnel becomes it.
_AS_NOBODY = "setuid = stunnel4\nsetgid = stunnel4\n"


def is_so(places: Places, plan: Plan) -> bool:
    """The certificate is there and, where somebody may come in, stunnel has its configuration, and
    was started with it. Nobody's removal was broken off."""
    if not (places.tunnel / "server.pem").exists() or _leaving(places):
        return False
    if not clients(places):
        return not places.tunnel_configuration.exists()
    same = _read(places.tunnel_configuration) == server_conf(places, plan) and _read(
        places.tunnel / "clients.pem"
    ) == _all_clients(places)
    if not same or not instance.has_systemd(places):
        return same
    since = instance.active_since(TUNNEL_SERVICE)
    files = (places.tunnel_configuration, places.tunnel / "clients.pem")
    return since is not None and all(int(file.stat().st_mtime) <= since for file in files)


def make(places: Places, plan: Plan, now: datetime) -> None:
    """KnownError: stunnel is not installed."""
    if shutil.which("stunnel") is None:
        raise KnownError(
            t("stunnel is not installed on this machine."),
            mend=t("Install it: apt-get install stunnel4"),
        )
    (places.tunnel / "clients").mkdir(mode=0o700, parents=True, exist_ok=True)
    places.tunnel.chmod(0o700)
    if not (places.tunnel / "server.pem").exists():
        certificate, key = certificates.make("rino-firebird", now)
        _keep(places.tunnel / "server.key", key)
        _keep(places.tunnel / "server.pem", certificate)
    _let_in(places, plan)


def _let_in(places: Places, plan: Plan) -> None:
    """Exactly the clients that are there. An stunnel without any would let in nobody, and refuses
    to start. Those that leave have gone when this has come to its end."""
    _write_and_restart(places, plan)
    for file in _leaving(places):
        file.unlink()


def _write_and_restart(places: Places, plan: Plan) -> None:
    _keep(places.tunnel / "clients.pem", _all_clients(places))
    conf = places.tunnel_configuration
    if clients(places):
        conf.parent.mkdir(parents=True, exist_ok=True)
        _keep(conf, server_conf(places, plan))
    else:
        conf.unlink(missing_ok=True)
    if not instance.has_systemd(places):
        return
    if clients(places):
        instance.systemctl("enable", TUNNEL_SERVICE)
        # Connections that are there end: also those of a client that was just removed.
        instance.systemctl("restart", TUNNEL_SERVICE)
    else:
        instance.systemctl("disable", "--now", TUNNEL_SERVICE)


def server_conf(places: Places, plan: Plan) -> str:
    return f"""\
; Written by `rino-desktop server setup`, which writes it anew.
{_COMMON}{_AS_NOBODY if places.on_this_machine else ""}cert = {places.tunnel / "server.pem"}
key = {places.tunnel / "server.key"}
CAfile = {places.tunnel / "clients.pem"}

[rino]
accept = {_host(plan.tunnel_bind)}:{plan.tunnel_port}
connect = {_host(plan.own_host)}:{plan.port}

[rino-events]
accept = {_host(plan.tunnel_bind)}:{plan.tunnel_events_port}
connect = {_host(plan.own_host)}:{plan.events_port}
"""


def _host(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def client_conf(plan: Plan, host: str, folder: str, port: int) -> str:
    """``folder``: where the certificates lie, with its separator; "": beside the configuration.
    ``port``: where the program finds the server on its own machine."""
    return f"""\
; The server's database at 127.0.0.1:{port} of this machine.
{_COMMON}{_AS_NOBODY if Path(folder) == CLIENT_FOLDER else ""}client = yes
cert = {folder}rino-client.pem
CAfile = {folder}rino-server.pem

[rino]
accept = 127.0.0.1:{port}
connect = {_host(host)}:{plan.tunnel_port}

[rino-events]
accept = 127.0.0.1:{plan.events_port}
connect = {_host(host)}:{plan.tunnel_events_port}
"""


# --- clients ------------------------------------------------------------------------------------


def clients(places: Places) -> Mapping[str, str]:
    """Name → certificate of everybody who may come in."""
    return {
        file.stem: file.read_text(encoding="ascii")
        for file in sorted((places.tunnel / "clients").glob("*.pem"))
    }


def add(places: Places, plan: Plan, name: str, now: datetime, *, host: str, file: Path,
        folder: Path = CLIENT_FOLDER, port: int = 3050) -> None:  # fmt: skip
    """Let in one more workstation or engine. ``file``: the ZIP that is brought to it, with its key,
    which is kept nowhere else. ``host``: the server as the client finds it. ``folder``: where the
    client puts what is in it. KnownError."""
    _require_tunnel(places, plan)
    if not _NAME.fullmatch(name):
        raise KnownError(
            t("{name} is no name of a client.", name=repr(name)),
            mend=t("Use Latin letters, digits, dots and hyphens, such as workstation-7."),
        )
    if name in clients(places):
        raise KnownError(
            t("There is a client {name} already.", name=name),
            mend=t("Remove it first: rino-desktop server tunnel remove {name}", name=name),
        )
    certificate, key = certificates.make(name, now)
    parts = {
        "rino.conf": client_conf(plan, host, f"{folder}{os.sep}", port),
        "rino-windows.conf": client_conf(plan, host, "", port).replace("foreground = yes\n", "")
        .replace("pid =\n", ""),
        "rino-client.pem": key + certificate,
        "rino-server.pem": (places.tunnel / "server.pem").read_text(encoding="ascii"),
    }  # fmt: skip
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, text in parts.items():
            entry = zipfile.ZipInfo(part, now.timetuple()[:6])
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            archive.writestr(entry, text)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise KnownError(
            t("cannot write {file}: {reason}.", file=file, reason=error.strerror),
            mend=t("Give another file."),
        ) from None
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(packed.getvalue())
    _keep(places.tunnel / "clients" / f"{name}.pem", certificate)
    _let_in(places, plan)


def remove(places: Places, plan: Plan, name: str) -> None:
    """It is refused from now on. KnownError: there is none of that name. Broken off, it is done by
    the next call, of this or of the set-up; the client counts as removed as soon as it began."""
    _require_tunnel(places, plan)
    file = places.tunnel / "clients" / f"{name}.pem"
    if name in clients(places):
        file.rename(file.with_suffix(_LEAVES))
    elif file.with_suffix(_LEAVES) not in _leaving(places):
        raise KnownError(t("There is no client {name}.", name=name))
    _let_in(places, plan)


def _leaving(places: Places) -> list[Path]:
    """Certificates of clients that are being removed: stunnel may still know them."""
    return sorted((places.tunnel / "clients").glob(f"*{_LEAVES}"))


def _require_tunnel(places: Places, plan: Plan) -> None:
    if not plan.tunnel_port or not (places.tunnel / "server.pem").exists():
        raise KnownError(
            t("This server has no tunnel."),
            mend=t("Make one: rino-desktop server setup --tunnel-port 3443"
                   " --tunnel-events-port 3444"),
        )  # fmt: skip


def _all_clients(places: Places) -> str:
    return "".join(clients(places).values())


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def _keep(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.new")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text)
    part.rename(file)
