"""A subscriber that speaks TLS and nothing but SRTP, echoing what it hears.

``python -m tests.helpers.secure_far_end PORT CERTIFICATE KEY``; a process of its own, because one
process can hold only one SIP stack. Prints ``ready``, then what it sees of each call.
"""

import sys
import time
from typing import Any

import pjsua2 as pj


class EchoCall(pj.Call):
    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802
        info = self.getInfo()
        if any(media.status == pj.PJSUA_CALL_MEDIA_ACTIVE for media in info.media):
            sound = self.getAudioMedia(-1)
            sound.startTransmit(sound)
            stream = self.getStreamInfo(0)
            print(f"media profile {stream.proto} codec {stream.codecName}", flush=True)

    def onCallState(self, prm: Any) -> None:  # noqa: N802
        print(f"state {self.getInfo().stateText}", flush=True)


class Answering(pj.Account):
    calls: list[Any] = []  # noqa: RUF012 - one account in this process

    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802
        print(prm.rdata.wholeMsg.partition("\r\n")[0], flush=True)
        print("via " + prm.rdata.wholeMsg.partition("Via: ")[2].partition(" ")[0], flush=True)
        call = EchoCall(self, prm.callId)
        self.calls.append(call)
        answer = pj.CallOpParam()
        answer.statusCode = 200
        call.answer(answer)


def main() -> None:
    port, certificate, key = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.logConfig.level = config.logConfig.consoleLevel = 1
    config.medConfig.hasIoqueue = False
    config.medConfig.threadCnt = 0
    endpoint.libInit(config)
    transport = pj.TransportConfig()
    transport.port = port
    transport.boundAddress = "127.0.0.1"
    transport.tlsConfig.certFile = certificate
    transport.tlsConfig.privKeyFile = key
    transport_id = endpoint.transportCreate(pj.PJSIP_TRANSPORT_TLS, transport)
    endpoint.libStart()
    endpoint.audDevManager().setNullDev()
    account_config = pj.AccountConfig()
    account_config.idUri = f"sip:far@127.0.0.1:{port};transport=tls"
    account_config.sipConfig.transportId = transport_id
    account_config.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_MANDATORY
    account_config.mediaConfig.srtpSecureSignaling = 1
    account = Answering()
    account.create(account_config)
    print("ready", flush=True)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        endpoint.libHandleEvents(20)


if __name__ == "__main__":
    main()
