"""Digest authentication as a server asks for it (RFC 2617, MD5, with and without qop)."""

import hashlib
import re
import secrets

from rino_desktop.demo.sip.message import SipMessage


def _md5(text: str) -> str:
    # The algorithm is the protocol's; it protects nothing here.
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


class Digest:
    """Asks for ``user`` and ``password``; every nonce given out stays good."""

    def __init__(self, user: str, password: str, realm: str = "rino") -> None:
        self._user, self._password, self._realm = user, password, realm
        self._nonces: set[str] = set()

    def challenge(self) -> str:
        nonce = secrets.token_hex(16)
        self._nonces.add(nonce)
        return f'Digest realm="{self._realm}", nonce="{nonce}", algorithm=MD5, qop="auth"'

    def accepts(self, message: SipMessage, header: str) -> bool:
        """``header``: ``Authorization`` or ``Proxy-Authorization``."""
        given = dict(re.findall(r'(\w+)="?([^",]+)"?', message.get(header).partition(" ")[2]))
        if given.get("username") != self._user or given.get("nonce") not in self._nonces:
            return False
        first = _md5(f"{self._user}:{self._realm}:{self._password}")
        second = _md5(f"{message.method}:{given.get('uri', '')}")
        middle = f"{given['nonce']}:"
        if "qop" in given:
            middle += f"{given.get('nc')}:{given.get('cnonce')}:{given['qop']}:"
        return given.get("response") == _md5(f"{first}:{middle}{second}")
