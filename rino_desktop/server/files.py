"""What Firebird and systemd read, as text."""

import sys
from pathlib import Path

from rino_desktop.server.places import BACKUP_SERVICE, LOG, Places
from rino_desktop.server.plan import Plan

_HEAD = "# Written by `rino-desktop server setup`, which writes it anew: change server.toml.\n"


def firebird_conf(plan: Plan, places: Places) -> str:
    """Databases lie in one folder, no SQL reaches other files, and who connects proves it by SRP
    with SHA-256 and is encrypted from then on. ``ServerMode = Super``: one cache for all."""
    return (
        _HEAD
        + f"""\
ServerMode = Super
RemoteBindAddress = {plan.bind}
RemoteServicePort = {plan.port}
RemoteAuxPort = {plan.events_port}

AuthServer = Srp256
UserManager = Srp
WireCrypt = Required
SecurityDatabase = {places.security_database}

DatabaseAccess = Restrict {places.data}
ExternalFileAccess = None
UdfAccess = None
TempDirectories = {places.temporary}

DefaultDbCachePages = {plan.cache_pages}
"""
    )


def databases_conf(plan: Plan, places: Places) -> str:
    return (
        _HEAD
        + f"""\
{plan.alias} = {places.database(plan.alias)}

security.db = {places.security_database}
{{
\tRemoteAccess = false
\tDefaultDbCachePages = 256
}}
"""
    )


def _command() -> str:
    """This program, as a service finds it again, by whichever way it was called."""
    installed = Path(sys.prefix).resolve() / "bin" / "rino-desktop"
    return str(installed) if installed.exists() else f"{sys.executable} -m rino_desktop"


def server_unit(places: Places) -> str:
    """The server runs as ``firebird`` and writes nowhere but below its own folder."""
    return (
        _HEAD
        + f"""\
[Unit]
Description=Firebird server of RINO Desktop
After=network-online.target
Wants=network-online.target
# Its address may come up late: try again, however often.
StartLimitIntervalSec=0

[Service]
User=firebird
Group=firebird
Environment=FIREBIRD={places.home} FIREBIRD_LOCK={places.lock}
ExecStart=/usr/sbin/firebird
Restart=on-failure
RestartSec=2
LimitNOFILE=16384
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
ReadWritePaths={places.state} {LOG.parent}

[Install]
WantedBy=multi-user.target
"""
    )


def backup_unit(places: Places) -> str:
    return (
        _HEAD
        + f"""\
[Unit]
Description=Backup of RINO Desktop's database, tried by restoring it
After=rino-firebird.service

[Service]
Type=oneshot
User=firebird
Group=firebird
Environment=RINO_DATA={places.work} HOME={places.work} TMPDIR={places.work}
ExecStart={_command()} server backup
UMask=0077
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={places.state}
"""
    )


def backup_timer(plan: Plan) -> str:
    return (
        _HEAD
        + f"""\
[Unit]
Description=Nightly backup of RINO Desktop's database

[Timer]
OnCalendar=*-*-* {plan.backup_at}:00
Persistent=true
Unit={BACKUP_SERVICE}

[Install]
WantedBy=timers.target
"""
    )
