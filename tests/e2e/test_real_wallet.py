"""The command line and the program's own use of a keyring, with GNOME's: kept, hung, locked,
killed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.program import Program
from tests.helpers.real_wallet import RealWallet

VALUE = "gehe1m-geheim"


def test_a_real_wallet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")  # which keeps other tests from any
    with RealWallet(tmp_path / "owner") as wallet:
        there = Program(tmp_path, environment=wallet.environment, fresh=True)
        done = there.run("secret", "set", "PBX", stdin=f"{VALUE}\n")
        assert done.out == "PBX is in the keyring.\n", (done, wallet.daemon.output())
        used = subprocess.run(
            [sys.executable, "-m", "tests.helpers.wallet_use", str(wallet.daemon.process.pid)],
            env=there.variables(), capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        files = b"".join(file.read_bytes() for file in wallet.folder.rglob("*") if file.is_file())
    assert used.returncode == 0, used.stderr
    steps = json.loads(used.stdout)
    refused = {name: text for name, text in steps.items() if text.startswith("refused: ")}
    assert {name: text for name, text in steps.items() if name not in refused} == {
        "of another process": VALUE, "looked for": "keyring", "changed": "another one",
        "any text": "пароль «»\t'\\", "forgotten": "True", "was not there": "False",
        "goes on": "another one", "a new one": "nowhere",
    }  # fmt: skip
    assert list(refused) == [
        "hangs", "locked", "locked, forget", "locked, keep", "killed in the middle",
    ]  # fmt: skip
    assert "does not answer" in refused["hangs"]
    for text in refused.values():
        assert "Unlock it, or put the secret into an environment variable." in text
    assert VALUE.encode() not in files
    assert VALUE not in used.stderr
