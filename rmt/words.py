"""What states, outcomes and notices are called."""

from PySide6.QtCore import QCoreApplication

from engine.domain.operator import NO_ANSWER, CallStage, OperatorState
from engine.ports.operators import TalkOutcome
from engine.ports.softphone import RegistrationFault, RegistrationState
from engine.routing.refusal_words import refusal_text
from rmt.facts import ResultChoice
from rmt.notices import Notice
from rmt.view_state import CallView, StateView

translate = QCoreApplication.translate


def state_word(state: OperatorState, stage: str = "") -> str:
    """``stage``: of a call that the operator has ordered: nobody talks yet."""
    if stage and state in (OperatorState.RINGING, OperatorState.TALKING):
        return {
            CallStage.DIALLING.value: translate("rmt", "Connecting…"),
            CallStage.RINGING.value: translate("rmt", "Ringing…"),
            CallStage.ANSWERED.value: translate("rmt", "Answered"),
        }.get(stage, translate("rmt", "Not reached"))
    return {
        OperatorState.LOGGED_OUT: translate("rmt", "Not signed in"),
        OperatorState.AVAILABLE: translate("rmt", "Available"),
        OperatorState.RINGING: translate("rmt", "Incoming call"),
        OperatorState.TALKING: translate("rmt", "Talking"),
        OperatorState.WRAP_UP: translate("rmt", "Wrap-up"),
        OperatorState.ON_BREAK: translate("rmt", "Break"),
    }[state]


def state_kind(view: StateView) -> str:
    """Of the badge."""
    if view.replaced or view.absent:
        return "bad-badge"
    if view.stage:
        return "warning-badge"
    return {
        OperatorState.AVAILABLE: "good-badge",
        OperatorState.TALKING: "good-badge",
        OperatorState.RINGING: "warning-badge",
        OperatorState.WRAP_UP: "warning-badge",
    }.get(view.state, "plain-badge")


def break_word(reason: str) -> str:
    return translate("rmt", "calls were not answered") if reason == NO_ANSWER else reason


def call_word(view: CallView) -> str:
    if view.held_by_them:
        return translate("rmt", "The other side holds the call")
    if view.stage:
        return stage_word(view.stage)
    return {
        "idle": translate("rmt", "No call"),
        "ringing": translate("rmt", "It rings"),
        "dialling": translate("rmt", "Calling…"),
        "talking": translate("rmt", "Talking"),
        "held": translate("rmt", "On hold"),
        "consulting": translate("rmt", "Asking a colleague, the subscriber holds"),
        "conference": translate("rmt", "Three-way call"),
    }[view.state]


def stage_word(stage: str) -> str:
    """How far an ordered call is, or what came of it."""
    return {
        "dialling": translate("rmt", "The subscriber is being called…"),
        "ringing": translate("rmt", "It rings at the subscriber's"),
        "answered": translate("rmt", "The subscriber has answered"),
        "machine": translate("rmt", "An answering machine"),
        "user_busy": translate("rmt", "The subscriber is busy"),
        "no_answer": translate("rmt", "The subscriber does not answer"),
        "rejected": translate("rmt", "The subscriber has declined the call"),
        "invalid_number": translate("rmt", "The number does not exist"),
        "network_failure": translate("rmt", "The network could not reach the subscriber"),
        "partial": translate("rmt", "The subscriber has hung up"),
        "completed": translate("rmt", "The scheme has ended the call"),
        "cancelled": translate("rmt", "The call was called off"),
        "interrupted": translate("rmt", "The call was broken off"),
    }.get(stage, stage)


def skip_word(choice: ResultChoice) -> str:
    usual = {
        "not_now": translate("rmt", "Not a good time"),
        "needs_preparation": translate("rmt", "Something has to be found out first"),
        "wrong_data": translate("rmt", "The data are wrong"),
        "other": translate("rmt", "Another reason"),
    }
    return choice.title or usual.get(choice.code, choice.code)


