"""A shared Firebird server as an administrator sets it up: made, used, backed up, tunnelled.

Everything lies below a folder of the test (``--root``); the machine's own server, ``/etc`` and
services are not touched. Server and clients have loopback addresses of their own, because events
come to a client from the port number that they have on the server.
"""

import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.listener import Listener
from engine.errors import KnownError
from engine.ports.storage import WAKE_UP
from rino_desktop.demo.sip.controller import Farm
from tests.helpers.office import Office, numbers
from tests.helpers.ports import free_tcp_port
from tests.helpers.processes import RunningProcess, wait_until
from tests.helpers.program import Program
from tests.helpers.recording_proxy import recorded

#: The first one sets the server up, which starts it several times.
pytestmark = pytest.mark.timeout(600)

SERVER, CLIENT, STRANGER = "127.0.0.2", "127.0.0.1", "127.0.0.3"
PHONES = numbers(4)
SUBSCRIBERS = {
    "mix": [{"weight": 1, "behaviour": {"kind": "hang_up_early", "hang_up_after_s": 1.0}}]
}


@dataclass
class Server:
    """One that was set up below ``root``, and runs."""

    root: Path
    program: Program
    port: int
    events_port: int
    tunnel_port: int
    tunnel_events_port: int

    def run(self, *words: str | Path):
        return self.program.json("server", *words, "--root", self.root)

    @property
    def passwords(self) -> dict[str, str]:
        lines = (self.root / "etc/rino-firebird/passwords").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    @property
    def data(self) -> Path:
        return self.root / "var/lib/rino-firebird/data"

    def address(self, account: str, host: str = SERVER, database: str = "rino") -> Address:
        return Address(database, host, self.port, account)

    def open(self, account: str, host: str = SERVER) -> FirebirdDatabase:
        return FirebirdDatabase(self.address(account, host), self.passwords[account])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    ports = [free_tcp_port() for _ in range(4)]
    made = Server(folder / "root", Program(folder), *ports)
    options = [
        word for name, value in zip(
            ("--port", "--events-port", "--tunnel-port", "--tunnel-events-port"), ports, strict=True
        ) for word in (name, str(value))
    ]  # fmt: skip
    looked = made.program.run("server", "setup", "--check", "--root", made.root, "--json")
    assert looked.status == 1
    assert not made.root.exists(), "a check makes nothing"
    done = made.run(
        "setup", "--bind", SERVER, "--tunnel-bind", SERVER, "--backup-at", "03:15", *options
    )
    assert done["changed"] == 13
    # Nothing runs yet: the set-up starts the server for itself, to give SYSDBA another password.
    file = made.root / "etc/rino-firebird/passwords"
    file.write_text(file.read_text().replace(made.passwords["SYSDBA"], "it's another-1"))
    again = made.run("setup")
    assert [part["name"] for part in again["parts"] if part["changed"]] == ["administrator"]
    home = made.root / "var/lib/rino-firebird"
    with RunningProcess(
        ["setpriv", "--pdeathsig", "KILL", "/usr/sbin/firebird"], folder / "server.log",
        environment={"FIREBIRD": str(home / "instance"), "FIREBIRD_LOCK": str(home / "lock")},
    ) as process:  # fmt: skip
        process.wait_ready(lambda: _answers(SERVER, made.port))
        yield made


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def test_a_second_run_changes_nothing_and_a_third_mends_what_somebody_spoilt(
    server: Server,
) -> None:
    before = {file: file.read_bytes() for file in (server.root / "etc").rglob("*.conf")}
    again = server.run("setup")
    assert (again["changed"], again["database"]) == (
        0, f"firebird://ENGINES@{SERVER}:{server.port}/rino",
    )  # fmt: skip
    assert {file: file.read_bytes() for file in before} == before

    (server.root / "etc/rino-firebird/databases.conf").chmod(0o666)
    (server.root / "etc/systemd/system/rino-firebird-backup.timer").write_text("spoilt")
    with closing(Connection(server.address("SYSDBA"), server.passwords["SYSDBA"])) as connection:
        connection.begin()
        connection.raw.execute_immediate("REVOKE RINO_OPERATOR FROM USER OPERATORS")
        connection.commit()
    checked = server.program.run("server", "check", "--root", server.root, "--lang", "en")
    assert checked.status == 1
    assert [line for line in checked.out.splitlines() if line.startswith("✗")] == [
        f"✗ {server.root}/etc/rino-firebird/databases.conf: not as it should be",
        f"✗ {server.root}/etc/systemd/system/rino-firebird-backup.timer: not as it should be",
        "✗ accounts and roles: not as it should be",
    ]
    mended = server.run("setup")
    assert {part["name"] for part in mended["parts"] if part["changed"]} == {
        "databases.conf", "rino-firebird-backup.timer", "accounts",
    }  # fmt: skip
    assert server.run("check")["ok"]


