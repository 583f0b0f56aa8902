"""This computer's telephone: set by hand, kept, read again."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.adapters.pjsip.softphone.security import own_certificate
from engine.ports.softphone import Account
from rino_desktop.console.telephone_section import TelephoneSection
from rino_desktop.telephone_account import account_of


@pytest.mark.parametrize(
    ("kept", "account"),
    [
        ({}, Account("workstation")),
        ({"mode": "none", "user": "1001"}, None),
        ({"mode": "registrar", "user": "1001"}, None),
        ({"mode": "registrar", "registrar": "pbx"}, None),
        ({"mode": "something", "user": "1001"}, None),
        (
            {"mode": "registrar", "user": "1001", "registrar": "pbx", "password": "p",
             "transport": "smoke", "sip_port": "70000"},
            Account("1001", "sip:pbx", "p"),
        ),
        (
            {"mode": "direct", "user": "anna", "bind": "10.0.0.7", "sip_port": "5070",
             "registrar": "left over"},
            Account("anna", bind="10.0.0.7", sip_port=5070),
        ),
        (
            {"mode": "direct", "user": "anna", "transport": "tls", "trusted": "/left/over.pem"},
            Account("anna", transport="tls", srtp="optional"),
        ),
        (
            {"mode": "registrar", "user": "1", "registrar": "pbx", "transport": "tls",
             "srtp": "mandatory", "trusted": " /etc/office.pem ", "silent_limit": "0"},
            Account("1", "sip:pbx", transport="tls", srtp="mandatory", trusted="/etc/office.pem",
                    silent_limit_s=0),
        ),
        (
            {"mode": "registrar", "user": "1", "registrar": "pbx", "transport": "udp",
             "srtp": "mandatory", "trusted": "/etc/office.pem", "silent_limit": "2"},
            Account("1", "sip:pbx", silent_limit_s=5),
        ),
    ],
)  # fmt: skip
def test_accounts(kept: dict[str, str], account: Account | None) -> None:
    assert account_of(kept) == account


def test_what_is_set_is_kept(qtbot: QtBot) -> None:
    section = TelephoneSection()
    qtbot.addWidget(section)
    section.show_kept({})
    section.show()
    saved: list[dict[str, str]] = []
    section.saved.connect(saved.append)
    assert account_of({}) is not None, "it works before anybody has set it up"
    assert section.user_edit.text() == "workstation"
    section.mode_box.setCurrentIndex(0)
    assert not section.user.isVisible()
    section.mode_box.setCurrentIndex(1)
    section.user_edit.clear()
    QTest.mouseClick(section.save_button, Qt.MouseButton.LeftButton)
    assert section.user.fault.isVisible()
    assert section.registrar.fault.isVisible()
    assert saved == []
    QTest.keyClicks(section.user_edit, "1001")
    QTest.keyClicks(section.registrar_edit, "sip:pbx.office")
    QTest.keyClicks(section.password.edit, "secret")
    QTest.mouseClick(section.save_button, Qt.MouseButton.LeftButton)
    assert account_of(saved[0]) == Account("1001", "sip:pbx.office", "secret")
    again = TelephoneSection()
    qtbot.addWidget(again)
    again.show_kept(saved[0])
    assert again.password.edit.text() == "secret"
    again.saved.connect(saved.append)
    again.save_button.click()
    assert saved[1] == saved[0]


def test_tls_asks_whom_to_trust(qtbot: QtBot, tmp_path: Path) -> None:
    section = TelephoneSection()
    qtbot.addWidget(section)
    section.show_kept({"mode": "registrar", "user": "1001", "registrar": "sip:pbx.office"})
    section.show()
    saved: list[dict[str, str]] = []
    section.saved.connect(saved.append)
    assert not section.trusted.isVisible()
    assert section.limit_box.value() == 20
    section.transport_box.setCurrentIndex(section.transport_box.findData("tls"))
    assert section.trusted.isVisible()
    assert section.speech.isVisible()
    file = tmp_path / "office.pem"
    section.trusted_edit.setText(str(file))
    section.save_button.click()
    assert section.trusted.fault.isVisible(), "it is not there"
    file.write_text("no certificate")
    section.save_button.click()
    assert section.trusted.fault.isVisible()
    assert saved == []
    file.write_text(own_certificate("127.0.0.1")[0])
    section.limit_box.setValue(30)
    section.speech_box.setCurrentIndex(1)
    section.save_button.click()
    assert account_of(saved[0]) == Account(
        "1001", "sip:pbx.office", transport="tls", srtp="mandatory", trusted=str(file),
        silent_limit_s=30,
    )  # fmt: skip
    again = TelephoneSection()
    qtbot.addWidget(again)
    again.show_kept(saved[0])
    again.saved.connect(saved.append)
    again.show()
    again.save_button.click()
    assert saved[1] == saved[0]
    # Rung directly it shows a certificate of its own, and asks for none.
    again.mode_box.setCurrentIndex(again.mode_box.findData("direct"))
    assert again.speech.isVisible()
    assert not again.trusted.isVisible()
