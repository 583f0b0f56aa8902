"""What ``doctor`` looks at of the database: versions of Firebird, clocks, the disk below."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from engine.service.clocks import skew
from rino_desktop import paths
from rino_desktop.doctor_finding import Finding
from rino_desktop.settings import Settings
from rino_desktop.texts import t

_NEEDED_MB = 1000
#: Leases last 20 s. Engines judge each other by the server's clock, but calling hours by their own.
_SKEW_S = 5.0
_OLDEST = 3


def versions(settings: Settings) -> Finding:
    from rino_desktop import bootstrap

    what = t("versions of Firebird")
    try:
        engine, ods = bootstrap.firebird_versions(settings)
    except (KnownError, StorageUnavailable):
        # Which is a finding of its own.
        return Finding("firebird_versions", "ok", what, t("no database to look into"))
    detail = t("Firebird {engine}, file format {ods}", engine=engine, ods=ods)
    if int(engine.partition(".")[0]) < _OLDEST:
        return Finding(
            "firebird_versions", "bad", what, detail,
            t("Firebird 3.0 or later is needed; move the data by db backup and db restore."),
        )  # fmt: skip
    return Finding("firebird_versions", "ok", what, detail)


def clocks(settings: Settings) -> Finding:
    from rino_desktop import bootstrap

    what = t("clocks of this computer and of the database's server")
    if "://" not in settings.database:
        return Finding("clock_skew", "ok", what, t("it is the same one"))
    try:
        database = bootstrap.open_database(settings)
        try:
            before = datetime.now(UTC)
            server = database.transact(lambda stores: stores.voice_files.server_time())
            after = datetime.now(UTC)
        finally:
            database.close()
    except (KnownError, StorageUnavailable):
        # Which is a finding of its own.
        return Finding("clock_skew", "ok", what, t("no database to look into"))
    if server is None:
        return Finding("clock_skew", "ok", what, t("it is the same one"))
    apart = skew(server, before + (after - before) / 2)
    if abs(apart) > _SKEW_S:
        return Finding(
            "clock_skew", "bad", what, t("{seconds} s apart", seconds=f"{abs(apart):.0f}"),
            t("Let both be synchronised (NTP): engines judge each other's leases by the clock."),
        )  # fmt: skip
    return Finding("clock_skew", "ok", what, t("{seconds} s apart", seconds=f"{abs(apart):.0f}"))


def disk(settings: Settings) -> Finding:
    what = t("disk space for the database")
    if "://" in settings.database:
        return Finding("database_disk", "ok", what, t("it is the server's"))
    folder = Path(settings.database).expanduser().absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 2**20
    return Finding(
        "database_disk", "ok" if free >= _NEEDED_MB else "warning", what,
        t("{free} MB free in {folder}", free=free, folder=folder),
        t("Free some before it is full: a database that cannot grow refuses every write."),
    )  # fmt: skip


def unwritten(_settings: Settings) -> Finding:
    """Files of engine.service.unwritten."""
    what = t("what calls have brought while the database was away")
    folder = paths.data_folder() / "unwritten"
    files = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    refused = [name for name in files if name.endswith(".refused")]
    waiting = [name for name in files if name.endswith(".jsonl")]
    told, mends = [], []
    if waiting:
        told.append(t("waits in {folder}: {files}", files=", ".join(waiting), folder=folder))
        mends.append(
            t("The engine that has kept it writes it as soon as it reaches its database: let it "
              "run, or start it under the same name.")
        )  # fmt: skip
    if refused:
        told.append(
            t("the database has not taken {files} in {folder}", files=", ".join(refused),
              folder=folder)
        )  # fmt: skip
        mends.append(
            t("It is tried again at each start of that engine, whose log says why; delete what is "
              "of no use any more.")
        )  # fmt: skip
    if told:
        return Finding("unwritten", "warning", what, "; ".join(told), " ".join(mends))
    return Finding("unwritten", "ok", what, t("everything is written"))
