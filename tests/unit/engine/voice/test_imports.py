"""What is heavy is loaded when it is needed, not when the engine starts."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("engine.service.voice", ("numpy", "soxr")),
        ("engine.adapters.speech.espeak", ("numpy", "soxr")),
        ("engine.reports", ("xlsxwriter", "jinja2", "fpdf", "PIL")),
    ],
)
def test_an_import_stays_light(module: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
