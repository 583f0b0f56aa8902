"""A release: its bill of materials, its audit by the real pip-audit, its files and its tag."""

import hashlib
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from installer.release import audit, build, sbom
from installer.release.licences import Licences

MOMENT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def test_the_bill_of_materials_is_valid_whole_and_the_same_again() -> None:
    """``bill`` itself validates by the schema of CycloneDX 1.6; here is what is in it."""
    licences = Licences()
    text = sbom.bill("1.2.3", MOMENT, licences)
    assert sbom.bill("1.2.3", MOMENT, Licences()) == text
    found = json.loads(text)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert found["metadata"]["component"]["version"] == "1.2.3"
    assert found["metadata"]["timestamp"] == "2026-11-30T12:00:00+00:00"
    by_ref = {each["bom-ref"]: each for each in found["components"]}
    assert {part.pinned for part in licences.parts} < set(by_ref)
    assert {each["name"] for each in found["components"]} >= {
        "Qt", "Firebird", "PJSIP", "OpenSSL", "CPython", "eSpeak NG",
    }  # fmt: skip
    assert all(each["licenses"] for each in found["components"])
    needs = {each["ref"]: each.get("dependsOn", []) for each in found["dependencies"]}
    (httpx,) = [ref for ref in by_ref if ref.startswith("httpx==")]
    assert any(ref.startswith("httpcore==") for ref in needs[httpx])
    (firebird,) = [ref for ref in by_ref if ref.startswith("Firebird")]
    assert needs["firebird-embedded==5.0.4.4"] == [firebird]
    reached, ahead = set(), ["rino-desktop"]
    while ahead:
        ref = ahead.pop()
        if ref not in reached:
            reached.add(ref)
            ahead += needs.get(ref, [])
    assert set(by_ref) <= reached, "nothing is shipped that nothing asks for"


# --- audit ---------------------------------------------------------------------------------------


@contextmanager
def vulnerabilities(known: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """A service that speaks OSV's language; yields its address."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = json.dumps({"vulns": known.get(asked["package"]["name"], [])}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "lock.txt"
    digest = "a" * 64
    file.write_text(
        f"simpleeval==1.0.3 --hash=sha256:{digest}\nidna==3.10 --hash=sha256:{digest}\n"
    )
    return file


def test_the_audit_asks_a_service_and_hears_of_holes(lock: Path) -> None:
    hole = {
        "id": "GHSA-test", "aliases": ["CVE-2026-1"], "summary": "escapes",
        "affected": [{
            "package": {"ecosystem": "PyPI", "name": "simpleeval"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.0.9"}]}],
            "versions": ["1.0.3"],
        }],
    }  # fmt: skip
    with vulnerabilities({"simpleeval": [hole]}) as url:
        answer = audit.ask([lock], ["-s", "osv", "--osv-url", url])
    assert answer.asked == {"simpleeval", "idna"}
    (found,) = answer.holes
    assert (found.part, found.version, found.mended_in) == ("simpleeval", "1.0.3", ("1.0.9",))
    assert set(found.ids) >= {"GHSA-test", "CVE-2026-1"}


def test_a_service_that_is_away_is_told(
    lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with vulnerabilities({}) as url:
        pass
    away = ["-s", "osv", "--osv-url", url, "--timeout", "2"]
    with pytest.raises(audit.NoAnswer, match=r"lock\.txt: .*(Connect|connect|refused)"):
        audit.ask([lock], away)
    monkeypatch.setattr(audit, "all_of_them", lambda root: [lock])
    assert audit.main(away) == 1
    said = capsys.readouterr().err
    assert "NOTHING was audited" in said
    assert "WITHOUT_AUDIT" in said


# --- the release itself --------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout whose packages are made by ``touch``."""
    root = tmp_path / "checkout"
    (root / "rino_desktop").mkdir(parents=True)
    (root / "rino_desktop/__init__.py").write_text('__version__ = "1.2.3"\n')
    (root / "CHANGELOG.md").write_text("## [Unreleased]\n\n## [1.2.3] - 2026-11-30\n\n- New.\n")
    (root / "Makefile").write_text("".join(f"{target}:\n\t@true\n" for target in build.ARTEFACTS))
    (root / ".gitignore").write_text("dist\n")
    for name in ("requirements/engine.txt", "requirements/desktop.txt",
                 "installer/server/rino-server-setup.sh"):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((ROOT / name).read_bytes())
    _git(root, "init", "-q")
    _commit(root)
    return root


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], cwd=root,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def _commit(root: Path) -> None:
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "x")


def test_everything_that_is_missing_is_said_at_once(repository: Path) -> None:
    build.check("1.2.3", repository)
    (repository / "CHANGELOG.md").write_text("## [Unreleased]\n")
    (repository / "Makefile").write_text("wheel:\n\t@true\nmanuals:\n\t@true\n")
    with pytest.raises(build.NotReady) as told:
        build.check("1.3.0", repository)
    assert str(told.value).splitlines() == [
        "rino_desktop/__init__.py says version 1.2.3, not 1.3.0",
        "CHANGELOG.md has no heading ## [1.3.0] - YYYY-MM-DD;"
        " what stands below Unreleased goes there",
        "not committed: CHANGELOG.md, Makefile",
        "no package can be built: there is no `make debian-package`",
        "no package can be built: there is no `make windows-installer`",
    ]  # fmt: skip
    with pytest.raises(build.NotReady, match="say which version"):
        build.check("", repository)


def test_a_release_has_all_files_their_sums_and_a_tag(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "x")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "x@example.org")
    dist = repository / "dist"
    dist.mkdir()
    for name in ("rino-desktop_1.2.2-1_amd64.deb", "rino-desktop-1.2.2-notes.md", build.SUMS):
        (dist / name).touch()
    (dist / "somebody-s.txt").touch()
    build.clear(repository)
    assert [file.name for file in dist.iterdir()] == ["somebody-s.txt"]
    with pytest.raises(
        build.NotReady, match=r"missing in dist: rino-manual-ru\.pdf \(make manuals\)"
    ):
        build.finish("1.2.3", repository)
    for patterns in build.ARTEFACTS.values():
        for pattern in patterns:
            (dist / pattern.format(v="1.2.3").replace("*", "x")).write_text(pattern)

    files = build.finish("1.2.3", repository, "no network")

    sums = dict(reversed(line.split("  ")) for line in (dist / build.SUMS).read_text().splitlines())
    assert {file.name for file in files} == {*sums, build.SUMS}
    for name, digest in sums.items():
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest
    assert "somebody-s.txt" not in sums
    assert set(sums) >= {
        "rino-desktop-1.2.3.cdx.json", "rino-desktop-1.2.3-licences.md", "rino-server-setup.sh",
    }  # fmt: skip
    notes = (dist / "rino-desktop-1.2.3-notes.md").read_text()
    assert "- New." in notes
    assert "not audited for known holes: no network" in notes
    assert _git(repository, "rev-parse", "v1.2.3^{commit}") == _git(repository, "rev-parse", "HEAD")
    before = {file: file.read_bytes() for file in files}
    build.finish("1.2.3", repository, "no network")
    assert {file: file.read_bytes() for file in files} == before, (
        "the same commit, the same release"
    )

    (repository / "new").touch()
    _commit(repository)
    with pytest.raises(build.NotReady, match=r"the tag v1\.2\.3 stands at another commit"):
        build.check("1.2.3", repository)
