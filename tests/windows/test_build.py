"""The build itself: the same inputs give the same bytes, and a certificate signs them."""

import subprocess
from pathlib import Path

import pytest

from installer.windows import build, icon, inputs, payload

_EPOCH_S = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the build does its work."""
    monkeypatch.setattr(build, "_BUILD", tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(_EPOCH_S))
    return tmp_path


def test_what_is_compiled_and_wheeled_is_the_same_each_time(folder: Path) -> None:
    def made() -> dict[str, bytes]:
        programs = build.compile_programs(folder / "programs", "1.2.3")
        wheel = inputs.own_wheel(folder / "own")
        return {file.name: file.read_bytes() for file in (*programs, wheel)}

    first = made()
    assert first == made()
    assert {"rino-desktop.exe", "rino-desktopw.exe", "espeak-ng.exe"} < first.keys()


@pytest.mark.parametrize("fast", [True, False])
def test_what_is_packed_is_the_same_each_time(folder: Path, fast: bool) -> None:
    (folder / "programs").mkdir()
    icon.save(folder / "programs" / "rino.ico")
    packed = []
    # The order in which files were made, and when, must not matter.
    for names in (("b.txt", "a.txt"), ("a.txt", "b.txt")):
        tree = folder / "payload"
        for name in (*names, "licences/LICENCES.txt"):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).unlink(missing_ok=True)
            (tree / name).write_text(f"{name[0]} " * 5000)
        payload.set_times(tree, _EPOCH_S)
        build.pack(tree, folder / "rino.exe", "1.2.3", fast=fast)
        packed.append((folder / "rino.exe").read_bytes())
    assert packed[0] == packed[1]


def test_a_certificate_signs_and_the_signature_holds(folder: Path) -> None:
    program = build.compile_programs(folder / "programs", "1.2.3")[0]
    key, certificate, both = (str(folder / f"office.{kind}") for kind in ("key", "crt", "p12"))
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Office",
             "-addext", "extendedKeyUsage=codeSigning", "-keyout", key,
             "-out", certificate)  # fmt: skip
    _openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, "-passout", "pass:secret",
             "-out", both)  # fmt: skip
    build.sign(program, f"-pkcs12 '{both}' -pass secret -n 'RINO Desktop' -h sha256")
    assert _verified(program, certificate)
    data = bytearray(program.read_bytes())
    data[0x500] ^= 1
    program.write_bytes(data)
    assert not _verified(program, certificate)


def _verified(program: Path, certificate: str) -> bool:
    command = ["osslsigncode", "verify", "-CAfile", certificate, "-in", str(program)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], capture_output=True, check=True)
