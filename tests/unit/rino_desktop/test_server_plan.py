"""The plan of a shared server: what is written is read, what cannot be is refused."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import KnownError
from rino_desktop.server import files, passwords, plan, tunnel
from rino_desktop.server.places import Places
from rino_desktop.server.plan import Plan

_PORTS = st.lists(st.integers(1, 65535), min_size=4, max_size=4, unique=True)
PLANS = st.builds(
    lambda ports, **rest: Plan(
        port=ports[0], events_port=ports[1], tunnel_port=ports[2], tunnel_events_port=ports[3],
        **rest,
    ),
    _PORTS,
    alias=st.text(string.ascii_lowercase, min_size=1, max_size=7),
    bind=st.sampled_from(["0.0.0.0", "127.0.0.1", "10.1.2.3", "::", "fd00::1"]),
    cache_pages=st.integers(50, plan.MOST_PAGES),
    keep_backups=st.integers(1, 1000),
)  # fmt: skip


@given(PLANS)
def test_a_plan_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory,
                                          wanted: Plan) -> None:  # fmt: skip
    file = tmp_path_factory.getbasetemp() / "server.toml"
    file.write_text(plan.written(wanted), encoding="utf-8")
    assert plan.read(file) == wanted
    conf = files.firebird_conf(wanted, Places(Path("/r")))
    assert f"RemoteServicePort = {wanted.port}\n" in conf
    assert f"RemoteBindAddress = {wanted.bind}\n" in conf
    assert "WireCrypt = Required\n" in conf
    assert ":" not in wanted.own_host or f"[{wanted.own_host}]" in wanted.url("ENGINES")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"alias": "security"}, "alias"),
        ({"alias": "../rino"}, "alias"),
        ({"bind": "db.office"}, "bind"),
        ({"tunnel_bind": ""}, "tunnel_bind"),
        ({"port": 70_000}, "port"),
        ({"events_port": 3050}, "3050, 3050"),
        ({"tunnel_port": 3443}, "port"),  # and none for the events
        ({"cache_pages": 10}, "cache_pages"),
        ({"backup_at": "24:00"}, "24:00"),
        ({"keep_backups": 0}, "keep_backups"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(wrong: dict[str, object], named: str) -> None:
    with pytest.raises(KnownError, match=named):
        plan.changed(Plan(), wrong)


@pytest.mark.parametrize("text", ["port = ", 'port = "3050"', "ports = 1", "port = true"])
def test_a_spoilt_file_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "server.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnownError, match=str(file)):
        plan.read(file)


def test_no_server_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="server setup"):
        plan.read(tmp_path / "server.toml")


def test_the_cache_is_a_quarter_of_the_memory_within_reason() -> None:
    gib = 1 << 30
    assert plan.suggested_pages(gib // 1024) == 2048
    assert plan.suggested_pages(gib) == 32_000
    assert plan.suggested_pages(64 * gib) == plan.MOST_PAGES


def test_who_wants_a_tunnel_does_not_open_the_way_beside_it() -> None:
    tunnelled = {"tunnel_port": 3443, "tunnel_events_port": 3444, "bind": None}
    new = plan.first(1 << 30, tunnelled)
    assert (new.bind, new.goes_round_the_tunnel, new.cache_pages) == ("127.0.0.1", False, 32_000)
    assert plan.first(1 << 30, {"bind": None}).bind == "0.0.0.0"
    said = plan.first(1 << 30, tunnelled | {"bind": "10.0.0.5"})
    assert (said.bind, said.goes_round_the_tunnel) == ("10.0.0.5", True)
    # Workstations of the office may use it: that is told, and stays.
    later = plan.changed(Plan(), tunnelled)
    assert (later.bind, later.goes_round_the_tunnel) == ("0.0.0.0", True)


def test_another_name_is_no_slip_of_the_pen() -> None:
    other = {"alias": "office"}
    with pytest.raises(KnownError, match=r"has the database rino.*say --another-database"):
        plan.require_same_database(Plan(), other, there=True)
    for meant, there in (
        (other | {"another_database": True}, True), (other, False), ({"alias": "rino"}, True),
        ({"alias": None}, True),
    ):  # fmt: skip
        plan.require_same_database(Plan(), meant, there=there)


def test_passwords_that_are_known_stay(tmp_path: Path) -> None:
    file = tmp_path / "passwords"
    first = passwords.completed({"SYSDBA": "a=b#c"})
    file.write_text(passwords.written(first), encoding="utf-8")
    assert passwords.read(file) == passwords.completed(first) == first
    assert set(first) == set(passwords.NAMES)
    assert len(set(first.values())) == len(first)


def test_both_ends_of_the_tunnel_agree() -> None:
    wanted = Plan(bind="::", tunnel_bind="::", tunnel_port=3443, tunnel_events_port=3444)
    server = tunnel.server_conf(Places(Path("/r")), wanted)
    client = tunnel.client_conf(wanted, "fd00::7", "/etc/stunnel/", 3050)
    assert "accept = [::]:3443\nconnect = [::1]:3050" in server
    assert "accept = 127.0.0.1:3051\nconnect = [fd00::7]:3444" in client
    for text in (server, client):
        assert "verifyPeer = yes" in text
        assert "sslVersionMin = TLSv1.3" in text
