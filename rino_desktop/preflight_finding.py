"""What the check before the start tells of one thing."""

from dataclasses import dataclass
from enum import StrEnum

from rino_desktop.campaign_actions import Action
from rino_desktop.texts import t


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    #: Calls could not be made, or not as the campaign says: it is not started.
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` is for programs, ``what`` names the thing, ``words`` say how it stands; ``mend``
    what to do, ``action`` where."""

    code: str
    state: State
    what: str
    words: str
    mend: str = ""
    action: Action = Action.NONE

    @property
    def state_word(self) -> str:
        return {
            State.OK: t("ready"),
            State.WARNING: t("warning"),
            State.BLOCKS: t("in the way"),
        }[self.state]

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code, "state": self.state.value, "what": self.what,
            "words": self.words, "mend": self.mend or None,
        }  # fmt: skip
