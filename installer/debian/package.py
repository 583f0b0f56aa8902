"""From a folder to a .deb that is the same whenever it is built."""

import gzip
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from pathlib import Path
from string import Template
from typing import Protocol

_MAINTAINER = "RINO Desktop <maintainers@rino-desktop.invalid>"
_SCRIPTS = ("preinst", "postinst", "prerm", "postrm")


class HowToBuild(Protocol):
    @property
    def work(self) -> Path: ...
    @property
    def output(self) -> Path: ...
    @property
    def epoch(self) -> int: ...
    @property
    def compression(self) -> int: ...


def add_documents(tree: Path, root: Path, here: Path, version: str) -> None:
    """Manual pages, change log and, in the engine's package, the administrator's pages."""
    name = tree.name
    folder = tree / "usr/share/doc" / name
    _compressed(root / "CHANGELOG.md", folder / "CHANGELOG.md.gz")
    if name != "rino-engine":
        return
    for page in ("debian.md", "operation.md", "cli.md"):
        shutil.copyfile(root / "docs" / page, folder / page)
    for page in sorted((here / name / "man").iterdir()):
        section = page.suffix[1:]
        text = Template(page.read_text("utf-8")).safe_substitute(version=version)
        place = tree / f"usr/share/man/man{section}/{page.name}.gz"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(gzip.compress(text.encode(), mtime=0))


def _compressed(source: Path, target: Path) -> None:
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


def add_changelog(tree: Path, version: str, epoch: int) -> None:
    """As Debian's tools read it; people read the other one. ``version``: the program's, as Debian
    writes it."""
    entry = f"""\
{tree.name} ({version}) stable; urgency=medium

  * What has changed is told in CHANGELOG.md.gz.

 -- {_MAINTAINER}  {formatdate(epoch)}
"""
    place = tree / f"usr/share/doc/{tree.name}/changelog.gz"
    place.write_bytes(gzip.compress(entry.encode(), mtime=0))
    place.chmod(0o644)


def make(tree: Path, control: Path, values: Mapping[str, str], build: HowToBuild) -> Path:
    """``control``: the folder with the template of the control file and the maintainer scripts."""
    _set_modes(tree)
    inside = tree / "DEBIAN"
    inside.mkdir()
    files = sorted(_files(tree))
    text = Template((control / "control").read_text("utf-8")).substitute(
        values, size=_size_kib(tree)
    )
    (inside / "control").write_text(text, encoding="utf-8")
    (inside / "md5sums").write_text(
        "".join(f"{_md5(tree / name)}  {name}\n" for name in files), encoding="utf-8"
    )
    settings = [f"/{name}\n" for name in files if name.startswith("etc/")]
    if settings:
        (inside / "conffiles").write_text("".join(settings))
    for name in _SCRIPTS:
        if (control / name).is_file():
            script = Template((control / name).read_text("utf-8")).safe_substitute(values)
            (inside / name).write_text(script, encoding="utf-8")
            (inside / name).chmod(0o755)
    _set_times(tree, build.epoch)
    target = build.output / f"{tree.name}_{values['version']}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{build.compression}", "--build",
         str(tree), str(target)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return target


def _files(tree: Path) -> Iterator[str]:
    for file in tree.rglob("*"):
        if file.is_file() and not file.is_symlink():
            name = file.relative_to(tree).as_posix()
            if not name.startswith("DEBIAN/"):
                yield name


def _set_modes(tree: Path) -> None:
    """Whatever the checkout and the wheels have: root's to write, everybody's to read. Settings
    are the exception: passwords stand in them."""
    for each in [tree, *tree.rglob("*")]:
        if each.is_symlink():
            continue
        name = each.relative_to(tree).as_posix()
        if each.is_dir():
            each.chmod(0o755)
        elif name.startswith("etc/rino/"):
            each.chmod(0o640)
        else:
            program = name.startswith(("usr/bin/", "usr/sbin/", "usr/lib/rino-desktop/bin/"))
            each.chmod(0o755 if program else 0o644)


def _set_times(tree: Path, epoch: int) -> None:
    for each in sorted(tree.rglob("*"), reverse=True):
        os.utime(each, (epoch, epoch), follow_symlinks=False)
    os.utime(tree, (epoch, epoch))


def _size_kib(tree: Path) -> int:
    """As dpkg-gencontrol counts: a KiB for each begun one, and one for each folder and link."""
    return sum(
        -(-file.stat().st_size // 1024) if file.is_file() and not file.is_symlink() else 1
        for file in tree.rglob("*")
        if "DEBIAN" not in file.parts
    )


def _md5(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
