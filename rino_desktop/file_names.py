"""Names of files made from names that people have given to campaigns, reports, proofs."""

import re

#: What no file system of ours, or none everywhere, takes; folders, drives and streams among it.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
#: Devices, on Windows: with whatever ending.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
_LONGEST = 120


def file_name(text: str, ending: str = "") -> str:
    """One name in one folder, on every system; ``ending`` with its dot."""
    name = _FORBIDDEN.sub("_", text).strip(" .")[:_LONGEST].rstrip(" .")
    if not name or _DEVICES.match(name + ending):
        name = f"_{name}"
    return name + ending
