"""The wheel takes along the manuals where ``make manuals`` has built them."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Manuals(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        built = Path(self.root) / "build" / "manual"
        if version == "standard" and built.is_dir():  # a checkout in use finds them where they are
            build_data["force_include"][str(built)] = "rino_desktop/_bundle/manual"
