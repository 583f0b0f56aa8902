"""Sends reports and notes by mail (RFC 5321, 5322; names in UTF-8, RFC 2047 and 2231)."""

import json
import smtplib
import ssl
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.errors import KnownError
from engine.reports.mail_body import MailBody
from rino_desktop import secret_store
from rino_desktop.texts import t

_TIMEOUT_S = 30.0
_TYPES = {
    "json": ("application", "json"),
    "csv": ("text", "csv"),
    "html": ("text", "html"),
    "pdf": ("application", "pdf"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """``server``: smtp://HOST[:PORT] or smtps://HOST[:PORT]. The password itself is never stored:
    ``password_env`` names the secret of the sending engine (rino_desktop.secret_store)."""

    to: tuple[str, ...]
    sender: str
    server: str
    user: str = ""
    password_env: str = ""
    starttls: bool = False

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "MailSettings":
        values = json.loads(text)
        return MailSettings(**{**values, "to": tuple(values["to"])})


class NotAccepted(KnownError):
    """The server has refused it for good: another try would be refused too."""


class Uncertain(KnownError):
    """Nobody knows whether the server has the mail."""


def checked(settings: MailSettings) -> MailSettings:
    """KnownError when an address or the server cannot be right."""
    for address in (*settings.to, settings.sender):
        _address(address)
    if not settings.to:
        raise KnownError(t("A mail needs an address."), mend="--mail ADDRESS")
    _server(settings.server)
    if settings.user and not settings.password_env:
        raise KnownError(
            t("The mail server's user needs a password."),
            mend=t("Name the variable that holds it: --password-env NAME."),
        )
    if secret_store.is_own(settings.password_env):
        raise secret_store.missing(settings.password_env, "")
    return settings


def compose(
    settings: MailSettings, body: MailBody, file: Path, file_name: str, *, message_id: str,
    now: datetime,
) -> EmailMessage:  # fmt: skip
    """``message_id`` is the same for every try of a delivery: a server can tell a second copy."""
    message = note(settings, body.subject, body.text, message_id=message_id, now=now)
    message.add_alternative(body.html, subtype="html")
    kind, subtype = _TYPES.get(file.suffix.lstrip("."), ("application", "octet-stream"))
    message.add_attachment(file.read_bytes(), maintype=kind, subtype=subtype, filename=file_name)
    return message


def note(
    settings: MailSettings, subject: str, text: str, *, message_id: str, now: datetime
) -> EmailMessage:
    """A mail of words alone; ``message_id``: see ``compose``."""
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = _address(settings.sender)
    message["To"] = [_address(each) for each in settings.to]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def send(settings: MailSettings, message: EmailMessage) -> list[str]:
    """Blocks. The recipients that the server refused while it took the mail for the others;
    KnownError when it took it for nobody, NotAccepted when that is for good, Uncertain when it was
    lost before it answered."""
    scheme, host, port = _server(settings.server)
    password = _password(settings)
    context = ssl.create_default_context()
    client: _Plain | _Encrypted | None = None
    try:
        if scheme == "smtps":
            client = _Encrypted(host, port, timeout=_TIMEOUT_S, context=context)
        else:
            client = _Plain(host, port, timeout=_TIMEOUT_S)
        if settings.starttls:
            client.starttls(context=context)
        if settings.user:
            client.login(settings.user, password)
        refused = client.send_message(message)
    except (smtplib.SMTPServerDisconnected, OSError, ValueError) as error:
        # An SMTPException is an OSError too: the others say what the server answered.
        if isinstance(error, smtplib.SMTPException) and not isinstance(
            error, smtplib.SMTPServerDisconnected
        ):
            raise _said(error, host, port) from error
        if client is not None and client.handed_over:
            raise Uncertain(
                t(
                    "The mail server {server} was lost before it said that it had the mail.",
                    server=f"{host}:{port}",
                ),
                mend=t("Ask those who should have it; it is not sent a second time."),
            ) from error
        raise _unreachable(error, host, port) from error
    finally:
        if client is not None:
            # Whatever it says to the farewell, it has the mail.
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
            client.close()
    return sorted(refused)


class _Noting:
    """Notes when the mail itself goes over: from then on a lost server may have it."""

    handed_over = False

    def data(self, msg: Any) -> Any:
        self.handed_over = True
        return super().data(msg)  # type: ignore[misc]


class _Plain(_Noting, smtplib.SMTP):
    pass


class _Encrypted(_Noting, smtplib.SMTP_SSL):
    pass


def _unreachable(error: Exception, host: str, port: int) -> KnownError:
    return KnownError(
        t(
            "The mail server {server} cannot be reached: {reason}.",
            server=f"{host}:{port}",
            reason=str(error).rstrip("."),
        ),
        mend=t("Check its address, that it runs, and the network."),
    )


def _said(error: smtplib.SMTPException, host: str, port: int) -> KnownError:
    code, text = 0, str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        code = min((answer[0] for answer in answers), default=0)
        text = "; ".join(
            f"{name}: {answer[0]} {_text(answer[1])}" for name, answer in error.recipients.items()
        )
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, f"{error.smtp_code} {_text(error.smtp_error)}"
    kind = NotAccepted if 500 <= code < 600 else KnownError
    return kind(
        t(
            "The mail server {server} refuses the mail: {reason}.",
            server=f"{host}:{port}",
            reason=" ".join(text.split()).rstrip("."),
        ),
        mend=t("Check the addresses, the user and the password with its administrator."),
    )


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _password(settings: MailSettings) -> str:
    if not settings.user:
        return ""
    password = secret_store.secret(settings.password_env)
    if not password:
        raise KnownError(
            t("The environment variable {name} is not set.", name=settings.password_env),
            mend=t("Put the password of the mail server into it where the engine is started."),
        )
    return password


def _server(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    usual = {"smtp": 25, "smtps": 465}
    if (
        parts.scheme not in usual or not parts.hostname or parts.path not in ("", "/")
        or parts.username or parts.password
    ):  # fmt: skip
        raise KnownError(
            t("{server} is no address of a mail server.", server=repr(url)),
            mend=t("Write it like smtp://mail.example.org:25 (user and password apart)."),
        )
    return parts.scheme, parts.hostname, port or usual[parts.scheme]


def _address(text: str) -> Address:
    address: Address | None
    try:
        address = Address(addr_spec=text)
    except Exception:  # the parser of the standard library raises what it likes
        address = None
    if address is None or not address.username or not address.domain or not text.isprintable():
        raise KnownError(
            t("{address} is no mail address.", address=repr(text)),
            mend=t("Write it like name@example.org."),
        )
    return address
