"""What the application gives to test calls: sound by the voice service, answers of real sources."""

import sqlite3
import wave
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import KnownError
from engine.ivr.model import Prompt, Recorded, Spoken
from engine.ivr.requests import QuerySource, Rows
from rino_desktop import bootstrap
from rino_desktop.editor_calls import LiveOutside, VoicedPrompts
from rino_desktop.settings import DataSource, Settings
from tests.helpers import sound


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    return Settings(
        database=str(tmp_path / "office.fdb"), password=None, language="en", json=False,
        log_level="info", voice_store=tmp_path / "voice",
    )  # fmt: skip


async def test_prompts_are_recordings_or_synthesised(office: Settings) -> None:
    sound.write(office.voice_store / "ask.wav", sound.tone(500, 0.7))
    voice = bootstrap.voice_service(office)
    try:
        prompts = VoicedPrompts(voice)
        recorded = await prompts.path(Prompt("ask", "ru", "ask.wav", ""))
        assert recorded == office.voice_store / "ask.wav"
        said = await prompts.path(Spoken("двадцать один рубль", "ru"))
        assert said is not None
        with wave.open(str(said)) as file:
            assert file.getframerate() == 8000
        assert await prompts.path(Prompt("gone", "ru", "", "")) is None
        assert await prompts.path(Recorded("message-1.wav")) is None
    finally:
        voice.close()


def test_a_source_that_is_there_and_one_that_is_not(office: Settings, tmp_path: Path) -> None:
    bootstrap.create_database(office)
    file = tmp_path / "billing.db"
    with sqlite3.connect(file) as billing:
        billing.execute("create table debts (phone text, debt int)")
        billing.execute("insert into debts values ('+7912', 12)")
    with_source = replace(office, sources={"billing": DataSource("billing", f"sqlite:///{file}")})
    outside = LiveOutside(with_source)
    try:
        statement = "select debt from debts where phone = :phone"
        answer = outside(QuerySource("billing", statement, {"phone": "+7912"}, 10))
        assert isinstance(answer, Rows)
        assert answer.rows == ((12,),)
        with pytest.raises(KnownError):
            outside(QuerySource("nowhere", "select 1", {}, 1))
    finally:
        outside.close()
