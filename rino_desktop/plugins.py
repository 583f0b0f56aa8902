"""What installed plug-ins add: found by entry points, loaded when it is asked for.

A distribution names what it brings in its pyproject.toml::

    [project.entry-points."rino_desktop.node_types"]
    weather = "my_package.weather:WeatherNode"

Each kind is explained in docs/plugins.md. A plug-in that cannot be loaded stops what needs it with
one clear line that names it; ``doctor`` lists them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from engine.errors import KnownError
from rino_desktop.texts import t

#: Entry point groups.
GROUPS = (
    "rino_desktop.node_types",
    "rino_desktop.scenarios",
    "rino_desktop.data_sources",
    "rino_desktop.speech",
    "rino_desktop.report_kinds",
    "rino_desktop.scripts",
    "rino_desktop.answer_detectors",
)


def kind_of(group: str) -> str:
    """What the plug-ins of a group bring, in the user's language."""
    kinds = {
        "rino_desktop.node_types": t("node type"),
        "rino_desktop.scenarios": t("scenario"),
        "rino_desktop.data_sources": t("data source"),
        "rino_desktop.speech": t("speech engine"),
        "rino_desktop.report_kinds": t("report kind"),
        "rino_desktop.scripts": t("script"),
        "rino_desktop.answer_detectors": t("answer detector"),
    }
    return kinds[group]


@dataclass(frozen=True, slots=True)
class Plugin:
    """``fault``: why it cannot be used, "" when it can."""

    group: str
    name: str
    distribution: str
    version: str
    fault: str = ""


def load(group: str) -> dict[str, Any]:
    """Everything that installed distributions offer under ``group``, by name. KnownError when
    one cannot be loaded, or two have the same name."""
    found: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for entry in entry_points(group=group):
        if entry.name in found:
            raise KnownError(
                t(
                    "Two plug-ins bring a {kind} named “{name}”: {first} and {second}.",
                    kind=kind_of(group),
                    name=entry.name,
                    first=origins[entry.name],
                    second=_distribution(entry),
                ),
                mend=t("Remove one of the plug-ins."),
            )
        found[entry.name] = load_entry(entry)
        origins[entry.name] = _distribution(entry)
    return found


def load_entry(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    # A stranger's code: anything may go wrong in it, and it may even try to end the program.
    except (Exception, SystemExit) as error:
        raise KnownError(
            t("The plug-in {name} cannot be loaded: {reason}.", name=entry.value, reason=error),
            mend=t("Mend or remove it."),
        ) from error


def installed() -> Iterator[Plugin]:
    """All plug-ins there are, each tried."""
    for group in GROUPS:
        for plugin, _ in tried(group):
            yield plugin


def tried(group: str) -> Iterator[tuple[Plugin, Any]]:
    """Each plug-in of a group with what it offers: None where that cannot be loaded."""
    for entry in entry_points(group=group):
        fault, offered = "", None
        try:
            offered = load_entry(entry)
        except KnownError as error:
            fault = str(error)
        version = entry.dist.version if entry.dist is not None else ""
        yield Plugin(group, entry.name, _distribution(entry), version, fault), offered


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.value
