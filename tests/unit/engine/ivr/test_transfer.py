"""Transfer by dialling."""

import pytest

from engine.domain.disposition import Disposition
from engine.ivr.compile import needs_transfer
from engine.ivr.model import (
    CallFacts,
    Finished,
    KeyPressed,
    SaveResult,
    SubscriberGone,
    Transfer,
    TransferAnswered,
    TransferEnded,
    Trouble,
)
from engine.scheme.model import Variable, VariableType
from tests.helpers.scheme_builder import Phone, SchemeBuilder


def dispositions(phone: Phone) -> list[Disposition]:
    return [finished.disposition for finished in phone.of(Finished)]


def transfer(number: str = "{operator}", **variables: str) -> Phone:
    saves = {
        outcome: {"results": [{"name": "transfer", "value": outcome}]}
        for outcome in ("busy", "no_answer", "failed")
    }
    builder = (
        SchemeBuilder(Variable("operator", VariableType.PHONE)).prompts("hold", "music")
        .node("start", "start", next="go")
        .node("go", "transfer", {"number": number, "ring_timeout_s": 20,
                                 "announcement": [{"prompt": "hold"}],
                                 "music": [{"prompt": "music"}]},
              completed="end", busy="busy", no_answer="no_answer", failed="failed")
        .node("end", "hang_up")
    )  # fmt: skip
    for outcome, parameters in saves.items():
        builder.node(outcome, "save_result", parameters, next="end")
    scheme = builder.compile()
    assert needs_transfer(scheme)
    phone = Phone(scheme, facts=CallFacts(variables=variables))
    phone.start()
    return phone


def test_transfer() -> None:
    phone = transfer(operator="8 (495) 000-00-01")
    assert phone.of(Transfer) == []  # not before the announcement has ended
    phone.finish_playing()
    (command,) = phone.of(Transfer)
    assert (command.number, command.ring_timeout_s) == ("+74950000001", 20.0)
    assert [item.name for item in command.music] == ["music"]
    assert phone.send(KeyPressed("5")) == []
    assert phone.send(TransferAnswered()) == []
    phone.send(TransferEnded("completed"))
    assert dispositions(phone) == [Disposition.TRANSFERRED]


def test_hanging_up_while_talking_with_the_operator_is_a_transfer() -> None:
    phone = transfer(operator="+74950000001")
    phone.finish_playing()
    phone.send(TransferAnswered())
    phone.send(SubscriberGone())
    assert dispositions(phone) == [Disposition.TRANSFERRED]


def test_hanging_up_while_it_rings_is_not() -> None:
    phone = transfer(operator="+74950000001")
    phone.finish_playing()
    phone.send(SubscriberGone())
    assert dispositions(phone) == [Disposition.PARTIAL]


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "failed", "something new"])
def test_a_transfer_that_fails_goes_its_own_way(outcome: str) -> None:
    phone = transfer(operator="+74950000001")
    phone.finish_playing()
    phone.send(TransferEnded(outcome))
    saved = "failed" if outcome == "something new" else outcome
    assert phone.of(SaveResult) == [SaveResult("transfer", saved)]
    assert dispositions(phone) == [Disposition.COMPLETED]


def test_a_transfer_without_a_number_fails_before_anything_is_announced() -> None:
    phone = transfer()
    assert phone.of(Transfer) == []
    assert phone.plays == []
    assert phone.of(SaveResult) == [SaveResult("transfer", "failed")]
    assert "no number" in phone.of(Trouble)[0].reason
