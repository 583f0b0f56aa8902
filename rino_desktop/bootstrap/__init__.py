"""The composition root: the only place that chooses adapters for the engine's ports.

Both hosts (headless.py and the desktop) and every command get their parts from here. All imports
of adapters are inside the functions: a command loads what it uses and nothing else.
"""

from rino_desktop.bootstrap.database import (
    backup_database,
    bulk_loader,
    check_database,
    create_database,
    database_address,
    database_inside,
    database_name,
    firebird_versions,
    grant_roles,
    list_encodings,
    list_reader,
    list_tables,
    open_database,
    renew_grants,
    restore_database,
    schema_version,
    upgrade_database,
)
from rino_desktop.bootstrap.engine import (
    engine_parts,
    node_types,
    node_types_to_draw_with,
    report_parts,
    scenarios,
    teller,
)
from rino_desktop.bootstrap.outside import (
    check_source_kind,
    check_store_url,
    external_store,
    live_outside,
    open_source,
    script_names,
    scripts,
    source_service,
    write_sample,
)
from rino_desktop.bootstrap.softphone import softphone
from rino_desktop.bootstrap.voice import (
    speech,
    stored_prompts,
    telephony,
    voice_service,
    voice_store,
)

__all__ = [
    "backup_database",
    "bulk_loader",
    "check_database",
    "check_source_kind",
    "check_store_url",
    "create_database",
    "database_address",
    "database_inside",
    "database_name",
    "engine_parts",
    "external_store",
    "firebird_versions",
    "grant_roles",
    "list_encodings",
    "list_reader",
    "list_tables",
    "live_outside",
    "node_types",
    "node_types_to_draw_with",
    "open_database",
    "open_source",
    "renew_grants",
    "report_parts",
    "restore_database",
    "scenarios",
    "schema_version",
    "script_names",
    "scripts",
    "softphone",
    "source_service",
    "speech",
    "stored_prompts",
    "telephony",
    "teller",
    "upgrade_database",
    "voice_service",
    "voice_store",
    "write_sample",
]
