"""A command loads what it needs: whoever asks for help or a list does not wait for the rest."""

import subprocess
import sys

_HEAVY = (
    "phonenumbers", "numpy", "jinja2", "sqlalchemy", "fsspec", "PySide6", "fdb", "pydantic",
    "asyncio",
)  # fmt: skip


def _loaded(code: str) -> list[str]:
    shown = f"print('\\n' + ' '.join(m for m in {_HEAVY!r} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{shown}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()[-1].split()


def test_help_loads_no_library_of_the_engine() -> None:
    assert not _loaded("from rino_desktop.cli.main import run\nrun(['--help'])")


def test_the_database_loads_no_interpreter_of_schemes() -> None:
    assert _loaded("import engine.adapters.firebird") == ["fdb"]
