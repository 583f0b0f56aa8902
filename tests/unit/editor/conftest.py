"""A canvas on a small scheme, under a real mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.scene import SchemeScene
from editor.selection import Selection
from editor.view import SchemeView
from engine.scheme.codec import load_scheme
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import NodeTypes, default_node_types

SCHEMES = Path(__file__).parents[3] / "resources/schemes"


@pytest.fixture(scope="session")
def node_types() -> NodeTypes:
    return default_node_types()


def sample(name: str = "survey") -> Scheme:
    return load_scheme((SCHEMES / f"{name}.scheme.json").read_text(encoding="utf-8"))


def small() -> Scheme:
    return Scheme(
        "small",
        nodes=(
            Node("a", "start"),
            Node("b", "wait", "Пауза", x=320),
            Node("c", "hang_up", x=640, y=160),
            Node("d", "do_not_call", x=320, y=320),
        ),
        links=(Link("ab", "a", "next", "b"), Link("bc", "b", "next", "c")),
    )


class Canvas:
    """The view with hands: positions are those of the scene."""

    def __init__(self, document: SchemeDocument, qtbot: QtBot) -> None:
        self.document = document
        self.selection = Selection(document)
        self.scene = SchemeScene(document, self.selection)
        self.view = SchemeView(self.scene)
        qtbot.addWidget(self.view)
        self.view.resize(1200, 800)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.view.centerOn(400, 200)
        self.view.setFocus()

    def place(self, at: QPointF) -> QPoint:
        return self.view.mapFromScene(at)

    def click(self, at: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
              ) -> None:  # fmt: skip
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, self.place(at))

    def drag(self, start: QPointF, end: QPointF, *, release: bool = True) -> None:
        """Moved in steps, as a hand does."""
        window = self.view.viewport()
        QTest.mousePress(
            window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.place(start)
        )
        for step in range(1, 6):
            at = start + (end - start) * (step / 5)
            QTest.mouseMove(window, self.place(at))
        if release:
            QTest.mouseRelease(
                window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.place(end)
            )

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
            ) -> None:  # fmt: skip
        QTest.keyClick(self.view, key, modifiers)

    def head(self, node_id: str) -> QPointF:
        """The middle of a block's title."""
        return self.scene.block_rect(node_id).topLeft() + QPointF(100, 17)

    def links(self) -> set[tuple[str, str, str]]:
        return {(x.source, x.port, x.target) for x in self.document.content.links.values()}


@pytest.fixture
def canvas(qtbot: QtBot, node_types: NodeTypes) -> Canvas:
    return Canvas(SchemeDocument(small(), node_types), qtbot)
