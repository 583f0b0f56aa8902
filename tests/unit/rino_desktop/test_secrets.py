"""Secrets come out of the environment or the keyring, and stand in no file, database or log."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.domain.secret_names import names_in
from engine.errors import KnownError
from engine.ports.sources import SourceSettings, SourceTrouble
from rino_desktop import log, secret_keeping, secret_store, sources, struck_out
from rino_desktop.preferences import PreferencesFile
from rino_desktop.report_mail import MailSettings, checked
from rino_desktop.secret_keeping import Wish
from rino_desktop.secret_store import Environment, Place
from rino_desktop.texts.errors import said
from tests.helpers.wallet import Wallet, installed

VALUE = "gehe1m-geheim"


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wallet]:
    yield installed(monkeypatch)
    struck_out.forget_all()


@pytest.mark.parametrize("name", ["RINO_DB_PASSWORD", "rino_voice_store_password", "x.json phone"])
def test_no_setting_gets_what_is_the_program_s_own(
    monkeypatch: pytest.MonkeyPatch, wallet: Wallet, name: str
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
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
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
    ring = installed(monkeypatch, module)
    ring.kept["RINO Desktop", "PBX"] = VALUE
    assert secret_store.secret("PBX") == ""
    with pytest.raises(KnownError, match="no keyring") as fault:
        secret_store.keep("PBX", VALUE)
    assert "PBX" in said(fault.value)
    assert VALUE not in said(fault.value)


def test_of_several_keyrings_the_system_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = installed(monkeypatch, "keyring.backends.kwallet")
    ring.kept["RINO Desktop", "PBX"] = VALUE
    plain = type("Plain", (), {"__module__": "keyrings.alt.file"})()
    chain = SimpleNamespace(backends=[plain, ring])
    monkeypatch.setattr(sys.modules["keyring"], "get_keyring", lambda: chain)
    assert secret_store.secret("PBX") == VALUE


def test_a_locked_wallet_is_said_and_stops_nothing(
    wallet: Wallet, caplog: pytest.LogCaptureFixture
) -> None:
    wallet.fault = RuntimeError("locked")
    for work in (secret_store.secret, secret_store.forget):  # not: it is not there
        with pytest.raises(KnownError, match="locked"):
            work("PBX")
    assert secret_store.own_secret("PBX") == ""
    assert "locked" in caplog.text
    billing = SourceSettings("b", "sqlite:///b.db", "PBX")
    with pytest.raises(SourceTrouble, match="locked"):
        sources.password_of(billing)
    assert sources.password_of(replace(billing, password_env=sources.PASSWORD_VARIABLE)) == ""
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
    assert names_in(address) == ["HOOK"]
    monkeypatch.delenv("HOOK")
    with pytest.raises(KnownError, match="HOOK"):
        secret_store.filled(address)


def test_no_line_and_no_report_shows_a_secret(
    wallet: Wallet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    wish = Wish("PBX", VALUE)  # typed in a window
    kept = secret_keeping.keep(wish, "", (), "")
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr("rino_desktop.paths.log_folder", lambda: tmp_path)
    try:
        log.set_up("debug")
        try:
            raise ValueError(f"login {VALUE} refused")
        except ValueError as error:
            logging.getLogger("some.library").exception("it was %s", VALUE)
            logging.getLogger("some.library").info("%r, %r", wish, kept)
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


def test_passwords_of_the_desktop_leave_their_file(wallet: Wallet, tmp_path: Path) -> None:
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


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("city", "RINO_TRUNK_CITY_PASSWORD"),
        ("МТС, запасной 2", "RINO_TRUNK_MTS_ZAPASNOI_2_PASSWORD"),
        ("電話", "RINO_TRUNK_PASSWORD"), ("", "RINO_TRUNK_PASSWORD"),
    ],
)  # fmt: skip
def test_names_are_proposed_that_an_environment_takes(name: str, proposal: str) -> None:
    assert secret_keeping.proposed("TRUNK", name) == proposal


def test_what_is_typed_goes_into_the_keyring_under_a_free_name(wallet: Wallet) -> None:
    kept = secret_keeping.keep(Wish(value=VALUE), "", {"A"}, "A")
    assert (kept.name, kept.changed) == ("A_2", True)
    assert secret_store.kept("A_2") == VALUE
    again = secret_keeping.keep(Wish(value="of another database"), "", {"A"}, "A")
    assert again.name == "A_3"
    again.undo()
    assert wallet.kept == {("RINO Desktop", "A_2"): VALUE}
    other = secret_keeping.keep(Wish("A_2", "newer"), "A_2", (), "A")
    assert secret_store.secret("A_2") == "newer"
    other.undo()
    assert secret_store.secret("A_2") == VALUE
    assert secret_keeping.keep(Wish("A_2"), "A_2", (), "A").changed is False
    with pytest.raises(KnownError, match="no name of a variable"):
        secret_keeping.keep(Wish("пароль", VALUE), "A_2", (), "A")


def test_what_is_forgotten_and_what_others_use(wallet: Wallet) -> None:
    secret_store.keep("A", VALUE)
    assert secret_keeping.keep(Wish(forget=True), "A", {"A"}, "").name == ""
    assert wallet.kept
    kept = secret_keeping.keep(Wish(forget=True), "A", (), "")
    assert (kept.name, wallet.kept) == ("", {})
    kept.undo()
    assert secret_store.secret("A") == VALUE
    secret_keeping.drop("A", ())  # somebody has chosen that name
    assert secret_store.secret("A") == VALUE
    secret_store.keep("RINO_TRUNK_A_PASSWORD", VALUE)
    secret_keeping.drop("RINO_TRUNK_A_PASSWORD", {"RINO_TRUNK_A_PASSWORD"})
    assert len(wallet.kept) == 2
    secret_keeping.drop("RINO_TRUNK_A_PASSWORD", ())
    assert len(wallet.kept) == 1


def test_where_a_secret_is_and_what_hinders(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PBX", VALUE)
    assert secret_store.look("PBX") == secret_store.Look(Place.ENVIRONMENT, True)
    monkeypatch.delenv("PBX")
    assert secret_store.look("PBX") == secret_store.Look(Place.NOWHERE, True)
    secret_store.keep("PBX", VALUE)
    assert secret_store.look("PBX").place is Place.KEYRING
    wallet.fault = RuntimeError("locked")
    locked = secret_store.look("PBX")
    assert locked.fault is not None
    assert "locked" in said(locked.fault)
    installed(monkeypatch, "keyring.backends.fail")
    assert secret_store.look("PBX") == secret_store.Look(Place.NOWHERE, False)


def test_a_secret_is_never_an_argument() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rino_desktop", "secret", "set", "PBX", VALUE],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
