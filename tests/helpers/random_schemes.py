"""Schemes of any shape, for tests that nothing a scheme does can bring an engine down."""

from typing import Any

from hypothesis import strategies as st

from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import read_parameters

TYPES = default_node_types()
_EXPRESSIONS = st.sampled_from(
    ["debt > 10", "is_set(debt)", "n < 3", "n + 1", "0", "1 / n", "digits", "call.today", "due",
     'contact["Долг"]', "debt * n", "yes", "date_from_digits(digits, call.today)"]
)  # fmt: skip
_TEXTS = st.sampled_from(
    ["Текст", "{debt}", "{due|date:until}", "{n|digits}", "{digits}", "{name}"]
)
_SPOKEN = _TEXTS | st.just("{prompt:a} {debt}{prompt:b}")
_PROMPT = st.sampled_from(["a", "b"])
_MESSAGE = st.lists(
    st.one_of(
        st.builds(lambda p: {"prompt": p}, _PROMPT),
        st.builds(lambda t: {"say": {"ru": t}}, _SPOKEN),
    ),
    min_size=1,
    max_size=2,
)
_KEYS = st.lists(
    st.builds(lambda key: {"key": key}, st.sampled_from("0123456789*#")),
    min_size=1,
    max_size=3,
    unique_by=lambda choice: choice["key"],
)


def _unspoken(text: str) -> str:
    return text.partition("|")[0] + "}" if "|" in text else text


CALLED = ["random", "second", "third"]
_SMALL = st.integers(0, 2)


_COLUMNS = [{"a": "n"}, {"A": "name", "b": "due"}, {"a": "debt"}]
_VARIABLES = {"a": "n"}
#: Node types that reach outside, and what they have beside the parameters of waiting.
_OUTSIDE: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "query": st.fixed_dictionaries({
        "source": st.just("billing"), "statement": st.just("select a from t where n = :n"),
        "parameters": st.builds(lambda e: {"n": e}, _EXPRESSIONS),
        "columns": st.sampled_from([{}, *_COLUMNS]), "rows": st.sampled_from([None, "rows"]),
        "count": st.sampled_from([None, "n"])}),
    "http_request": st.fixed_dictionaries({
        "source": st.just("crm"), "method": st.just("POST"), "path": _TEXTS.map(_unspoken),
        "body": st.sampled_from([None, 1, "{debt}", {"a": ["{n}", {"b": "x{due}"}]}]),
        "response": st.sampled_from([{}, _VARIABLES, {"$": "debt"}]),
        "status": st.sampled_from([None, "n"])}),
    "script": st.fixed_dictionaries({
        "script": st.just("score"), "arguments": st.builds(lambda e: {"x": e}, _EXPRESSIONS),
        "results": st.sampled_from([{}, _VARIABLES])}),
    "draw_number": st.fixed_dictionaries({
        "draw": st.just("prize"), "variable": st.sampled_from(["n", "name"])}),
}  # fmt: skip


