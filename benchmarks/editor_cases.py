"""What ``bench_editor`` measures, one case a process: ``editor_cases CASE FILE BLOCKS``."""

import gc
import json
import resource
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import default_node_types

ROOT = Path(__file__).parent.parent
_WINDOW = (1600, 1000)


def _samples() -> list[Scheme]:
    return [
        load_scheme(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "resources/schemes").glob("*.scheme.json"))
    ]


def large(blocks: int) -> Scheme:
    """The sample schemes again and again, each with ids and a place of its own, and further links
    among the blocks of one until there are three for every two blocks."""
    samples = _samples()
    nodes: list[Node] = []
    links: list[Link] = []
    prompts = {name: p for sample in samples for name, p in sample.prompts.items()}
    variables = {v.name: v for sample in samples for v in sample.variables}
    turn = 0
    while len(nodes) < blocks:
        sample = samples[turn % len(samples)]
        ids = {node.id: str(uuid.uuid4()) for node in sample.nodes}
        column, row = turn % 12, turn // 12
        for index, node in enumerate(sample.nodes):
            x = column * 2400 + (index % 8) * 280
            y = row * 1100 + (index // 8) * 260
            nodes.append(replace(node, id=ids[node.id], x=x, y=y))
        links += [
            Link(str(uuid.uuid4()), ids[link.source], link.port, ids[link.target])
            for link in sample.links
        ]
        turn += 1
    return Scheme(
        "large", languages=("ru", "en"), prompts=prompts, variables=tuple(variables.values()),
        nodes=tuple(nodes), links=tuple(links),
    )  # fmt: skip


def write(file: Path, blocks: int) -> dict[str, float]:
    scheme = large(blocks)
    file.write_text(dump_scheme(scheme), encoding="utf-8")
    return {"blocks": len(scheme.nodes), "links": len(scheme.links)}


def peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


class Editor:
    """The canvas on the large scheme, in a window."""

    def __init__(self, file: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from editor.document import SchemeDocument
        from editor.scene import SchemeScene
        from editor.selection import Selection
        from editor.view import SchemeView

        self.application = QApplication([])
        node_types = default_node_types()
        gc.collect()
        gc.disable()  # the desktop collects when it is idle
        begun = time.perf_counter()
        self.document = SchemeDocument(
            load_scheme(file.read_text(encoding="utf-8")), node_types
        )  # fmt: skip
        self.selection = Selection(self.document)
        self.scene = SchemeScene(self.document, self.selection)
        self.view = SchemeView(self.scene)
        self.view.resize(*_WINDOW)
        self.view.show()
        self.view.fit()
        self.application.processEvents()
        self.view.viewport().repaint()
        self.open_s = time.perf_counter() - begun

    def frame(self) -> float:
        """Milliseconds that one picture takes."""
        begun = time.perf_counter()
        self.view.viewport().repaint()
        return (time.perf_counter() - begun) * 1000


def open_file(file: Path) -> dict[str, float]:
    editor = Editor(file)
    return {"open_s": round(editor.open_s, 3), "peak_mb": peak_mb()}


def frames(file: Path) -> dict[str, float]:
    """Zooming in from the whole scheme to 1:1 and out again, panning at each step; and the same
    with everything painted that no dialogue tests."""
    editor = Editor(file)
    plain = _travel(editor)
    content = editor.document.content
    editor.scene.state.show_untested(content.nodes.keys(), content.links.keys())
    painted = _travel(editor)
    return {
        "frame_mean_ms": round(statistics.fmean(plain), 1),
        "frame_worst_ms": round(max(plain), 1),
        "frame_untested_mean_ms": round(statistics.fmean(painted), 1),
        "frame_untested_worst_ms": round(max(painted), 1),
        "peak_mb": peak_mb(),
    }


def _travel(editor: Editor) -> list[float]:
    view = editor.view
    view.fit()
    whole = view.zoom
    steps = 24
    took: list[float] = []
    middle = editor.scene.block_rect(next(iter(editor.document.content.nodes))).center()
    zooms = [whole * (1.0 / whole) ** (step / steps) for step in range(steps + 1)]
    for zoom in (*zooms, *reversed(zooms)):
        view.set_zoom(zoom)
        view.centerOn(middle)
        took.append(editor.frame())
        for pan in range(3):
            view.centerOn(middle.x() + 130 * pan / zoom, middle.y() + 70 * pan / zoom)
            took.append(editor.frame())
    return took


def _took_ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def edits(file: Path) -> dict[str, float]:
    from editor.edits import clipboard, links, nodes
    from engine.scheme.validate import validate

    editor = Editor(file)
    document, scene, view = editor.document, editor.scene, editor.view
    samples = {scheme.name.casefold(): scheme for scheme in _samples()}
    document.use_library(lambda name: samples.get(name.casefold()))
    keys = list(document.content.nodes)
    view.set_zoom(1.0)
    drags: list[float] = []
    for key in keys[100:1300:200]:
        view.centerOn(scene.block_rect(key).center())
        editor.application.processEvents()
        bounds = scene.bounds_of([key])
        x, y = scene.blocks[key].x(), scene.blocks[key].y()
        for step in range(20):
            place = {key: (x + step * 8, y + step * 4)}
            drags.append(_took_ms(lambda: (
                scene.show_at(place, bounds), editor.application.processEvents())))  # noqa: B023 # fmt: skip
        scene.settle(bounds)

    scheme = document.scheme()
    whole = min(_took_ms(lambda: validate(scheme, document.node_types)) for _ in range(3))
    document.judge.problems()
    small: list[float] = []
    for index, key in enumerate(keys[10:410:20]):
        document.do("rename", nodes.rename(document.content, key, f"name {index}"))
        small.append(_took_ms(document.judge.problems))
        link = next(iter(document.content.leaving(key)), None)
        if link is not None:
            document.do("link", links.move_target(document.content, link.id, keys[5]))
            small.append(_took_ms(document.judge.problems))

    text = clipboard.copied(document.content, document.facts, keys[:500])
    changes, _ = clipboard.pasted(document.content, clipboard.read_part(text), 0, 0)
    document.do("paste", changes)
    editor.application.processEvents()
    undo = _took_ms(document.undo_stack.undo)
    redo = _took_ms(document.undo_stack.redo)
    return {
        "drag_ms": round(statistics.fmean(drags), 2),
        "validate_whole_ms": round(whole, 1),
        "validate_edit_ms": round(statistics.fmean(small), 2),
        "validate_edit_worst_ms": round(max(small), 2),
        "undo_paste_ms": round(undo, 1),
        "redo_paste_ms": round(redo, 1),
        "peak_mb": peak_mb(),
    }


def nodegraphqt(file: Path) -> dict[str, float]:
    """The same numbers of nodes and links in NodeGraphQt."""
    from NodeGraphQt import BaseNode, NodeGraph  # type: ignore[import-not-found]
    from PySide6.QtWidgets import QApplication

    class Block(BaseNode):  # type: ignore[misc]
        __identifier__ = "bench"
        NODE_NAME = "block"

        def __init__(self) -> None:
            super().__init__()
            self.add_input("in", multi_input=True)
            for index in range(4):
                self.add_output(f"out {index}")

    application = QApplication([])
    scheme = load_scheme(file.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    graph = NodeGraph()
    # Schemes have circles; looking for them at each link would take longer than all the rest.
    graph.set_acyclic(False)
    graph.register_node(Block)
    made = {
        node.id: graph.create_node("bench.Block", pos=(node.x, node.y), push_undo=False)
        for node in scheme.nodes
    }
    used: dict[str, int] = {}
    for link in scheme.links:
        port = used.get(link.source, 0) % 4
        used[link.source] = port + 1
        made[link.source].output(port).connect_to(made[link.target].input(0), push_undo=False)
    view = graph.widget
    view.resize(*_WINDOW)
    view.show()
    application.processEvents()
    create = time.perf_counter() - begun
    node = next(iter(made.values()))
    drags = [
        _took_ms(lambda step=step: (  # type: ignore[misc]
            node.view.setPos(step * 8, step * 4), application.processEvents()))
        for step in range(30)
    ]  # fmt: skip
    return {
        "nodegraphqt_create_s": round(create, 2),
        "nodegraphqt_drag_ms": round(statistics.fmean(drags), 1),
        "nodegraphqt_mb": peak_mb(),
    }


def main() -> None:
    case, file = sys.argv[1], Path(sys.argv[2])
    cases: dict[str, Callable[[], dict[str, float]]] = {
        "write": lambda: write(file, int(sys.argv[3])),
        "open": lambda: open_file(file),
        "frames": lambda: frames(file),
        "edits": lambda: edits(file),
        "nodegraphqt": lambda: nodegraphqt(file),
    }
    print(json.dumps(cases[case]()), flush=True)
    # Qt's objects are torn down by the operating system: nothing measured depends on their order.
    import os

    os._exit(0)


if __name__ == "__main__":
    main()
