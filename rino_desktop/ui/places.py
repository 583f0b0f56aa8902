"""Where the files that windows need lie: pictures and translations."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def resources() -> Path:
    """In a checkout beside the packages, in an installed wheel beside their bundled copies."""
    bundled = _PACKAGE / "_bundle" / "resources"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "resources"
