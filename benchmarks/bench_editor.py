"""The editor with 3 000 blocks and 4 500 links of real schemes, offscreen.

Opening, dragging, panning and zooming, validation, undo, memory; each case in a process of its own.
Where NodeGraphQt is installed (``pip install NodeGraphQt``; no part of the product), the same
number of nodes and links is made and dragged in it, and the ratios are printed.

    python -m benchmarks.bench_editor [--blocks 3000]
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_CASES = ("open", "frames", "edits")
_REACH = {
    "open_s": 1.0,
    "drag_ms": 3,
    "frame_mean_ms": 16,
    "frame_worst_ms": 35,
    "frame_untested_mean_ms": 16,
    "frame_untested_worst_ms": 35,
    "validate_whole_ms": 150,
    "validate_edit_ms": 10,
    "undo_paste_ms": 100,
    "peak_mb": 300,
}


def measure(case: str, file: Path, blocks: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.editor_cases", case, str(file), str(blocks)],
        capture_output=True, text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"{case}: {done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--blocks", type=int, default=3000)
    options = parser.parse_args()
    result: dict[str, Any] = {"benchmark": "editor", "blocks": options.blocks}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.scheme.json"
        result |= measure("write", file, options.blocks)
        peak = 0.0
        for case in _CASES:
            found = measure(case, file, options.blocks)
            peak = max(peak, found.pop("peak_mb"))
            result |= found
        result["peak_mb"] = peak
        if importlib.util.find_spec("NodeGraphQt") is not None:
            other = measure("nodegraphqt", file, options.blocks)
            result |= other
            result["ratio_create"] = round(other["nodegraphqt_create_s"] / result["open_s"], 1)
            result["ratio_drag"] = round(other["nodegraphqt_drag_ms"] / result["drag_ms"], 1)
            result["ratio_memory"] = round(other["nodegraphqt_mb"] / peak, 1)
        else:
            result["nodegraphqt"] = "not installed"
    print(json.dumps({**result, **{f"reach_{name}": value for name, value in _REACH.items()}}))


if __name__ == "__main__":
    main()
