"""How many simultaneous calls this build of pjsua2 carries.

``UaConfig.maxCalls`` cannot raise the limit compiled into the library and nothing tells it, so a
worker finds out by calling a socket of its own until it is refused, once in the pool's life.
"""

import socket
import time
from typing import Any

import pjsua2 as pj

#: More than that would exhaust the 64 handles of the library's ``select()`` queue.
_ENOUGH = 16
_ECHOED = ("via", "from", "call-id", "cseq")


def discover_capacity(endpoint: Any) -> int:
    """Lines of one worker; needs a started endpoint without calls."""
    transport = pj.TransportConfig()
    transport.boundAddress = "127.0.0.1"
    transport_id = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
    config = pj.AccountConfig()
    config.idUri = "sip:probe@127.0.0.1"
    config.sipConfig.transportId = transport_id
    config.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
    account = pj.Account()
    account.create(config)
    calls: list[Any] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far_end:
        far_end.bind(("127.0.0.1", 0))
        far_end.setblocking(False)
        port = far_end.getsockname()[1]
        try:
            while len(calls) < _ENOUGH:
                call = pj.Call(account)
                call.makeCall(f"sip:probe@127.0.0.1:{port}", pj.CallOpParam(True))
                calls.append(call)
        except pj.Error:
            pass
        deadline = time.monotonic() + 2.0
        while any(call.isActive() for call in calls) and time.monotonic() < deadline:
            endpoint.libHandleEvents(10)
            _refuse_all(far_end)
    found = len(calls)
    calls.clear()
    account.shutdown()
    endpoint.transportClose(transport_id)
    return max(found, 1)


def _refuse_all(far_end: socket.socket) -> None:
    while True:
        try:
            datagram, sender = far_end.recvfrom(8192)
        except BlockingIOError:
            return
        lines = datagram.decode("utf-8", "replace").split("\r\n")
        if not lines[0].startswith("INVITE "):
            continue
        answer = ["SIP/2.0 486 Busy Here"]
        for line in lines[1:]:
            name = line.partition(":")[0].strip().lower()
            if name in _ECHOED:
                answer.append(line)
            elif name == "to":
                answer.append(line + ";tag=probe")
        answer += ["Content-Length: 0", "", ""]
        far_end.sendto("\r\n".join(answer).encode(), sender)
