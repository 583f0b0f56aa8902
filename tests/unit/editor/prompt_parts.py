"""A scheme with prompts, and a desk that keeps sound in a folder and can be away."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from editor.prompts.desk import Standing
from engine.errors import KnownError
from engine.ivr.model import Prompt, Utterance
from engine.ports.voice_store import StoreUnavailable
from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable, VariableType
from tests.helpers import sound


def with_prompts() -> Scheme:
    hello = {
        "ru": PromptRecording("prompts/hello.ru.wav", "Здравствуйте! Это служба связи."),
        "en": PromptRecording("", "Hello! This is your network."),
    }
    menu = {"ru": PromptRecording("", "Узнать долг — один. Оператор — ноль.")}
    return Scheme(
        "debts",
        languages=("ru", "en"),
        variables=(
            Variable("debt", VariableType.MONEY, ("Долг",)),
            Variable("due", VariableType.DATE, ("Срок",)),
        ),
        prompts={
            "hello": hello,
            "menu": menu,
            "lost": {"ru": PromptRecording("prompts/lost.wav", "")},
            "spare": {"ru": PromptRecording(), "en": PromptRecording()},
        },
        nodes=(
            Node("a", "start"),
            Node("b", "play", "Приветствие", x=320,
                 parameters={"prompts": ["hello"]}),
            Node("c", "say", "Долг", x=640, parameters={
                "text": {"ru": "Ваш долг — {debt|money}. Оплатите {due|date:until}.",
                         "en": "You owe {debt|money}."}}),
            Node("d", "hang_up", x=960),
        ),
        links=(Link("ab", "a", "next", "b"), Link("bc", "b", "next", "c"),
               Link("cd", "c", "next", "d")),
    )  # fmt: skip


class Desk:
    """``folder`` is the store. What is put into it while it is away waits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.away = False
        self.full = False
        self.waiting: dict[str, Path] = {}
        self.discarded: list[str] = []
        self.asked: list[str] = []
        self.spoken: list[tuple[str, str, str]] = []
        self.heard: list[Utterance] = []

    def _reach(self) -> None:
        if self.away:
            raise StoreUnavailable("The voice store {store} does not answer.",
                                   mend="See what is there.", store="sftp://far")  # fmt: skip

    def file(self, name: str) -> Path:
        return self.folder.joinpath(*name.split("/"))

    async def local(self, name: str) -> Path | None:
        self.asked.append(name)
        if name in self.waiting:
            return self.waiting[name]
        self._reach()
        return self.file(name) if self.file(name).is_file() else None

    async def put(self, take: Path, name: str) -> None:
        if self.full:
            raise KnownError("{path} cannot be written: {reason}.",
                             mend="Check the folder's permissions and the space on its disk.",
                             path=name, reason="no space")  # fmt: skip
        target = self.folder / "waiting" / name if self.away else self.file(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(take, target)
        if self.away:
            self.waiting[name] = target

    async def discard(self, names: Iterable[str]) -> None:
        self._reach()
        self.discarded += names

    async def standing(self) -> Standing:
        return Standing(len(self.waiting))

    async def voices(self, language: str) -> Sequence[str]:
        return {"ru": ("ru", "ru+f3"), "en": ("en-gb",)}[language]

    async def synthesise(self, text: str, language: str, voice: str, target: Path) -> None:
        self.spoken.append((text, language, voice))
        sound.write(target, sound.tone(600, 0.5))

    async def voiced(self, items: Sequence[Utterance]) -> Sequence[Path]:
        self.heard += items
        paths = []
        for number, item in enumerate(items):
            if isinstance(item, Prompt) and item.file:
                paths.append(self.file(item.file))
            else:
                paths.append(sound.write(self.folder / f"said{number}.wav", sound.tone(700, 0.3)))
        return paths
