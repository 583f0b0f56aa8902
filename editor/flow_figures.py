"""What is painted of where subscribers go: figures and breadths, from counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale

from editor.content import SchemeContent
from editor.items.block import BLOCK
from engine.domain.flow import SchemeFlow


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """``figures``: block → port (``BLOCK`` for its title) → text; ``shares``: link → its part of
    all calls; ``main``: links of the way that most take; ``calls``: how many began; ``gone``:
    blocks with calls that are no longer there."""

    figures: Mapping[str, Mapping[str, str]]
    shares: Mapping[str, float]
    main: frozenset[str]
    calls: int
    gone: int


def flow_picture(content: SchemeContent, flow: SchemeFlow, *, as_shares: bool) -> FlowPicture:
    """``as_shares``: ports show which part of those who came took them, instead of how many."""
    entered = {node: n for (scheme, node), n in flow.entered.items() if not scheme}
    ended = {node: n for (scheme, node), n in flow.ended.items() if not scheme}
    links = {(node, port): n for (scheme, node, port), n in flow.links.items() if not scheme}
    calls = max(entered.values(), default=0)
    figures: dict[str, dict[str, str]] = {}
    for node, count in entered.items():
        if node in content.nodes:
            lost = ended.get(node, 0)
            shown = _number(count) if not lost else f"{_number(count)}  −{_part(lost, count)}"
            figures.setdefault(node, {})[BLOCK] = shown
    shares: dict[str, float] = {}
    for (node, port), count in links.items():
        if node not in content.nodes:
            continue
        text = _part(count, entered.get(node, 0)) if as_shares else _number(count)
        figures.setdefault(node, {})[port] = text
        link = content.link_at(node, port)
        if link is not None and calls:
            shares[link.id] = count / calls
    gone = sum(node not in content.nodes for node in entered)
    return FlowPicture(figures, shares, _main_path(content, entered, shares), calls, gone)


def _main_path(
    content: SchemeContent, entered: Mapping[str, int], shares: Mapping[str, float]
) -> frozenset[str]:
    """From the block that most calls came to, each time by the link that most of them took."""
    here = [node for node in entered if node in content.nodes]
    node = max(here, key=lambda key: entered[key], default="")
    path: set[str] = set()
    seen: set[str] = set()
    while node and node not in seen:
        seen.add(node)
        ways = [x for x in content.touching(node) if x.source == node and shares.get(x.id, 0) > 0]
        widest = max(ways, key=lambda link: shares[link.id], default=None)
        if widest is None:
            break
        path.add(widest.id)
        node = widest.target
    return frozenset(path)


def _number(count: int) -> str:
    return QLocale().toString(count)


def _part(count: int, whole: int) -> str:
    if not whole:
        return "–"
    return QLocale().toString(100 * count / whole, "f", 1) + " %"
