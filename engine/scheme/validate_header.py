"""What can be wrong with a scheme beside its nodes and links: languages, currency, variables."""

from collections.abc import Iterable

from engine.ivr.speech_formats import LANGUAGES, spoken_currencies
from engine.scheme import expressions
from engine.scheme.model import Scheme
from engine.scheme.problems import Fix, Problem, error
from engine.scheme.values import parse


def head_problems(scheme: Scheme) -> Iterable[Problem]:
    if not scheme.languages:
        yield error("no_language", fix=Fix("add_language", {"language": Scheme("").language}))
    for language in scheme.languages:
        if language not in LANGUAGES:
            yield error(
                "language_unsupported",
                language=language,
                fix=Fix("remove_language", {"language": language}),
            )
    if scheme.currency not in spoken_currencies():
        yield error(
            "bad_currency",
            currency=scheme.currency,
            fix=Fix("set_currency", {"currency": Scheme("").currency}),
        )


def variable_problems(scheme: Scheme) -> Iterable[Problem]:
    seen: set[str] = set()
    for variable in scheme.variables:
        name = variable.name
        if not name.isidentifier():
            yield error("bad_variable_name", variable=name)
        elif name in expressions.RESERVED:
            yield error("reserved_variable", variable=name)
        if name in seen:
            yield error(
                "duplicate_variable",
                variable=name,
                fix=Fix("remove_variable", {"variable": name}),
            )
        seen.add(name)
        if variable.default and parse(variable.default, variable.type) is None:
            yield error(
                "bad_default",
                variable=name,
                value=variable.default,
                type=variable.type.value,
                fix=Fix("clear_default", {"variable": name, "value": variable.default}),
            )
