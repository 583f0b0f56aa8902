"""docs/node-types.md says what the node types are now, and docs/schemes.md shows what works."""

import json
import re
from pathlib import Path

from engine.ivr.nodes import built_in_node_types
from engine.ivr.speech_formats import FORMATS, spoken_currencies
from engine.ivr.speech_options import known
from engine.scheme.codec import load_scheme
from engine.scheme.dialogues import run_dialogues
from engine.scheme.expression_functions import FUNCTIONS
from engine.scheme.expressions import parse
from engine.scheme.node_types import default_node_types
from engine.scheme.reference import reference
from engine.scheme.validate import read_parameters, validate

DOCS = Path(__file__).parents[4] / "docs"
DOCUMENT = DOCS / "node-types.md"


def test_the_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), (
        "run: python -m engine.scheme.reference > docs/node-types.md"
    )


def test_every_parameter_and_port_is_told() -> None:
    sections = reference().split("\n## ")[1:]
    by_name = {section.split("\n", 1)[0]: section for section in sections}
    assert list(by_name) == [kind.name for kind in built_in_node_types()]
    for kind in built_in_node_types():
        for parameter in kind.parameters.model_fields:
            assert f"| `{parameter}` |" in by_name[kind.name]
    for port in ("no_input", "no_match", "error"):
        assert f"| `{port}` |" in by_name["menu"]
    assert "| the key (`1`, `2` …) |" in by_name["menu"]
    assert "No ports: the call ends here." in by_name["hang_up"]


def test_the_scheme_that_is_shown_works() -> None:
    text = (DOCS / "schemes.md").read_text(encoding="utf-8")
    shown = re.search(r"```json\n(\{.*?\n\})\n```", text, re.DOTALL)
    assert shown is not None
    scheme = load_scheme(shown[1], "docs/schemes.md")
    assert validate(scheme, default_node_types()) == []
    results = run_dialogues(scheme, default_node_types())
    assert [(result.name, result.failures) for result in results] == [("Обещает", ())]


def test_expressions_formats_and_currencies_are_told() -> None:
    text = (DOCS / "schemes.md").read_text(encoding="utf-8")
    speech = (DOCS / "speech.md").read_text(encoding="utf-8")
    shown = text.split("## Expressions", 1)[1].split("```")[1].strip().splitlines()
    for line in shown:
        parse(line)
    assert len(shown) > 3
    for name in FUNCTIONS:
        assert re.search(rf"`{name}\b", text), name
    for name, kind in FORMATS.items():
        assert re.search(rf"`{name}\b", text), name
        section = speech.split(f"### `{name}`", 1)[1].split("###")[0]
        for group in kind.groups:
            for option in known(group).split(", "):
                assert f"`{option}`" in section, (name, option)
    for currency in spoken_currencies():
        assert f"`{currency}`" in speech


def test_nodes_that_are_shown_are_right() -> None:
    text = (DOCS / "schemes.md").read_text(encoding="utf-8")
    types = default_node_types()
    shown = [
        json.loads(block) for block in re.findall(r"```json\n(\{.*?\n?\})\n```", text, re.DOTALL)
    ]
    nodes = [node for node in shown if "type" in node]
    assert nodes
    for node in nodes:
        kind = types.get(node["type"])
        assert kind is not None
        assert not list(kind.check(read_parameters(kind, node["parameters"])))
