"""Where the global options come from, in their order."""

from argparse import Namespace
from pathlib import Path

import pytest

from engine.errors import KnownError
from rino_desktop import settings
from rino_desktop.settings import DataSource


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("RINO_DB", "RINO_DB_PASSWORD", "RINO_VOICE_STORE", "LANGUAGE", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def config(folder: Path, text: str) -> str:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_defaults(tmp_path: Path) -> None:
    resolved = settings.resolve(Namespace())
    assert resolved.database == str(tmp_path / "data" / "rino.fdb")
    assert resolved.voice_store == tmp_path / "data" / "voice"
    assert (resolved.password, resolved.language, resolved.json) == (None, "en", False)
    assert resolved.log_level == "warning"


def test_command_line_beats_environment_beats_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = config(tmp_path, 'db = "/file.fdb"\nlang = "ru"\nlog_level = "error"\njson = true\n')
    from_file = settings.resolve(Namespace(config=file))
    assert (from_file.database, from_file.language, from_file.log_level, from_file.json) == (
        "/file.fdb", "ru", "error", True,
    )  # fmt: skip
    monkeypatch.setenv("RINO_DB", "/environment.fdb")
    assert settings.resolve(Namespace(config=file)).database == "/environment.fdb"
    told = settings.resolve(Namespace(config=file, db="/told.fdb", lang="en", log_level="debug"))
    assert (told.database, told.language, told.log_level) == ("/told.fdb", "en", "debug")


def test_speech_and_voice_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = settings.resolve(Namespace())
    assert (bare.speech, bare.voice_pack) == ("", ())
    file = config(
        tmp_path, f'voice_pack = "olga, john"\nspeech = "morse"\nvoice_store = "{tmp_path}"\n'
    )
    found = settings.resolve(Namespace(config=file))
    assert (found.speech, found.voice_pack) == ("morse", ("olga", "john"))
    assert found.voice_packs_folder == tmp_path / "packs"
    monkeypatch.setenv("RINO_SPEECH", "espeak")
    monkeypatch.setenv("RINO_VOICE_PACK", "jane")
    found = settings.resolve(Namespace(config=file))
    assert (found.speech, found.voice_pack) == ("espeak", ("jane",))


def test_a_place_of_the_voice_store_that_was_chosen_at_the_desktop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = settings.resolve(Namespace())
    assert usual.voice_store_from == "default"
    chosen = settings.with_voice_store(usual, "sftp://rino@store/voice")
    assert (chosen.voice_store_url, chosen.voice_store_from) == (
        "sftp://rino@store/voice", "desktop"
    )  # fmt: skip
    assert settings.with_voice_store(chosen, "") == usual
    file = settings.resolve(Namespace(config=config(tmp_path, f'voice_store = "{tmp_path}"\n')))
    monkeypatch.setenv("RINO_VOICE_STORE", "/srv/voice")
    environment = settings.resolve(Namespace())
    option = settings.resolve(Namespace(voice_store="/srv/other"))
    for told, by in ((file, "file"), (environment, "environment"), (option, "option")):
        assert told.voice_store_from == by
        assert settings.with_voice_store(told, "/elsewhere") is told


def test_when_an_engine_is_stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.resolve(Namespace()).stuck_after_s == 180
    file = config(tmp_path, "stuck_after_s = 600\n")
    assert settings.resolve(Namespace(config=file)).stuck_after_s == 600
    monkeypatch.setenv("RINO_STUCK_AFTER", "0")
    assert settings.resolve(Namespace(config=file)).stuck_after_s == 0
    for nonsense in ("soon", "nan", "inf", "9"):
        monkeypatch.setenv("RINO_STUCK_AFTER", nonsense)
        with pytest.raises(KnownError, match="stuck_after_s"):
            settings.resolve(Namespace(config=file))


def test_data_sources(tmp_path: Path) -> None:
    file = config(
        tmp_path,
        '[sources.billing]\nurl = "firebird://U@h/b"\npassword_env = "PW"\n'
        '[sources.old]\nurl = "sqlite:////x.db"\n',
    )
    assert settings.resolve(Namespace(config=file)).sources == {
        "billing": DataSource("billing", "firebird://U@h/b", "PW"),
        "old": DataSource("old", "sqlite:////x.db"),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('bd = "/x"\n', "config.toml: unknown key bd. Did you mean db?"),
        ("db = 5\n", "config.toml: db has the wrong type."),
        ('lang = "de"\n', "config.toml: lang has an unknown value. Possible: ru, en."),
        ('log_level = "loud"\n', "config.toml: log_level has an unknown value."),
        ("[sources.x]\n", "config.toml: [sources.x] has no url."),
        ('[sources.x]\nurl = "u"\nuser = "y"\n', "config.toml: unknown key [sources.x].user."),
        ("db = \n", "config.toml: not valid TOML"),
        ("stuck_after_s = 5\n", "cannot be 5. Give seconds, at least 10, or 0"),
        ("stuck_after_s = -1\n", "cannot be -1"),
        ("drain_s = 10\n", "cannot be 10. Give seconds, from 30 to 86400"),
        ('stuck_after_s = "long"\n', "config.toml: stuck_after_s has the wrong type."),
    ],
)
def test_faults(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(KnownError) as caught:
        settings.resolve(Namespace(config=config(tmp_path, text)))
    assert message in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be read"):
        settings.resolve(Namespace(config=str(tmp_path / "none.toml")))


def test_where_figures_are_shown_and_how_the_log_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RINO_METRICS", "RINO_LOG_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    bare = settings.resolve(Namespace())
    assert (bare.metrics, bare.log_format) == ("", "text")
    file = config(tmp_path, 'metrics = "9464"\nlog_format = "json"\n')
    found = settings.resolve(Namespace(config=file))
    assert (found.metrics, found.log_format) == ("9464", "json")
    monkeypatch.setenv("RINO_METRICS", "0.0.0.0:9465")
    monkeypatch.setenv("RINO_LOG_FORMAT", "text")
    found = settings.resolve(Namespace(config=file))
    assert (found.metrics, found.log_format) == ("0.0.0.0:9465", "text")
    assert settings.resolve(Namespace(config=file, metrics="off")).metrics == ""
    monkeypatch.setenv("RINO_LOG_FORMAT", "xml")
    with pytest.raises(KnownError, match="RINO_LOG_FORMAT"):
        settings.resolve(Namespace())
