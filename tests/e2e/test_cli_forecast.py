"""``campaign forecast`` as outside scripts see it."""

import json
from datetime import datetime

from tests.helpers.program import Program

CAMPAIGN = """
[campaign]
name = "november"
scheme = "notice"
trunk = "city"
max_lines = 4
[schedule]
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""


def test_a_campaign_is_forecast_kept_and_compared(program: Program) -> None:
    (program.folder / "november.toml").write_text(CAMPAIGN, "utf-8")
    (program.folder / "list.csv").write_text(
        "phone\n" + "".join(f"+7912000{n:04d}\n" for n in range(40)), "utf-8"
    )
    assert program.run("campaign", "create", "november.toml").status == 0
    imported = program.run("contacts", "import", "list.csv", "--campaign", "november")
    assert imported.status == 0, imported.err

    none = program.run("campaign", "forecast", "november", "--compare")
    assert none.status == 1
    assert none.err.count("\n") <= 2
    assert "No forecast of the campaign november was kept" in none.err

    line = ("campaign", "forecast", "november", "--answer-rate", "50 %", "--talk", "20",
            "--runs", "3", "--keep")  # fmt: skip
    found = program.run(*line, "--json")
    assert found.status == 0, found.err
    document = json.loads(found.out)
    assert document["contacts"] == 40
    assert document["number"] == 1
    assert document["inputs"]["answer_rate"] == 0.5
    assert document["inputs"]["lines"] == 4
    assert document["inputs"]["learnt_from"] == "usual"
    assert document["finish"]["share"] == 1.0
    moments = [datetime.fromisoformat(document["finish"][k]) for k in ("low", "median", "high")]
    assert moments == sorted(moments)
    assert document["calls"]["low"] >= 40
    assert document["operator_utilisation"] is None
    assert sum(hour["calls"]["median"] for hour in document["hours"]) > 0
    assert document["notes"] == []

    told = program.run(*line[:-1], "--lines", "100", "--lang", "ru")
    assert "скорее всего" in told.out or "Закончится" in told.out
    assert "линий" in told.err, "more than the trunk has"

    compared = json.loads(program.run("campaign", "forecast", "november", "--compare",
                                      "--json").out)  # fmt: skip
    assert compared["over"] is False
    assert compared["rows"][0]["figure"] == "finish"
    assert "not yet" in program.run("campaign", "forecast", "november", "--compare", "1").out


def test_what_is_wrong_is_told(program: Program) -> None:
    assert program.run("campaign", "forecast", "nobody").status == 1
    for wrong in (("--answer-rate", "150"), ("--hours", "soon"), ("--start", "noon"),
                  ("--lines", "0")):  # fmt: skip
        refused = program.run("campaign", "forecast", "nobody", *wrong)
        assert refused.status == 2, wrong
