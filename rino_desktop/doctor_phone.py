"""Whether a workstation's telephone can be started here: tried, in a process of its own."""

import asyncio

from engine.ports import softphone
from rino_desktop import bootstrap

_PATIENCE_S = 15.0


def trial() -> str:
    """ "" when it listens; else what is the matter."""
    return asyncio.run(_trial())


async def _trial() -> str:
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def on_event(event: softphone.Event) -> None:
        if told.done():
            return
        if isinstance(event, softphone.ProcessLost):
            told.set_result(event.detail or "process lost")
        elif isinstance(event, softphone.RegistrationChanged):
            if event.state is softphone.RegistrationState.LISTENING:
                told.set_result("")
            elif event.state is softphone.RegistrationState.FAILED:
                told.set_result(event.detail or "failed")

    phone = bootstrap.softphone(None)
    await phone.start(on_event)
    try:
        phone.order(softphone.Register(softphone.Account("doctor", bind="127.0.0.1")))
        async with asyncio.timeout(_PATIENCE_S):
            return await told
    except TimeoutError:
        return f"no answer within {_PATIENCE_S:.0f} s"
    finally:
        await phone.stop()
