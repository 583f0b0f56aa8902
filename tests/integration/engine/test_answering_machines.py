"""Answering machines in a whole campaign: told apart, counted for the pacing, called again."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.dialer import model as dial
from engine.dialer.dialer import Dialer
from engine.domain.answering_machine import AnsweringMachines, MachineAction
from engine.domain.campaign import RetryRules
from engine.domain.disposition import Disposition
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

PERSON, MACHINE, FIRST_A_MACHINE = numbers(3)
RETRY = RetryRules(5, {Disposition.MACHINE: (timedelta(minutes=5),)})


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    people = {
        PERSON: behave.listens(30),
        MACHINE: behave.machine(greeting_s=6.0),
        FIRST_A_MACHINE: (behave.machine(greeting_s=2.5), behave.listens(30)),
    }
    hall = Hall.build(tested_database, tmp_path, Subscribers(people))
    hall.publish("notice")
    hall.trunk()
    return hall


@pytest.mark.parametrize("action", [MachineAction.HANG_UP, MachineAction.MESSAGE])
def test_machines_are_called_again(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, action: MachineAction
) -> None:
    fed: list[dial.DialerEvent] = []
    handle = Dialer.handle

    def noted(dialer: Dialer, event: dial.DialerEvent, now: object) -> object:
        fed.append(event)
        return handle(dialer, event, now)  # type: ignore[arg-type]

    monkeypatch.setattr(Dialer, "handle", noted)
    message = "Перезвоните нам" if action is MachineAction.MESSAGE else ""
    campaign = hall.campaign(
        settings("calls", retry=RETRY,
                 answering_machines=AnsweringMachines(True, action, message)),
        contacts([PERSON, MACHINE, FIRST_A_MACHINE]),
    )  # fmt: skip
    hall.start(campaign)
    hall.run_until_done()
    found = Counter((row.phone, row.disposition) for row in hall.attempts(campaign))
    assert found == {
        (PERSON, Disposition.COMPLETED): 1,
        (MACHINE, Disposition.MACHINE): 2,
        (FIRST_A_MACHINE, Disposition.MACHINE): 1,
        (FIRST_A_MACHINE, Disposition.COMPLETED): 1,
    }
    assert len([event for event in fed if isinstance(event, dial.MachineAnswered)]) == 3
