"""Between the answer and the scheme: is it a person? What the campaign does when it is not."""

import logging
from collections.abc import Callable

from engine.domain.answering_machine import AnsweredBy, MachineAction
from engine.ivr import model as ivr
from engine.ports import telephony as port
from engine.service.call_plan import CallPlan, CallServices

log = logging.getLogger(__name__)

#: Result that says how a message was left, and its values.
MESSAGE_RESULT = "machine_message"
AFTER_BEEP, WITHOUT_BEEP = "after_beep", "without_beep"


class AnswerGate:
    """``start(who)`` lets the scheme begin, once; ``say`` speaks the message; ``machine`` is told
    when it is no person; ``left`` when the message has been spoken to its end."""

    def __init__(
        self,
        plan: CallPlan,
        services: CallServices,
        *,
        start: Callable[[AnsweredBy], None],
        say: Callable[[tuple[ivr.Utterance, ...]], None],
        machine: Callable[[], None],
        left: Callable[[str], None],
    ) -> None:
        self._plan = plan
        self._s = services
        self._start = start
        self._say = say
        self._tell_machine = machine
        self._left = left
        self._settings = plan.settings.answering_machines
        self._undecided = self._settings.detect
        self._waits_for_beep = False
        self._beep = False
        #: Nobody has been found on the line but a machine, a fax or the network.
        self.machine = False

    @property
    def message(self) -> tuple[ivr.Utterance, ...]:
        """What is left on a machine; (): nothing."""
        settings, scheme = self._settings, self._plan.scheme
        if not settings.detect or settings.action is not MachineAction.MESSAGE:
            return ()
        language = self._plan.language or scheme.language
        if settings.prompt:
            recordings = scheme.prompts.get(settings.prompt, {})
            found = recordings.get(language) or next(iter(recordings.values()), None)
            return (found,) if found is not None else ()
        return (ivr.Spoken(settings.message, language),) if settings.message else ()

    def answered(self) -> None:
        if not self._undecided:
            self._start(AnsweredBy.PERSON)

    def key_pressed(self) -> None:
        """Whoever presses a key is a person."""
        self.machine = False
        if self._undecided or self._waits_for_beep:
            self._undecided = self._waits_for_beep = False
            self._start(AnsweredBy.PERSON)

    def detected(self, event: port.AnswerDetected) -> None:
        if not self._undecided:
            return
        self._undecided = False
        who = event.answered_by
        log.debug("call %s: answered by a %s (%s) after %.2f s",
                  event.call_id, who, event.reason, event.after_s)  # fmt: skip
        if who is AnsweredBy.PERSON:
            self._start(who)
            return
        self.machine = True
        self._tell_machine()
        action = self._settings.action
        if action is MachineAction.CONTINUE:
            self._start(who)
        elif action is MachineAction.MESSAGE and who is AnsweredBy.MACHINE:
            self._waits_for_beep = True
        else:
            self._s.telephony.hang_up(event.call_id)

    def greeting_ended(self, event: port.GreetingEnded) -> None:
        if not self._waits_for_beep:
            return
        self._waits_for_beep, self._beep = False, event.beep
        message = self.message
        if message:
            self._say(message)
        else:  # the scheme was published anew without its prompt
            log.error("call %s: there is no prompt %s to be left on the answering machine",
                      event.call_id, self._settings.prompt)  # fmt: skip
            self._s.telephony.hang_up(event.call_id)

    def said(self, event: port.PlaybackEnded) -> None:
        """The message has been spoken; ``interrupted``: not to its end."""
        if not (event.interrupted or event.error):
            self._left(AFTER_BEEP if self._beep else WITHOUT_BEEP)
        self._s.telephony.hang_up(event.call_id)
