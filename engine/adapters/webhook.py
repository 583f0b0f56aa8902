"""Web hooks: one POST, and what became of it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

from engine.errors import KnownError, Phrase

#: To connect, to send, to be answered: each.
_TIMEOUT_S = 10.0
_SHOWN = 200


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Blocks. Done when the answer is a 2xx; redirections are not followed. KnownError."""
    place = _shown(url)
    try:
        with (
            httpx.Client(timeout=_TIMEOUT_S, follow_redirects=False) as client,
            client.stream("POST", url, content=body, headers=dict(headers)) as response,
        ):
            text = b""
            for piece in response.iter_bytes():
                text += piece
                if len(text) > _SHOWN:
                    break
    except httpx.TimeoutException as error:
        raise _failed(place, Phrase("no answer within {seconds} s", seconds=_TIMEOUT_S)) from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise _failed(place, str(error) or type(error).__name__) from error
    if not response.is_success:
        words = " ".join(text[:_SHOWN].decode("utf-8", "replace").split())
        raise _failed(
            place,
            Phrase("the answer is {status} {text}", status=response.status_code, text=words),
        )


def _failed(place: str, reason: object) -> KnownError:
    return KnownError(
        "the web hook {url} cannot be called: {reason}",
        mend="Check its address and the service behind it.",
        url=place,
        reason=reason,
    )


def _shown(url: str) -> str:
    """Without what may be secret: user, password, and what stands behind the path."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
