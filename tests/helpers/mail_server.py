"""A real SMTP server on loopback (aiosmtpd), which takes mail or refuses it as a test wants."""

import ssl
import subprocess
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.helpers.ports import free_tcp_port


@dataclass
class MailServer:
    """``answers``: what it says to the next mails after DATA, before it takes them; ``refused``:
    recipients that it does not know."""

    certificate: Path | None = None
    user: str = ""
    password: str = ""
    answers: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    #: Ends the connection when it has a mail, and does not say that it has it.
    vanishes: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> "MailServer":
        self.port = free_tcp_port()
        more: dict[str, Any] = {}
        if self.certificate is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate, self.certificate.with_suffix(".key"))
            more["tls_context"] = context
            more["require_starttls"] = True
        if self.user:
            more.update(authenticator=self._login, auth_required=True,
                        auth_require_tls=self.certificate is not None)  # fmt: skip
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def _login(
        self, _server: Any, _session: Any, _envelope: Any, _how: Any, data: Any
    ) -> AuthResult:
        given = isinstance(data, LoginPassword) and (data.login, data.password)
        right = (self.user.encode(), self.password.encode())
        return AuthResult(success=given == right, handled=False)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any,  # noqa: N802
                          address: str, _options: Any) -> str:  # fmt: skip
        if address in self.refused:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.encrypted.append(session.ssl is not None)
        if self.vanishes:
            server.transport.abort()
        return "250 taken"


def certificate_in(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that is its own authority, and beside it its key."""
    target = folder / "mail.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
         target.with_suffix(".key"), "-out", target],
        check=True, capture_output=True,
    )  # fmt: skip
    return target
