"""Addresses of single SIP telephones."""

import pytest

from engine.domain.phone_address import PhoneAddress
from engine.domain.trunk import Transport
from engine.errors import KnownError


@pytest.mark.parametrize(("text", "user", "host", "shown"), [
    ("sip:anna@10.0.0.7", "anna", "10.0.0.7", "sip:anna@10.0.0.7"),
    (" anna@phone.office:5070 ", "anna", "phone.office:5070", "sip:anna@phone.office:5070"),
    ("SIP:1001@[::1]:5062", "1001", "[::1]:5062", "sip:1001@[::1]:5062"),
    ("sip:a.b+c@h;transport=TCP", "a.b+c", "h", "sip:a.b+c@h;transport=tcp"),
])  # fmt: skip
def test_addresses(text: str, user: str, host: str, shown: str) -> None:
    found = PhoneAddress.parse(text)
    assert (found.user, found.host, str(found)) == (user, host, shown)
    trunk = found.as_trunk()
    assert (trunk.proxy, trunk.register, trunk.lines) == (f"sip:{host}", False, 1)
    assert PhoneAddress.parse(str(found)) == found


def test_transport() -> None:
    assert PhoneAddress.parse("a@h;transport=tls").as_trunk().transport is Transport.TLS


@pytest.mark.parametrize("text", [
    "", "anna", "sip:@host", "sip:anna@", "sip:anna@host:99999", "sip:anna@host:0",
    "sip:an na@host", "sip:anna@host\r\nVia: x", "sip:anna@host;lr", "tel:+79161234567",
    "sip:anna:secret@host", "sip:anna@ho st", "sip:anna@-host",
])  # fmt: skip
def test_what_is_none(text: str) -> None:
    with pytest.raises(KnownError, match="no address of a SIP telephone"):
        PhoneAddress.parse(text)
