"""The composition root: the only place that chooses adapters for the engine's ports.

Both hosts (headless.py and the desktop) and every command get their parts from here. All imports
of adapters are inside the functions: a command loads what it uses and nothing else.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.adapters.firebird import Address, Problem
    from engine.adapters.sources.writing import Portion
    from engine.dialer.scenario import Scenarios
    from engine.domain.outbox import OutboxSettings
    from engine.ports.lists import BulkLoader, ListReader
    from engine.ports.outbox import ExternalStore
    from engine.ports.scripts import Scripts
    from engine.ports.sources import SourceConnection, SourceSettings
    from engine.ports.speech import Speech
    from engine.ports.storage import Database
    from engine.ports.telephony import Telephony
    from engine.reports import ReportKinds
    from engine.scheme.dialogues import Outside
    from engine.scheme.node_types import NodeTypes
    from engine.service.runner import EngineParts
    from engine.service.sources import SourceService
    from engine.service.voice import VoiceService
    from engine.service.voice_store import VoiceStore
    from rino_desktop.report_files import ReportParts


# --- database ---------------------------------------------------------------------------------


def database_address(settings: Settings) -> "Address":
    from engine.adapters.firebird import parse_address

    return parse_address(settings.database)


def _access(settings: Settings) -> "tuple[Address, str]":
    return database_address(settings), settings.password or ""


def open_database(settings: Settings) -> "Database":
    """One connection with a thread of its own. KnownError when the database does not exist or
    its schema is not this version's."""
    from engine.adapters.firebird import FirebirdDatabase

    return FirebirdDatabase(*_access(settings))


def create_database(settings: Settings) -> None:
    from engine.adapters.firebird import create_database as create

    _make_folder(settings)
    create(*_access(settings))


def upgrade_database(settings: Settings) -> tuple[int, int]:
    """(schema version before, after)."""
    from engine.adapters.firebird import upgrade

    return upgrade(*_access(settings))


def schema_version() -> int:
    """The schema version that this program works with."""
    from engine.adapters.firebird.schema import latest_version

    return latest_version()


def check_database(settings: Settings) -> "list[Problem]":
    """Problems found; none: []."""
    from engine.adapters.firebird import check

    return check(*_access(settings))


def backup_database(settings: Settings, target: Path) -> int:
    """The size of the backup in bytes."""
    from engine.adapters.firebird import backup

    return backup(*_access(settings), target)


def restore_database(settings: Settings, source: Path, *, overwrite: bool) -> None:
    from engine.adapters.firebird import restore

    _make_folder(settings)
    restore(*_access(settings), source, overwrite=overwrite)


def bulk_loader(settings: Settings) -> "BulkLoader":
    """What an import writes through; one transaction on a connection of its own."""
    from engine.adapters.firebird.bulk_load import FirebirdBulkLoader

    return FirebirdBulkLoader(*_access(settings))


def list_reader() -> "ListReader":
    from engine.adapters.lists import open_list

    return open_list


def open_source(source: "SourceSettings") -> "SourceConnection":
    """A connection to a data source; it is only read."""
    from engine.adapters.sources import open_connection
    from engine.ports.sources import ENTRY_POINT_GROUP
    from rino_desktop import plugins
    from rino_desktop.sources import password_of

    extra = {} if _is_built_in(source.url) else plugins.load(ENTRY_POINT_GROUP)
    return open_connection(source, password_of(source), extra)


def check_source_kind(url: str) -> None:
    """SourceTrouble when nothing here can open such a URL."""
    if not _is_built_in(url):
        from engine.adapters.sources import check_kind
        from engine.ports.sources import ENTRY_POINT_GROUP
        from rino_desktop import plugins

        check_kind(url, plugins.load(ENTRY_POINT_GROUP))


def _is_built_in(url: str) -> bool:
    scheme = url.partition("://")[0].lower() if "://" in url else "firebird"
    return scheme in ("firebird", "sqlite", "http", "https")


