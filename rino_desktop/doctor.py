"""What works on this machine and what does not, each with its mend.

Everything is tried, not looked up: the telephony library is loaded in a process of its own, a
database is created and used, a phrase is spoken.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from engine.python_command import python_command, under_launcher
from rino_desktop import (
    doctor_database,
    doctor_desktop,
    doctor_machine,
    doctor_system,
    sharers,
)
from rino_desktop.doctor_finding import Finding
from rino_desktop.settings import Settings
from rino_desktop.texts import t
from rino_desktop.texts.errors import said, said_mend, said_message

_PROBE_S = 30.0


def examine(settings: Settings) -> list[Finding]:
    checks: tuple[Callable[[Settings], Finding], ...] = (
        _python,
        _telephony,
        _softphone,
        _embedded_firebird,
        _database,
        _outboxes,
        _sources,
        _references,
        _scheduled_reports,
        _speech,
        _voice_store,
        _plugins,
        doctor_machine.ports,
        doctor_machine.disk,
        doctor_machine.time_zones,
        doctor_database.versions,
        doctor_database.clocks,
        doctor_database.disk,
        doctor_database.unwritten,
        doctor_system.open_files,
        doctor_system.time_kept,
        doctor_system.firewall,
        doctor_system.metrics,
        _desktop,
    )
    if sharers.stopped(settings):
        # Whoever opens the database would wait for ever; `_database` says so.
        checks = tuple(check for check in checks if check not in _OPEN_THE_DATABASE)
    found = [_guarded(check, settings) for check in checks]
    try:
        found += doctor_desktop.findings(settings)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        line = " ".join(str(error).split())
        found.append(Finding("sound", "warning", t("sound"), f"{type(error).__name__}: {line}"))
    return found


def _guarded(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    """A check that itself breaks is a finding, not the end of the examination."""
    try:
        return check(settings)
    except Exception as error:
        name = check.__name__.removeprefix("_")
        line = " ".join(said(error).split())
        return Finding(name, "bad", name, f"{type(error).__name__}: {line}")


def _python(_settings: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    good = (3, 11) <= sys.version_info[:2] < (3, 13)
    return Finding(
        "python", "ok" if good else "bad", "Python", version,
        _mend(t("Python 3.11 or 3.12 is needed: make setup")),
    )  # fmt: skip


def _telephony(_settings: Settings) -> Finding:
    # In a process of its own: a broken library may abort it.
    code = (
        "import os, pjsua2; e = pjsua2.Endpoint(); e.libCreate();"
        "print('\\nVERSION', e.libVersion().full, flush=True); os._exit(0)"
    )
    done = _python_says(code)
    version = [line[8:] for line in done.stdout.splitlines() if line.startswith("VERSION ")]
    if done.returncode == 0 and version:
        return Finding("telephony", "ok", t("telephony (pjsua2)"), version[0])
    last = (done.stderr.strip().splitlines() or [t("no message")])[-1]
    return Finding(
        "telephony", "bad", t("telephony (pjsua2)"), t("cannot be loaded: {reason}", reason=last),
        _mend(t("Install it again: make setup")),
    )  # fmt: skip


def _softphone(_settings: Settings) -> Finding:
    from rino_desktop.doctor_phone import trial

    what = t("workstation's telephone")
    fault = trial()
    if fault:
        return Finding(
            "softphone", "bad", what, t("cannot be started: {reason}", reason=fault),
            _mend(t("Install it again: make setup")),
        )  # fmt: skip
    return Finding("softphone", "ok", what, t("starts and can be rung"))


def _embedded_firebird(settings: Settings) -> Finding:
    from rino_desktop import bootstrap

    what = t("embedded database (Firebird 5)")
    with tempfile.TemporaryDirectory(prefix="rino-doctor-") as folder:
        trial = replace(settings, database=str(Path(folder) / "trial.fdb"), password=None)
        try:
            bootstrap.create_database(trial)
            database = bootstrap.open_database(trial)
            try:
                database.transact(lambda stores: stores.campaigns.all())
            finally:
                database.close()
        except (KnownError, OSError, StorageUnavailable) as error:
            return Finding(
                "embedded_firebird", "bad", what, " ".join(said(error).split()),
                _mend(
                    t(
                        "Install what it needs: sudo apt-get install libtommath1 libicu72 "
                        "(Ubuntu 24.04: libicu74)"
                    )
                ),
            )  # fmt: skip
    return Finding("embedded_firebird", "ok", what, t("a trial database was created and read"))


def _database(settings: Settings) -> Finding:
    from rino_desktop import bootstrap

    what = t("the database")
    if "://" not in settings.database and not Path(settings.database).expanduser().exists():
        return Finding(
            "database", "warning", what, t("{path} does not exist yet", path=settings.database),
            "rino-desktop db init",
        )  # fmt: skip
    if stopped := sharers.stopped(settings):
        return Finding(
            "database", "bad", what,
            t("stopped processes have it open, and all others wait for them: {processes}",
              processes=", ".join(map(str, stopped))),
            t("Let them go on (kill -CONT), or end them (kill -9)."),
        )  # fmt: skip
    try:
        database = bootstrap.open_database(settings)
        try:
            campaigns = database.transact(lambda stores: len(stores.campaigns.all()))
        finally:
            database.close()
    except KnownError as error:
        return Finding("database", "bad", what, said_message(error), said_mend(error))
    except StorageUnavailable as error:
        return Finding(
            "database", "bad", what, " ".join(said(error).split()),
            t("Check that the server runs, the address, and RINO_DB_PASSWORD."),
        )  # fmt: skip
    return Finding(
        "database", "ok", what,
        t("{address}: schema version {version}, campaigns: {campaigns}",
          address=bootstrap.database_address(settings), version=bootstrap.schema_version(),
          campaigns=campaigns),
    )  # fmt: skip


def _outboxes(settings: Settings) -> Finding:
    from rino_desktop import bootstrap, outboxes

    what = t("delivery to external stores")
    try:
        database = bootstrap.open_database(settings)
        try:
            found = database.transact(outboxes.of_all)
        finally:
            database.close()
    except (KnownError, StorageUnavailable):
        # Which is a finding of its own.
        return Finding("outbox", "ok", what, t("no database to look into"))
    trouble = [f"{each.campaign} / {each.words()}" for each in found if each.in_trouble]
    if trouble:
        return Finding(
            "outbox", "warning", what, " ".join(trouble),
            t("See: {command}", command="rino-desktop outbox list"),
        )  # fmt: skip
    waiting = sum(each.backlog.waiting for each in found)
    return Finding(
        "outbox", "ok", what, t("stores: {stores}, rows waiting: {n}", stores=len(found), n=waiting)
    )


def _sources(settings: Settings) -> Finding:
    from rino_desktop import bootstrap, sources
    from rino_desktop.doctor_sources import silent

    what = t("data sources")
    try:
        database = bootstrap.open_database(settings)
        try:
            known = database.transact(lambda stores: sources.all_sources(settings, stores))
        finally:
            database.close()
    except (KnownError, StorageUnavailable):
        # Which is a finding of its own.
        return Finding("sources", "ok", what, t("no database to look into"))
    trouble = silent(known)
    if trouble:
        return Finding(
            "sources", "warning", what, " ".join(f"{name}: {why}" for name, why in trouble.items()),
            t("See: {command}", command=f"rino-desktop source test {next(iter(trouble))}"),
        )  # fmt: skip
    return Finding("sources", "ok", what, t("sources that answer: {count}", count=len(known)))


def _scheduled_reports(settings: Settings) -> Finding:
    from rino_desktop import bootstrap, schedules

    what = t("scheduled reports")
    try:
        database = bootstrap.open_database(settings)
        try:
            found = database.transact(lambda stores: stores.schedules.all())
        finally:
            database.close()
    except (KnownError, StorageUnavailable):
        # Which is a finding of its own.
        return Finding("scheduled_reports", "ok", what, t("no database to look into"))
    trouble = [
        f"{each.name}: {schedules.result_of(each)}" for each in found if schedules.in_trouble(each)
    ]
    if trouble:
        return Finding(
            "scheduled_reports", "warning", what, " ".join(trouble),
            t("See: {command}", command="rino-desktop schedule list"),
        )  # fmt: skip
    return Finding("scheduled_reports", "ok", what, t("scheduled: {count}", count=len(found)))


def _references(settings: Settings) -> Finding:
    from rino_desktop import bootstrap, campaign_references

    what = t("what the schemes of campaigns name")
    try:
        database = bootstrap.open_database(settings)
        try:
            found = campaign_references.of_running(settings, database)
        finally:
            database.close()
    except (KnownError, StorageUnavailable):
        # Which is a finding of its own.
        return Finding("references", "ok", what, t("no database to look into"))
    if found:
        return Finding(
            "references", "warning", what, " ".join(each.line for each in found),
            t("Calls come out of these nodes by error until it is mended."),
        )  # fmt: skip
    return Finding("references", "ok", what, t("nothing is missing"))


def _speech(settings: Settings) -> Finding:
    from rino_desktop import bootstrap

    what = t("speech synthesis (espeak-ng)")
    mend = _mend(t("Install it: sudo apt-get install espeak-ng"))
    with tempfile.TemporaryDirectory(prefix="rino-doctor-") as folder:
        for language, phrase in (("ru", "проверка"), ("en", "test")):
            target = Path(folder) / f"{language}.wav"
            try:
                bootstrap.speech(settings.speech).synthesise(phrase, language, target)
            except (KnownError, OSError, subprocess.SubprocessError) as error:
                return Finding("speech", "bad", what, " ".join(said(error).split()), mend)
    return Finding("speech", "ok", what, t("Russian and English voices speak"))


def _voice_store(settings: Settings) -> Finding:
    from rino_desktop import bootstrap
    from rino_desktop.cli.output import local

    what = t("the voice store")
    try:
        store = bootstrap.voice_store(settings)
    except KnownError as error:
        return Finding("voice_store", "bad", what, said_message(error), said_mend(error))
    try:
        backlog = store.backlog()
        store.check()
    except KnownError as error:
        return Finding("voice_store", "bad", what, said_message(error), said_mend(error))
    finally:
        store.close(0)
    if backlog.count and (backlog.last_error or backlog.set_aside):
        return Finding(
            "voice_store", "warning", what,
            t("{place}: {count} recordings wait for their upload since {when}",
              place=store.place, count=backlog.count, when=local(backlog.oldest_at)),
            backlog.last_error,
        )  # fmt: skip
    return Finding(
        "voice_store", "ok", what, t("{place}: can be read and written", place=store.place)
    )


def _plugins(_settings: Settings) -> Finding:
    from rino_desktop import plugins

    what = t("plug-ins")
    found = list(plugins.installed())
    broken = [f"{each.distribution}: {each.fault}" for each in found if each.fault]
    if broken:
        return Finding("plugins", "bad", what, " ".join(broken), t("Mend or remove it."))
    listed = [f"{plugins.kind_of(each.group)} {each.name}" for each in found]
    return Finding("plugins", "ok", what, ", ".join(listed) or t("none installed"))


def _desktop(_settings: Settings) -> Finding:
    what = t("the desktop (Qt)")
    done = _python_says("from PySide6 import QtWidgets, __version__; print(__version__)")
    if done.returncode == 0:
        return Finding("desktop", "ok", what, done.stdout.strip())
    last = (done.stderr.strip().splitlines() or [t("no message")])[-1]
    return Finding(
        "desktop", "warning", what, t("not installed: {reason}", reason=last),
        _mend(t("An engine does not need it; the desktop does: make run")),
    )  # fmt: skip


_OPEN_THE_DATABASE = (
    _outboxes, _sources, _references, _scheduled_reports, doctor_database.versions,
    doctor_database.clocks,
)  # fmt: skip


def _mend(of_a_checkout: str) -> str:
    """Who has run the Windows installer has neither make nor apt."""
    return t("Install RINO Desktop again.") if under_launcher() else of_a_checkout


def _python_says(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*python_command(), "-c", code],
        capture_output=True,
        text=True,
        timeout=_PROBE_S,
        check=False,
    )
