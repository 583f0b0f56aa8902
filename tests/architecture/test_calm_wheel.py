"""Forms are scrolled past: what the wheel would change on the way is made calm."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALM = ROOT / "rino_desktop/ui/calm_wheel.py"
RESTLESS = {
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QAbstractSpinBox",
    "QDateTimeEdit", "QDateEdit", "QTimeEdit", "QAbstractSlider", "QSlider", "QDial",
}  # fmt: skip
#: They are asked about a class and make nothing of it.
ASKING = {"isinstance", "issubclass", "cast", "findChild", "findChildren"}


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _made(tree: ast.AST) -> Iterator[ast.expr]:
    """Where a class is called, derived from, or handed on to be called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from node.bases
        elif isinstance(node, ast.Call):
            yield node.func
            if _name(node.func) not in ASKING:
                yield from (*node.args, *(keyword.value for keyword in node.keywords))
        elif isinstance(node, ast.Dict):
            yield from node.values
        elif isinstance(node, ast.Assign):
            yield node.value
        elif isinstance(node, ast.List | ast.Set):
            yield from node.elts


def restless(text: str) -> list[int]:
    """The lines in which something is made that the wheel changes in passing."""
    return [node.lineno for node in _made(ast.parse(text)) if _name(node) in RESTLESS]


def test_what_the_wheel_changes_is_made_calm() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for package in ("rino_desktop", "editor", "rmt", "docs/examples")
        for path in sorted((ROOT / package).rglob("*.py"))
        if path != CALM and (lines := restless(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_the_rule_sees_each_way_of_making_one() -> None:
    made = """
class Mine(QtWidgets.QComboBox): ...
box = QSpinBox()
boxes = [QComboBox() for _ in range(3)]
kinds = {"day": QDateEdit}
add(QSlider)
Kind = QComboBox
"""
    assert len(restless(made)) == 6
    asked = "def f(box: QComboBox) -> None:\n    isinstance(box, QSpinBox | QComboBox)\n"
    assert restless(asked + "    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)\n") == []
