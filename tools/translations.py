"""Texts of the windows: from the sources into ``resources/i18n/*.ts``, from there into ``*.qm``.

``make translations``. Each package has files of its own, so that work on two of them does not meet
in one file. The Russian ones hold every text, the English ones only what depends on a number.
Places in the sources are left out: a moved line changes no translation.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
I18N = ROOT / "resources" / "i18n"
LANGUAGES = ("ru", "en")
#: Package → (folder of its sources, folders below it that are no part of it).
PACKAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "ui": ("rino_desktop/ui", ()),
    "desktop": ("rino_desktop", ("ui", "_bundle")),
    "editor": ("editor", ()),
    "rmt": ("rmt", ()),
}


def sources(package: str) -> Iterator[Path]:
    folder, without = PACKAGES[package]
    for path in sorted((ROOT / folder).rglob("*.py")):
        if path.relative_to(ROOT / folder).parts[0] not in without:
            yield path


def update(package: str, language: str, target: Path) -> None:
    """Bring a .ts file up to its sources; what is new in it is unfinished."""
    plural = ["-pluralonly"] if language == "en" else []
    _run(
        "pyside6-lupdate", "-silent", "-locations", "none", "-no-obsolete", "-sort-messages",
        "-disable-heuristic", "similartext", "-source-language", "en_GB", "-target-language",
        {"ru": "ru_RU", "en": "en_GB"}[language], *plural,
        *map(str, sources(package)), "-ts", str(target),
    )  # fmt: skip


def compile_ts(source: Path, target: Path) -> None:
    """Only finished translations go into a .qm file."""
    _run("pyside6-lrelease", "-silent", "-nounfinished", str(source), "-qm", str(target))


def ts_file(package: str, language: str) -> Path:
    return I18N / f"{package}_{language}.ts"


def main() -> None:
    for package in PACKAGES:
        for language in LANGUAGES:
            file = ts_file(package, language)
            update(package, language, file)
            compile_ts(file, file.with_suffix(".qm"))


def _run(*command: str) -> None:
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    if done.returncode or "Warning" in said or "error" in said.lower():
        raise SystemExit(f"{command[0]}: {said}")


if __name__ == "__main__":
    main()
