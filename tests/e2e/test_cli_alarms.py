"""``alarm …``, as people and scripts use it."""

from tests.helpers.far_service import FarService
from tests.helpers.program import Program


def test_set_up_tried_and_listed(program: Program) -> None:
    assert program.ok("alarm", "list").strip() == "No alarm is open."
    assert program.json("alarm", "list", "--all") == []
    assert "neither mail nor a web hook" in program.error("alarm", "test")
    with FarService() as service:
        made = program.json("alarm", "set", "--webhook", f"{service.url}/a", "--kind", "trunk_down",
                            "--raise-after", "5", "--near", "0.7")  # fmt: skip
        assert made["kinds"]["trunk_down"] == {"on": True, "raise_after_s": 5, "end_after_s": 60}
        assert (made["near_share"], made["language"], made["mail"]) == (0.7, "en", None)
        tried = program.json("alarm", "test")
        assert tried == {"by_engine": False, "results": {"webhook": {"ok": True, "error": ""}}}
        assert service.received[0].json["event"] == "test"
    outcome = program.run("alarm", "test")
    assert outcome.status == 1
    assert "cannot be called" in outcome.out
    assert "Nothing has changed" in program.ok("alarm", "run")
    line = program.error("alarm", "set", "--kind", "trunk_down", status=2)
    assert "--raise-after" in line
    assert "--smtp" in program.error("alarm", "set", "--mail", "a@example.org", status=2)
    program.ok("alarm", "set", "--mail", "a@example.org", "--from", "b@example.org", "--smtp",
               "smtp://127.0.0.1:9", "--no-webhook")  # fmt: skip
    assert program.json("alarm", "set", "--starttls")["mail"]["starttls"] is True
    assert "a@example.org" in program.ok("alarm", "settings", "--lang", "ru")
    assert program.error("alarm", "acknowledge", "1").endswith("This alarm is over.")
