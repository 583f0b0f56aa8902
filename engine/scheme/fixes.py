"""Carrying out what a problem suggests, where a machine can: as changes that the editor makes in
one step, and that undo takes back.

A mend makes its problem go away. Where something has to be said or chosen, it makes a beginning
(a text copied from another language, a prompt whose text is its name) that a person then words.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from engine.scheme.changes import Changes, apply
from engine.scheme.model import Json, Link, Node, PromptRecording, Scheme, Variable
from engine.scheme.problems import Fix

NewId = Callable[[], str]
_Arguments = Mapping[str, str]
#: Where a new node is put beside another; blocks of the editor are narrower.
_BESIDE = 240.0
_BELOW = 96.0


def can_mend(fix: Fix | None) -> bool:
    return fix is not None and (fix.code in _MAKING or fix.code in _CHANGING)


def mend(scheme: Scheme, fix: Fix, new_id: NewId) -> Scheme:
    """The scheme mended; as it is when there is nothing (more) to mend. ``new_id`` makes ids that
    are nowhere in the scheme. Raises KeyError for a fix that ``can_mend`` denies."""
    return apply(scheme, changes_of(scheme, fix, new_id))


def changes_of(scheme: Scheme, fix: Fix, new_id: NewId) -> Changes:
    """As ``mend``, but what changes only."""
    if fix.code in _MAKING:
        return _MAKING[fix.code](scheme, fix.arguments, new_id)
    return _CHANGING[fix.code](scheme, fix.arguments)


# --- nodes and links ----------------------------------------------------------------------------


def _remove_link(scheme: Scheme, given: _Arguments) -> Changes:
    return Changes(links={link.id: None for link in scheme.links if link.id == given["link"]})


def _remove_node(scheme: Scheme, given: _Arguments) -> Changes:
    gone = given["node"]
    return Changes(
        nodes={node.id: None for node in scheme.nodes if node.id == gone},
        links={link.id: None for link in scheme.links if gone in (link.source, link.target)},
    )


def _add_node(scheme: Scheme, given: _Arguments, new_id: NewId) -> Changes:
    """A start, before the node that looks like the first."""
    entered = {link.target for link in scheme.links if link.source != link.target}
    order = sorted(scheme.nodes, key=lambda node: (node.id in entered, node.x, node.y, node.id))
    first = order[0] if order else Node(new_id(), "hang_up", x=_BESIDE)
    node = Node(new_id(), given["type"], x=first.x - _BESIDE, y=first.y)
    added = {node.id: node} if order else {node.id: node, first.id: first}
    link = Link(new_id(), node.id, "next", first.id)
    return Changes(nodes=added, links={link.id: link})


def _add_link(scheme: Scheme, given: _Arguments, new_id: NewId) -> Changes:
    """Ports that lead nowhere end the call."""
    source = _node(scheme, given["node"])
    if source is None:
        return Changes()
    ports = [port for port in given.get("ports", "").split("\n") if port] or [given["port"]]
    there = {node.id for node in scheme.nodes}
    linked = {k.port for k in scheme.links if k.source == source.id and k.target in there}
    free = [port for port in ports if port not in linked]
    if not free:
        return Changes()
    x, y = source.x + _BESIDE, source.y
    while any(abs(n.x - x) < _BESIDE and abs(n.y - y) < _BELOW for n in scheme.nodes):
        y += _BELOW
    end = Node(new_id(), "hang_up", x=x, y=y)
    links = [Link(new_id(), source.id, port, end.id) for port in free]
    return Changes(nodes={end.id: end}, links={link.id: link for link in links})


def _copy_text(scheme: Scheme, given: _Arguments) -> Changes:
    """The text of another language, the scheme's first one before others."""
    node = _node(scheme, given["node"])
    if node is None:
        return Changes()
    place, _, language = given["place"].rpartition(".")
    texts = _at(node.parameters, place)
    if not isinstance(texts, Mapping):
        return Changes()
    known = [*scheme.languages, *texts]
    text = next((t for key in known if isinstance(t := texts.get(key), str) and t.strip()), "")
    if not text or str(texts.get(language) or "").strip():
        return Changes()
    changed = _with(node.parameters, _steps(place), {**texts, language: text})
    return Changes(nodes={node.id: replace(node, parameters=changed)})


