"""Telephones that lift at once, rung at their own addresses, each with a tone of its own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from engine.ports import softphone
from engine.ports.softphone import Account
from engine.ports.telephony import DIRECT
from tests.helpers.telephone import Telephone
from tests.helpers.telephony import Line, Network


class Phone:
    """``headers``: of the INVITE that came last."""

    def __init__(self, telephone: Telephone) -> None:
        self.telephone = telephone
        (listening,) = telephone.of(softphone.RegistrationChanged)[-1:]
        self.address = listening.contact
        self.headers: Mapping[str, str] = {}
        self._told = telephone.adapter._on_event  # type: ignore[attr-defined]
        telephone.adapter._on_event = self._on_event  # type: ignore[attr-defined]

    def _on_event(self, event: softphone.Event) -> None:
        self._told(event)
        if isinstance(event, softphone.Incoming):
            self.headers = event.headers
            self.telephone.order(softphone.Answer(event.call_id))

    def ring(self, net: Network, **options: object) -> Line:
        return net.place("", trunk_id=DIRECT, address=self.address, **options)


@asynccontextmanager
async def phones(
    transport: str = "udp", srtp: str = "off", **tones: float
) -> AsyncIterator[list[Phone]]:
    common = Account("", bind="127.0.0.1", transport=transport, srtp=srtp)
    async with AsyncExitStack() as stack:
        opened = [Telephone(common._replace(user=name)) for name in tones]
        await asyncio.gather(*(stack.enter_async_context(each) for each in opened))
        for telephone, hertz in zip(opened, tones.values(), strict=True):
            telephone.ears.say(hertz, 6000)
        yield [Phone(telephone) for telephone in opened]
