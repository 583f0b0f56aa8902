"""The sample schemes as they are drawn: blocks apart, nothing clipped, calls read from the left."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.scene import SchemeScene
from editor.selection import Selection
from engine.scheme.layout import BELOW
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.conftest import SCHEMES, sample

NAMES = sorted(path.name.removesuffix(".scheme.json") for path in SCHEMES.glob("*.scheme.json"))


@pytest.fixture
def drawn(
    request: pytest.FixtureRequest, node_types: NodeTypes, qtbot: QtBot
) -> Iterator[SchemeScene]:
    document = SchemeDocument(sample(request.param), node_types)
    yield SchemeScene(document, Selection(document), "ru", document)
    document.deleteLater()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("drawn", NAMES, indirect=True)
def test_blocks_stand_apart(drawn: SchemeScene, language: str) -> None:
    drawn.language = language  # texts differ in length, and so do blocks in height
    drawn.restyle()
    for a, b in combinations(drawn.blocks, 2):
        room = drawn.block_rect(a).adjusted(-BELOW / 2, -BELOW / 2, BELOW / 2, BELOW / 2)
        assert not room.intersects(drawn.block_rect(b)), (a, b)


@pytest.mark.parametrize("drawn", NAMES, indirect=True)
def test_calls_go_from_left_to_right(drawn: SchemeScene) -> None:
    content = drawn.document.content
    links = content.links.values()
    forward = sum(content.nodes[k.source].x < content.nodes[k.target].x for k in links)
    assert forward >= 0.8 * len(links)
    start = next(n for n in content.nodes.values() if drawn.blocks[n.id].look.is_start)
    assert start.x == min(n.x for n in content.nodes.values())
    assert start.y == min(n.y for n in content.nodes.values()), "and from above"


@pytest.mark.parametrize("drawn", NAMES, indirect=True)
def test_hardly_a_line_passes_behind_a_block(drawn: SchemeScene) -> None:
    links = drawn.document.content.links
    behind = 0
    for link_id, item in drawn.curves.items():
        link, path = links[link_id], item.path()
        places = [path.pointAtPercent(step / 100) for step in range(101)]
        for key in drawn.blocks:
            area = drawn.block_rect(key).adjusted(2, 2, -2, -2)
            if key not in (link.source, link.target) and any(map(area.contains, places)):
                behind += 1
    assert behind <= 0.03 * len(links)
