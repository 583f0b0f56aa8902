"""The licences of everything that is shipped: collected, shown by the installer, installed.

Wheels carry theirs in ``*.dist-info``. Of a wheel that carries none, its own word is told
(``License`` in its metadata) and the text is that of the file in ``texts`` beside this module, by
the wheel's name. BuildError when there is neither: nothing is shipped whose licence nobody knows.
"""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from installer.windows.faults import BuildError

_TEXTS = Path(__file__).parent / "texts"
#: Where Debian keeps the long ones; ``@GPL-3@`` in a text of ours stands for the file of that name.
_COMMON = Path("/usr/share/common-licenses")
_PLACE = re.compile(r"^@([\w.-]+)@$", re.MULTILINE)
_NAMES = ("licen", "copying", "notice", "authors", "copyright")
_OURS = "rino-desktop"
_LINE = "=" * 78
#: What comes inside of wheels, or from elsewhere: title → its text in ``texts``.
_MORE = {
    "Firebird (Initial Developer's Public License)": "firebird.txt",
    "Qt (GNU Lesser General Public License, version 3)": "qt.txt",
    "eSpeak NG (GNU General Public License, version 3; a program of its own)": "espeak-ng.txt",
    "Microsoft Visual C++ runtime": "msvc.txt",
    "PJSIP (GNU General Public License, version 2 or later)": "pjsip.txt",
}


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def collect(folder: Path, site_packages: Path) -> list[Part]:
    """Writes them into ``licences`` below ``folder``, as the one text that the installer shows."""
    found = [
        part
        for info in sorted(site_packages.glob("*.dist-info"))
        if (part := read(info)).name != _OURS
    ]
    target = folder / "licences"
    target.mkdir()
    python = (folder / "python-license.txt").read_text(encoding="utf-8", errors="replace")
    chapters = [("Python (PSF License Agreement)", python)]
    (folder / "python-license.txt").unlink()
    for title, file in _MORE.items():
        chapters.append((title, text(file)))
    for part in found:
        chapters.append((f"{part.name} {part.version} ({part.licence})", "\n\n".join(part.texts)))
    listing = "\n".join(f"  {title}" for title, _ in chapters)
    preface = text("preface.txt")
    body = "".join(f"\n\n{_LINE}\n{title}\n{_LINE}\n\n{words}" for title, words in chapters)
    whole = f"{preface}\n{listing}\n{body}\n"
    # With a mark at its beginning, which the installer's page knows UTF-8 by.
    (target / "LICENCES.txt").write_text(whole, encoding="utf-8-sig", newline="\r\n")
    return found


def text(file: str) -> str:
    """One of ours, with the common licences in their places."""
    own = (_TEXTS / file).read_text(encoding="utf-8")
    return _PLACE.sub(lambda found: common(found[1]), own)


def common(name: str) -> str:
    """A licence that every Debian has, such as ``GPL-3``."""
    file = _COMMON / name
    if not file.is_file():
        raise BuildError(f"{file}: no such file; install base-files")
    return file.read_text(encoding="utf-8")


def read(info: Path) -> Part:
    """Of one ``*.dist-info`` folder."""
    metadata = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    name, version = metadata["Name"], metadata["Version"]
    texts = [
        file.read_text(encoding="utf-8", errors="replace").strip()
        for file in sorted(info.rglob("*"))
        if file.is_file() and any(word in file.name.lower() for word in _NAMES)
    ]
    own = _TEXTS / f"{name.lower()}.txt"
    if own.exists():
        texts.append(text(own.name).strip())
    licence = _said(metadata)
    if not texts and not licence:
        raise BuildError(f"{name} {version}: no licence; put its text into {own}")
    return Part(name, version, licence or "see its text", tuple(texts or [f"{licence}"]))


def _said(metadata: Message) -> str:
    expression = metadata.get("License-Expression", "")
    classifiers = [
        line.rsplit(" :: ", 1)[1]
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    free = str(metadata.get("License", "")).strip().splitlines()
    short = free[0] if len(free) == 1 and len(free[0]) < 80 else ""
    return str(expression or ", ".join(classifiers) or short)
