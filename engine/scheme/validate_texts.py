"""Expressions, templates and prompts: what they refer to must be there, in every language."""

from collections.abc import Container, Iterable, Iterator

from engine.ivr.speech_formats import FORMATS
from engine.ivr.speech_options import BadArgumentError
from engine.scheme import expressions, templates
from engine.scheme.expressions import BadExpressionError, Expression
from engine.scheme.model import Scheme
from engine.scheme.parameters import Reference
from engine.scheme.problems import Fix, Problem, error, warning
from engine.scheme.validate_node import NodeFacts


def spoken_prompts(reference: Reference) -> tuple[str, ...]:
    """Prompts in the middle of a text."""
    if reference.role != "template":
        return ()
    try:
        return templates.parse_spoken(reference.text).prompts
    except BadExpressionError:
        return ()


#: Roles of texts that can be wrong here.
_CHECKED = frozenset(
    ("expression", "template", "text_template", "prompt", "language", "called_expression",
     "variable")
)  # fmt: skip


class TextChecker:
    """Checks the texts of nodes against ``header`` and what all nodes bring: ``variables``,
    declared ones included, and ``results``; None: some node cannot be read, it may save any. Both
    are looked into at each check and may change in between."""

    def __init__(
        self, header: Scheme, variables: Container[str], results: Container[str] | None
    ) -> None:
        self._scheme = header
        self._variables = variables
        self._results = results
        #: What the texts of the node checked last refer to: with these its problems change.
        self.variables_used: set[str] = set()
        self.results_used: set[str] = set()

    def check(self, fact: NodeFacts) -> list[Problem]:
        self.variables_used = set()
        self.results_used = set()
        return list(self._problems(fact))

    def _problems(self, fact: NodeFacts) -> Iterator[Problem]:
        spoken: dict[str, set[str]] = {}
        for reference in fact.references:
            if reference.role not in _CHECKED:
                continue
            text = reference.text
            where = {
                "node_id": fact.node.id,
                "node_name": fact.node.name,
                "place": reference.place,
            }
            match reference.role:
                case "expression":
                    if text.strip():
                        yield from self._expression(text, where)
                    elif not reference.optional:
                        yield self._empty(where)
                case "template" | "text_template":
                    # Only what is spoken stands under languages; others stand under names.
                    if reference.language and reference.role == "template":
                        place = reference.place.rpartition(".")[0]
                        filled = spoken.setdefault(place, set())
                        if text.strip():
                            filled.add(reference.language)
                    yield from self._template(text, where, reference)
                case "prompt":
                    yield from self._prompt(text, where)
                case "language":
                    if text and text not in self._scheme.languages:
                        languages = ", ".join(self._scheme.languages)
                        yield error("language_not_in_scheme", language=text, languages=languages,
                                    fix=_change(where), **where)  # fmt: skip
                case "called_expression":
                    yield from self._expression(text, where, called=True)
                case "variable":
                    if text in expressions.RESERVED:
                        yield error("reserved_variable", variable=text,
                                    fix=_change(where), **where)  # fmt: skip
                case _:
                    pass
        if spoken:
            yield from self._languages(fact, spoken)

    def _expression(
        self, text: str, where: dict[str, str], *, called: bool = False
    ) -> Iterator[Problem]:
        try:
            expression = expressions.parse(text)
        except BadExpressionError as bad:
            yield _bad(bad, where)
        else:
            if not called:  # the names of another scheme are looked up there
                yield from self._names(expression, where)

    def _template(
        self, text: str, where: dict[str, str], reference: Reference
    ) -> Iterator[Problem]:
        spoken, language = reference.role == "template", reference.language
        try:
            if spoken:
                for prompt in templates.parse_spoken(text).prompts:
                    yield from self._prompt(prompt, where)
                slots = templates.parse_spoken(text).slots
            else:
                slots = templates.parse_template(text).slots
        except BadExpressionError as bad:
            yield _bad(bad, where)
            return
        for slot in slots:
            yield from self._names(slot.expression, where)
            if not slot.format or not spoken:
                continue
            kind = FORMATS.get(slot.format)
            if kind is None:
                yield error("unknown_format", format=slot.format, known=", ".join(sorted(FORMATS)),
                            fix=_change(where), **where)  # fmt: skip
                continue
            try:
                kind.validate(slot.argument, language)
            except BadArgumentError as bad_argument:
                yield _bad_argument(bad_argument, slot.format, where)

    def _names(self, expression: Expression, where: dict[str, str]) -> Iterator[Problem]:
        self.variables_used |= expression.variables
        self.results_used |= expression.results
        for name in sorted(expression.variables):
            if name in self._variables:
                continue
            yield error("unknown_variable", variable=name,
                        fix=Fix("declare_variable", {"variable": name}), **where)  # fmt: skip
        if self._results is not None:
            for name in sorted(expression.results):
                if name in self._results:
                    continue
                yield warning("unknown_result", result=name, fix=_change(where), **where)

    def _prompt(self, name: str, where: dict[str, str]) -> Iterator[Problem]:
        languages = self._scheme.languages
        recordings = self._scheme.prompts.get(name)
        if recordings is None:
            fix = Fix("add_prompt", {"prompt": name, "language": self._scheme.language})
            yield error("missing_prompt", prompt=name, fix=fix, **where)
            return
        for language in languages:
            recording = recordings.get(language)
            if recording is None or not (recording.file or recording.text.strip()):
                # Without it in the first language nothing would be heard; in another one the
                # first is spoken instead.
                make = error if language == self._scheme.language else warning
                fix = Fix("add_prompt", {"prompt": name, "language": language})
                yield make("prompt_not_in_language", prompt=name, language=language, fix=fix,
                           **where)  # fmt: skip

    def _languages(self, fact: NodeFacts, spoken: dict[str, set[str]]) -> Iterable[Problem]:
        for place, filled in spoken.items():
            for language in self._scheme.languages:
                if language not in filled:
                    make = error if language == self._scheme.language else warning
                    where = {"node_id": fact.node.id, "node_name": fact.node.name,
                             "place": f"{place}.{language}"}  # fmt: skip
                    fix = _change(where)
                    if filled:
                        fix = Fix("copy_text", fix.arguments)
                    yield make("text_not_in_language", language=language, fix=fix, **where)

    @staticmethod
    def _empty(where: dict[str, str]) -> Problem:
        return error("bad_expression", why_ru="выражение не заполнено",
                     why_en="the expression is empty", fix=_change(where), **where)  # fmt: skip


def _bad(bad: BadExpressionError, where: dict[str, str]) -> Problem:
    return error("bad_expression", why_ru=bad.ru, why_en=bad.en, fix=_change(where), **where)


def _bad_argument(bad: BadArgumentError, name: str, where: dict[str, str]) -> Problem:
    if bad.ru:
        return error("bad_expression", why_ru=f"формат «{name}»: {bad.ru}",
                     why_en=f"format “{name}”: {bad.en}", fix=_change(where), **where)  # fmt: skip
    return error("bad_format_argument", format=name, argument=bad.argument, known=bad.known,
                 fix=_change(where), **where)  # fmt: skip


def _change(where: dict[str, str]) -> Fix:
    return Fix("change_parameter", {"node": where["node_id"], "place": where["place"]})
