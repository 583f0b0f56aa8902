"""Marked secrets in every place that takes one: none is in the database, a log, an answer."""

from pathlib import Path

from tests.helpers.program import Program

_MARK = "mArk3d-"
_NAMES = ("PBX_PW", "BILLING_PW", "SMTP_PW", "HOOK_SECRET", "HOOK_TOKEN", "OUT_TOKEN")
_OUTBOX = """
[[outbox]]
name = "crm"
store = "http://127.0.0.1:9/results"
token_env = "OUT_TOKEN"
what = ["results"]
"""


def test_marked_secrets_are_nowhere(program: Program, campaign: str, tmp_path: Path) -> None:
    program.environment |= {name: f"{_MARK}{name}" for name in _NAMES}
    file = tmp_path / "november.toml"
    told: list[str] = []

    def run(*words: str | Path) -> str:
        outcome = program.run(*words, "--log-level", "debug")
        told.append(f"{words} {outcome.out} {outcome.err}")
        return outcome.out + outcome.err

    file.write_text(file.read_text("utf-8") + _OUTBOX, "utf-8")
    assert "error" not in run("campaign", "update", file).casefold()
    run("trunk", "add", "pbx", "--proxy", "sip:127.0.0.1:9", "--user", "u", "--register",
        "--password-env", "PBX_PW")  # fmt: skip
    run("source", "add", "billing", "--url", "postgresql://u@127.0.0.1:9/x", "--password-env",
        "BILLING_PW")  # fmt: skip
    assert "does not answer" in run("source", "test", "billing")
    run("schedule", "add", "morning", "--report", "summary", "--campaign", campaign, "--format",
        "csv", "--at", "08:00", "--mail", "a@example.org", "--from", "b@example.org", "--smtp",
        "smtp://127.0.0.1:9", "--user", "u", "--password-env", "SMTP_PW")  # fmt: skip
    assert "cannot be reached" in run("schedule", "run", "morning")
    hook = "http://127.0.0.1:9/bot{HOOK_TOKEN}?key={HOOK_TOKEN}"
    run("alarm", "set", "--webhook", hook, "--secret-env", "HOOK_SECRET")
    assert "cannot be called" in run("alarm", "test")
    run("campaign", "show", campaign)
    listed = program.json("secret", "list")
    assert {each["name"]: each["place"] for each in listed} == dict.fromkeys(_NAMES, "environment")
    (hooked,) = (each for each in listed if each["name"] == "HOOK_TOKEN")
    assert hooked["used_by"] == ["alarms"]
    run("db", "backup", tmp_path / "copy.fbk")
    for words in (
        ("source", "add", "x", "--url", f"postgresql://h/x?password={_MARK}"),
        ("source", "add", "x", "--url", f"postgresql://u:{_MARK}@h/x"),
        ("alarm", "set", "--webhook", f"https://h/?token={_MARK}"),
    ):
        assert program.run(*words).status == 1
    refused = program.run("secret", "set", "PBX_PW", stdin=f"{_MARK}PBX_PW\n")
    assert "no keyring" in refused.err
    assert _MARK not in "".join(told)
    for kept in tmp_path.rglob("*"):
        if kept.is_file():
            assert _MARK.encode() not in kept.read_bytes(), kept

    del program.environment["SMTP_PW"]
    outcome = program.run("secret", "list")
    assert outcome.status == 1
    assert "Secrets that are nowhere: SMTP_PW" in outcome.err
