"""The address of a voice store: a URL without secrets, and options for its library.

``sftp://rino@store.office/srv/voice?key_filename=/etc/rino/key``: what stands after ``?`` goes to
the library (fsspec and what it uses), the password comes from ``RINO_VOICE_STORE_PASSWORD``, keys
of S3 from ``AWS_ACCESS_KEY_ID`` and ``AWS_SECRET_ACCESS_KEY``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from engine.errors import KnownError, Phrase

#: The environment variable that holds it.
PASSWORD = "RINO_VOICE_STORE_PASSWORD"  # noqa: S105
_SECRET = re.compile(r"(?i)passw|passphrase|secret|token|^key$|credential|^sas")
_NUMBERS = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """``plain``: the URL without options, which is also what people are shown. ``password``:
    whether one is asked for."""

    protocol: str
    plain: str
    options: Mapping[str, object]
    password: bool = False


def parse(url: str) -> StoreAddress:
    """KnownError: not a URL, or one with a secret in it."""
    parts = urlsplit(url)
    if not parts.scheme or "::" in url:
        raise _wrong(url, Phrase("it is not a URL"))
    if parts.password is not None:
        raise KnownError(
            "The address of the voice store contains a password.",
            mend="Leave it out and put it into the environment variable {variable}.",
            variable=PASSWORD,
        )
    options: dict[str, object] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if _SECRET.search(name):
            raise KnownError(
                "The address of the voice store contains a secret ({option}).",
                mend="Put it into the environment: {variable}, or the variables of the service "
                "itself such as AWS_SECRET_ACCESS_KEY.",
                option=name, variable=PASSWORD,
            )  # fmt: skip
        options[name] = _value(value)
    try:
        port = parts.port
    except ValueError:
        raise _wrong(url, Phrase("its port is not a number")) from None
    protocol = parts.scheme.lower()
    with_password = protocol in ("sftp", "ssh", "smb", "ftp")
    if with_password:
        if not parts.hostname:
            raise _wrong(url, Phrase("it names no host"))
        options["host"] = parts.hostname
        if port:
            options["port"] = port
        if parts.username:
            options["username"] = unquote(parts.username)
    elif not parts.netloc and not parts.path.strip("/"):
        raise _wrong(url, Phrase("it names no place"))
    plain = f"{protocol}://{parts.netloc}{parts.path}".rstrip("/")
    return StoreAddress(protocol, plain, options, with_password)


def _wrong(url: str, why: Phrase) -> KnownError:
    return KnownError(
        "The voice store's address {url} cannot be used: {why}.",
        mend="It is a folder, or a URL such as sftp://USER@HOST/FOLDER or s3://BUCKET/FOLDER.",
        url=repr(url.partition("?")[0]), why=why,
    )  # fmt: skip


def _value(text: str) -> object:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return int(text) if _NUMBERS.fullmatch(text) else text