def write_sample(url: str, password: str, folder: Path, portions: "Iterable[Portion]") -> None:
    """The sample billing database; ``folder`` holds a script for each kind of database."""
    from engine.adapters.sources import writing

    script = (folder / f"{writing.kind_of(url)}.sql").read_text("utf-8")
    writing.write_database(url, password, script, portions)


def source_service(settings: Settings, database: "Database") -> "SourceService":
    """What schemes ask data sources through; made inside the event loop that it serves."""
    from engine.service.sources import SourceService
    from rino_desktop.sources import all_sources

    return SourceService(
        lambda: database.run(lambda stores: all_sources(settings, stores)), open_source
    )


def external_store(settings: Settings, outbox: "OutboxSettings") -> "ExternalStore":
    """What an [[outbox]] of a campaign names, opened; blocking."""
    from engine.adapters.stores import StoreAccess, open_store

    url, password_env, charset = outbox.store, outbox.password_env, ""
    if not outbox.is_url:
        database = open_database(settings)
        try:
            source = database.transact(lambda stores: stores.sources.by_name(outbox.store))
        finally:
            database.close()
        url, charset = source.url, source.charset
        password_env = password_env or source.password_env
    password, token = (
        _secret(outbox.name, variable) for variable in (password_env, outbox.token_env)
    )
    return open_store(outbox, StoreAccess(url, password, token, charset))


def check_store_url(url: str) -> None:
    """KnownError for a database's URL that nobody here can open."""
    from engine.adapters.stores import check_url

    check_url(url)


def _secret(outbox: str, variable: str) -> str:
    if not variable:
        return ""
    if variable not in os.environ:
        raise KnownError(
            t("Outbox {name}: the environment variable {variable} is not set.",
              name=outbox, variable=variable),
            mend=t("Put the password into it."),
        )  # fmt: skip
    return os.environ[variable]


def _make_folder(settings: Settings) -> None:
    """The folder of an embedded database; a given path's folder must exist, ours is made."""
    if "://" in settings.database:
        return
    folder = Path(settings.database).expanduser().absolute().parent
    if Path(settings.database) == paths.default_database():
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise KnownError(
            t("There is no folder {folder} for the database.", folder=folder),
            mend=t("Create it, or name another place with --db."),
        )


# --- voice and telephony ----------------------------------------------------------------------


def speech(name: str = "") -> "Speech":
    """The speech engine of this name: the built-in "espeak" (also ""), or a plug-in's."""
    from importlib.metadata import entry_points

    from engine.adapters.speech.espeak import EspeakSpeech
    from engine.ports.speech import ENTRY_POINT_GROUP
    from rino_desktop.plugins import load_entry

    if name in ("", "espeak"):
        return EspeakSpeech()
    found = entry_points(group=ENTRY_POINT_GROUP)
    for entry in found.select(name=name):
        factory = load_entry(entry)
        try:
            engine: Speech = factory()
        except KnownError:
            raise
        except Exception as error:  # a stranger's code: anything may go wrong in it
            raise KnownError(
                t("The speech engine {name} cannot be started: {reason}.", name=name, reason=error),
                mend=t("Mend or remove the plug-in."),
            ) from error
        return engine
    known = ["espeak", *(entry.name for entry in found)]
    raise KnownError(
        t("There is no speech engine {name}.", name=name),
        mend=t("Possible: {choices}.", choices=", ".join(sorted(set(known)))),
    )


def voice_store(settings: Settings) -> "VoiceStore":
    """Prompts and recordings: a folder of this machine, or what the address names."""
    import os

    from engine.adapters.voice_store import open_folder, open_url
    from engine.service.voice_store import VoiceStore

    url = settings.voice_store_url
    remote = (lambda: open_url(url, os.environ)) if url else None
    return VoiceStore(settings.voice_store, open_folder, remote)


