"""``make release``: what has to be so before, and what is written after everything was built.

python -m installer.release.build check VERSION
python -m installer.release.build clear
python -m installer.release.build finish VERSION [WHY-IT-WAS-NOT-AUDITED]
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from installer.release import notes
from installer.release.licences import Licences
from installer.release.locks import ROOT

#: Make targets of the other folders, and what each leaves in dist/ ({v}: the version).
ARTEFACTS = {
    "wheel": ("rino_desktop-{v}-py3-none-*.whl",),
    "debian-package": ("rino-desktop_{v}*_amd64.deb", "rino-engine_{v}*_amd64.deb"),
    "windows-installer": ("rino-desktop-{v}-windows-x86_64-setup.exe",),
    "manuals": ("rino-manual-ru.pdf", "rino-manual-en.pdf"),
}
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")
_SCRIPT = Path("installer/server/rino-server-setup.sh")
_WRITTEN = (
    "rino-desktop-{v}.cdx.json", "rino-desktop-{v}-licences.md", "rino-desktop-{v}-notes.md",
    _SCRIPT.name,
)  # fmt: skip
SUMS = "SHA256SUMS"


class NotReady(Exception):
    """One line for each thing that is missing."""


def check(version: str, root: Path = ROOT) -> None:
    """NotReady, with all that is missing at once."""
    if not _VERSION.fullmatch(version):
        raise NotReady("say which version: make release VERSION=1.2.3")
    found = []
    known = _version_of(root)
    if known != version:
        found.append(f"rino_desktop/__init__.py says version {known}, not {version}")
    try:
        notes.of(version, (root / "CHANGELOG.md").read_text(encoding="utf-8"))
    except notes.NoNotes as error:
        found.append(str(error))
    changed = _git(root, "status", "--porcelain")
    if changed:
        found.append(f"not committed: {', '.join(line[3:] for line in changed.splitlines())}")
    tagged = _tagged(root, version)
    if tagged and tagged != _git(root, "rev-parse", "HEAD"):
        found.append(f"the tag v{version} stands at another commit ({tagged[:8]})")
    found += [f"no package can be built: there is no `make {t}`" for t in _missing_targets(root)]
    found += list(Licences(root=root).faults())
    if found:
        raise NotReady("\n".join(found))


def clear(root: Path = ROOT) -> None:
    """Takes what earlier builds and releases have left out of dist; what somebody else has put
    there stays."""
    dist = root / "dist"
    for file in [*_of_release(dist, "*"), dist / SUMS]:
        file.unlink(missing_ok=True)


def _of_release(dist: Path, version: str) -> list[Path]:
    patterns = [*(each for several in ARTEFACTS.values() for each in several), *_WRITTEN]
    return sorted({
        file for pattern in patterns
        for file in dist.glob(pattern.format(v=version).replace("**", "*")) if file.is_file()
    })  # fmt: skip


def finish(version: str, root: Path = ROOT, not_audited: str = "") -> list[Path]:
    """All files of the release, the sums last; the commit gets its tag. ``not_audited``: why, for
    the notes. NotReady: a package has not been built."""
    from installer.release import sbom

    dist = root / "dist"
    missing = [
        f"{pattern.format(v=version)} (make {target})"
        for target, patterns in ARTEFACTS.items()
        for pattern in patterns
        if not list(dist.glob(pattern.format(v=version)))
    ]
    if missing:
        raise NotReady("\n".join(f"missing in dist: {each}" for each in missing))
    moment = datetime.fromtimestamp(int(_git(root, "log", "-1", "--format=%ct")), UTC)
    licences = Licences(root=root)
    told = notes.of(version, (root / "CHANGELOG.md").read_text(encoding="utf-8"))
    if not_audited:
        told += f"\nIts parts were not audited for known holes: {not_audited}\n"
    texts = (sbom.bill(version, moment, licences), licences.report(version), told)
    for name, text in zip(_WRITTEN, texts, strict=False):
        (dist / name.format(v=version)).write_text(text, encoding="utf-8")
    shutil.copyfile(root / _SCRIPT, dist / _SCRIPT.name)
    files = _of_release(dist, version)
    sums = dist / SUMS
    sums.write_text("".join(f"{_sha256(file)}  {file.name}\n" for file in files), encoding="ascii")
    if not _tagged(root, version):
        when = {"GIT_COMMITTER_DATE": f"{int(moment.timestamp())} +0000"}
        _git(root, "tag", "-a", "-m", f"RINO Desktop {version}", f"v{version}", more=when)
    return [*files, sums]


def _version_of(root: Path) -> str:
    text = (root / "rino_desktop/__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    return found[1] if found else "?"


def _missing_targets(root: Path) -> list[str]:
    return [
        target for target in ARTEFACTS
        if subprocess.run(
            ["make", "--no-print-directory", "-n", target], cwd=root, capture_output=True,
            check=False,
        ).returncode
    ]  # fmt: skip


def _tagged(root: Path, version: str) -> str:
    """The commit of the version's tag, "": there is none."""
    done = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", f"v{version}^{{commit}}"], cwd=root,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip()


def _git(root: Path, *words: str, more: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        ["git", *words], cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, **(more or {})},
    )  # fmt: skip
    if done.returncode:
        raise NotReady(f"git {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout.rstrip()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def main(arguments: Sequence[str]) -> int:
    what, version, not_audited = [*arguments, "", ""][:3]
    try:
        if what == "check":
            check(version)
        elif what == "clear":
            clear()
        else:
            for file in finish(version, not_audited=not_audited):
                sys.stdout.write(f"{file.name}\n")
    except NotReady as error:
        for line in str(error).splitlines():
            sys.stderr.write(f"release: {line}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