def test_systemd_understands_the_units(server: Server) -> None:
    units = sorted((server.root / "etc/systemd/system").iterdir())
    assert len(units) == 3
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    # Of our units alone: it looks at what they need on this machine as well.
    about = [line for line in done.stderr.splitlines() if "rino-firebird" in line]
    assert (done.returncode, about) == (0, []), done.stderr


def test_who_may_come_in_and_where_to(server: Server, tmp_path: Path) -> None:
    for account, password in (("SYSDBA", "masterkey"), ("ENGINES", "wrong")):
        with pytest.raises(KnownError, match="refuses the user"):
            Connection(server.address(account), password)
    with pytest.raises(KnownError):
        Connection(server.address("SYSDBA", database=str(tmp_path / "elsewhere.fdb")), "")
    outside = tmp_path / "outside.fdb"
    made = _isql(server, f"CREATE DATABASE '{SERVER}/{server.port}:{outside}';", "Enabled")
    assert "Use of database at location" in made, made
    assert not outside.exists()
    inside = _isql(server, f"CONNECT '{SERVER}/{server.port}:rino';", "Enabled")
    assert inside == ""
    plain = _isql(server, f"CONNECT '{SERVER}/{server.port}:rino';", "Disabled")
    assert "wire encryption" in plain, plain
    with closing(Connection(server.address("OPERATORS"), server.passwords["OPERATORS"])) as desk:
        desk.begin(read_only=True)
        assert desk.value("SELECT MON$AUTH_METHOD FROM MON$ATTACHMENTS"
                          " WHERE MON$ATTACHMENT_ID = CURRENT_CONNECTION") == "Srp256"  # fmt: skip
        with pytest.raises(Exception, match="no permission"):
            desk.value("SELECT COUNT(*) FROM audit_log")
        desk.rollback()
    modes = {
        name: (server.root / "etc/rino-firebird" / name).stat().st_mode & 0o777
        for name in ("passwords", "tunnel/server.key", "firebird.conf")
    }
    assert modes == {"passwords": 0o640, "tunnel/server.key": 0o600, "firebird.conf": 0o644}


def _isql(server: Server, script: str, wire: str) -> str:
    """What Debian's own client says on an error; "": none."""
    home = server.program.folder / f"client-{wire}"
    if not home.exists():
        home.mkdir()
        (home / "firebird.conf").write_text(f"WireCrypt = {wire}\nAuthClient = Srp256, Srp\n")
        for name in ("plugins", "lib", "intl", "firebird.msg", "plugins.conf"):
            instance = server.root / "var/lib/rino-firebird/instance"
            (home / name).symlink_to((instance / name).readlink())
    done = subprocess.run(
        ["isql-fb", "-q", "-bail"], input=script, capture_output=True, text=True, timeout=30,
        env={**os.environ, "FIREBIRD": str(home), "ISC_USER": "SYSDBA",
             "ISC_PASSWORD": server.passwords["SYSDBA"]},
    )  # fmt: skip
    return done.stderr.strip()


