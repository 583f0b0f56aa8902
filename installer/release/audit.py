"""``make audit``: known holes in the locked parts, by pip-audit, with exceptions that have reasons.

    python -m installer.release.audit [pip-audit's own options …]

Exit status 1: a hole that nobody has excepted, an exception that has expired or is needed no more,
or parts that the service of vulnerabilities did not know: of those nobody knows anything, and
pip-audit alone would call that well.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from installer.release.locks import ROOT, all_of_them, read

EXCEPTIONS = Path(__file__).with_name("audit.toml")
#: What can be done where nobody answers.
_INSTEAD = (
    'audit: ask another service: make audit AUDIT="-s osv"; or release without, which the notes'
    ' tell: make release VERSION=… WITHOUT_AUDIT="why"\n'
)


@dataclass(frozen=True, slots=True)
class Hole:
    """``ids``: its number, and those it has elsewhere."""

    part: str
    version: str
    ids: tuple[str, ...]
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        mend = f"mended in {', '.join(self.mended_in)}" if self.mended_in else "not mended yet"
        return f"{self.part} {self.version}: {', '.join(self.ids)} ({mend})"


@dataclass(frozen=True, slots=True)
class Exempt:
    """Why a hole of a part does no harm here, and until when somebody has to look again."""

    id: str
    part: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Answer:
    """``unknown``: parts of which the service could say nothing, with its reason."""

    asked: frozenset[str]
    holes: tuple[Hole, ...]
    unknown: Mapping[str, str]


class NoAnswer(Exception):
    """pip-audit did not come to an end."""


def exceptions(file: Path = EXCEPTIONS) -> list[Exempt]:
    """ValueError: one of them lacks something."""
    found = []
    for each in tomllib.loads(file.read_text(encoding="utf-8")).get("exception", []):
        if set(each) != {"id", "part", "reason", "until"} or not str(each["reason"]).strip():
            raise ValueError(f"{file.name}: each exception has id, part, reason and until: {each}")
        if type(each["until"]) is not date:
            raise ValueError(f"{file.name}: until is a date, such as 2027-03-31: {each}")
        found.append(Exempt(each["id"], each["part"], each["reason"], each["until"]))
    return found


def ask(files: Sequence[Path], options: Sequence[str] = ()) -> Answer:
    """One list after another, since two may lock a part differently. NoAnswer."""
    asked: set[str] = set()
    holes: dict[str, Hole] = {}
    unknown: dict[str, str] = {}
    for file in files:
        for each in _pip_audit(file, options):
            if "skip_reason" in each:
                unknown[each["name"]] = each["skip_reason"]
                continue
            asked.add(each["name"])
            for hole in each["vulns"]:
                found = Hole(
                    each["name"], each["version"], (hole["id"], *hole.get("aliases", ())),
                    tuple(hole.get("fix_versions", ())),
                )  # fmt: skip
                holes[str(found)] = found
    return Answer(frozenset(asked), tuple(holes.values()), unknown)


def _first(file: Path, options: Sequence[str]) -> Answer:
    """Of one part: a service that does not even know that one need not be asked for all others."""
    part = next(read(file))
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / file.name
        hashes = " ".join(f"--hash=sha256:{each}" for each in part.hashes)
        one.write_text(f"{part.pinned} {hashes}\n", encoding="utf-8")
        return ask([one], options)


def _pip_audit(file: Path, options: Sequence[str]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "-r", str(file), "--disable-pip", "--require-hashes",
         "--format", "json", "--progress-spinner", "off", *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise NoAnswer(f"{file.name}: {lines[-1].strip() if lines else done.returncode}") from None
    return found


def faults(answer: Answer, exempt: Sequence[Exempt], today: date) -> Iterator[str]:
    """One line for each; none: all is well."""
    if answer.unknown and not answer.asked:
        reason = next(iter(answer.unknown.values()))
        yield (
            f"the service of vulnerabilities cannot be asked from here ({reason});"
            f" NOTHING was audited"
        )
        return
    for name, reason in sorted(answer.unknown.items()):
        yield f"{name}: not audited: {reason}"
    used = set()
    for hole in answer.holes:
        reasons = [each for each in exempt if each.part == hole.part and each.id in hole.ids]
        used.update(reasons)
        if not reasons:
            yield str(hole)
        for each in reasons:
            if each.until < today:
                yield f"{hole}: its exception has expired on {each.until}"
    for each in exempt:
        if each not in used and each.part not in answer.unknown:
            yield f"{each.part}: the exception of {each.id} is needed no more; take it out"


def main(options: Sequence[str]) -> int:
    exempt, files = exceptions(), all_of_them(ROOT)
    try:
        answer = _first(files[0], options)
        if answer.asked:
            answer = ask(files, options)
    except NoAnswer as error:
        sys.stderr.write(f"audit: NOTHING was audited: {error}\n{_INSTEAD}")
        return 1
    found = list(faults(answer, exempt, datetime.now(UTC).date()))
    for line in found:
        sys.stderr.write(f"audit: {line}\n")
    if not answer.asked:
        sys.stderr.write(_INSTEAD)
    if not found:
        sys.stdout.write(f"{len(answer.asked)} parts, {len(answer.holes)} known holes:"
                         f" all of them excepted\n")  # fmt: skip
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
