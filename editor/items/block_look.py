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
#: A second line of the summary.
LINE = 16.0
ROW = 24.0
PADDING = 12.0
#: Where links come in: the middle of the title.
ENTRY_Y = TITLE / 2
_MARK = 10.0


@dataclass(frozen=True, slots=True)
class BlockLook:
    """``ports``: (name, its title as it fits); ``summary``: its lines; heights in scene units. The
    whole texts are for whoever asks what has been cut off."""

    title: str
    summary: tuple[str, ...]
    ports: tuple[tuple[str, str], ...]
    group: str
    height: float
    is_start: bool
    pinned: bool
    kind: str
    full_title: str
    full_summary: str
    full_ports: tuple[str, ...]

    @property
    def head(self) -> float:
        """How far down the first port's row is."""
        return head_height(len(self.summary))

    def port_y(self, port: str) -> float:
        """The middle of the port's row; that of the title for a port that is not there."""
        for index, (name, _) in enumerate(self.ports):
            if name == port:
                return self.head + ROW * (index + 0.5)
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
    lines = two_lines(style.body_metrics, what, room)
    titles = [port_title(port, about.node, language) for port in ports]
    return BlockLook(
        title=_fit(style.title_metrics, name, room - _MARK - 8),
        summary=lines,
        ports=tuple((port.name, _fit_port(style, title, room))
                    for port, title in zip(ports, titles, strict=True)),
        group=node_type.group if node_type else "",
        height=block_height(len(ports), len(lines)),
        is_start=node_type.is_start if node_type else False,
        pinned=node_id in content.pinned,
        kind=kind,
        full_title=name,
        full_summary=what,
        full_ports=tuple(titles),
    )  # fmt: skip


def block_height(ports: int, lines: int = 1) -> float:
    """``lines``: of its summary."""
    return head_height(lines) + ROW * ports


def head_height(lines: int) -> float:
    return TITLE + SUMMARY + LINE * max(0, lines - 1)


def port_title(port: Port, node: Node, language: str) -> str:
    """A key of a menu is shown with what choosing it means."""
    title = port.title.get(language) or port.title.get("en") or port.name
    keys = node.parameters.get("keys")
    for entry in keys if isinstance(keys, list) else ():
        if isinstance(entry, dict) and entry.get("key") == port.name and entry.get("title"):
            said = str(entry["title"])
            return said if said == port.name else f"{port.name}  {said}"
    return title


def _fit_port(style: CanvasStyle, title: str, room: float) -> str:
    found = style.fitted_ports.get(title)
    if found is None:
        found = style.fitted_ports[title] = _fit(style.body_metrics, title, room)
    return found


def two_lines(metrics: QFontMetricsF, text: str, width: float) -> tuple[str, ...]:
    """Two at most, broken between words."""
    text = " ".join(text.split())
    whole = _fit(metrics, text, width)
    if whole == text:
        return (whole,)
    words = text[:200].split(" ")
    room = width - metrics.horizontalAdvance(words[0])
    space = metrics.horizontalAdvance(" ")
    taken = 1
    while (
        taken < len(words) and (room := room - space - metrics.horizontalAdvance(words[taken])) > 0
    ):
        taken += 1
    first = _fit(metrics, " ".join(words[:taken]), width)
    return first, _fit(metrics, text[len(" ".join(words[:taken])) + 1 :], width)


def _fit(metrics: QFontMetricsF, text: str, width: float) -> str:
    text = " ".join(text.split())
    # Measuring is slow, and most texts are short: no letter is wider than this.
    if len(text) * metrics.maxWidth() <= width:
        return text
    return metrics.elidedText(text[:120], Qt.TextElideMode.ElideRight, width)
