"""Certificates of the tunnel: each side has one of its own and knows those of the other side.

Nobody signs anybody's: a certificate that is not in the other side's file is refused, and one that
is taken out of it is refused from then on. So there is no authority whose key could be stolen, and
no list of revoked ones to be kept up.
"""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_VALID = timedelta(days=3653)
#: Clocks of offices differ.
_BEFORE = timedelta(days=1)


def make(name: str, now: datetime) -> tuple[str, str]:
    """(certificate, private key) in PEM, valid for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return (
        certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode("ascii"),
    )


def ends_at(pem: str) -> datetime:
    """When it is valid no more. ValueError: it is no certificate."""
    return x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc.astimezone(UTC)
