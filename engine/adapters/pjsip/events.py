"""What a worker says of a call, as an event of the telephony port."""

from datetime import UTC, datetime

from engine.adapters.pjsip import messages
from engine.domain.answering_machine import AnsweredBy
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports.telephony import (
    AnswerDetected,
    CallAnswered,
    CallEnded,
    CallProgress,
    GreetingEnded,
    IncomingCallRefused,
    KeyPressed,
    MessageRecorded,
    PlaybackEnded,
    TelephonyEvent,
)


def moment(at: float) -> datetime:
    """Unix seconds as UTC."""
    return datetime.fromtimestamp(at, UTC)


def maybe_moment(at: float | None) -> datetime | None:
    return None if at is None else moment(at)


def event_of(report: messages.Report) -> TelephonyEvent | None:
    """None: nothing that concerns the port's user."""
    match report:
        case messages.Progress():
            at, code = moment(report.at), report.sip_code
            return CallProgress(report.call_id, at, code, report.early_media)
        case messages.Answered():
            return CallAnswered(report.call_id, moment(report.at))
        case messages.AnswerFound():
            who = AnsweredBy(report.answered_by)
            return AnswerDetected(report.call_id, who, report.reason, report.after_s)
        case messages.GreetingOver():
            return GreetingEnded(*report)
        case messages.Key():
            return KeyPressed(report.call_id, report.key, moment(report.at))
        case messages.Played():
            played = report.playback_id
            return PlaybackEnded(report.call_id, played, report.interrupted, report.error)
        case messages.MessageDone():
            return MessageRecorded(*report)
        case messages.Ended():
            return CallEnded(
                report.call_id,
                moment(report.at),
                maybe_moment(report.started_at),
                maybe_moment(report.answered_at),
                report.sip_code,
                HangupCause(report.cause),
                HangupBy(report.by),
                report.detail,
            )
        case messages.Refused():
            at = moment(report.at)
            return IncomingCallRefused(report.trunk_id, at, report.caller, report.called)
        case _:
            return None
