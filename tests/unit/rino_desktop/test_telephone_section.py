"""This computer's telephone: set by hand, kept, read again."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

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
