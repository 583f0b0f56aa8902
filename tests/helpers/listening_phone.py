"""baresip as a foreign telephone: an account at Kamailio that says a tone of its own."""

from contextlib import asynccontextmanager
from pathlib import Path

from engine.ports.softphone import Account
from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.kamailio import Kamailio

ACCOUNTS = {"1001": "one", "1002": "two", "1003": "three"}


@asynccontextmanager
async def foreign_phone(folder: Path, kamailio: Kamailio, user: str, hertz: float,
                        answers: str = "auto", says: Path | None = None):  # fmt: skip
    says = says or wav.write_tone(folder / f"says-{user}.wav", 60, hertz)
    with Baresip(folder / f"baresip-{user}", user=user, password=ACCOUNTS[user],
                 registrar_port=kamailio.port, says=says, answers=answers) as phone:  # fmt: skip
        try:
            await phone.connect()
            kamailio.wait_registered(user)
            yield phone
        finally:
            await phone.disconnect()


def phone_account(kamailio: Kamailio, user: str, **other: object) -> Account:
    registrar = f"sip:127.0.0.1:{kamailio.port}"
    return Account(user, registrar, ACCOUNTS[user], **other)  # type: ignore[arg-type]
