"""What a call through a scheme consists of, one thing after another, and how it stands at each.

A test call and the replay of a real one are both told in these, so that one panel shows either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.disposition import Disposition
from engine.ivr.model import Utterance
from engine.ivr.requests import OutsideRequest
from engine.scheme.dialogue_model import Stub


class What(StrEnum):
    """``text`` and ``value`` of a happening go by it, as the comments say."""

    ENTERED = "entered"
    #: By ``port``.
    LEFT = "left"
    #: ``utterance`` begins and lasts ``seconds``; ``looped`` until it is stopped.
    HEARD = "heard"
    #: What was heard has ended, or was stopped.
    QUIET = "quiet"
    #: The subscriber presses the key ``text``.
    PRESSED = "pressed"
    #: The subscriber speaks for ``seconds``.
    SPOKE = "spoke"
    HUNG_UP = "hung_up"
    RECORDING = "recording"
    #: ``text``: the message's name, "" for none; ``seconds``; ``value``: why it ended.
    RECORDED = "recorded"
    #: ``request`` goes outside; ``text`` is the request in words.
    ASKED = "asked"
    #: ``stub``: what came, as a dialogue would say it; ``value``: in words; after ``seconds``.
    ANSWERED = "answered"
    #: ``text``: the result's name; ``value``.
    SAVED = "saved"
    #: ``text``: the question; ``value``: the codes.
    QUESTION = "question"
    #: A row for an external store: ``text``: the store; ``values``.
    ROW = "row"
    #: ``text``: the moment promised.
    CALLBACK = "callback"
    DO_NOT_CALL = "do_not_call"
    #: The scheme presses keys itself: ``text``.
    SENT_DIGITS = "sent_digits"
    #: ``text``: the number that is dialled.
    TRANSFER = "transfer"
    TALKING = "talking"
    #: ``text``: the outcome.
    TRANSFER_ENDED = "transfer_ended"
    #: He waits for an operator in the queue ``text``; ``values``: ports by which he can come back.
    OPERATOR = "operator"
    #: ``text``: his place.
    POSITION = "position"
    #: ``text``: the operator.
    OPERATOR_TALKS = "operator_talks"
    OPERATOR_HOLDS = "operator_holds"
    #: ``text``: why there is none.
    OPERATOR_NONE = "operator_none"
    #: ``text``: the port that the operator has chosen, "" for none.
    OPERATOR_DONE = "operator_done"
    #: ``text``: the reason.
    TROUBLE = "trouble"
    #: What a dialogue demanded did not come: ``text`` in Russian, ``value`` in English.
    FAILURE = "failure"
    #: ``disposition``; ``node_id``: where the call ended, in the scheme that it began with.
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class State:
    """How the call stands: variables of the scheme at hand as they are, rows of queries with how
    many were taken, counters by node."""

    variables: Mapping[str, object] = field(default_factory=dict)
    rows: Mapping[str, tuple[object, int]] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    keys_ahead: str = ""
    language: str = ""


EMPTY = State()


@dataclass(frozen=True, slots=True)
class Happening:
    """``at``: seconds from the answer. ``scheme``: as ``Visited`` has it, "" for the one that the
    call began with. ``act``: number of what was done that brought it about."""

    at: float
    what: What
    scheme: str = ""
    node_id: str = ""
    port: str = ""
    text: str = ""
    value: str = ""
    seconds: float = 0.0
    looped: bool = False
    utterance: Utterance | None = None
    request: OutsideRequest | None = None
    stub: Stub | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    disposition: Disposition | None = None
    state: State = EMPTY
    act: int = 0


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is being heard: since ``began``, for ``seconds`` in all."""

    utterance: Utterance
    began: float
    seconds: float
    looped: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A node that was passed, or is at hand (``port`` "", ``left`` None)."""

    scheme: str
    node_id: str
    port: str
    entered: float
    left: float | None

    @property
    def seconds(self) -> float | None:
        return None if self.left is None else self.left - self.entered


class CallView:
    """How a call stands after the first of its happenings."""

    def __init__(self, happenings: Sequence[Happening], shown: int) -> None:
        self.happenings = happenings[:shown]
        self.passed: list[Passed] = []
        self.results: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self.rows: list[tuple[str, Mapping[str, str]]] = []
        self.troubles: list[str] = []
        self.hearing: Hearing | None = None
        self.ended: Happening | None = None
        self.recording = self.transferring = self.talking = False
        #: Who waits for an operator, or talks with one: ports by which he can come back.
        self.returns: tuple[str, ...] | None = None
        #: Where it is; and where in the scheme that the call began with.
        self.place: tuple[str, str] | None = None
        self.root = ""
        self._open: list[Passed] = []
        for each in self.happenings:
            self._take(each)

    @property
    def state(self) -> State:
        return self.happenings[-1].state if self.happenings else EMPTY

    @property
    def at(self) -> float:
        return self.happenings[-1].at if self.happenings else 0.0

    def path(self, scheme: str = "") -> list[tuple[str, str]]:
        """(node, port) of the nodes of one scheme that were left, in order."""
        wanted = scheme.casefold()
        return [
            (step.node_id, step.port)
            for step in self.passed
            if step.left is not None and step.scheme.casefold() == wanted
        ]

    def _take(self, each: Happening) -> None:
        match each.what:
            case What.ENTERED:
                self.place = (each.scheme, each.node_id)
                if not each.scheme:
                    self.root = each.node_id
                self.passed.append(Passed(each.scheme, each.node_id, "", each.at, None))
            case What.LEFT:
                self._leave(each)
            case What.HEARD:
                assert each.utterance is not None
                self.hearing = Hearing(each.utterance, each.at, each.seconds, each.looped)
            case What.QUIET:
                self.hearing = None
            case What.RECORDING:
                self.recording = True
            case What.RECORDED:
                self.recording = False
            case What.SAVED:
                self.results[each.text] = each.value
            case What.QUESTION:
                self.answers[each.text] = each.value
            case What.ROW:
                self.rows.append((each.text, each.values))
            case What.TRANSFER:
                self.transferring, self.hearing = True, None
            case What.TALKING:
                self.talking = True
            case What.TRANSFER_ENDED:
                self.transferring = self.talking = False
            case What.OPERATOR:
                self.returns = tuple(each.values)
            case What.OPERATOR_TALKS:
                self.talking = True
            case What.OPERATOR_HOLDS:
                self.talking = False
            case What.OPERATOR_NONE | What.OPERATOR_DONE:
                self.talking, self.returns = False, None
            case What.TROUBLE:
                self.troubles.append(each.text)
            case What.ENDED:
                self.ended = each
                self.hearing = self.returns = None
                self.recording = self.transferring = self.talking = False
            case _:
                pass

    def _leave(self, each: Happening) -> None:
        if self.place == (each.scheme, each.node_id):
            self.returns = None  # also who did not want to wait any longer
        # The latest stay at that node: a caller is left after all that it has called.
        for index in range(len(self.passed) - 1, -1, -1):
            step = self.passed[index]
            if (step.left is None and step.node_id == each.node_id
                    and step.scheme.casefold() == each.scheme.casefold()):  # fmt: skip
                self.passed[index] = Passed(
                    step.scheme, step.node_id, each.port, step.entered, each.at
                )
                return
