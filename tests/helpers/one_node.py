"""A scheme around one node, for tests of node types that reach outside."""

from typing import Any

from engine.ivr.model import OutsideStep, StepDone, Trouble
from engine.scheme.model import Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

VARIABLES = (
    Variable("debt", VariableType.MONEY, ("Долг",)),
    Variable("due", VariableType.DATE),
    Variable("count", VariableType.NUMBER),
    Variable("name", VariableType.TEXT, ("ФИО",)),
    Variable("phone", VariableType.PHONE),
)


def one_node(kind: str, parameters: dict[str, Any], *ports: str) -> SchemeBuilder:
    """A scheme whose only node saves by which port it is left."""
    builder = SchemeBuilder(*VARIABLES).prompts("music", "menu")
    builder.node("start", "start", next="step")
    builder.node("step", kind, parameters, **{port: f"by-{port}" for port in ports})
    for port in ports:
        builder.node(f"by-{port}", "save_result",
                     {"results": [{"name": "port", "value": port}]}, next="end")  # fmt: skip
    return builder.node("end", "hang_up")


def begun(builder: SchemeBuilder, fields: dict[str, str] | None = None) -> Phone:
    assert [p.words("en") for p in validate(builder.build(), default_node_types())
            if p.code not in ("unused_prompt", "late_opening")] == []  # fmt: skip
    phone = Phone(builder.compile(), fields)
    phone.start()
    return phone


def asked(phone: Phone) -> Any:
    return phone.of(OutsideStep)[-1].request


def answer(phone: Phone, value: object, after: float = 0.1) -> None:
    phone.send(StepDone(phone.of(OutsideStep)[-1].step_id, value), after)


def left_by(phone: Phone) -> str:
    return phone.interpreter.results.get("port", "")


def troubles(phone: Phone) -> str:
    return "; ".join(trouble.reason for trouble in phone.of(Trouble))
