"""Messages and templates made ready to be spoken: once per scheme, for all languages."""

from collections.abc import Mapping, Sequence

from engine.ivr.handler import Call
from engine.ivr.model import Prompt, Spoken, Utterance
from engine.ivr.speech_formats import AsWritten, Format
from engine.scheme.expressions import EvaluationError, Expression
from engine.scheme.values import to_text

#: A piece of a template: a text, an expression and how its value is said, or a prompt by language.
Piece = str | tuple[Expression, Format] | Mapping[str, Prompt]


class SpokenTemplate:
    """A template in each language of the scheme."""

    __slots__ = ("_fallback", "_pieces")

    def __init__(self, pieces: Mapping[str, tuple[Piece, ...]], fallback: str) -> None:
        self._pieces = pieces
        self._fallback = fallback

    def items(self, call: Call) -> tuple[Utterance, ...]:
        """Raises EvaluationError when a value is missing or cannot be said."""
        language = call.language if call.language in self._pieces else self._fallback
        items: list[Utterance] = []
        #: What the author wrote and values in words, in turn, since the last prompt.
        cut = [""]
        for piece in self._pieces.get(language, ()):
            if isinstance(piece, str):
                words, is_value = piece, False
            elif isinstance(piece, tuple):
                words = _said(piece[0], piece[1], call, language)
                is_value = not isinstance(words, AsWritten)
            else:
                items += _spoken(cut, language)
                items += _recorded(piece, language, self._fallback)
                cut = [""]
                continue
            if is_value == (len(cut) % 2 == 0):
                cut[-1] += words
            else:
                cut.append(words)
        return (*items, *_spoken(cut, language))


def _spoken(cut: list[str], language: str) -> tuple[Utterance, ...]:
    text = " ".join("".join(cut).split())
    # What is left of a sentence beside a prompt may be its full stop only.
    if not any(character.isalnum() for character in text):
        return ()
    return (Spoken(text, language, tuple(cut) if len(cut) > 1 else ()),)


def _recorded(prompt: Mapping[str, Prompt], language: str, fallback: str) -> tuple[Utterance, ...]:
    found = prompt.get(language) or prompt.get(fallback)
    return (found,) if found is not None else ()


def _said(expression: Expression, form: Format, call: Call, language: str) -> str:
    value = expression.evaluate(call.scope)
    if value is None or value == "":
        raise EvaluationError("{expression}: there is no value to say", expression=expression.text)
    try:
        return form(value, language, call.today)
    except (ValueError, ArithmeticError, TypeError) as error:
        raise EvaluationError(
            "{expression}: cannot be said: {reason}", expression=expression.text, reason=error
        ) from None


class PlainTemplate:
    """A template whose result is stored or dialled, not spoken; what has no value is empty."""

    __slots__ = ("_pieces", "constant")

    def __init__(self, pieces: tuple[str | Expression, ...]) -> None:
        self._pieces = pieces
        #: The text when there is nothing to compute.
        self.constant: str | None = None
        if all(isinstance(piece, str) for piece in pieces):
            self.constant = "".join(str(piece) for piece in pieces)

    def text(self, call: Call) -> str:
        """Raises EvaluationError."""
        if self.constant is not None:
            return self.constant
        return "".join(
            piece if isinstance(piece, str) else to_text(piece.evaluate(call.scope))
            for piece in self._pieces
        )


#: A part of a message: a prompt in each language, or a template.
Part = Mapping[str, Prompt] | SpokenTemplate


class BoundMessage:
    """Prompts and templates that are played in one go."""

    __slots__ = ("_fallback", "_fixed", "_parts")

    def __init__(self, parts: Sequence[Part], languages: Sequence[str]) -> None:
        self._parts = tuple(parts)
        self._fallback = languages[0]
        #: language → items, when all are recorded prompts
        self._fixed: dict[str, tuple[Utterance, ...]] | None = None
        if not any(isinstance(part, SpokenTemplate) for part in parts):
            self._fixed = {language: self._prompts(language) for language in languages}

    def __bool__(self) -> bool:
        return bool(self._parts)

    def items(self, call: Call) -> tuple[Utterance, ...]:
        """Raises EvaluationError."""
        if self._fixed is not None:
            return self._fixed.get(call.language) or self._fixed[self._fallback]
        items: list[Utterance] = []
        for part in self._parts:
            if isinstance(part, SpokenTemplate):
                items.extend(part.items(call))
            else:
                items.extend(self._prompt(part, call.language))
        return tuple(items)

    def foreseen(self, call: Call) -> list[Utterance]:
        """What can be told before the call; parts that lack a value yet are left out."""
        items: list[Utterance] = []
        for part in self._parts:
            if isinstance(part, SpokenTemplate):
                try:
                    items.extend(part.items(call))
                except EvaluationError:
                    continue
            else:
                items.extend(self._prompt(part, call.language))
        return items

    def _prompts(self, language: str) -> tuple[Utterance, ...]:
        items: list[Utterance] = []
        for part in self._parts:
            assert not isinstance(part, SpokenTemplate)
            items.extend(self._prompt(part, language))
        return tuple(items)

    def _prompt(self, part: Mapping[str, Prompt], language: str) -> tuple[Utterance, ...]:
        return _recorded(part, language, self._fallback)
