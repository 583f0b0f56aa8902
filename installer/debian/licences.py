"""The copyright file of a package: whose works are in it, and under which terms."""

from email import message_from_string
from email.message import Message
from pathlib import Path

_HEADER = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: RINO Desktop
Comment: The program is proprietary (see "License: LicenseRef-Proprietary" below). It comes with
 the libraries listed here, each under its own terms, unchanged and replaceable: they lie as
 separate files in /usr/lib/rino-desktop. Their full licence texts lie beside them, in the
 folders named, and the common ones in /usr/share/common-licenses.

Files: *
Copyright: 2026 the authors of RINO Desktop
License: LicenseRef-Proprietary
 All rights reserved.
"""

#: What the metadata of a distribution leave out or say of the Python part only.
_SAID_ELSEWHERE = {
    "pjsua2-python": "GPL-2.0-or-later (PJSIP) and the OpenSSL licence of the library within",
    "firebird-embedded": "IPL-1.0 and IDPL-1.0 (Firebird), MIT (the Python part)",
}
_UNKNOWN = ("", "UNKNOWN")


def copyright_file(packages: Path, tree: Path) -> str:
    """SystemExit when a distribution says nothing of its licence: somebody has to look."""
    parts = [_HEADER]
    for info in sorted(packages.glob("*.dist-info"), key=lambda each: each.name.casefold()):
        about = message_from_string((info / "METADATA").read_text("utf-8"))
        if about["Name"] == "rino-desktop":
            continue
        parts.append(_part(info, about, tree))
    return "\n".join(parts)


def _part(info: Path, about: Message, tree: Path) -> str:
    name = about["Name"]
    terms = licence_of(about)
    if not terms:
        raise SystemExit(f"{name} does not say its licence: see installer/debian/licences.py")
    texts = sorted(
        file
        for file in info.rglob("*")
        if file.is_file() and file.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))
    )
    home = about["Home-page"] or (about.get_all("Project-URL") or ["-"])[0].rpartition(" ")[2]
    lines = [
        f"Files: {info.parent.relative_to(tree)}/*",
        f"Comment: {name} {about['Version']}, {home}",
        f"Copyright: {_authors(about)}",
        f"License: {terms}",
    ]
    lines += [f" /{text.relative_to(tree)}" for text in texts]
    return "\n".join(lines) + "\n"


def licence_of(about: Message) -> str:
    """In one line; "" when nothing is said."""
    said = _SAID_ELSEWHERE.get(about["Name"]) or about["License-Expression"] or ""
    if said in _UNKNOWN:
        classes = [
            line.rpartition(" :: ")[2]
            for line in about.get_all("Classifier") or []
            if line.startswith("License :: ")
        ]
        said = ", ".join(classes) or (about["License"] or "").strip().partition("\n")[0]
    return "" if said in _UNKNOWN else " ".join(said.split())


def _authors(about: Message) -> str:
    said = about["Author"] or about["Author-email"] or about["Maintainer"] or about["Name"]
    return " ".join(str(said).split())