def test_an_office_moves_to_the_server_and_two_engines_call_from_there(
    server: Server, tmp_path: Path
) -> None:
    """The sequence of commands in docs/server.md, then real calls: one engine reaches the server
    directly, the other through the tunnel."""
    with Farm(tmp_path / "farm", behaviours=SUBSCRIBERS) as farm:
        old = Office(tmp_path / "old")
        old.open(farm.port, lines=4)
        old.contacts("city-notice", PHONES)
        moving = Program(
            tmp_path, database=str(server.address("SYSDBA")),
            environment={"RINO_DB_PASSWORD": server.passwords["SYSDBA"]},
        )  # fmt: skip
        old.run("db", "backup", str(tmp_path / "before.fbk"))
        moved = moving.json("db", "move", old.database)
        assert moved["rows"] > len(PHONES)
        assert moving.json("db", "check")["ok"]
        assert "has been worked with" in moving.error("db", "move", old.database)
        blind = Program(
            tmp_path, database=str(tmp_path / "back.fdb"),
            environment={"RINO_DB_PASSWORD": server.passwords["ENGINES"]},
        )  # fmt: skip
        said = blind.error("db", "move", str(server.address("ENGINES")))
        assert "ENGINES does not see who else uses" in said

        near = Office(
            tmp_path / "near", str(server.address("ENGINES")), server.passwords["ENGINES"]
        )
        with tunnelled(server, tmp_path, "branch"):
            far = Office(
                tmp_path / "far", str(server.address("ENGINES", CLIENT)),
                server.passwords["ENGINES"],
            )  # fmt: skip
            try:
                engines = [near.engine("centre"), far.engine("branch")]
                far.run("campaign", "start", "city-notice")
                with closing(server.open("OPERATORS", CLIENT)) as workstation:
                    campaigns = workstation.transact(lambda s: s.campaigns.all())
                assert [each.name for each in campaigns] == ["city-notice"]
                assert [engine.wait(60) for engine in engines] == [0, 0], near.log() + far.log()
                assert sorted(row["phone"] for row in far.attempts("city-notice")) == PHONES
            finally:
                near.close()
                far.close()
        assert sorted(call.number for call in farm.calls()) == PHONES


@contextmanager
def tunnelled(server: Server, folder: Path, name: str, *, host: str = SERVER) -> Iterator[None]:
    """Both ends of the tunnel run; a program finds the server at CLIENT."""
    with _server_end(server, folder, name, host) as bundle, _client_end(server, bundle):
        yield


@contextmanager
def _server_end(server: Server, folder: Path, name: str, host: str) -> Iterator[Path]:
    """Yields the folder of what the client was given."""
    bundle = folder / name
    server.run("tunnel", "add", name, folder / f"{name}.zip", "--host", host, "--folder", bundle,
               "--client-port", str(server.port))  # fmt: skip
    assert (folder / f"{name}.zip").stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(folder / f"{name}.zip") as archive:
        archive.extractall(bundle)
    with RunningProcess(
        ["stunnel", server.root / "etc/stunnel/rino-firebird.conf"], folder / f"{name}-server.log"
    ) as process:
        process.wait_ready(lambda: _answers(SERVER, server.tunnel_port))
        yield bundle


@contextmanager
def _client_end(server: Server, bundle: Path) -> Iterator[RunningProcess]:
    with RunningProcess(["stunnel", bundle / "rino.conf"], bundle / "client.log") as process:
        process.wait_ready(lambda: _answers(CLIENT, server.port))
        yield process


