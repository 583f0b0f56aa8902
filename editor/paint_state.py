"""What is painted over the scheme and is no part of it: problems, a call's path, figures, what
no dialogue tests."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from editor.items.block import BlockItem
from editor.items.style import Colouring

if TYPE_CHECKING:
    from editor.scene import SchemeScene


class PaintState:
    """Kept apart from the items, so that a block that is drawn anew looks as it did."""

    def __init__(self, scene: "SchemeScene") -> None:
        self._scene = scene
        #: block → "error" or "warning"
        self.troubles: dict[str, str] = {}
        self.bad_links: frozenset[str] = frozenset()
        self.taken: frozenset[str] = frozenset()
        self.current = ""
        self.stops: frozenset[str] = frozenset()
        #: block → port → text
        self.figures: dict[str, dict[str, str]] = {}
        #: link → share of all calls, 0 … 1
        self.shares: dict[str, float] = {}
        #: Links of the way that most calls take.
        self.main_path: frozenset[str] = frozenset()
        #: Whether it is shown what no dialogue goes through, and what that is.
        self.shows_untested = False
        self.untested: frozenset[str] = frozenset()
        self.untested_links: frozenset[str] = frozenset()

    def show_problems(self, troubles: Mapping[str, str], bad_links: Collection[str]) -> None:
        old, self.troubles = self.troubles, dict(troubles)
        self._redress(
            key for key in {*old, *self.troubles} if old.get(key) != self.troubles.get(key)
        )
        before, self.bad_links = self.bad_links, frozenset(bad_links)
        self._recolour(before ^ self.bad_links)

    def show_path(self, links: Collection[str], current: str = "") -> None:
        """The links that a test call has taken, and the block that it is at."""
        before, self.taken = self.taken, frozenset(links)
        old, self.current = self.current, current
        self._recolour(before ^ self.taken)
        self._redress({old, current})

    def show_stops(self, node_ids: Collection[str]) -> None:
        before, self.stops = self.stops, frozenset(node_ids)
        self._redress(before ^ self.stops)

    def show_flow(
        self,
        figures: Mapping[str, Mapping[str, str]],
        shares: Mapping[str, float],
        main_path: Collection[str] = (),
    ) -> None:
        """How many calls went where: figures at the ports, breadth of the links, and the way that
        most of them took in the accent."""
        self.main_path = frozenset(main_path)
        old, self.figures = self.figures, {key: dict(ports) for key, ports in figures.items()}
        before, self.shares = self.shares, dict(shares)
        self._redress({*old, *self.figures})
        self._recolour({*before, *self.shares})

    def show_untested(self, blocks: Collection[str], links: Collection[str]) -> None:
        """What no dialogue comes to, or goes by."""
        self._set_untested(True, frozenset(blocks), frozenset(links))

    def hide_untested(self) -> None:
        self._set_untested(False, frozenset(), frozenset())

    def _set_untested(self, on: bool, blocks: frozenset[str], links: frozenset[str]) -> None:
        before, self.untested = self.untested, blocks
        links_before, self.untested_links = self.untested_links, links
        was, self.shows_untested = self.shows_untested, on
        self._redress(before ^ blocks)
        self._recolour(links_before ^ links)
        if was != on or before != blocks or links_before != links:
            self._scene.redraw_overview()

    def dress(self, item: BlockItem) -> None:
        key = item.key
        item.trouble = self.troubles.get(key, "")
        item.current = key == self.current
        item.stops = key in self.stops
        item.figures = self.figures.get(key, {})
        item.untested = key in self.untested

    def colouring(self, link_id: str, chosen: bool) -> Colouring:
        style = self._scene.canvas_style
        if chosen:
            return style.link_selected
        if link_id in self.taken:
            return style.link_taken
        if link_id in self.shares:
            breadths = style.link_main if link_id in self.main_path else style.link_flow
            steps = len(breadths) - 1
            return breadths[round(min(1.0, max(0.0, self.shares[link_id])) * steps)]
        if link_id in self.bad_links:
            return style.link_bad
        return style.link_untested if link_id in self.untested_links else style.link

    def _redress(self, keys: Iterable[str]) -> None:
        for key in keys:
            item = self._scene.blocks.get(key)
            if item is not None:
                self.dress(item)
                item.update()

    def _recolour(self, keys: Collection[str]) -> None:
        for key in keys:
            self._scene.colour_link(key)
