"""Which plug-ins a scheme's blocks come from: kept with the scheme, so that it can be told which
one is missing.

In ``Scheme.editor`` under ``plugins``: type of block → distribution. Calls know nothing of it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from editor.content import SchemeContent
from engine.scheme.model import Json, Scheme
from engine.scheme.node_types import NodeTypes

_KEY = "plugins"


def with_packages(scheme: Scheme, node_types: NodeTypes) -> Scheme:
    """As it is to be saved: what is installed names its distribution, what is not keeps the one
    that it had."""
    had = _named(scheme.editor)
    found: dict[str, Json] = {}
    for name in sorted({node.type for node in scheme.nodes}):
        package = node_types.package_of(name) or ("" if name in node_types else had.get(name, ""))
        if package:
            found[name] = package
    rest = {key: value for key, value in scheme.editor.items() if key != _KEY}
    return replace(scheme, editor={**rest, _KEY: found} if found else rest)


def missing_types(content: SchemeContent, node_types: NodeTypes) -> dict[str, str]:
    """Types of blocks that are not installed here → their distribution, "" where nobody has said
    it."""
    known = _named(content.header["editor"])
    types = {node.type for node in content.nodes.values()}
    return {name: known.get(name, "") for name in sorted(types) if name not in node_types}


def _named(editor: Mapping[str, Any]) -> dict[str, str]:
    named = editor.get(_KEY)
    if not isinstance(named, Mapping):
        return {}
    return {name: package for name, package in named.items() if isinstance(package, str)}
