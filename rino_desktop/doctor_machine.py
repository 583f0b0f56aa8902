"""What ``doctor`` looks at of the bare machine."""

import os
import shutil
import socket
from collections.abc import Iterator

from rino_desktop.doctor_finding import Finding
from rino_desktop.settings import Settings
from rino_desktop.texts import t

_NEEDED_MB = 500
_PORTS = 64


def ports(_settings: Settings) -> Finding:
    what = t("UDP ports")
    free = sum(1 for _ in _free_ports(_PORTS))
    if free < _PORTS:
        return Finding(
            "udp_ports", "bad", what, t("only {free} of {wanted} are free", free=free,
                                        wanted=_PORTS),
            t("End what occupies them, or raise the limit of open files (ulimit -n)."),
        )  # fmt: skip
    return Finding("udp_ports", "ok", what, t("enough are free"))


def _free_ports(wanted: int) -> Iterator[int]:
    held: list[socket.socket] = []
    try:
        for _ in range(wanted):
            one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            held.append(one)
            one.bind(("", 0))
            yield one.getsockname()[1]
    except OSError:
        return
    finally:
        for one in held:
            one.close()


def disk(settings: Settings) -> Finding:
    folder = settings.voice_store.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 2**20
    enough = free >= _NEEDED_MB and os.access(folder, os.W_OK)
    return Finding(
        "disk", "ok" if enough else "bad", t("disk space"),
        t("{free} MB free in {folder}", free=free, folder=folder),
        t("Free some, or move the data: RINO_DATA=FOLDER."),
    )  # fmt: skip


def time_zones(_settings: Settings) -> Finding:
    from engine.domain.calling_hours import zone_of

    good = zone_of("Europe/Moscow") is not None and zone_of("Asia/Kamchatka") is not None
    return Finding(
        "time_zones", "ok" if good else "bad", t("time zone data"),
        t("present") if good else t("missing"), t("Install it: pip install tzdata"),
    )  # fmt: skip