# --- what stands in the header ------------------------------------------------------------------


def _add_prompt(scheme: Scheme, given: _Arguments) -> Changes:
    """With the text of another language; where there is none, its name is its text so far."""
    name, language = given["prompt"], given["language"]
    recordings = scheme.prompts.get(name, {})
    there = recordings.get(language)
    if there is not None and (there.file or there.text.strip()):
        return Changes()
    known = [*scheme.languages, *recordings]
    texts = (recordings[key].text for key in known if key in recordings)
    text = next((text for text in texts if text.strip()), name)
    added = {**recordings, language: PromptRecording("", text)}
    return _header(scheme, prompts={**scheme.prompts, name: added})


def _remove_prompt(scheme: Scheme, given: _Arguments) -> Changes:
    left = {name: each for name, each in scheme.prompts.items() if name != given["prompt"]}
    return _header(scheme, prompts=left)


def _declare_variable(scheme: Scheme, given: _Arguments) -> Changes:
    name = given["variable"]
    if any(variable.name == name for variable in scheme.variables):
        return Changes()
    return _header(scheme, variables=(*scheme.variables, Variable(name)))


def _remove_variable(scheme: Scheme, given: _Arguments) -> Changes:
    """All declarations of the name but the first, which counts."""
    name = given["variable"]
    kept: list[Variable] = []
    for variable in scheme.variables:
        if variable.name != name or all(each.name != name for each in kept):
            kept.append(variable)
    return _header(scheme, variables=tuple(kept))


def _clear_default(scheme: Scheme, given: _Arguments) -> Changes:
    name, value = given["variable"], given["value"]
    return _header(
        scheme,
        variables=tuple(
            replace(variable, default="") if (variable.name, variable.default) == (name, value)
            else variable
            for variable in scheme.variables
        ),
    )  # fmt: skip


def _add_language(scheme: Scheme, given: _Arguments) -> Changes:
    return _header(scheme, languages=tuple(dict.fromkeys((*scheme.languages, given["language"]))))


def _remove_language(scheme: Scheme, given: _Arguments) -> Changes:
    left = tuple(each for each in scheme.languages if each != given["language"])
    return _header(scheme, languages=left)


def _set_currency(scheme: Scheme, given: _Arguments) -> Changes:
    return _header(scheme, currency=given["currency"])


def _header(scheme: Scheme, **fields: Any) -> Changes:
    changed = replace(scheme, **fields)
    return Changes(header=changed) if changed != scheme else Changes()


_MAKING: Mapping[str, Callable[[Scheme, _Arguments, NewId], Changes]] = {
    "add_node": _add_node,
    "add_link": _add_link,
}
_CHANGING: Mapping[str, Callable[[Scheme, _Arguments], Changes]] = {
    "remove_link": _remove_link,
    "remove_node": _remove_node,
    "copy_text": _copy_text,
    "add_prompt": _add_prompt,
    "remove_prompt": _remove_prompt,
    "declare_variable": _declare_variable,
    "remove_variable": _remove_variable,
    "clear_default": _clear_default,
    "add_language": _add_language,
    "remove_language": _remove_language,
    "set_currency": _set_currency,
}


# --- places in parameters -----------------------------------------------------------------------


def _node(scheme: Scheme, node_id: str) -> Node | None:
    return next((node for node in scheme.nodes if node.id == node_id), None)


def _steps(place: str) -> list[str | int]:
    """``message[0].say`` → message, 0, say. Only for places whose keys are names of fields."""
    steps: list[str | int] = []
    for part in place.replace("[", ".[").split("."):
        steps.append(int(part[1:-1]) if part.startswith("[") else part)
    return steps


def _at(value: Any, place: str) -> Any:
    for step in _steps(place):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _with(value: Any, steps: list[str | int], new: Json) -> Any:
    """A copy in which that place is ``new``; the place is there."""
    if not steps:
        return new
    step, *rest = steps
    if isinstance(value, Mapping):
        return {**value, step: _with(value[step], rest, new)}
    items = list(value)
    items[int(step)] = _with(items[int(step)], rest, new)
    return items
