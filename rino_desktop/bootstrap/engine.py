"""The engine, and what schemes, campaigns and reports are made of."""

import hashlib
import re
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rino_desktop import paths
from rino_desktop.bootstrap.database import (
    access,
    database_address,
    database_name,
    open_database,
    schema_version,
)
from rino_desktop.bootstrap.outside import external_store, scripts, source_service
from rino_desktop.bootstrap.voice import telephony, voice_service, voice_store
from rino_desktop.settings import Settings
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.dialer.scenario import Scenarios
    from engine.ports.clock import Clock
    from engine.ports.storage import Database, Stores
    from engine.reports import ReportKinds
    from engine.reports.model import Outside
    from engine.scheme.node_types import NodeTypes
    from engine.service.engine_parts import EngineParts
    from engine.service.figures import EngineFigures
    from engine.service.voice_store import VoiceStore
    from rino_desktop.alarm_telling import Teller
    from rino_desktop.plugins import Plugin
    from rino_desktop.report_files import ReportParts


def node_types() -> "NodeTypes":
    """Our node types and those that installed plug-ins add."""
    from engine.scheme.node_types import ENTRY_POINT_GROUP, default_node_types
    from rino_desktop import plugins

    return default_node_types(plugins.load(ENTRY_POINT_GROUP).values())


def node_types_to_draw_with() -> "tuple[NodeTypes, list[Plugin]]":
    """Our node types and those of plug-ins that can be used; and the plug-ins that cannot, which
    must not keep anybody from drawing with the others."""
    from engine.errors import KnownError
    from engine.scheme.node_types import ENTRY_POINT_GROUP, default_node_types
    from rino_desktop import plugins

    types, broken = default_node_types(), []
    for plugin, offered in plugins.tried(ENTRY_POINT_GROUP):
        if plugin.fault:
            broken.append(plugin)
            continue
        try:
            types.register(offered, plugin.distribution)
        except KnownError as error:
            broken.append(replace(plugin, fault=said(error)))
    return types, broken


def scenarios() -> "Scenarios":
    """Our dial strategies and those that installed plug-ins add."""
    from engine.dialer.scenario import ENTRY_POINT_GROUP
    from engine.dialer.scenarios import default_scenarios
    from rino_desktop import plugins

    return default_scenarios(plugins.load(ENTRY_POINT_GROUP).values())


def file_name(node: str) -> str:
    """Of a node's own files; no two nodes have the same."""
    plain = re.sub(r"[^\w.-]", "_", node, flags=re.ASCII)[:40]
    return f"{plain}-{hashlib.sha256(node.casefold().encode()).hexdigest()[:8]}"


@contextmanager
def engine_parts(settings: Settings, node: str | None) -> "Iterator[EngineParts]":
    """Everything ``EngineRunner`` needs, for as long as it runs; ``node``: the node's name, None
    for the host's."""
    from engine.adapters.system_clock import SystemClock
    from engine.adapters.unwritten_files import UnwrittenFiles
    from engine.service.call_tally import counted
    from engine.service.clocks import server_skew
    from engine.service.engine_parts import EngineParts
    from engine.service.figures import EngineFigures
    from engine.service.liveness import LifeSigns
    from engine.service.unwritten import Unwritten
    from rino_desktop import (
        actors,
        alarms,
        campaign_references,
        list_refreshes,
        request_escalations,
        schedules,
        voice_files,
    )
    from rino_desktop.bootstrap.figures import door
    from rino_desktop.node import identity, is_alive
    from rino_desktop.presets import of_files

    presets = of_files(settings)
    store = voice_store(settings)
    voice = voice_service(settings, store)
    clock = SystemClock()
    signs = LifeSigns()
    figures = EngineFigures()

    here = identity(node)
    actor = actors.engine(here.node)

    def beside() -> "Database":
        return open_database(settings, signs.calls.beside, actor)

    parts = EngineParts(
        identity=here,
        open_database=beside,
        open_vital=lambda: open_database(settings, signs.calls.vital, actor),
        signs=signs,
        figures=figures,
        telephony=counted(telephony(), figures.calls),
        voice=voice,
        clock=clock,
        unwritten=Unwritten(
            UnwrittenFiles(paths.data_folder() / "unwritten", file_name(here.node)),
            database_address(settings).dsn,
        ),
        skew=server_skew,
        node_types=node_types(),
        presets=presets,
        scenarios=scenarios(),
        scripts=scripts(),
        forget_recordings=store.delete,
        open_sources=lambda database: source_service(settings, database),
        alive=is_alive,
        recording_name=voice.recording_name,
        message_name=voice.message_name,
        recording_path=voice.recording_path,
        open_store=lambda outbox: external_store(settings, outbox),
        chores=(
            lambda: schedules.deliver_for_ever(beside, clock, report_parts(settings)),
            lambda: list_refreshes.refresh_for_ever(beside, settings, clock),
            lambda: request_escalations.escalate_for_ever(beside, clock),
            lambda: voice_files.keep_in_order(beside, store, clock),
            lambda: alarms.look_for_ever(beside, clock),
            lambda: alarms.tell_for_ever(beside, clock, teller(settings)),
            lambda: campaign_references.announce_for_ever(settings, beside, clock),
            *_shown(settings, figures, beside, clock, store),
        ),
        from_the_start=(figures.loop.keep,) if settings.metrics else (),
    )
    store.start()
    try:
        with door(settings.metrics, here.node, figures, signs, schema_version()):
            yield parts
    finally:
        voice.close()
        store.close()


def _shown(
    settings: Settings, figures: "EngineFigures", open_database: "Callable[[], Database]",
    clock: "Clock", store: "VoiceStore",
) -> "tuple[Callable[[], Coroutine[Any, Any, None]], ...]":  # fmt: skip
    """The chores of an engine whose figures somebody wants to see."""
    from rino_desktop import office_figures

    if not settings.metrics:
        return ()
    places = {"voice": settings.voice_store}
    address = database_address(settings)
    if address.embedded:
        places["database"] = address.path.parent
    return (
        lambda: office_figures.look_for_ever(
            figures, open_database, clock, places, lambda: store.backlog().count
        ),
    )


def teller(settings: Settings) -> "Teller":
    """What tells of alarms, by mail and through web hooks."""
    from engine.adapters.webhook import post
    from rino_desktop.alarm_telling import Teller

    return Teller(database_name(settings), post)


def report_parts(settings: Settings) -> "ReportParts":
    """Our kinds of report with those of plug-ins, and what runs the SQL of clients' forms."""
    from engine.adapters.firebird.form_queries import FirebirdQueryRunner
    from engine.reports import standard_kinds
    from rino_desktop import plugins
    from rino_desktop.report_files import ReportParts

    def kinds() -> "ReportKinds":
        found = plugins.load("rino_desktop.report_kinds").values()
        return standard_kinds(each() if isinstance(each, type) else each for each in found)

    def outside(stores: "Stores") -> "Outside":
        from engine.reports.model import Outside
        from rino_desktop import sources
        from rino_desktop.billing_payments import SourceBilling
        from rino_desktop.bootstrap.outside import open_source
        from rino_desktop.recording_links import link_to

        return Outside(
            link=link_to(settings),
            billing=lambda name: SourceBilling(sources.find(settings, stores, name), open_source),
        )

    return ReportParts(kinds, FirebirdQueryRunner(*access(settings)), outside)