def test_nothing_can_be_read_on_the_way_through_the_tunnel(server: Server, tmp_path: Path) -> None:
    wanted = b"ENGINES"
    with recorded((STRANGER, server.port), (SERVER, server.port)) as bare:
        server.open("ENGINES", STRANGER).close()
    assert wanted in bare.heard, "without a tunnel it tells who signs in"
    assert b"schema_versions" not in bare.heard, "Firebird itself encrypts what comes after"

    with (
        recorded((STRANGER, server.tunnel_port), (SERVER, server.tunnel_port)) as wire,
        recorded(
            (STRANGER, server.tunnel_events_port), (SERVER, server.tunnel_events_port)
        ) as rung,
        tunnelled(server, tmp_path, "wired", host=STRANGER),
    ):
        heard = threading.Event()
        listener = Listener(
            server.address("ENGINES", CLIENT), server.passwords["ENGINES"], heard.set, WAKE_UP
        )
        listener.start()
        try:
            address = server.address("ENGINES", CLIENT)
            with closing(Connection(address, server.passwords["ENGINES"])) as connection:

                def told() -> bool:
                    connection.begin()
                    connection.raw.execute_immediate(
                        f"EXECUTE BLOCK AS BEGIN POST_EVENT '{WAKE_UP}'; END"
                    )
                    connection.commit()
                    return heard.wait(0.2)

                wait_until(told, 10, "an event through the tunnel")
        finally:
            listener.stop()
    assert len(wire.heard) > 10_000
    assert len(rung.heard) > 1_000
    for secret in (wanted, b"rino", b"Srp256", b"schema_versions", WAKE_UP.encode()):
        assert secret not in wire.heard + rung.heard


def test_only_those_with_a_certificate_of_the_server_come_in(
    server: Server, tmp_path: Path
) -> None:
    with _server_end(server, tmp_path, "known", SERVER) as bundle:
        with _client_end(server, bundle):
            server.open("ENGINES", CLIENT).close()
        # Somebody else's key, then a server that is not ours: both are refused before Firebird
        # sees a byte.
        server.run("tunnel", "add", "other", tmp_path / "other.zip", "--host", SERVER)
        with zipfile.ZipFile(tmp_path / "other.zip") as archive:
            other = archive.read("rino-client.pem")
        kept = {
            name: (bundle / name).read_bytes() for name in ("rino-client.pem", "rino-server.pem")
        }
        for name, log in (
            ("rino-client.pem", tmp_path / "known-server.log"),
            ("rino-server.pem", bundle / "client.log"),
        ):
            (bundle / name).write_bytes(other)
            with _client_end(server, bundle), pytest.raises(KnownError):
                server.open("ENGINES", CLIENT)
            assert "certificate verify failed" in log.read_text()
            (bundle / name).write_bytes(kept[name])
    assert {each["name"] for each in server.run("tunnel", "list")} >= {"known", "other"}
    server.run("tunnel", "remove", "known")
    server.run("tunnel", "remove", "other")
    assert {each["name"] for each in server.run("tunnel", "list")}.isdisjoint({"known", "other"})
    assert (
        kept["rino-client.pem"].split(b"-----BEGIN CERT")[1]
        not in (server.root / "etc/rino-firebird/tunnel/clients.pem").read_bytes()
    )


def test_backups_are_tried_and_the_oldest_go(server: Server) -> None:
    server.run("setup", "--keep-backups", "1")
    first = server.run("backup")
    assert Path(first["file"]).stat().st_mode & 0o777 == 0o600
    wait_until(lambda: int(datetime.now(UTC).timestamp()) > _second(first["file"]))
    second = server.run("backup")
    assert second["removed"] == [first["file"]]
    assert [file.name for file in Path(second["file"]).parent.iterdir()] == [
        Path(second["file"]).name
    ]
    assert server.run("check")["ok"]
    assert server.run("setup", "--keep-backups", "14")["changed"] == 1

    restoring = Program(
        server.program.folder, database=str(server.address("SYSDBA")),
        environment={"RINO_DB_PASSWORD": server.passwords["SYSDBA"]},
    )  # fmt: skip
    restoring.ok("db", "restore", second["file"], "--overwrite")
    assert [file.name for file in server.data.iterdir()] == ["rino.fdb"]
    server.open("OPERATORS").close()


def _second(file: str) -> int:
    stamp = Path(file).stem.removeprefix("rino-")
    return int(datetime.strptime(stamp, "%Y-%m-%dT%H%M%S%z").timestamp())


def test_the_script_of_a_fresh_machine(server: Server) -> None:
    """Everything is there already: it has nothing to install, and the command nothing to do."""
    script = Path(__file__).parents[2] / "installer/server/rino-server-setup.sh"
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", script, "--root", server.root, "--lang", "en"], capture_output=True, text=True,
        timeout=60, env=server.program.variables({"PATH": path}),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "nothing was changed" in done.stdout
