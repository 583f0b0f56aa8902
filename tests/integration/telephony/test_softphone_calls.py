"""The workstation's telephone at a real registrar (Kamailio, digest), with real telephones."""

from pathlib import Path

from engine.ports import softphone
from engine.ports.softphone import Account
from tests.helpers import wav
from tests.helpers.kamailio import Kamailio
from tests.helpers.listening_phone import ACCOUNTS, foreign_phone
from tests.helpers.telephone import Telephone


def account(kamailio: Kamailio, **other: object) -> Account:
    return Account("1001", f"sip:127.0.0.1:{kamailio.port}", "one", **other)  # type: ignore[arg-type]


async def test_dials_and_both_hear_each_other(tmp_path: Path) -> None:
    with Kamailio(tmp_path / "kamailio", ACCOUNTS) as kamailio:
        async with (
            foreign_phone(tmp_path, kamailio, "1002", 1000) as phone,
            Telephone(account(kamailio)) as ours,
        ):
            ours.ears.say(440)
            call = await ours.answered("1002")
            await ours.hears(1000, 1.5)
            quality = await ours.wait(softphone.Quality, call_id=call)
            assert quality.received > 50
            assert quality.codec.upper() in ("PCMA", "PCMU")
            ours.order(softphone.HangUp(call))
            await ours.wait(softphone.Ended, call_id=call)
            await phone.wait_event("CALL_CLOSED")
        rate, (heard, *_) = wav.read(phone.heard())
        assert wav.seconds_of_tone(heard, 440, rate) > 1.0
