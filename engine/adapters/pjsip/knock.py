"""Is anybody listening at a proxy's address? Found out without sending a SIP request.

A request would be counted, logged or billed by some peers. An empty keep-alive (RFC 5626 4.4.1:
CRLF CRLF, to be ignored before a start line by RFC 3261 7.5) makes the far host's kernel tell by
ICMP that the port is closed.
"""

import asyncio
import contextlib

from engine.adapters.pjsip.addressing import SipAddress

_ICMP_WAIT_S = 0.4
_CONNECT_WAIT_S = 3.0


class _Listener(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.error: Exception | None = None

    def error_received(self, exc: Exception) -> None:
        self.error = exc


async def refusal(address: SipAddress, transport: str) -> str | None:
    """What is certainly wrong with the address, in words; None when nothing certain is known."""
    loop = asyncio.get_running_loop()
    target = (address.host, address.port_for(transport))
    if transport != "udp":
        try:
            async with asyncio.timeout(_CONNECT_WAIT_S):
                _reader, writer = await asyncio.open_connection(*target)
        except TimeoutError:
            return "no connection within 3 s"
        except OSError as error:
            return str(error)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return None
    try:
        endpoint, listener = await loop.create_datagram_endpoint(_Listener, remote_addr=target)
    except OSError as error:
        return str(error)
    try:
        for _ in range(2):
            endpoint.sendto(b"\r\n\r\n")
            await asyncio.sleep(_ICMP_WAIT_S / 2)
            if listener.error is not None:
                return str(listener.error)
    finally:
        endpoint.close()
    return None
