"""The workstation's telephone over TLS with SRTP: whose certificate it takes, who can ring it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.adapters.pjsip.softphone import security
from engine.ports import softphone
from engine.ports.softphone import Account, RegistrationFault, RegistrationState
from engine.ports.telephony import CallAnswered
from tests.helpers import wav
from tests.helpers.kamailio import Kamailio
from tests.helpers.listening_phone import ACCOUNTS, phone_account
from tests.helpers.operator_legs import phones
from tests.helpers.telephone import Telephone
from tests.helpers.telephony import pjsip_network


def _certificate(folder: Path, address: str, name: str = "server") -> tuple[Path, Path]:
    files = folder / f"{name}.pem", folder / f"{name}.key"
    for file, text in zip(files, security.own_certificate.__wrapped__(address), strict=True):
        file.write_text(text)
    return files


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    return _certificate(tmp_path, "127.0.0.1")


@pytest.fixture
def kamailio(tmp_path: Path, certificate: tuple[Path, Path]) -> Iterator[Kamailio]:
    with Kamailio(tmp_path / "kamailio", ACCOUNTS, tls=certificate) as registrar:
        yield registrar


async def test_registered_over_tls_a_call_with_srtp_both_ways(
    kamailio: Kamailio, certificate: tuple[Path, Path]
) -> None:
    how = {"transport": "tls", "srtp": "mandatory", "trusted": str(certificate[0])}
    async with (
        Telephone(phone_account(kamailio, "1001", **how)) as ours,
        Telephone(phone_account(kamailio, "1002", **how)) as other,
    ):
        ours.ears.say(440)
        other.ears.say(1000)
        call = ours.dial("1002")
        incoming = await other.wait(softphone.Incoming)
        assert "SIP/2.0/TLS" in incoming.headers["Via"]
        other.order(softphone.Answer(incoming.call_id))
        await asyncio.gather(ours.hears(1000), other.hears(440))
        ours.order(softphone.HangUp(call))
        await other.wait(softphone.Ended)


@pytest.mark.parametrize("wrong", ["signer", "name"])
async def test_a_wrong_certificate_is_refused_and_told(tmp_path: Path, wrong: str) -> None:
    shown = _certificate(tmp_path, "127.0.0.1" if wrong == "signer" else "192.0.2.7")
    trusted = _certificate(tmp_path, "127.0.0.1", "another") if wrong == "signer" else shown
    with Kamailio(tmp_path / "kamailio", ACCOUNTS, tls=shown) as registrar:
        account = phone_account(registrar, "1001", transport="tls", trusted=str(trusted[0]))
        async with Telephone() as ours:
            ours.order(softphone.Register(account))
            told = await ours.wait(softphone.RegistrationChanged, state=RegistrationState.FAILED)
            assert (told.fault, told.sip_code) == (RegistrationFault.CERTIFICATE, 0)
            assert "certificate" in told.detail
            assert registrar.registrations("1001") == []
            # Whoever mends the file is registered without starting anything anew.
            if wrong == "signer":
                ours.order(softphone.Register(account._replace(trusted=str(shown[0]))))
                await ours.wait(softphone.RegistrationChanged, state=RegistrationState.REGISTERED)


@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_a_useless_file_of_certificates_is_told(tmp_path: Path, content: str | None) -> None:
    """None: it is not there. The registrar is not even asked."""
    file = tmp_path / "office.pem"
    if content is not None:
        file.write_text(content)
    account = Account("1001", "sip:127.0.0.1:5061", transport="tls", trusted=str(file))
    async with Telephone() as ours:
        ours.order(softphone.Register(account))
        told = await ours.wait(softphone.RegistrationChanged, state=RegistrationState.FAILED)
        assert told.fault is RegistrationFault.TRUSTED_FILE
        assert str(file) in told.detail


@pytest.mark.parametrize("srtp", ["off", "mandatory"])
async def test_the_engine_rings_a_telephone_directly_over_tls(tmp_path: Path, srtp: str) -> None:
    """It shows a certificate of its own making; "off": it takes SRTP all the same."""
    talk = tmp_path / "talk.wav"
    async with phones("tls", srtp, anna=1000) as (anna,), pjsip_network() as net:
        assert anna.address.endswith(";transport=tls")
        line = anna.ring(net)
        await line.wait(CallAnswered)
        assert "SIP/2.0/TLS" in anna.headers["Via"]
        net.telephony.start_recording(line.id, talk)
        playback = line.play(wav.write_tone(tmp_path / "tone.wav", 1.5, 440))
        await anna.telephone.hears(440, 1.0)
        await line.playback_ended(playback)
        line.hang_up()
        await line.ended()
    rate, (heard, _) = wav.read(talk)
    assert wav.seconds_of_tone(heard, 1000, rate) > 1.0