def voice_service(settings: Settings, store: "VoiceStore | None" = None) -> "VoiceService":
    from engine.service.voice import VoiceService
    from engine.service.voice_packs import VoicePacks

    store = store or voice_store(settings)
    store.folder.mkdir(parents=True, exist_ok=True)
    return VoiceService(
        store.folder,
        settings.voice_store / "cache",
        speech(settings.speech),
        find_elsewhere=store.find if store.remote else None,
        shipped=paths.resources() / "prompts",
        packs=VoicePacks(
            settings.voice_packs_folder, settings.voice_store / "cache/packs", settings.voice_pack
        ),
    )


def telephony() -> "Telephony":
    from engine.adapters.pjsip.adapter import PjsipTelephony

    return PjsipTelephony()


def node_types() -> "NodeTypes":
    """Our node types and those that installed plug-ins add."""
    from engine.scheme.node_types import ENTRY_POINT_GROUP, default_node_types
    from rino_desktop import plugins

    return default_node_types(plugins.load(ENTRY_POINT_GROUP).values())


def scenarios() -> "Scenarios":
    """Our dial strategies and those that installed plug-ins add."""
    from engine.dialer.scenario import ENTRY_POINT_GROUP
    from engine.dialer.scenarios import default_scenarios
    from rino_desktop import plugins

    return default_scenarios(plugins.load(ENTRY_POINT_GROUP).values())


def scripts() -> "Scripts":
    """The functions of installed plug-ins that schemes call."""
    from engine.adapters.scripts import ScriptPool

    return ScriptPool()


@contextmanager
def live_outside(settings: Settings) -> "Iterator[Outside]":
    """Sources and functions for a test of a scheme that asks them really."""
    from rino_desktop.live_outside import live_outside as opened

    database = open_database(settings)
    try:
        with opened(lambda: source_service(settings, database), scripts) as outside:
            yield outside
    finally:
        database.close()


# --- the engine -------------------------------------------------------------------------------


@contextmanager
def engine_parts(settings: Settings, node: str | None) -> "Iterator[EngineParts]":
    """Everything ``EngineRunner`` needs, for as long as it runs; ``node``: the node's name, None
    for the host's."""
    from engine.adapters.system_clock import SystemClock
    from engine.service.runner import EngineParts
    from rino_desktop import campaign_references, list_refreshes, schedules, voice_files
    from rino_desktop.node import identity, is_alive
    from rino_desktop.presets import of_office

    presets = of_office(settings)
    store = voice_store(settings)
    voice = voice_service(settings, store)
    clock = SystemClock()
    parts = EngineParts(
        identity=identity(node),
        open_database=lambda: open_database(settings),
        telephony=telephony(),
        voice=voice,
        clock=clock,
        node_types=node_types(),
        presets=presets,
        scenarios=scenarios(),
        scripts=scripts(),
        forget_recordings=store.delete,
        open_sources=lambda database: source_service(settings, database),
        alive=is_alive,
        recording_name=voice.recording_name,
        recording_path=voice.recording_path,
        open_store=lambda outbox: external_store(settings, outbox),
        chores=(
            lambda: schedules.deliver_for_ever(_opener(settings), clock, report_parts(settings)),
            lambda: list_refreshes.refresh_for_ever(_opener(settings), settings, clock),
            lambda: voice_files.keep_in_order(_opener(settings), store, clock),
            lambda: campaign_references.announce_for_ever(settings, _opener(settings), clock),
        ),
    )
    store.start()
    try:
        yield parts
    finally:
        voice.close()
        store.close()


def report_parts(settings: Settings) -> "ReportParts":
    """Our kinds of report with those of plug-ins, and what runs the SQL of clients' forms."""
    from engine.adapters.firebird.form_queries import FirebirdQueryRunner
    from engine.reports import standard_kinds
    from rino_desktop import plugins
    from rino_desktop.report_files import ReportParts

    def kinds() -> "ReportKinds":
        found = plugins.load("rino_desktop.report_kinds").values()
        return standard_kinds(each() if isinstance(each, type) else each for each in found)

    return ReportParts(kinds, FirebirdQueryRunner(*_access(settings)))


def _opener(settings: Settings) -> "Callable[[], Database]":
    return lambda: open_database(settings)
