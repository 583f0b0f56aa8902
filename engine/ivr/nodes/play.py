"""Play: recorded prompts, one after another without a gap."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Handler
from engine.ivr.speaking import Speaking
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, words
from engine.scheme.parameters import Message, Parameters, PromptItem, PromptName


class PlayParameters(Parameters):
    prompts: tuple[PromptName, ...] = Field(min_length=1, max_length=50)
    #: A key ends it and counts for the next menu.
    barge_in: bool = False

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "barge_in": named(
            "Перебивать нажатием",
            "A key interrupts",
            "Клавиша прерывает фразы и засчитывается следующему меню",
            "A key ends them and counts for the next menu",
        ),
    }


class PlayNode(NodeType[PlayParameters]):
    name = "play"
    title = words("Воспроизвести", "Play")
    summary = words(
        "Проигрывает записанные фразы одну за другой", "Plays recorded prompts one after another"
    )
    group = "voice"
    parameters = PlayParameters

    def opens_with(self, parameters: PlayParameters) -> Message:
        return tuple(PromptItem(prompt=prompt) for prompt in parameters.prompts)

    def bind(self, parameters: PlayParameters, binding: Binding) -> Handler:
        return Speaking(binding.prompts(parameters.prompts), parameters.barge_in)
