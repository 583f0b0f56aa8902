"""Clients and do-not-call lists from the command line."""

import json
from typing import Any

from tests.e2e.test_cli_regulations import campaign
from tests.helpers.program import Outcome, Program


def document(outcome: Outcome) -> Any:
    assert outcome.status == 0, outcome.err
    return json.loads(outcome.out)


def add_user(program: Program, name: str, role: str) -> None:
    program.environment["CLIENTS_TEST_WORD"] = "a long password"
    document(
        program.run("user", "add", name, "--role", role, "--password-env", "CLIENTS_TEST_WORD",
                    "--json")
    )  # fmt: skip


def test_a_client_and_what_is_his(program: Program) -> None:
    program.run("trunk", "add", "city", "--proxy", "sip:127.0.0.1:5999")
    assert campaign(program, "debts", "notice").status == 0
    document(program.run("client", "add", "Light", "--details", "contract 12", "--json"))
    add_user(program, "peter", "supervisor")
    document(program.run("client", "give", "light", "--campaign", "debts", "--json"))
    document(program.run("client", "confine", "light", "peter", "--json"))
    proof = program.folder / "letter.pdf"
    proof.write_bytes(b"no calls, please")
    added = program.run("dnc", "add", "+79161234567", "--client", "light", "--proof", proof,
                        "--asked", "2026-11-20", "--json")  # fmt: skip
    assert document(added)["added"] == 1

    shown = document(program.run("client", "show", "Light", "--json"))
    assert (shown["campaigns"], shown["users"], shown["do_not_call"]) == (["debts"], ["peter"], 1)
    assert document(program.run("dnc", "list", "--json")) == []
    (entry,) = document(program.run("dnc", "list", "--client", "Light", "--json"))
    assert (entry["phone"], entry["proof"], entry["proof_bytes"]) == (
        "+79161234567",
        "letter.pdf",
        16,
    )
    saved = program.folder / "saved.pdf"
    (entry,) = document(program.run("dnc", "show", "89161234567", "--save", saved, "--json"))
    assert (entry["client"], entry["asked_at"]) == ("Light", "2026-11-20T00:00:00Z")
    assert saved.read_bytes() == proof.read_bytes()

    target = program.folder / "usage.pdf"
    made = document(
        program.run("client", "usage", "Light", "--from", "this-month", "--out", target, "--json")
    )
    assert made["total"]["calls"] == 0
    assert target.read_bytes()[:5] == b"%PDF-"


def test_what_cannot_be_done_says_why(program: Program) -> None:
    program.run("client", "add", "Light")
    add_user(program, "ann", "administrator")
    for arguments, said in (
        (("client", "add", "LIGHT"), "exists already"),
        (("client", "give", "Light", "--campaign", "none"), "no campaign named 'none'"),
        (("client", "confine", "Light", "ann"), "sees everything"),
        (("client", "usage", "Light", "--from", "2026-12-01", "--to", "2026-11-01"), "ends"),
        (("client", "usage", "Light", "--timezone", "Mars/One"), "'Mars/One' is not known"),
        (("dnc", "add", "+79161234567", "--client", "Dark"), "no client named 'Dark'"),
    ):
        outcome = program.run(*arguments)
        assert outcome.status == 1
        assert said in outcome.err
    assert program.run("client", "give", "Light").status == 2
    program.run("client", "change", "Light", "--archived", "yes")
    refused = program.run("client", "confine", "Light", "bob")
    assert refused.status == 1
