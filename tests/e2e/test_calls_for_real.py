"""The whole program over real SIP and RTP: a debtor asks for the operator, and they talk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.sip.witness import WitnessedCall
from tests.helpers import wav
from tests.helpers.office import Office, numbers

(DEBTOR,) = numbers(1)
OPERATOR = "+74957000001"
#: What each of them says all the time, in hertz.
DEBTOR_HZ, OPERATOR_HZ = 440, 1000
TALK_S = 4.0

BEHAVIOURS = {
    "rules": [
        {
            "number": DEBTOR,
            "behaviour": {
                "kind": "answer_and_press",
                "ring_s": 0.2,
                "voice": f"tone:{DEBTOR_HZ}",
                # Into the question who he is; into what he owes: that key counts for the menu.
                "keys": [
                    {"key": "1", "delay_s": 5.5, "after": "heard"},
                    {"key": "3", "delay_s": 1.5, "after": "previous"},
                ],
            },
        },
        {
            "number": OPERATOR,
            "behaviour": {
                "kind": "hang_up_early",
                "ring_s": 1.0,
                "voice": f"tone:{OPERATOR_HZ}",
                "hang_up_after_s": TALK_S,
            },
        },
    ]
}
EXTRA = f"""
record = true

[variables]
operator_phone = "{OPERATOR}"
"""

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    with Farm(tmp_path / "farm", behaviours=BEHAVIOURS) as farm:
        yield farm


@pytest.fixture
def office(tmp_path: Path, farm: Farm) -> Iterator[Office]:
    office = Office(tmp_path / "office")
    try:
        office.open(farm.port, lines=4, scheme="debtor-reminder", campaign="debtors", extra=EXTRA)
        office.contacts("debtors", [DEBTOR], {"Долг": "1500"})
        office.run("campaign", "start", "debtors")
        yield office
    finally:
        office.close()


def test_a_debtor_talks_with_the_operator(office: Office, farm: Farm) -> None:
    assert office.engine().wait(60) == 0, office.log()

    (row,) = office.attempts("debtors")
    assert (row["phone"], row["disposition"]) == (DEBTOR, "transferred"), office.log()
    assert (row["sip_code"], row["hangup_by"]) == (200, "system")
    calls: dict[str, WitnessedCall] = {call.number: call for call in farm.calls()}
    assert set(calls) == {DEBTOR, OPERATOR}
    operator = calls[OPERATOR]
    assert operator.hung_up_by == "subscriber"
    # The operator has heard the debtor's tone all the time, and loud.
    assert operator.heard_ms > 1000 * TALK_S * 0.8
    assert operator.facts["gaps"] == 0
    # The debtor has heard the prompts, and then the operator.
    assert calls[DEBTOR].heard_ms > 1000 * (6.5 + TALK_S * 0.8)

    name = f"recordings/{row['started_at'][:10].replace('-', '/')}/debtors"
    (recording,) = (office.folder / "voice" / name).glob("*.wav")
    rate, (subscriber, we) = wav.read(recording)
    assert len(we) / rate == pytest.approx(row["talk_s"], abs=0.6)
    assert wav.seconds_of_tone(subscriber, DEBTOR_HZ) > 0.8 * row["talk_s"]
    assert wav.seconds_of_tone(subscriber, OPERATOR_HZ) == 0
    assert wav.seconds_of_tone(we, OPERATOR_HZ) > 0.7 * TALK_S, "the operator is on our side"
