"""Where the files that windows need lie: pictures, translations, the manual."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_BUNDLE = _PACKAGE / "_bundle"


def resources() -> Path:
    """In a checkout beside the packages, in an installed wheel beside their bundled copies."""
    bundled = _BUNDLE / "resources"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "resources"


def manual() -> Path:
    """In a checkout where ``make manuals`` puts it, in an installed wheel beside the resources.
    Where that is a link: what it leads to, for not every browser may follow it."""
    found = _BUNDLE / "manual" if _BUNDLE.is_dir() else _PACKAGE.parent / "build" / "manual"
    return found.resolve() if found.is_symlink() else found
