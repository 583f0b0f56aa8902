"""Secrets come out of the environment or the keyring, and stand in no file, database or log."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from engine.errors import KnownError
from rino_desktop import log, secret_store, sources
from rino_desktop.preferences import PreferencesFile
from rino_desktop.report_mail import MailSettings, checked
from rino_desktop.secret_store import Environment, Place
from rino_desktop.texts.errors import said

VALUE = "gehe1m-geheim"


class _Wallet:
    """Like a backend of the library ``keyring``."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.fault: Exception | None = None

    def get_password(self, service: str, name: str) -> str | None:
        if self.fault is not None:
            raise self.fault
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def _installed(monkeypatch: pytest.MonkeyPatch, module: str) -> _Wallet:
    backend = type("Keyring", (_Wallet,), {"__module__": module})
    ring = backend()
    library = ModuleType("keyring")
    library.get_keyring = lambda: ring  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", library)
    return ring  # type: ignore[no-any-return]


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Wallet]:
    yield _installed(monkeypatch, "keyring.backends.SecretService")
    secret_store._handed_out.clear()


@pytest.mark.parametrize("name", ["RINO_DB_PASSWORD", "rino_voice_store_password", "x.json phone"])
def test_no_setting_gets_what_is_the_program_s_own(
    monkeypatch: pytest.MonkeyPatch, wallet: _Wallet, name: str
) -> None:
    """Who may name a mail server of his own does not get the database's password sent there."""
    monkeypatch.setenv(name, VALUE)
    secret_store.keep(name, VALUE)
    assert secret_store.secret(name) == ""
    assert secret_store.own_secret(name) == VALUE
    mail = MailSettings(("a@b.example",), "c@d.example", "smtp://mail.example", "c", name)
    with pytest.raises(KnownError, match="the program's own"):
        checked(mail)
    if " " not in name and name.isupper():
        with pytest.raises(KnownError, match="the program's own"):
            secret_store.filled(f"https://host/{{{name}}}")


def test_the_environment_goes_before_the_keyring(
    wallet: _Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (secret_store.secret("PBX"), secret_store.place_of("PBX")) == ("", Place.NOWHERE)
    secret_store.keep("PBX", VALUE)
    assert wallet.kept == {("RINO Desktop", "PBX"): VALUE}
    assert (secret_store.secret("PBX"), secret_store.place_of("PBX")) == (VALUE, Place.KEYRING)
    assert Environment("PBX")["PBX"] == VALUE
    assert Environment().get("PBX") is None
    monkeypatch.setenv("PBX", "of the shell")
    assert secret_store.secret("PBX") == "of the shell"
    assert secret_store.place_of("PBX") is Place.ENVIRONMENT
    assert secret_store.forget("PBX")
    assert not secret_store.forget("PBX")


@pytest.mark.parametrize(
    "module", ["keyrings.alt.file", "keyring.backends.fail", "keyring.backends.null", "somebody"]
)
def test_a_keyring_that_is_none_of_the_system_is_not_used(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    ring = _installed(monkeypatch, module)
    ring.kept["RINO Desktop", "PBX"] = VALUE
    assert secret_store.secret("PBX") == ""
    with pytest.raises(KnownError, match="no keyring") as fault:
        secret_store.keep("PBX", VALUE)
    assert "PBX" in said(fault.value)
    assert VALUE not in said(fault.value)


def test_of_several_keyrings_the_system_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = _installed(monkeypatch, "keyring.backends.kwallet")
    ring.kept["RINO Desktop", "PBX"] = VALUE
    plain = type("Plain", (), {"__module__": "keyrings.alt.file"})()
    chain = SimpleNamespace(backends=[plain, ring])
    monkeypatch.setattr(sys.modules["keyring"], "get_keyring", lambda: chain)
    assert secret_store.secret("PBX") == VALUE


def test_a_locked_wallet_is_said_and_stops_nothing(
    wallet: _Wallet, caplog: pytest.LogCaptureFixture
) -> None:
    wallet.fault = RuntimeError("locked")
    assert secret_store.secret("PBX") == ""
    assert "locked" in caplog.text
    with pytest.raises(KnownError, match="locked"):
        secret_store.keep("PBX", VALUE)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://u:p@host/x", "password"), ("https://host/?token=abc", "token"),
        ("postgresql://host/db?sslpassword=x", "sslpassword"),
        ("https://h/?a=1&api_key=x", "api_key"),
        ("https://host/?token={HOOK}", ""), ("https://host/bot{HOOK}/send", ""),
        ("https://u:{HOOK}@host/x", ""), ("https://host/?page=2&monkey=1", ""),
        ("firebird://u@host/base", ""),
    ],
)  # fmt: skip
def test_secrets_in_addresses_are_refused(url: str, found: str) -> None:
    assert secret_store.secret_in(url) == found
    if found:
        with pytest.raises(KnownError):
            sources.check_url(url)
    else:
        secret_store.refuse_secret_in(url)


def test_addresses_are_filled_when_they_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK", VALUE)
    address = "https://host/bot{HOOK}?to={who}"
    assert secret_store.filled(address) == f"https://host/bot{VALUE}?to={{who}}"
    assert secret_store.names_in(address) == ["HOOK"]
    monkeypatch.delenv("HOOK")
    with pytest.raises(KnownError, match="HOOK"):
        secret_store.filled(address)


def test_no_line_and_no_report_shows_a_secret(
    wallet: _Wallet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    secret_store.keep("PBX", VALUE)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr("rino_desktop.paths.log_folder", lambda: tmp_path)
    try:
        log.set_up("debug")
        try:
            raise ValueError(f"login {VALUE} refused")
        except ValueError as error:
            logging.getLogger("some.library").exception("it was %s", VALUE)
            report = log.write_crash_log(error).read_text("utf-8")
            shown = said(KnownError("refused: {reason}", reason=error))
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    written = capsys.readouterr().err
    assert "it was •••" in written
    assert "login ••• refused" in report
    assert shown == "refused: login ••• refused"
    assert VALUE not in written + report


def test_passwords_of_the_desktop_leave_their_file(wallet: _Wallet, tmp_path: Path) -> None:
    path = tmp_path / "desktop.json"
    path.write_text(json.dumps({"database": "firebird://h/d", "database_password": VALUE}))
    file = PreferencesFile(path, keyring=True)
    assert file.load().database_password == VALUE  # written by an earlier version
    file.change(telephone={"user": "1001", "password": "7-" + VALUE})
    file.save()
    assert VALUE not in path.read_text("utf-8")
    again = PreferencesFile(path, keyring=True)
    assert again.load() == file.now
    again.change(database_password="")
    again.save()
    assert len(wallet.kept) == 1
    assert PreferencesFile(path, keyring=True).load() == again.now
    wallet.fault = RuntimeError("locked")
    again.change(telephone={"user": "1001", "password": "8-" + VALUE})
    again.save()  # nothing that was typed is lost
    assert PreferencesFile(path, keyring=True).load().telephone["password"] == "8-" + VALUE


def test_a_secret_is_never_an_argument() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rino_desktop", "secret", "set", "PBX", VALUE],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
