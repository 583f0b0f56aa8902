"""What a bundle for support tells, part by part: figures and codes, no texts of the office.

Things have numbers in the place of names: "campaign 3" is that row of the database, and whoever
asks for help can look up which one that is.
"""

import os
import platform
import re
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from typing import Any
from urllib.parse import urlsplit

from engine.domain.campaign import Campaign, CampaignState
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import __version__, doctor, metrics_door, outboxes, schedules
from rino_desktop.office_figures import last_backup, last_retention
from rino_desktop.settings import Settings
from rino_desktop.support_words import words

#: Variables of the environment that are ours; only some of their values say nothing of anybody.
_OURS = re.compile(r"RINO_(DATA|DB|DB_PASSWORD|VOICE_STORE|VOICE_STORE_PASSWORD|VOICE_PACK|SPEECH|"
                   r"STUCK_AFTER|DRAIN|SOURCE_PASSWORD|METRICS|LOG_FORMAT)")  # fmt: skip
_SAID = frozenset({"RINO_LOG_FORMAT", "RINO_STUCK_AFTER", "RINO_DRAIN"})
_PLAIN = re.compile(r"[a-z0-9.]{0,12}")


def versions() -> dict[str, Any]:
    return {
        "rino_desktop": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "processors": os.cpu_count(),
        "packages": dict(sorted(_packages())),
    }


def _packages() -> Iterable[tuple[str, str]]:
    """Ours and what it needs; not what else is installed here."""
    try:
        wanted = metadata.requires("rino-desktop") or []
    except metadata.PackageNotFoundError:  # it runs from its sources
        wanted = [
            "argon2-cffi", "cryptography", "fdb", "firebird-embedded", "httpx", "keyring",
            "pjsua2-python", "prometheus-client", "psutil", "PySide6-Essentials", "qasync",
            "sqlalchemy", "tzdata",
        ]  # fmt: skip
    for requirement in wanted:
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "-"


def examined(settings: Settings) -> list[dict[str, str]]:
    """What ``doctor`` finds; of its details only the words that are ours."""
    return [
        {
            "name": finding.name, "state": finding.state,
            "detail": words(finding.detail),
            "mend": words(finding.mend) if finding.state != "ok" else "",
        }
        for finding in doctor.examine(settings)
    ]  # fmt: skip


def settings_of(settings: Settings) -> dict[str, Any]:
    figures = ""
    if settings.metrics:
        try:
            host = metrics_door.parse(settings.metrics)[0]
        except KnownError:
            figures = "wrong"
        else:
            figures = "loopback" if metrics_door.is_loopback(host) else "open"
    return {
        "database": "server" if "://" in settings.database else "embedded",
        "database_password": settings.password is not None,
        "language": settings.language,
        "log_level": settings.log_level,
        "log_format": settings.log_format,
        "metrics": figures or "off",
        "voice_store": _kind(settings.voice_store_url),
        "voice_store_from": settings.voice_store_from,
        "voice_packs": len(settings.voice_pack),
        "speech_of_its_own": bool(settings.speech),
        "own_presets": settings.presets is not None,
        "stuck_after_s": settings.stuck_after_s,
        "drain_s": settings.drain_s,
        "sources_in_file": len(settings.sources),
        "given": sorted(settings.given),
        "environment": {
            name: value if name in _SAID and _PLAIN.fullmatch(value) else "set"
            for name, value in sorted(os.environ.items())
            if _OURS.fullmatch(name)
        },
    }


def _kind(url: str) -> str:
    """Of an address no more than its scheme, where that is a usual one."""
    if not url:
        return "folder"
    scheme = urlsplit(url).scheme.lower()
    usual = ("firebird", "sqlite", "postgresql", "mysql", "mssql", "oracle", "http", "https",
             "sftp", "s3", "file", "smb", "ftp")  # fmt: skip
    return scheme.partition("+")[0] if scheme.partition("+")[0] in usual else "other"


def office(stores: Stores) -> dict[str, Any]:
    """How things stand, in figures."""
    now = datetime.now(UTC)
    return {
        "at": now.isoformat(timespec="seconds"),
        "engines": [
            {
                "engine": number, "alive": session.lease_until > now,
                "lease_until": session.lease_until.isoformat(timespec="seconds"),
            }
            for number, session in enumerate(stores.nodes.sessions(), 1)
        ],
        "campaigns": _campaigns(stores, now),
        "trunks": _trunks(stores, now),
        "outboxes": [
            {
                "campaign": status.backlog.campaign_id, "waiting": status.backlog.waiting,
                "set_aside": status.backlog.set_aside, "delivered": status.backlog.delivered,
                "down": status.backlog.down_since is not None,
                "settings_missing": status.settings is None,
            }
            for status in outboxes.of_all(stores)
        ],
        "operators": Counter(status.state.value for status in stores.operators.statuses()),
        "alarms": Counter(alarm.kind.value for alarm in stores.alarms.watched()),
        "schedules": len(stores.schedules.all()),
        "schedules_in_trouble": sum(map(schedules.in_trouble, stores.schedules.all())),
        "sources": Counter(_kind(source.url) for source in stores.sources.all()),
        "last_backup": _when(last_backup(stores)),
        "last_retention": _when(last_retention(stores)),
    }  # fmt: skip


def _campaigns(stores: Stores, now: datetime) -> list[dict[str, Any]]:
    shown = []
    for campaign in stores.campaigns.all():
        settings = campaign.settings
        shown.append({
            "campaign": campaign.id, "state": campaign.state.value, "mode": settings.mode.value,
            "lines": settings.max_lines, "trunks": len(settings.trunks),
            "records": settings.record, "preset": bool(settings.preset),
            "contacts": _contacts(stores, campaign),
            "engines": [
                {"live": live, "idle": _code(idle)}
                for _node, idle, live in stores.nodes.activity(campaign.id, now)
            ] if campaign.state is CampaignState.RUNNING else [],
        })  # fmt: skip
    return shown


def _contacts(stores: Stores, campaign: Campaign) -> dict[str, int]:
    """Of campaigns that are under way; the others may be many, and each costs a second."""
    if campaign.state not in (CampaignState.RUNNING, CampaignState.PAUSED):
        return {}
    counts = stores.contacts.counts(campaign.id)
    return {
        "new": counts.new, "in_progress": counts.in_progress,
        "waiting_retry": counts.waiting_retry,
    }  # fmt: skip


def _code(idle: str) -> str:
    from engine.dialer.idle_words import from_json

    return from_json(idle).code if idle else ""


def _trunks(stores: Stores, now: datetime) -> list[dict[str, Any]]:
    states: dict[int, list[str]] = {}
    for _node, trunk_id, status, _detail, _since in stores.nodes.trunk_status(now):
        states.setdefault(trunk_id, []).append(status.value)
    return [
        {
            "trunk": trunk.id, "lines": trunk.settings.lines,
            "calls_per_second": trunk.settings.calls_per_second,
            "port_range": trunk.settings.ports is not None,
            "password": bool(trunk.settings.password_env), "states": states.get(trunk.id, []),
        }
        for trunk in stores.trunks.all()
    ]  # fmt: skip


def _when(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
