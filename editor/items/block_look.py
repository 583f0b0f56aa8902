"""What a block shows, and where: worked out once for each change of the block."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from editor.content import SchemeContent
from editor.items.style import CanvasStyle
from editor.node_facts import NodeFactsCache
from editor.summary import summary
from engine.scheme.model import Node
from engine.scheme.node_type import Port

WIDTH = 200.0
TITLE = 34.0
SUMMARY = 24.0
ROW = 24.0
PADDING = 12.0
#: Where links come in: the middle of the title.
ENTRY_Y = TITLE / 2
_MARK = 10.0


@dataclass(frozen=True, slots=True)
class BlockLook:
    """``ports``: (name, its title as it fits); heights in scene units."""

    title: str
    summary: str
    ports: tuple[tuple[str, str], ...]
    group: str
    height: float
    is_start: bool
    pinned: bool
    full_title: str

    def port_y(self, port: str) -> float:
        """The middle of the port's row; that of the title for a port that is not there."""
        for index, (name, _) in enumerate(self.ports):
            if name == port:
                return TITLE + SUMMARY + ROW * (index + 0.5)
        return ENTRY_Y


def block_look(
    content: SchemeContent,
    facts: NodeFactsCache,
    node_id: str,
    style: CanvasStyle,
    language: str,
) -> BlockLook:
    node = content.nodes[node_id]
    about = facts.of(node_id)
    node_type = about.node_type
    kind = node_type.title.get(language, node_type.name) if node_type else node.type
    name = node.name or kind
    ports = facts.ports(node_id)
    room = WIDTH - 2 * PADDING
    what = summary(content, about, language) or (kind if kind != name else "")
    return BlockLook(
        title=_fit(style.title_metrics, name, room - _MARK - 8),
        summary=_fit(style.body_metrics, what, room),
        ports=tuple((p.name, _fit(style.body_metrics, port_title(p, about.node, language), room))
                    for p in ports),
        group=node_type.group if node_type else "",
        height=block_height(len(ports)),
        is_start=node_type.is_start if node_type else False,
        pinned=node_id in content.pinned,
        full_title=name,
    )  # fmt: skip


def block_height(ports: int) -> float:
    return TITLE + SUMMARY + ROW * ports


def port_title(port: Port, node: Node, language: str) -> str:
    """A key of a menu is shown with what choosing it means."""
    title = port.title.get(language) or port.title.get("en") or port.name
    keys = node.parameters.get("keys")
    for entry in keys if isinstance(keys, list) else ():
        if isinstance(entry, dict) and entry.get("key") == port.name and entry.get("title"):
            return f"{port.name}  {entry['title']}"
    return title


def _fit(metrics: QFontMetricsF, text: str, width: float) -> str:
    text = " ".join(text.split())
    # Measuring is slow, and most texts are short: no letter is wider than this.
    if len(text) * metrics.maxWidth() <= width:
        return text
    return metrics.elidedText(text[:120], Qt.TextElideMode.ElideRight, width)
