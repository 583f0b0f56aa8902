"""Variables that the schemes of campaigns declare, for who fills them in; and what is wrong with
what was filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.scheme.codec import load_scheme
from engine.scheme.model import Scheme, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.validate_names import Names
from engine.scheme.validate_node import node_facts
from engine.scheme.values import parse
from rino_desktop.texts import t


@dataclass(frozen=True, slots=True)
class Declared:
    """``columns``: of the contact list, whose values go before the campaign's. ``own``: the scheme
    itself gives it values during the call, so that nobody has to."""

    name: str
    type: VariableType = VariableType.TEXT
    columns: tuple[str, ...] = ()
    default: str = ""
    own: bool = False


class SchemeVariables:
    """Reads each published version once."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[Declared, ...]] = {}

    def read(self, stores: Stores) -> dict[str, tuple[Declared, ...]]:
        """Case-folded name of a published scheme → its variables: those that only the campaign or
        the list gives first. A scheme that cannot be read has none here."""
        published = stores.schemes.published_ids()
        for version_id in published.values():
            if version_id not in self._read:
                document = stores.schemes.version(version_id).document
                self._read[version_id] = _of_document(document)
        self._read = {each: self._read[each] for each in published.values()}
        return {name: self._read[version_id] for name, version_id in published.items()}


def declared(scheme: Scheme) -> tuple[Declared, ...]:
    """Those of one scheme, as ``SchemeVariables.read`` has them."""
    names, types = Names(), default_node_types()
    for node in scheme.nodes:
        names.put(node_facts(node, types))
    found = [
        Declared(each.name, each.type, each.fields, each.default, each.name in names.variables)
        for each in scheme.variables
    ]
    return tuple(sorted(found, key=lambda each: each.own))


def faults(values: Mapping[str, Any], variables: Iterable[Declared]) -> dict[str, str]:
    """Variable → why the scheme could not read its value, by which it would have none."""
    found = {}
    for each in variables:
        text = str(values.get(each.name, "")).strip()
        if text and parse(text, each.type) is None:
            found[each.name] = _UNREADABLE[each.type]()
    return found


def faults_in(
    document: Mapping[str, Any], known: Mapping[str, tuple[Declared, ...]]
) -> dict[str, str]:
    """Of a campaign's document: "variables.NAME" → why. ``known``: as ``SchemeVariables.read``."""
    table = document.get("variables")
    values = table if isinstance(table, Mapping) else {}
    found = faults(values, known.get(_scheme_of(document), ()))
    return {f"variables.{name}": why for name, why in found.items()}


def without_strangers(
    document: dict[str, Any], known: Mapping[str, tuple[Declared, ...]]
) -> dict[str, Any]:
    """The document without variables that wait to be filled in though its scheme, if it is known,
    has none of the name."""
    scheme = _scheme_of(document)
    if scheme not in known:
        return document
    names = {each.name for each in known[scheme]}
    kept = {n: v for n, v in document.get("variables", {}).items() if str(v).strip() or n in names}
    rest = {section: table for section, table in document.items() if section != "variables"}
    return {**rest, "variables": kept} if kept else rest


def _scheme_of(document: Mapping[str, Any]) -> str:
    return str(document.get("campaign", {}).get("scheme", "")).strip().casefold()


def type_word(kind: VariableType) -> str:
    return {
        VariableType.TEXT: t("a text"),
        VariableType.NUMBER: t("a number"),
        VariableType.MONEY: t("a sum of money"),
        VariableType.DATE: t("a date"),
        VariableType.PHONE: t("a telephone number"),
    }[kind]


_UNREADABLE = {
    VariableType.TEXT: lambda: t("There is nothing in it that could be said."),
    VariableType.NUMBER: lambda: t("This is no number. For example: 12 or 12.5."),
    VariableType.MONEY: lambda: t("This is no sum of money. For example: 1250.30."),
    VariableType.DATE: lambda: t("This is no date. For example: 2030-09-08."),
    VariableType.PHONE: lambda: t("This is no telephone number. For example: +74951234567."),
}


def _of_document(document: str) -> tuple[Declared, ...]:
    try:
        return declared(load_scheme(document, ""))
    except KnownError:
        return ()