def registration_word(state: RegistrationState, fault: RegistrationFault | None = None) -> str:
    if fault is not None:
        return {
            RegistrationFault.CERTIFICATE: translate("rmt", "Telephone: certificate not trusted"),
            RegistrationFault.TRUSTED_FILE: translate("rmt", "Telephone: no trusted certificates"),
        }[fault]
    return {
        RegistrationState.NONE: translate("rmt", "Telephone: not set up"),
        RegistrationState.TRYING: translate("rmt", "Telephone: connecting…"),
        RegistrationState.REGISTERED: translate("rmt", "Telephone: registered"),
        RegistrationState.LISTENING: translate("rmt", "Telephone: ready"),
        RegistrationState.FAILED: translate("rmt", "Telephone: not registered"),
    }[state]


def registration_hint(fault: RegistrationFault | None, detail: str) -> str:
    """What there is to be done, and what the telephone says."""
    mend = {
        RegistrationFault.CERTIFICATE: translate(
            "rmt", "The registrar shows a certificate that is not among the trusted ones, or is "
            "for another name. Settings → Telephone of this computer names the file of trusted "
            "certificates."
        ),
        RegistrationFault.TRUSTED_FILE: translate(
            "rmt", "The file of trusted certificates cannot be used. "
            "Choose another one in Settings → Telephone of this computer."
        ),
    }.get(fault) if fault is not None else None  # fmt: skip
    return f"{mend}\n{detail}" if mend else detail


def outcome_word(outcome: TalkOutcome) -> str:
    return {
        TalkOutcome.OFFERED: translate("rmt", "rings"),
        TalkOutcome.TALKING: translate("rmt", "talking"),
        TalkOutcome.ENDED: translate("rmt", "talked"),
        TalkOutcome.MISSED: translate("rmt", "missed"),
        TalkOutcome.DECLINED: translate("rmt", "declined"),
        TalkOutcome.TAKEN_BACK: translate("rmt", "subscriber gone"),
        TalkOutcome.LOST: translate("rmt", "connection lost"),
    }[outcome]


def result_word(choice: ResultChoice) -> str:
    """A campaign's own titles are shown as they are."""
    usual = {
        "agreed": translate("rmt", "Agreed"),
        "thinking": translate("rmt", "Will think about it"),
        "refused": translate("rmt", "Refused"),
        "call_later": translate("rmt", "Asks to call later"),
        "wrong_person": translate("rmt", "Wrong person"),
        "other": translate("rmt", "Something else"),
        "no_result": translate("rmt", "No result"),
    }
    return choice.title or usual.get(choice.code, choice.code)


def notice_words(notice: Notice, language: str) -> str:
    if notice.refusal is not None:
        return refusal_text(notice.refusal, language)
    words = {
        "gone": translate("rmt", "The subscriber hung up before the answer."),
        "vanished": translate("rmt", "The connection was lost, the call is over."),
        "line_lost": translate(
            "rmt", "Nothing more came from the line, the call is over. The card stays open."
        ),
        "wrap_up_expired": translate(
            "rmt", "The time for the wrap-up is over; the result written for it: {text}. "
            "The card is still open: what you save counts instead."
        ),
        "transfer_failed": translate("rmt", "The transfer failed, the call is still yours. {text}"),
        "process_lost": translate(
            "rmt", "The telephone's process ended and is being started again. {text}"
        ),
        "order_failed": translate("rmt", "The telephone could not do it: {text}"),
        "record_failed": translate("rmt", "The call could not be recorded: {text}"),
        "list_empty": translate("rmt", "Nobody of this list is to be called now."),
        "not_now": translate(
            "rmt", "That needs the database and an engine; they cannot be reached just now. "
            "The call goes on."
        ),
    }  # fmt: skip
    text = notice.text
    if notice.kind == "wrap_up_expired":
        text = translate("rmt", "“{0}”").replace("{0}", result_word(ResultChoice(text)))
    return words.get(notice.kind, notice.kind).format(text=text).strip()
