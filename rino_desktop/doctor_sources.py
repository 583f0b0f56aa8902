"""Which data sources answer, all asked at once, within a few seconds."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from engine.ports.sources import SourceSettings
from rino_desktop import bootstrap
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

#: Seconds for all together: who runs ``doctor`` waits for it.
LIMIT_S = 5.0


def silent(sources: Sequence[SourceSettings], limit_s: float = LIMIT_S) -> dict[str, str]:
    """Name → why, of those that do not answer."""
    found: dict[str, str | None] = {source.name: t("no answer in time") for source in sources}

    def ask(source: SourceSettings) -> None:
        found[source.name] = _trouble(source)

    until = monotonic() + limit_s
    # Daemons: a library that never comes back must not keep the program from ending.
    threads = [threading.Thread(target=ask, args=(each,), daemon=True) for each in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - monotonic()))
    return {name: why for name, why in list(found.items()) if why is not None}


def _trouble(source: SourceSettings) -> str | None:
    try:
        connection = bootstrap.open_source(replace(source, timeout_s=min(source.timeout_s, 4.0)))
        try:
            connection.ping()
        finally:
            connection.close()
    except Exception as error:  # a plug-in's driver may raise anything
        return " ".join(said(error).split()) or type(error).__name__
    return None
