"""Orders of a workstation about its call, or for a new one: the words that workstation and engine
share (``arguments`` of ``OrderKind.CALL`` and ``OrderKind.DIAL``; docs/workstation.md lists them).

Every order names what is wanted under ``do``; those for a call name its offer besides, so that one
that comes late meets no other call. ``answer`` {}: done; with ``code``: refused.
"""

from enum import StrEnum


class CallDo(StrEnum):
    HOLD = "hold"
    RESUME = "resume"
    #: ``to``: a Target. The subscriber is passed on, and the operator is free.
    TRANSFER = "transfer"
    #: ``to``: a Target, who is asked while the subscriber holds …
    CONSULT = "consult"
    CONSULT_CANCEL = "consult_cancel"
    CONSULT_COMPLETE = "consult_complete"
    #: … all three hear each other …
    CONFER = "confer"
    #: … and the others go on without this operator.
    LEAVE = "leave"
    #: The subscriber goes on in his scheme.
    TO_SCHEME = "to_scheme"
    #: ``seconds``: it goes on by itself then.
    PAUSE_RECORDING = "pause_recording"
    RESUME_RECORDING = "resume_recording"
    #: ``text`` in words, in ``language`` (``ru``, ``en``): the subscriber hears it, to its end even
    #: where the operator hangs up meanwhile. Answered when it begins.
    SAY = "say"


class DialDo(StrEnum):
    #: ``number``, as it was typed; ``campaign_id`` or None.
    NUMBER = "number"
    #: The next contact of ``campaign_id`` for this operator to look at. The answer has
    #: ``contact_id``, ``phones``, ``zones`` and ``fields``.
    NEXT = "next"
    #: ``contact_id`` of ``campaign_id``, at ``phone`` ("": his first).
    CONTACT = "contact"
    #: ``contact_id`` of ``campaign_id`` is not called now, for ``reason``.
    SKIP = "skip"
    #: ``offer``: of a callback that rings at this operator, who accepts it; or ``callback_id``: of
    #: one that he has chosen.
    CALLBACK = "callback"


class TargetKind(StrEnum):
    """Of ``to``: {"kind": …, "value": …}."""

    QUEUE = "queue"
    #: ``value``: the operator's number.
    OPERATOR = "operator"
    NUMBER = "number"
