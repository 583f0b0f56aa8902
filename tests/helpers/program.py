"""The command line as outside scripts see it: a process, its exit status and its two streams."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.helpers import program_server

_TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    out: str
    err: str


@dataclass(slots=True)
class Program:
    """Runs in ``folder``, with a database and all data of its own there; speaks English unless
    ``environment`` says otherwise."""

    folder: Path
    database: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    #: Each command begins with loading the program, as for a user; else see ``program_server``.
    fresh: bool = False

    def variables(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("RINO_") and name not in ("LANGUAGE", "LC_MESSAGES")
        }
        return {
            **kept,
            "LC_ALL": "C.UTF-8",
            "RINO_DB": self.database or str(self.folder / "rino.fdb"),
            "RINO_DATA": str(self.folder / "data"),
            **self.environment,
            **(more or {}),
        }

    def run(self, *arguments: str | Path, env: Mapping[str, str] | None = None,
            stdin: str | None = None) -> Outcome:  # fmt: skip
        words, variables = [str(each) for each in arguments], self.variables(env)
        if not self.fresh and program_server.fits(variables):
            return Outcome(*program_server.run(
                words, cwd=self.folder, env=variables, stdin=stdin or "", timeout_s=_TIMEOUT_S
            ))  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "rino_desktop", *words],
            cwd=self.folder,
            env=variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            input=stdin if stdin is not None else "",
            timeout=_TIMEOUT_S,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def ok(self, *arguments: str | Path, env: Mapping[str, str] | None = None) -> str:
        """Standard output of a command that must succeed."""
        outcome = self.run(*arguments, env=env)
        assert outcome.status == 0, f"{arguments}: {outcome}"
        return outcome.out

    def json(self, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Any:
        """The document of a command that must succeed: all of standard output."""
        return json.loads(self.ok(*arguments, "--json", env=env))

    def error(self, *arguments: str | Path, status: int = 1) -> str:
        """The one line on standard error of a command that must fail so."""
        outcome = self.run(*arguments)
        assert outcome.status == status, f"{arguments}: {outcome}"
        lines = outcome.err.splitlines()
        assert len(lines) == 1, f"{arguments}: {outcome.err}"
        assert "Traceback" not in outcome.err
        assert outcome.out == ""
        return lines[0]
