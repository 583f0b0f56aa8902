"""What a node type gets when one of its nodes is made ready to run."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.ivr.message import BoundMessage, Part, Piece, PlainTemplate, SpokenTemplate
from engine.ivr.model import Prompt
from engine.ivr.speech_formats import BY_TYPE, FORMATS, Format
from engine.scheme import expressions, templates
from engine.scheme.expressions import Expression
from engine.scheme.model import Scheme
from engine.scheme.parameters import Message, PromptItem
from engine.scheme.templates import PromptSlot, Slot

if TYPE_CHECKING:
    from engine.ivr.compile import CompiledScheme


class Binding:
    """Resolves what the texts in a node's parameters refer to. Made once per scheme; the scheme
    has passed validation, so what cannot be resolved is a BadExpressionError or KeyError."""

    def __init__(
        self, scheme: Scheme, schemes: "Mapping[str, CompiledScheme] | None" = None
    ) -> None:
        self.scheme = scheme
        #: Schemes that this one may call, by case-folded name; filled only once all are bound.
        self.schemes: Mapping[str, CompiledScheme] = schemes if schemes is not None else {}
        self._types = {variable.name: variable.type for variable in scheme.variables}
        #: Prompt → language → how it is played.
        self.recordings = {
            name: {
                language: Prompt(name, language, recording.file, recording.text)
                for language, recording in recordings.items()
                if recording.file or recording.text
            }
            for name, recordings in scheme.prompts.items()
        }
        #: The node that is being bound.
        self.node_id = ""

    @property
    def languages(self) -> tuple[str, ...]:
        return self.scheme.languages or (self.scheme.language,)

    def expression(self, text: str) -> Expression:
        return expressions.parse(text)

    def text(self, template: str) -> PlainTemplate:
        """A template to be stored or dialled."""
        parts = templates.parse_template(template).parts
        return PlainTemplate(
            tuple(part.expression if isinstance(part, Slot) else part for part in parts)
        )

    def spoken(self, by_language: Mapping[str, str]) -> SpokenTemplate:
        pieces = {
            language: self._pieces(text) for language, text in by_language.items() if text.strip()
        }
        fallback = next((language for language in self.languages if language in pieces), "")
        return SpokenTemplate(pieces, fallback)

    def prompt(self, name: str) -> Mapping[str, Prompt]:
        return self.recordings[name]

    def prompts(self, names: tuple[str, ...]) -> BoundMessage:
        return BoundMessage([self.prompt(name) for name in names], self.languages)

    def message(self, message: Message) -> BoundMessage:
        parts: list[Part] = []
        for item in message:
            if isinstance(item, PromptItem):
                parts.append(self.prompt(item.prompt))
            else:
                parts.append(self.spoken(item.say))
        return BoundMessage(parts, self.languages)

    def say(self, by_language: Mapping[str, str]) -> BoundMessage:
        return BoundMessage([self.spoken(by_language)], self.languages)

    def _pieces(self, text: str) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for part in templates.parse_spoken(text).parts:
            if isinstance(part, PromptSlot):
                pieces.append(self.prompt(part.prompt))
            elif isinstance(part, Slot):
                pieces.append((part.expression, self._format(part)))
            else:
                pieces.append(part)
        return tuple(pieces)

    def _format(self, slot: Slot) -> Format:
        name = slot.format
        if not name:
            declared = self._types.get(slot.expression.only_name)
            name = BY_TYPE[declared] if declared is not None else "text"
        return FORMATS[name].make(slot.argument, self.scheme.currency)
