"""Takes of prompts on their way into a voice store that comes and goes."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.adapters.voice_store import open_folder
from engine.errors import KnownError
from engine.ivr.model import Prompt, Spoken
from engine.ports.voice_store import FileStore, StoreUnavailable
from engine.service.voice import VoiceService
from engine.service.voice_store import VoiceStore
from rino_desktop import prompt_desk
from rino_desktop.prompt_desk import StoredPrompts
from tests.helpers import sound


class Far:
    """A folder far away, behind a line that can be cut."""

    def __init__(self, folder: Path) -> None:
        self.inner: FileStore = open_folder(folder)
        self.away = False

    def __getattr__(self, name: str) -> object:
        found = getattr(self.inner, name)

        def asked(*given: object) -> object:
            if self.away and name != "close":
                raise StoreUnavailable("The voice store far does not answer.")
            return found(*given)

        return asked if callable(found) else found


class Speech:
    name = "tones"

    def __init__(self, hertz: float = 500) -> None:
        self.hertz = hertz

    def synthesise(self, text: str, language: str, target: Path) -> None:
        sound.write(target, sound.tone(self.hertz, 0.4))

    def voices(self, language: str) -> tuple[str, ...]:
        return ("low", "high")

    def with_voice(self, language: str, voice: str) -> "Speech":
        return Speech(900 if voice == "high" else 500)


@pytest.fixture
def far(tmp_path: Path) -> Far:
    return Far(tmp_path / "far")


@pytest.fixture
async def desk(
    tmp_path: Path, far: Far, monkeypatch: pytest.MonkeyPatch
) -> "Iterator[StoredPrompts]":
    monkeypatch.setattr(prompt_desk, "_FIRST_WAIT_S", 0.05)
    made = made_desk(tmp_path, far)
    yield made  # type: ignore[misc] # an asynchronous fixture
    await made.close()


def made_desk(tmp_path: Path, far: Far) -> StoredPrompts:
    shipped = tmp_path / "shipped"
    return StoredPrompts(
        lambda: VoiceStore(tmp_path / "node", open_folder, lambda: far),  # type: ignore[arg-type, return-value]
        lambda store: VoiceService(store.folder, tmp_path / "cache", Speech(),
                                   find_elsewhere=store.find, shipped=shipped),
        Speech, tmp_path / "takes", shipped,
    )  # fmt: skip


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.02)


def take(tmp_path: Path) -> Path:
    return sound.write(tmp_path / "take.wav", sound.tone(700, 0.5))


async def test_into_the_store_and_back(desk: StoredPrompts, tmp_path: Path) -> None:
    await desk.put(take(tmp_path), "prompts/a/hello.ru.1.wav")
    assert (tmp_path / "far/prompts/a/hello.ru.1.wav").is_file()
    assert (await desk.standing()).waiting == 0
    copy = await desk.local("prompts/a/hello.ru.1.wav")
    assert copy is not None
    assert sound.seconds(copy) == 0.5
    assert await desk.local("prompts/nothing.wav") is None


async def test_what_waits_goes_up_when_the_store_is_back(
    desk: StoredPrompts, far: Far, tmp_path: Path
) -> None:
    far.away = True
    await desk.put(take(tmp_path), "prompts/hello.wav")
    standing = await desk.standing()
    assert standing.waiting == 1
    assert "does not answer" in str(standing.trouble)
    here = await desk.local("prompts/hello.wav")
    assert here is not None, "it is heard here all the same"
    heard = await desk.voiced([Spoken("Да", "ru"), Prompt("hello", "ru", "prompts/hello.wav", "")])
    assert [sound.seconds(path) for path in heard] == [0.4, 0.5]
    far.away = False
    await until(lambda: (tmp_path / "far/prompts/hello.wav").is_file())
    await until(lambda: not any((tmp_path / "takes").rglob("*.wav")))
    standing = await desk.standing()
    assert (standing.waiting, standing.trouble) == (0, None)


async def test_what_waits_outlives_the_program(far: Far, tmp_path: Path) -> None:
    far.away = True
    desk = made_desk(tmp_path, far)
    await desk.put(take(tmp_path), "prompts/hello.wav")
    await desk.close()
    far.away = False
    again = made_desk(tmp_path, far)
    again.start()
    await until(lambda: (tmp_path / "far/prompts/hello.wav").is_file())
    await again.close()


async def test_a_disk_without_room_is_told(desk: StoredPrompts, tmp_path: Path) -> None:
    (tmp_path / "takes").write_text("no folder")
    with pytest.raises(KnownError, match="cannot be written"):
        await desk.put(take(tmp_path), "prompts/hello.wav")


async def test_away_and_no_copy(desk: StoredPrompts, far: Far) -> None:
    far.away = True
    with pytest.raises(StoreUnavailable):
        await desk.local("prompts/hello.wav")


async def test_names_stay_inside(desk: StoredPrompts) -> None:
    assert await desk.local("../secret.wav") is None
    assert await desk.local("/etc/passwd") is None


async def test_voices(desk: StoredPrompts, tmp_path: Path) -> None:
    assert tuple(await desk.voices("ru")) == ("low", "high")
    await desk.synthesise("Да", "ru", "high", tmp_path / "said.wav")
    samples = sound.read(tmp_path / "said.wav")
    assert sound.power(samples, 900) > 10 * sound.power(samples, 500)


async def test_without_a_database_nothing_is_deleted(desk: StoredPrompts, tmp_path: Path) -> None:
    await desk.put(take(tmp_path), "prompts/hello.wav")
    await desk.discard(["prompts/hello.wav"])
    assert (tmp_path / "far/prompts/hello.wav").is_file()


async def test_what_any_version_names_stays(tmp_path: Path, far: Far) -> None:
    from dataclasses import replace

    from engine.scheme.codec import dump_scheme
    from engine.scheme.model import PromptRecording, Scheme

    published = Scheme("one", prompts={"a": {"ru": PromptRecording("prompts/a.wav", "")}})
    draft = replace(published, prompts={"a": {"ru": PromptRecording("prompts/b.wav", "")}})

    class Schemes:
        def documents(self) -> list[str]:
            damaged = '{"prompts/d.wav'
            return [dump_scheme(published), dump_scheme(draft), damaged]

    class Database:
        async def run(self, work: Callable[[object], object]) -> object:
            return work(type("Stores", (), {"schemes": Schemes()}))

    desk = made_desk(tmp_path, far)
    desk._database = Database()  # type: ignore[assignment]
    for name in "abcd":
        await desk.put(take(tmp_path), f"prompts/{name}.wav")
    await desk.discard([f"prompts/{name}.wav" for name in "abcd"])
    left = sorted(path.stem for path in (tmp_path / "far/prompts").iterdir())
    assert left == ["a", "b", "d"]
    await desk.close()