def _parameters(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    make = st.fixed_dictionaries
    match kind:
        case "play":
            return make(
                {"prompts": st.lists(_PROMPT, min_size=1, max_size=2), "barge_in": st.booleans()}
            )
        case "say":
            return make(
                {"text": st.builds(lambda t: {"ru": t}, _SPOKEN), "barge_in": st.booleans()}
            )
        case "menu":
            return make({"message": _MESSAGE, "keys": _KEYS,
                         "barge_in": st.booleans(), "timeout_s": st.sampled_from([0, 1, 5]),
                         "no_input_repeats": _SMALL, "no_match_repeats": _SMALL})  # fmt: skip
        case "input_digits":
            return make({"message": _MESSAGE, "variable": st.just("digits"),
                         "max_digits": st.integers(1, 4), "barge_in": st.booleans(),
                         "terminator": st.sampled_from(["#", "*", None]),
                         "check": st.just("") | _EXPRESSIONS,
                         "confirm_message": st.just([]) | _MESSAGE,
                         "no_input_repeats": _SMALL, "invalid_repeats": _SMALL})  # fmt: skip
        case "condition":
            return make({"expression": _EXPRESSIONS})
        case "set_variables":
            assignment = make({"variable": st.sampled_from(["n", "debt"]), "value": _EXPRESSIONS})
            return make({"assignments": st.lists(assignment, min_size=1, max_size=2)})
        case "save_result":
            return make({"results": st.builds(lambda t: [{"name": "r", "value": t}], _TEXTS)})
        case "transfer":
            return make({"number": st.sampled_from(["+74950000001", "{n}", "{name}"]),
                         "announcement": st.just([]) | _MESSAGE})  # fmt: skip
        case "wait":
            return make({"seconds": st.sampled_from([0.001, 1.0])})
        case "operator":
            return make({"music": st.just([]) | _MESSAGE, "announcement": st.just([]) | _MESSAGE,
                         "position_message": st.just([]) | _MESSAGE,
                         "leave_key": st.sampled_from([None, "1"]),
                         "returns": st.sampled_from([[], ["a"]]),
                         "operator_variable": st.sampled_from([None, "name"]),
                         "position_variable": st.sampled_from([None, "n"])})  # fmt: skip
        case "switch":
            values = st.lists(st.sampled_from(["1", "0..5", "yes", "", "..99", "2026-12-05"]))
            whole = st.tuples(values, _EXPRESSIONS)
            return make({"expression": _EXPRESSIONS, "cases": st.lists(whole, min_size=1,
                         max_size=3).map(lambda cases: [
                             {"port": f"p{i}", "values": values, "when": when}
                             for i, (values, when) in enumerate(cases)])})  # fmt: skip
        case "time_condition":
            return make({"hours": st.sampled_from(["campaign", "own"]),
                         "only_dates": st.sampled_from([[], [{"first": "12-30", "last": "01-08"}]]),
                         "holidays": st.sampled_from(["", "RU"]),
                         "timezone": st.sampled_from(["", "Asia/Omsk"])})  # fmt: skip
        case "random_split":
            return make({"branches": st.sampled_from([["a"], ["a", "b"]]).map(
                lambda names: [{"name": name, "weight": 1} for name in names]),
                "sticky": st.booleans()})  # fmt: skip
        case "loop_counter":
            return make({"times": st.integers(1, 3), "variable": st.sampled_from([None, "n"]),
                         "restart_when": st.just("") | _EXPRESSIONS})  # fmt: skip
        case "subscheme":
            return make({"scheme": st.sampled_from(CALLED),
                         "parameters": st.dictionaries(st.sampled_from(["debt", "name"]),
                                                       _EXPRESSIONS, max_size=2),
                         "results": st.dictionaries(st.sampled_from(["n", "debt"]),
                                                    st.sampled_from(["outcome", "debt * n", "n"]),
                                                    max_size=2),
                         "outcomes": st.sampled_from([[], ["done"]])})  # fmt: skip
        case "return":
            return make({"outcome": st.sampled_from(["", "done", "other"])})
        case "jump":
            return make({"scheme": st.sampled_from(CALLED),
                         "parameters": st.dictionaries(st.just("n"), _EXPRESSIONS)})  # fmt: skip
        case "language_choice":
            return make({"message": _MESSAGE,
                         "keys": st.just([{"key": "1", "language": "ru"}]),
                         "known": st.just("") | _EXPRESSIONS, "barge_in": st.booleans(),
                         "repeats": _SMALL})  # fmt: skip
        case "send_digits":
            return make({"digits": st.sampled_from(["12w#", "W1", "{n}", "{name}"])})
        case "record":
            return make({"message": st.just([]) | _MESSAGE, "variable": st.sampled_from([None,"n"]),
                         "review_message": st.just([]) | _MESSAGE, "play_back": st.booleans(),
                         "repeats": _SMALL})  # fmt: skip
        case "start" | "do_not_call" | "outcome" | "hang_up":
            return st.just({})
        case _ if kind in _OUTSIDE:
            waits = make({"timeout_s": st.sampled_from([0.5, 5]), "waiting_after_s":
                          st.sampled_from([0, 0.7, 9]),
                          "waiting": st.just([]) | _MESSAGE})  # fmt: skip
            return st.builds(lambda a, b: a | b, waits, _OUTSIDE[kind])
        case "next_row":
            return make({"rows": st.just("rows"), "columns": st.sampled_from(_COLUMNS),
                         "number": st.sampled_from([None, "n"])})  # fmt: skip
        case "row_menu":
            return make({"rows": st.just("rows"), "columns": st.sampled_from(_COLUMNS),
                         "item": _MESSAGE, "message": st.just([]) | _MESSAGE,
                         "key_variable": st.sampled_from([None, "digits"]),
                         "per_page": st.integers(1, 3), "barge_in": st.booleans(),
                         "no_input_repeats": _SMALL, "no_match_repeats": _SMALL})  # fmt: skip
        case "write_external":
            return make({"store": st.just("crm"), "values": st.builds(lambda t: {"a": t}, _TEXTS)})
        case "callback":
            asked = {"date_message": _MESSAGE, "time_message": _MESSAGE}
            given = {"date": _EXPRESSIONS, "time": _EXPRESSIONS}
            chosen = {"choice_message": _MESSAGE,
                      "choices": st.just([{"key": "1", "time": "19:00"},
                                          {"key": "2", "days": 1, "time": "10:00"}])}  # fmt: skip
            more = make({"confirm_message": st.just([]) | _MESSAGE, "barge_in": st.booleans(),
                         "max_days": st.sampled_from([0, 14]), "no_input_repeats": _SMALL,
                         "invalid_repeats": _SMALL})  # fmt: skip
            ways = st.sampled_from([asked, given, chosen, asked | chosen, asked | given])
            return st.builds(lambda a, b: a | b, ways.flatmap(make), more)
        case "question":
            options = [{"code": "a", "say": [{"prompt": "a"}]}, {"code": "b"},
                       {"code": "c", "fixed": True}]  # fmt: skip
            kinds = st.sampled_from([
                {"options": options}, {"options": options, "branches": True, "shuffle": True},
                {"kind": "multiple", "options": options, "shuffle": True, "least": 2},
                {"kind": "scale", "scale_min": 0, "scale_max": 10},
                {"kind": "scale", "scale_min": 1, "scale_max": 5},
            ])  # fmt: skip
            more = make({"question": st.just("q"), "message": _MESSAGE,
                         "dont_know_key": st.sampled_from([None, "*"]), "barge_in": st.booleans(),
                         "variable": st.sampled_from([None, "n"]), "answer_variable":
                         st.sampled_from([None, "name"]), "key_variable":
                         st.sampled_from([None, "digits"]), "confirm_message":
                         st.just([]) | _MESSAGE, "no_input_repeats": _SMALL,
                         "no_match_repeats": _SMALL})  # fmt: skip
            return st.builds(lambda a, b: a | b, kinds, more)
        case _:
            raise NotImplementedError(kind)


KINDS = [name for name in TYPES.names() if name != "start"]


@st.composite
def schemes(draw: Any, name: str = "random") -> Scheme:
    """Any nodes, each port linked anywhere or (where that is allowed) nowhere."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7))
    nodes = [Node("start", "start")]
    nodes += [
        Node(f"{i}", kind, parameters=draw(_parameters(kind))) for i, kind in enumerate(kinds)
    ]
    targets = st.sampled_from([node.id for node in nodes[1:]])
    links = []
    for node in nodes:
        node_type = TYPES.get(node.type)
        assert node_type is not None
        for port in node_type.ports(read_parameters(node_type, node.parameters)):
            if port.required or draw(st.booleans()):
                links.append(Link(f"{node.id}:{port.name}", node.id, port.name, draw(targets)))
    return Scheme(
        name,
        variables=(Variable("debt", VariableType.MONEY, ("Долг",)),
                   Variable("due", VariableType.DATE, ("Срок",)),
                   Variable("n", VariableType.NUMBER, default="1"),
                   Variable("digits"), Variable("name", fields=("ФИО",))),
        prompts={name: {"ru": PromptRecording("", name)} for name in ("a", "b")},
        nodes=tuple(nodes),
        links=tuple(links),
    )  # fmt: skip


@st.composite
def libraries(draw: Any) -> dict[str, Scheme]:
    """Schemes that call one another, and themselves, by these names."""
    return {name: draw(schemes(name)) for name in CALLED}
