"""What nodes that call another scheme, and nodes that jump to one, have in common."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.ivr.binding import Binding
from engine.ivr.foreseeing import can_be_foreseen
from engine.ivr.handler import Call, ForeseenCall
from engine.scheme.expressions import EvaluationError
from engine.scheme.model import VariableType
from engine.scheme.parameters import CalledVariable
from engine.scheme.parameters import Expression as ExpressionText
from engine.scheme.values import Value, parse, to_text

if TYPE_CHECKING:
    from engine.ivr.compile import CompiledScheme


#: Variable of the other scheme → its value, by the variables of this one.
Given = dict[CalledVariable, ExpressionText]


class OtherScheme:
    """Another scheme, and the values it is to begin with. Looked up when it is entered: schemes
    may call one another in a circle, so none can be ready before all the others."""

    __slots__ = ("_given", "_key", "_schemes")

    def __init__(self, name: str, given: Given, binding: Binding) -> None:
        self._key = name.casefold()
        self._schemes: Mapping[str, CompiledScheme] = binding.schemes
        self._given = tuple((name, binding.expression(text)) for name, text in given.items())

    def enter(self, call: Call, *, returns: bool) -> None:
        """Raises EvaluationError when a value cannot be computed."""
        scheme = self._schemes[self._key]
        given = {name: expression.evaluate(call.scope) for name, expression in self._given}
        call.go_on_in(scheme, _read(scheme, given), returns=returns)

    def foreseen(self, call: Call, unknown: frozenset[str], *, returns: bool) -> ForeseenCall:
        scheme = self._schemes[self._key]
        given: dict[str, Value] = {}
        untold = set(scheme.assigned)
        for name, expression in self._given:
            given[name] = None
            if not can_be_foreseen(expression, unknown):
                untold.add(name)
                continue
            try:
                given[name] = expression.evaluate(call.scope)
            except EvaluationError:
                untold.add(name)
        values = call.values_in(scheme, _read(scheme, given))
        return ForeseenCall(scheme, values, frozenset(untold), returns)


def _read(scheme: "CompiledScheme", given: dict[str, Value]) -> dict[str, Value]:
    """Texts (keys that were pressed, columns of the list) as the types that are declared there."""
    for variable in scheme.variables:
        value = given.get(variable.name)
        if isinstance(value, str) and variable.type is not VariableType.TEXT:
            given[variable.name] = parse(value, variable.type)
        elif value is not None and variable.type is VariableType.TEXT:
            given[variable.name] = to_text(value)
    return given
