import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import (
    HangupCause,
    cause_of_q850,
    cause_of_reason_header,
    cause_of_response,
    cause_of_sip_status,
    disposition_of_cause,
)


@pytest.mark.parametrize(
    ("status", "cause", "disposition"),
    [
        (486, "user_busy", "user_busy"),
        (600, "user_busy", "user_busy"),
        (480, "no_user_response", "no_answer"),
        (403, "call_rejected", "rejected"),
        (603, "call_rejected", "rejected"),
        (607, "call_rejected", "rejected"),
        (404, "unallocated_number", "invalid_number"),
        (604, "unallocated_number", "invalid_number"),
        (410, "number_changed", "invalid_number"),
        (484, "invalid_number_format", "invalid_number"),
        (408, "recovery_on_timer_expire", "network_failure"),
        (504, "recovery_on_timer_expire", "network_failure"),
        (500, "normal_temporary_failure", "network_failure"),
        (503, "normal_temporary_failure", "network_failure"),
        (502, "network_out_of_order", "network_failure"),
        (488, "bearercapability_notavail", "network_failure"),
        (487, "normal_unspecified", "network_failure"),
        (302, "redirection_to_new_destination", "network_failure"),
        # Unknown ones count as the x00 of their class.
        (499, "normal_temporary_failure", "network_failure"),
        (599, "normal_temporary_failure", "network_failure"),
        (699, "user_busy", "user_busy"),
        (200, "normal_clearing", "network_failure"),
    ],
)
def test_a_sip_status_has_its_cause_and_retry_class(
    status: int, cause: str, disposition: str
) -> None:
    assert cause_of_sip_status(status) == cause
    assert disposition_of_cause(cause_of_sip_status(status)) == disposition


@pytest.mark.parametrize(
    ("number", "disposition"),
    [
        (17, Disposition.USER_BUSY),
        (18, Disposition.NO_ANSWER),
        (19, Disposition.NO_ANSWER),
        (20, Disposition.NO_ANSWER),
        (21, Disposition.REJECTED),
        (1, Disposition.INVALID_NUMBER),
        (22, Disposition.INVALID_NUMBER),
        (28, Disposition.INVALID_NUMBER),
        (16, Disposition.NETWORK_FAILURE),
        (27, Disposition.NETWORK_FAILURE),
        (34, Disposition.NETWORK_FAILURE),
        (102, Disposition.NETWORK_FAILURE),
        (127, Disposition.NETWORK_FAILURE),
    ],
)
def test_a_q850_cause_has_its_retry_class(number: int, disposition: Disposition) -> None:
    assert disposition_of_cause(cause_of_q850(number)) is disposition


def test_our_own_causes_are_no_failures_of_the_network() -> None:
    assert disposition_of_cause(HangupCause.ORIGINATOR_CANCEL) is Disposition.CANCELLED
    assert disposition_of_cause(HangupCause.INTERRUPTED) is Disposition.INTERRUPTED


@pytest.mark.parametrize(
    ("number", "name"),
    [(36, "resource_unavailable"), (13, "normal_unspecified"), (120, "interworking"),
     (60, "service_unavailable"), (0, "interworking"), (128, "interworking"), (-1, "interworking")],
)  # fmt: skip
def test_a_number_without_a_name_means_the_unspecified_one_of_its_class(
    number: int, name: str
) -> None:
    assert cause_of_q850(number) == name


@pytest.mark.parametrize(
    ("header", "cause"),
    [
        ('Q.850;cause=17;text="User busy"', "user_busy"),
        ("Q.850 ;cause=16", "normal_clearing"),
        ("q.850 ; text=busy ; Cause = 34", "normal_circuit_congestion"),
        ('SIP;cause=200;text="Call completed elsewhere",Q.850;cause=1', "unallocated_number"),
        ('SIP;cause=486;text="a, b; Q.850;cause=1", Q.850;cause=21', "call_rejected"),
        (r'SIP;cause=600;text="quote \" , Q.850;cause=1",Q.850;cause=20', "subscriber_absent"),
        ("Q.850;cause=abc,Q.850;cause=27", "destination_out_of_order"),
        ('Q.850;text="cause=3";cause=28', "invalid_number_format"),
    ],
)
def test_a_reason_header_is_read(header: str, cause: str) -> None:
    assert cause_of_reason_header(header) == cause


@pytest.mark.parametrize(
    "header",
    ["", "Q.850", "Q.850;cause=", "Q.850;cause=0", "Q.850;cause=128", "Q.850;cause=-1",
     "Q.850;cause=17x", "Q.850;cause=١٧", "SIP;cause=486", 'Q.850;text="cause=17"',
     'SIP;text="Q.850;cause=17"', "Q.850;cause=99999999999999999999", ";cause=17", '"', ",,;"],
)  # fmt: skip
def test_a_malformed_or_foreign_reason_says_nothing(header: str) -> None:
    assert cause_of_reason_header(header) is None


def test_the_reason_header_wins_over_the_status() -> None:
    assert cause_of_response(480, "Q.850;cause=1") is HangupCause.UNALLOCATED_NUMBER
    assert cause_of_response(480, "SIP;cause=1") is HangupCause.NO_USER_RESPONSE
    assert cause_of_response(486) is HangupCause.USER_BUSY


@given(st.text(max_size=200), st.integers(min_value=100, max_value=699))
def test_whatever_a_peer_sends_gets_a_cause(header: str, status: int) -> None:
    assert isinstance(cause_of_response(status, header), HangupCause)


@given(st.integers(min_value=1, max_value=127), st.text(alphabet='ab;,= "\\', max_size=20))
def test_a_well_formed_header_is_always_understood(number: int, text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    header = f'SIP;cause=500;text="{quoted}", Q.850;text="{quoted}";cause={number}'
    assert cause_of_reason_header(header) is cause_of_q850(number)
