"""What the one who tries a scheme on a telephone and the engine that calls say to each other.

The wish stands in the arguments of a command ``scheme_call``, the report in its outcome.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.errors import KnownError
from engine.scheme.codec_dialogues import dialogue_from_json, dialogue_to_json
from engine.scheme.dialogue_model import Dialogue
from engine.scheme.json_reader import Place

CALL = "scheme_call"
END = "scheme_call_end"


class State(StrEnum):
    PREPARING = "preparing"
    CALLING = "calling"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"
    #: It came to no call.
    REFUSED = "refused"


class EndedBy(StrEnum):
    """Who broke the call off, other than the two that talk."""

    ASKER = "asker"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class SchemeCallWish:
    """``document``: the scheme as JSON, unpublished changes and all. One of ``number`` (E.164, over
    ``trunk``) and ``address`` (of a SIP telephone, called directly; ``trunk`` then serves transfers
    only). ``setup``: whom the scheme believes to be called; its moment is that of the call."""

    scheme: str
    document: str
    number: str = ""
    address: str = ""
    trunk: str = ""
    user: str = ""
    setup: Dialogue = field(default_factory=lambda: Dialogue("", phone=""))

    @property
    def whom(self) -> str:
        return self.address or f"{self.number} over {self.trunk}"

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "SchemeCallWish":
        """``setup``: as ``dialogue_to_json`` has it. KnownError when it makes no sense."""
        texts = {
            name: str(document.get(name) or "")
            for name in ("scheme", "document", "number", "address", "trunk", "user")
        }
        setup = document.get("setup") or {}
        if not isinstance(setup, dict):
            raise KnownError("The command's {name} cannot be read.", name="setup")
        dialogue = dialogue_from_json(Place({"name": "", "phone": "", "steps": [], **setup}))
        return cls(**texts, setup=dialogue)

    def to_json(self) -> dict[str, object]:
        setup = dialogue_to_json(self.setup)
        for name in ("name", "steps", "expect", "stubs"):
            setup.pop(name, None)
        return {
            "scheme": self.scheme, "document": self.document, "number": self.number,
            "address": self.address, "trunk": self.trunk, "user": self.user, "setup": setup,
        }  # fmt: skip


def to_text(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class CallReport:
    """``beat`` grows as long as the engine lives. ``trace``: see engine.ivr.trace, without its
    last event until the call is over. ``reason``: of a refusal, English. The rest is known when the
    call is over."""

    state: State
    beat: int = 0
    trace: str = ""
    reason: str = ""
    ended_by: EndedBy | None = None
    disposition: str = ""
    hangup_cause: str = ""
    hangup_by: str = ""
    detail: str = ""
    sip_code: int | None = None
    talk_s: float = 0.0
    document: Mapping[str, object] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        return self.state in (State.ENDED, State.REFUSED)

    @classmethod
    def from_text(cls, text: str) -> "CallReport | None":
        """None when no engine has written anything yet."""
        if not text.startswith("{"):
            return None
        document = json.loads(text)
        texts = {
            name: str(document.get(name) or "")
            for name in ("trace", "reason", "disposition", "hangup_cause", "hangup_by", "detail")
        }
        by = document.get("ended_by")
        return cls(
            State(document["state"]),
            int(document.get("beat", 0)),
            ended_by=EndedBy(by) if by else None,
            sip_code=document.get("sip_code"),
            talk_s=float(document.get("talk_s") or 0.0),
            document=document,
            **texts,
        )
