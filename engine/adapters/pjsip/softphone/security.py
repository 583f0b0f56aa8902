"""TLS of the telephone: whose certificates it trusts, and the one that it shows itself."""

import ipaddress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_LASTS = timedelta(days=3650)
#: Clocks of two computers differ.
_EARLIER = timedelta(days=1)


class UntrustedFile(ValueError):
    """The file of trusted certificates cannot be used."""


def check_trusted(path: str) -> None:
    """UntrustedFile when it cannot be read, or holds no certificate."""
    try:
        text = Path(path).read_bytes()
    except OSError as error:
        raise UntrustedFile(f"{path}: {error.strerror}") from error
    if b"-----BEGIN CERTIFICATE-----" not in text:
        raise UntrustedFile(f"{path} holds no certificate (PEM)")


def secure(config: Any, own_address: str, trusted: str) -> None:
    """``config``: of a TLS transport. ``trusted`` (a PEM file): only who shows a certificate signed
    by one of these, or one of these itself, in the name under which it is called, is talked to;
    "": whoever answers, as on trunks."""
    tls = config.tlsConfig
    tls.certBuf, tls.privKeyBuf = own_certificate(own_address)
    if trusted:
        check_trusted(trusted)
        tls.CaListFile = trusted
        tls.verifyServer = True


@cache
def own_certificate(address: str) -> tuple[str, str]:
    """Certificate and key (PEM) for who rings this telephone at its own address: made anew in each
    process and kept in memory only. It hides what is said from those who listen; who verifies
    certificates does not take it."""
    # Here: most telephones speak UDP, and importing it takes a moment.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + _LASTS)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False
        )
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return (
        certificate.public_bytes(serialization.Encoding.PEM).decode(),
        key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode(),
    )
