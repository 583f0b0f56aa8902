"""What is under the mouse."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from editor.items.block_look import WIDTH
from editor.items.note import GRIP, HANDLE
from editor.scene import SchemeScene

What = Literal["nothing", "block", "port", "entry", "link", "link_start", "link_end", "note",
               "grip"]  # fmt: skip
#: How near is on it, in pixels of the screen.
_NEAR = 7.0
#: Within this of its ends a link is taken by that end.
_END = 16.0


@dataclass(frozen=True, slots=True)
class Hit:
    what: What = "nothing"
    key: str = ""
    port: str = ""


NOTHING = Hit()


def hit(scene: SchemeScene, at: QPointF, zoom: float) -> Hit:
    """Ports before blocks before links: what is smallest is hardest to hit."""
    near = _NEAR / max(zoom, 0.05)
    return (
        _port(scene, at, near)
        or _note(scene, at, frames=False)
        or _block(scene, at)
        or _link(scene, at, near)
        or _note(scene, at, frames=True)
        or NOTHING
    )


def _port(scene: SchemeScene, at: QPointF, near: float) -> Hit | None:
    for key in _blocks_near(scene, at, near):
        area = scene.block_rect(key)
        look = scene.blocks[key].look
        if abs(at.x() - area.right()) <= near:
            for name, _ in look.ports:
                if abs(at.y() - area.y() - look.port_y(name)) <= near:
                    return Hit("port", key, name)
    return None


def _block(scene: SchemeScene, at: QPointF) -> Hit | None:
    for key in _blocks_near(scene, at, 0):
        return Hit("block", key)
    return None


def block_at(scene: SchemeScene, at: QPointF, near: float = 12.0) -> str:
    """The block that a link dropped here goes into; "" for none."""
    return next(iter(_blocks_near(scene, at, near)), "")


def _blocks_near(scene: SchemeScene, at: QPointF, near: float) -> list[str]:
    """Later ones lie on top of earlier ones."""
    x, y = at.x(), at.y()
    return [
        key
        for key, item in reversed(scene.blocks.items())
        if item.x() - near <= x <= item.x() + WIDTH + near
        and item.y() - near <= y <= item.y() + item.look.height + near
    ]


def _link(scene: SchemeScene, at: QPointF, near: float) -> Hit | None:
    link_id = link_near(scene, at, near)
    if not link_id:
        return None
    link = scene.document.content.links[link_id]
    start = scene.port_point(link.source, link.port)
    end = scene.entry_point(link.target)
    if (at - start).manhattanLength() <= _END:
        return Hit("link_start", link_id)
    return Hit("link_end" if (at - end).manhattanLength() <= _END else "link", link_id)


def link_near(scene: SchemeScene, at: QPointF, near: float) -> str:
    """The link whose line passes nearest; "" when none is near."""
    area = QRectF(at.x() - near, at.y() - near, 2 * near, 2 * near)
    best, found = near, ""
    for link_id, item in scene.curves.items():
        if not item.isVisible():
            continue
        path = item.path()
        if not path.controlPointRect().intersects(area):
            continue
        distance = _distance(path, at)
        if distance < best:
            best, found = distance, link_id
    return found


def _distance(path: QPainterPath, at: QPointF) -> float:
    """To the nearest point of a line."""
    best = math.inf
    for polygon in path.toSubpathPolygons():
        points = [polygon.at(number) for number in range(polygon.size())]
        for a, b in pairwise(points):
            along = b - a
            length = QPointF.dotProduct(along, along)
            share = QPointF.dotProduct(at - a, along) / length if length else 0.0
            off = at - (a + along * min(1.0, max(0.0, share)))
            best = min(best, math.hypot(off.x(), off.y()))
    return best


def _note(scene: SchemeScene, at: QPointF, *, frames: bool) -> Hit | None:
    for key, item in reversed(scene.notes.items()):
        if item.note.frame is not frames:
            continue
        area = item.rect().translated(item.pos())
        if not area.contains(at):
            continue
        if at.x() > area.right() - GRIP and at.y() > area.bottom() - GRIP:
            return Hit("grip", key)
        # A frame is taken by its title: inside it the blocks are meant, or nothing.
        if not frames or at.y() <= area.y() + HANDLE:
            return Hit("note", key)
    return None
