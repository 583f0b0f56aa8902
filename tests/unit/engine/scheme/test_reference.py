"""docs/node-types.md says what the node types are now."""

from pathlib import Path

from engine.ivr.nodes import built_in_node_types
from engine.scheme.reference import reference

DOCUMENT = Path(__file__).parents[4] / "docs/node-types.md"


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
