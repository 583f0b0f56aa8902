"""What ``doctor`` looks at of this system: open files, the clock's keeper, fire walls, the door for
figures."""

import ctypes
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from engine.errors import KnownError
from rino_desktop import metrics_door
from rino_desktop.doctor_finding import Finding
from rino_desktop.settings import Settings
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of, said_mend, said_message

#: An engine with 100 lines holds pipes to 25 workers and files of prompts and recordings.
_FEW_FILES = 1024
#: adjtimex(2): the clock is not synchronised.
_TIME_ERROR = 5
_ASK_S = 5.0


def open_files(_settings: Settings) -> Finding:
    what = t("open files")
    if sys.platform == "win32":
        return Finding("open_files", "ok", what, t("this system sets no limit that matters"))
    import resource

    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FEW_FILES:
        return Finding(
            "open_files", "warning", what, t("at most {limit} (ulimit -n)", limit=soft),
            t("Allow {wanted}: LimitNOFILE={wanted} in the service, or ulimit -n {wanted} in the "
              "shell.", wanted=max(4096, _FEW_FILES)),
        )  # fmt: skip
    limit = t("no limit") if soft == resource.RLIM_INFINITY else str(soft)
    return Finding("open_files", "ok", what, t("at most {limit} (ulimit -n)", limit=limit))


def time_kept(_settings: Settings) -> Finding:
    """Leases compare the clocks of all computers, and hours of calling go by them."""
    what = t("the clock is kept")
    kept = _synchronised()
    if kept is None:
        return Finding("time_sync", "ok", what, t("this system does not tell"))
    if kept:
        return Finding("time_sync", "ok", what, t("synchronised over the network"))
    mend = (
        t("Switch it on: w32tm /config /update, then w32tm /resync.")
        if sys.platform == "win32"
        else t("Switch it on: sudo apt-get install systemd-timesyncd, then timedatectl set-ntp "
               "true. In a container the computer below keeps it.")
    )  # fmt: skip
    return Finding("time_sync", "warning", what, t("not synchronised over the network"), mend)


def _synchronised() -> bool | None:
    """None: nobody knows."""
    if sys.platform == "win32":
        try:
            done = subprocess.run(
                ["w32tm", "/query", "/status"], capture_output=True, timeout=_ASK_S, check=False
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return None if done.returncode else b"CMOS" not in done.stdout
    try:
        library = ctypes.CDLL(None)
        state = library.adjtimex(ctypes.create_string_buffer(512))  # asks, and changes nothing
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != _TIME_ERROR


def metrics(settings: Settings) -> Finding:
    what = t("figures for Prometheus")
    if not settings.metrics:
        return Finding("metrics", "ok", what, t("not shown; --metrics PORT shows them"))
    try:
        host, port = metrics_door.parse(settings.metrics)
    except KnownError as error:
        return Finding("metrics", "bad", what, said_message(error), said_mend(error))
    state = "ok" if metrics_door.is_loopback(host) else "warning"
    mend = "" if state == "ok" else t(
        "Whoever reaches that address can read them: let the firewall admit the Prometheus server "
        "alone."
    )  # fmt: skip
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        if sys.platform != "win32":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if _is_ours(host, port):
                return Finding("metrics", state, what, t("an engine shows them"), mend)
            refused = metrics_door.taken(settings.metrics, reason_of(error))
            return Finding(
                "metrics", "warning", what, said_message(refused), said_mend(refused)
            )  # fmt: skip
    return Finding("metrics", state, what, t("the port is free for the engine"), mend)


def _is_ours(host: str, port: int) -> bool:
    """Whether an engine answers there."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with socket.create_connection((host, port), timeout=1.0) as line:
            line.sendall(b"GET /health HTTP/1.0\r\n\r\n")
            line.settimeout(1.0)
            return b"rino-desktop" in line.recv(4096)
    except OSError:
        return False


def firewall(_settings: Settings) -> Finding:
    """Only a hint: rules are the administrator's, and often stand on another machine."""
    what = t("firewall")
    found = _firewalls()
    if not found:
        return Finding("firewall", "ok", what, t("none was found on this computer"))
    return Finding(
        "firewall", "ok", what,
        t("{names}: it must let SIP and RTP (UDP) of the trunks through; give trunks a range with "
          "--ports, and open just that", names=", ".join(found)),
    )  # fmt: skip


def _firewalls() -> list[str]:
    if sys.platform == "win32":
        return ["Windows Defender Firewall"]
    found = []
    try:
        enabled = Path("/etc/ufw/ufw.conf").read_text("utf-8")
    except OSError:
        enabled = ""
    if any(line.strip() == "ENABLED=yes" for line in enabled.splitlines()):
        found.append("ufw")
    if Path("/run/firewalld").exists():
        found.append("firewalld")
    rules = Path("/etc/nftables.conf")
    if not found and rules.exists() and shutil.which("nft"):
        text = rules.read_text("utf-8", "replace")
        if "drop" in text or "reject" in text:
            found.append("nftables")
    return found
