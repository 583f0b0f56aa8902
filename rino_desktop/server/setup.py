"""Make of this machine what the plan says, or only tell what is missing."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import KnownError
from rino_desktop.doctor_finding import Finding
from rino_desktop.server import certificates, nightly, tunnel
from rino_desktop.server.instance import has_systemd
from rino_desktop.server.places import SERVICE
from rino_desktop.server.plan import Plan
from rino_desktop.server.wanted import Part, Wanted
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

#: A night may have no backup because the machine was off, two nights not.
_BACKUP_AGE = timedelta(hours=50)
_CERTIFICATE_ENDS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Done:
    """A part of the server, and whether something had to be made of it."""

    name: str
    what: str
    changed: bool


def set_up(wanted: Wanted, tell: Callable[[str], None] = lambda what: None) -> list[Done]:
    """Does what is missing; a second time nothing is. Begins again where it was broken off."""
    places = wanted.places
    if places.on_this_machine and os.geteuid() != 0:
        raise KnownError(t("Only root may set up a server."), mend=t("Call it with sudo."))
    wanted.places.binaries  # noqa: B018 - says that Firebird is missing before anything is made
    done = []
    with wanted.instance.running():
        for part in wanted.parts():
            tell(part.what)
            if part.live:
                _have_it_run(wanted)
            changed = not part.is_so()
            if changed:
                part.make()
            done.append(Done(part.name, part.what, changed))
    return done


def _have_it_run(wanted: Wanted) -> None:
    if wanted.restart_needed or wanted.is_outdated():
        wanted.instance.stop()
        # One that somebody has started by hand is not ours to end: `restart_needed` stays.
        wanted.restart_needed = wanted.instance.runs()
    wanted.instance.start()


def look(wanted: Wanted, now: datetime) -> Iterator[Finding]:
    """Each part, and what no set-up mends: what runs, how old backups and certificates are."""
    mend = t("Set it up: rino-desktop server setup")
    runs = wanted.instance.runs()
    yield _running(wanted, runs)
    for part in wanted.parts():
        if not part.live or runs:
            yield _as_it_is(part, mend)
    yield _backup(wanted, now)
    if wanted.plan.tunnel_port:
        yield from _certificates(wanted, now)
    if wanted.plan.goes_round_the_tunnel:
        yield Finding(
            "tunnel.beside", "warning", t("way beside the tunnel"), beside_the_tunnel(wanted.plan),
            t("Close it with --bind 127.0.0.1, or let the firewall admit your own network alone."),
        )  # fmt: skip


def beside_the_tunnel(plan: Plan) -> str:
    """What a tunnel does not protect from."""
    return t("The database also listens at {address}:{port}, without the tunnel.",
             address=plan.bind, port=plan.port)  # fmt: skip


def _running(wanted: Wanted, runs: bool) -> Finding:
    place = f"{wanted.plan.own_host}:{wanted.plan.port}"
    if runs and wanted.is_outdated():
        return Finding(
            "runs", "bad", t("server"), t("runs with an earlier configuration"),
            t("Restart it: {command}", command=f"systemctl restart {SERVICE}"),
        )  # fmt: skip
    if runs:
        return Finding("runs", "ok", t("server"), t("listens at {place}", place=place))
    places = wanted.places
    start = f"env FIREBIRD={places.home} FIREBIRD_LOCK={places.lock} /usr/sbin/firebird"
    if has_systemd(places):
        start = f"systemctl start {SERVICE}"
    elif places.on_this_machine:
        start = f"sudo -u firebird {start}"
    return Finding(
        "runs", "bad", t("server"), t("nobody listens at {place}", place=place),
        t("Start it: {command}", command=start),
    )  # fmt: skip


def _as_it_is(part: Part, mend: str) -> Finding:
    try:
        if part.is_so():
            return Finding(part.name, "ok", part.what, t("as it should be"))
        return Finding(part.name, "bad", part.what, t("not as it should be"), mend)
    except KnownError as error:
        return Finding(part.name, "bad", part.what, said(error), mend)


def _backup(wanted: Wanted, now: datetime) -> Finding:
    found = nightly.backups(wanted.places, wanted.plan)
    what = t("last backup")
    mend = t("Make one: rino-desktop server backup")
    if not found:
        return Finding("last_backup", "warning", what, t("there is none yet"), mend)
    age = now.timestamp() - found[-1].stat().st_mtime
    state = "ok" if age <= _BACKUP_AGE.total_seconds() else "bad"
    return Finding("last_backup", state, what, str(found[-1]), mend)


def _certificates(wanted: Wanted, now: datetime) -> Iterator[Finding]:
    again = t("Remove it and add it again.")
    known = {name: (pem, again) for name, pem in tunnel.clients(wanted.places).items()}
    if not known:
        yield Finding(
            "tunnel.clients", "warning", t("clients of the tunnel"), t("there is none yet"),
            t("Let one in: rino-desktop server tunnel add NAME --host HOST FILE.zip"),
        )  # fmt: skip
    own = wanted.places.tunnel / "server.pem"
    if own.exists():
        anew = t("Delete {file}, set it up again, and give each client a new file.", file=own)
        known["server"] = (own.read_text(encoding="ascii"), anew)
    for name, (pem, mend) in known.items():
        ends = certificates.ends_at(pem)
        left = ends - now
        state = "bad" if left <= timedelta() else "warning" if left < _CERTIFICATE_ENDS else "ok"
        yield Finding(
            f"tunnel.{name}", state, t("certificate of {name}", name=name),
            t("valid until {date}", date=ends.date().isoformat()), mend,
        )  # fmt: skip
