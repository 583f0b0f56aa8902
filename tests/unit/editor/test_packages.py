"""Which plug-ins a scheme needs, kept with it."""

from editor.content import SchemeContent
from editor.packages import missing_types, with_packages
from engine.ivr.nodes import built_in_node_types
from engine.scheme.model import Node, Scheme
from engine.scheme.node_types import NodeTypes


def types(*packaged: str) -> NodeTypes:
    """ "wait" comes from a package here."""
    made = NodeTypes()
    for node_type in built_in_node_types():
        if node_type.name != "wait" or packaged:
            made.register(node_type, packaged[0] if node_type.name == "wait" else "")
    return made


def scheme(*names: str, **editor: object) -> Scheme:
    nodes = tuple(Node(str(number), name) for number, name in enumerate(names))
    return Scheme("s", nodes=nodes, editor=editor)  # type: ignore[arg-type]


def test_what_is_installed_is_named() -> None:
    written = with_packages(scheme("start", "wait"), types("pauses"))
    assert written.editor == {"plugins": {"wait": "pauses"}}
    assert with_packages(written, types("pauses")) == written


def test_what_is_missing_keeps_its_name() -> None:
    written = with_packages(scheme("start", "wait"), types("pauses"))
    assert with_packages(written, types()) == written
    assert missing_types(SchemeContent(written), types()) == {"wait": "pauses"}
    assert missing_types(SchemeContent(written), types("pauses")) == {}


def test_nothing_is_written_where_no_plug_in_is_used() -> None:
    plain = scheme("start", "hang_up", zoom=2)
    assert with_packages(plain, types()) == plain
    gone = scheme("start", plugins={"wait": "pauses"})
    assert with_packages(gone, types()).editor == {}


def test_nonsense_in_the_file_is_no_trouble() -> None:
    for plugins in (None, [], "x", {"wait": 7}):
        content = SchemeContent(scheme("wait", plugins=plugins))
        assert missing_types(content, types()) == {"wait": ""}
        assert with_packages(content.scheme(), types()).editor == {}
