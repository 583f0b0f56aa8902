"""Who has answered a call, and what a campaign does when it is no person."""

from dataclasses import dataclass, field
from enum import StrEnum


class AnsweredBy(StrEnum):
    """What a scheme reads as ``call.answered_by``. Whoever cannot be told is a person."""

    PERSON = "person"
    MACHINE = "machine"
    FAX = "fax"  # or a modem
    ANNOUNCEMENT = "announcement"  # the network's own: the number is not in service, say


class MachineAction(StrEnum):
    """What becomes of a call that no person has answered."""

    HANG_UP = "hang_up"
    MESSAGE = "message"  # spoken after the beep, then hung up
    CONTINUE = "continue"  # the scheme decides by ``call.answered_by``


#: The detector that comes with the program.
CADENCE = "cadence"


@dataclass(frozen=True, slots=True)
class DetectionLimits:
    """Seconds. What is undecided at ``longest_s`` is a person."""

    #: Whoever says nothing for so long after the answer is a person who waits.
    initial_silence_s: float = 2.0
    #: A greeting is over when it is followed by so long a silence.
    silence_s: float = 0.7
    #: Persons greet for less than this, from their first sound to their last.
    greeting_s: float = 3.2
    #: After the answer, at the latest.
    longest_s: float = 5.2
    #: A machine's greeting, beep included, is waited for so long.
    beep_wait_s: float = 45.0


@dataclass(frozen=True, slots=True)
class AnswerDetection:
    """What a telephony adapter is to find out. ``wait_for_beep``: of a machine also when its
    greeting is over."""

    detector: str = CADENCE
    limits: DetectionLimits = field(default_factory=DetectionLimits)
    wait_for_beep: bool = False


@dataclass(frozen=True, slots=True)
class AnsweringMachines:
    """``[answering_machine]`` of a campaign file."""

    detect: bool = False
    action: MachineAction = MachineAction.HANG_UP
    #: What is spoken after the beep: a text, or a prompt of the scheme by its name.
    message: str = ""
    prompt: str = ""
    detector: str = CADENCE
    limits: DetectionLimits = field(default_factory=DetectionLimits)

    @property
    def detection(self) -> AnswerDetection | None:
        """What has to be found out; None: nothing."""
        if not self.detect:
            return None
        return AnswerDetection(self.detector, self.limits, self.action is MachineAction.MESSAGE)
