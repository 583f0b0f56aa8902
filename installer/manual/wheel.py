"""The wheel takes along the manuals that ``make manuals`` has built, and none that are older than
the windows that they show."""

import os
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Manuals(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        inputs = _inputs()
        # A checkout in use finds them where they are.
        if version != "standard" or os.environ.get(inputs.WITHOUT):
            return
        root = Path(self.root)
        if fault := inputs.trouble(root):
            self.app.abort(f"{fault}; {inputs.WITHOUT}=1 leaves it out.")
        build_data["force_include"][str(root / "build" / "manual")] = "rino_desktop/_bundle/manual"


def _inputs() -> ModuleType:
    """By its path: whoever builds may have another package of the name ``installer``."""
    spec = spec_from_file_location("inputs", Path(__file__).with_name("inputs.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
