"""What a release stands on: locks, licences, notes, exceptions of the audit."""

import importlib.metadata
from datetime import date, timedelta
from pathlib import Path

import pytest

from installer.release import audit, notes
from installer.release.audit import Answer, Exempt, Hole
from installer.release.licences import Licences
from installer.release.locks import all_of_them, read, shipped

TODAY = date(2026, 11, 30)
HOLE = Hole("jinja2", "3.1.2", ("PYSEC-2024-1", "CVE-2024-22195"), ("3.1.3",))


def _exempt(part: str = "jinja2", days: int = 0) -> Exempt:
    return Exempt("CVE-2024-22195", part, "in a sandbox", TODAY + timedelta(days=days))


# --- locks ---------------------------------------------------------------------------------------


def test_a_lock_is_read_with_hashes_and_who_wants_each(tmp_path: Path) -> None:
    one, other = "a" * 64, "b" * 64
    (tmp_path / "lock.txt").write_text(
        f"# made by\nAnyIO[trio]==4.16.0 \\\n    --hash=sha256:{one} \\\n"
        f"    --hash=sha256:{other}\n"
        f"    # via\n    #   httpx\n    #   rino-desktop (../pyproject.toml)\n"
        f'idna==3.10 ; sys_platform == "win32" \\\n    --hash=sha256:{one}\n    # via anyio\n'
    )
    first, second = read(tmp_path / "lock.txt")
    assert (first.name, first.version, first.hashes) == ("anyio", "4.16.0", (one, other))
    assert first.wanted_by == ("httpx", "rino-desktop (../pyproject.toml)")
    assert (second.pinned, second.wanted_by) == ("idna==3.10", ("anyio",))


def test_every_locked_part_has_hashes() -> None:
    parts = [part for file in all_of_them() for part in read(file)]
    assert len(parts) > 100
    assert not [part.name for part in parts if not part.hashes]
    assert {file.name for file in shipped()} >= {"engine.txt", "desktop.txt"}


# --- licences ------------------------------------------------------------------------------------


def test_the_licence_of_every_part_is_known_and_allowed() -> None:
    licences = Licences()
    assert list(licences.faults()) == []
    report = licences.report("1.2.3")
    assert "| fdb | 2.0.4 | BSD-3-Clause |" in report
    assert "| Firebird | 5.0.4 | firebird-embedded==5.0.4.4 | LicenseRef-IDPL-1.0 |" in report


def test_what_parts_say_of_themselves_is_what_is_written_down() -> None:
    differs = []
    for name, licence in Licences().known.items():
        try:
            said = importlib.metadata.metadata(name).get("License-Expression")
        except importlib.metadata.PackageNotFoundError:
            continue
        # GNU's short names say less than SPDX's.
        if said and said != licence and said not in (licence.removesuffix("-only"),):
            differs.append(f"{name}: {said}, not {licence}")
    assert differs == []


def test_faults_of_licences_are_named(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    lock = "known==1.0 \\\n    --hash=sha256:{0}\nnew==2.0 \\\n    --hash=sha256:{0}\n"
    (tmp_path / "requirements/engine.txt").write_text(lock.format("a" * 64))
    (tmp_path / "requirements/desktop.txt").touch()
    (tmp_path / "licences.toml").write_text(
        'allowed = ["MIT"]\n[copyleft]\n"LGPL-3.0-only" = "replaceable"\n[licences]\n'
        'known = "GPL-2.0-only OR LGPL-3.0-only"\ngone = "MIT AND SSPL-1.0"\n[elsewhere]\n'
        '[[inside]]\nname = "lib"\nversion = "1"\nin = "known==0.9"\nlicence = "MIT"\n'
    )
    assert list(Licences(tmp_path / "licences.toml", tmp_path).faults()) == [
        "new: nobody has said what it is licensed under",
        "gone: is not shipped any more",
        "gone: MIT AND SSPL-1.0 is not allowed",
        "lib: look at it again, known==0.9 is not what is locked",
    ]


# --- notes ---------------------------------------------------------------------------------------

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- Later ([manual](docs/later.md)).

## [1.2.0] - 2026-11-30

### Added

- Now ([manual](docs/now.md#part), [law](https://example.org/law)).

## [1.1.0]

- No date.

## [1.0.0] - 2026-01-01
"""


def test_notes_are_cut_from_the_changelog() -> None:
    assert notes.of("1.2.0", CHANGELOG) == (
        "# RINO Desktop 1.2.0 (2026-11-30)\n\n### Added\n\n"
        "- Now (manual, [law](https://example.org/law)).\n"
    )


@pytest.mark.parametrize(
    ("version", "fault"),
    [("1.3.0", "no heading"), ("1.1.0", "no date"), ("1.0.0", "stands nothing")],
)
def test_notes_that_are_not_there_are_told(version: str, fault: str) -> None:
    with pytest.raises(notes.NoNotes, match=fault):
        notes.of(version, CHANGELOG)


# --- audit ---------------------------------------------------------------------------------------


def _faults(answer: Answer, *exempt: Exempt) -> list[str]:
    return list(audit.faults(answer, exempt, TODAY))


def test_a_hole_needs_an_exception_that_holds() -> None:
    answer = Answer(frozenset({"jinja2"}), (HOLE,), {})
    assert _faults(answer) == ["jinja2 3.1.2: PYSEC-2024-1, CVE-2024-22195 (mended in 3.1.3)"]
    assert _faults(answer, _exempt()) == []
    (expired,) = _faults(answer, _exempt(days=-1))
    assert "expired on 2026-11-29" in expired
    assert len(_faults(answer, _exempt(part="markupsafe"))) == 2


def test_an_exception_that_is_needed_no_more_fails() -> None:
    answer = Answer(frozenset({"jinja2"}), (), {})
    assert _faults(answer, _exempt()) == [
        "jinja2: the exception of CVE-2024-22195 is needed no more; take it out"
    ]


def test_what_nobody_was_asked_about_is_not_called_well() -> None:
    nothing = Answer(frozenset(), (), {"jinja2": "not found", "idna": "not found"})
    (line,) = _faults(nothing, _exempt())
    assert line == (
        "the service of vulnerabilities cannot be asked from here (not found); NOTHING was audited"
    )
    partly = Answer(frozenset({"idna"}), (), {"jinja2": "not found"})
    assert _faults(partly, _exempt()) == ["jinja2: not audited: not found"]


@pytest.mark.parametrize(
    "text", ["until = 2027-01-01", 'reason = " "\nuntil = 2027-01-01',
             'reason = "z"\nuntil = "2027-01-01"'],
)  # fmt: skip
def test_an_exception_without_reason_or_date_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "audit.toml").write_text(f'[[exception]]\nid = "x"\npart = "y"\n{text}\n')
    with pytest.raises(ValueError, match=r"audit\.toml"):
        audit.exceptions(tmp_path / "audit.toml")


def test_our_own_exceptions_can_be_read() -> None:
    assert all(each.reason for each in audit.exceptions())
