"""What the settings of a campaign are called, each with a hint, in the user's language."""

from rino_desktop.texts import t


def words() -> dict[str, tuple[str, str]]:
    """ "section.key" → (label, hint); the hint may be empty."""
    return {
        "campaign.mode": (
            t("Mode"),
            t("who talks, and who dials; laws ask for it"),
        ),
        "campaign.purpose": (
            t("Purpose"),
            t("laws ask what the calls are for"),
        ),
        "campaign.scheme": (
            t("Scheme"),
            t("what the subscriber hears; a published one"),
        ),
        "campaign.form": (
            t("Form"),
            t("what operators fill in"),
        ),
        "campaign.priority": (
            t("Priority"),
            t("1 to 9, when campaigns share lines"),
        ),
        "campaign.voice_pack": (
            t("Voice packs"),
            t("names, by commas; the first of a language speaks numbers and dates"),
        ),
        "campaign.scenario": (
            t("Dial strategy"),
            t("empty: the standard one"),
        ),
        "campaign.preset": (
            t("Legal presets"),
            t("names, by commas; all of them hold together"),
        ),
        "campaign.person": (
            t("Column of the person"),
            t("calls to all numbers of one person are counted together"),
        ),
        "campaign.voice_message": (
            t("Voice message"),
            t("the call delivers a message and no dialogue: laws count these apart"),
        ),
        "campaign.label": (
            t("Name that is shown"),
            t("where a law asks for labelled calls"),
        ),
        "campaign.label_category": (
            t("Category of the name"),
            t("as the law lists them"),
        ),
        "campaign.mask_numbers": (
            t("Hide numbers"),
            t("operators work without seeing subscribers' numbers"),
        ),
        "campaign.trunk": (
            t("Trunks"),
            t("names, by commas, tried in this order"),
        ),
        "campaign.caller_id": (
            t("Number that is shown"),
            t("as +74951234567; empty: that of the trunk"),
        ),
        "campaign.country": (
            t("Country"),
            t("of numbers without a code: RU, KZ, BY …"),
        ),
        "campaign.max_lines": (
            t("Lines at most"),
            t("calls at once"),
        ),
        "campaign.calls_per_second": (
            t("New calls"),
            t("a second, at most"),
        ),
        "campaign.ring_timeout_s": (
            t("Ring for"),
            t("then it counts as no answer"),
        ),
        "campaign.max_call_s": (
            t("Longest call"),
            t("then it is ended"),
        ),
        "campaign.rtp_timeout_s": (
            t("Silence on the line"),
            t("without sound from the network for so long the call is ended"),
        ),
        "campaign.record": (
            t("Record calls"),
            "",
        ),
        "campaign.record_consent": (
            t("Said of the recording"),
            t("spoken before the scheme"),
        ),
        "campaign.quota_counts": (
            t("What counts as an interview"),
            t("a disposition, or result=value"),
        ),
        "campaign.pacing": (
            t("Pacing"),
            t("how the dialer follows the operators"),
        ),
        "campaign.abandon_limit": (
            t("Lost calls at most"),
            t("share of live answers that no operator takes in time: 0.03"),
        ),
        "schedule.timezone": (
            t("Time zone"),
            t("of contacts whose own is not known"),
        ),
        "schedule.weekdays": (
            t("On weekdays"),
            t("09:00-20:00 by the contact's own clock; never"),
        ),
        "schedule.weekend": (
            t("At the weekend"),
            t("10:00-18:00; never"),
        ),
        "schedule.holidays": (
            t("Holidays of"),
            t("RU: they are as the weekend; empty: none"),
        ),
        "schedule.all_zones": (
            t("All possible zones"),
            t("where the zone is uncertain, call only when all of them allow it"),
        ),
        "retry.max_attempts": (
            t("Attempts at most"),
            t("to one contact, all his numbers together"),
        ),
        "retry.user_busy": (
            t("After busy"),
            t("waits by commas: 5m, 30m, 2h; past the last: no more"),
        ),
        "retry.no_answer": (
            t("After no answer"),
            t("waits by commas: 3h, 1d"),
        ),
        "retry.network_failure": (
            t("After a network failure"),
            t("waits by commas: 5m, 30m"),
        ),
        "retry.interrupted": (
            t("After an interruption"),
            t("the call was cut by us: 15m"),
        ),
        "retry.partial": (
            t("Not heard to the end"),
            t("hung up before the end; empty list: no more"),
        ),
        "retry.machine": (
            t("After a machine"),
            t("waits by commas: 4h, 1d"),
        ),
        "retry.abandoned": (
            t("After a lost call"),
            t("no operator was free: 1d"),
        ),
        "retry.rejected": (
            t("After a refusal"),
            t("the call was declined: 1d"),
        ),
        "operators.skill": (
            t("Skill"),
            t("empty: every operator"),
        ),
        "operators.minimum_level": (
            t("Level at least"),
            t("of that skill"),
        ),
        "operators.assignment": (
            t("Who gets the call"),
            "",
        ),
        "operators.wrap_up": (
            t("After the call"),
            t("time to fill in the form"),
        ),
        "operators.wrap_up_s": (
            t("Time for it"),
            "",
        ),
        "operators.expiry_result": (
            t("Result when it runs out"),
            "",
        ),
        "operators.wrap_up_ends_when_saved": (
            t("Ends when saved"),
            "",
        ),
        "operators.ring_timeout_s": (
            t("Ring an operator for"),
            t("then it goes to the next"),
        ),
        "operators.answer_within_s": (
            t("Operator within"),
            t("of the subscriber's answer: later it is a lost call"),
        ),
        "operators.time_limit_s": (
            t("Wait at most"),
            t("in the queue"),
        ),
        "operators.most_misses": (
            t("Missed calls at most"),
            t("then the operator is set on a break"),
        ),
        "operators.sticky_s": (
            t("Wait for the same operator"),
            "",
        ),
        "operators.direct_s": (
            t("Wait for a named operator"),
            "",
        ),
        "operators.rescue_s": (
            t("Wait after a lost operator"),
            "",
        ),
        "operators.announce_s": (
            t("Announce every"),
            t("how long it will take"),
        ),
        "operators.overflow_when_empty": (
            t("Give up when nobody works"),
            "",
        ),
        "operators.service_level_s": (
            t("Service level"),
            t("answered within so long"),
        ),
        "operators.fewest_operators": (
            t("Predict from"),
            t("so many operators; fewer are dialled for one by one"),
        ),
        "operators.most_calls_each": (
            t("Calls for each at most"),
            "",
        ),
        "operators.skip_reasons": (
            t("Reasons to put off"),
            t("by commas; of a manual campaign"),
        ),
        "operators.skip_s": (
            t("Put off for"),
            "",
        ),
        "answering_machine.detect": (
            t("Tell machines apart"),
            "",
        ),
        "answering_machine.action": (
            t("When it is a machine"),
            "",
        ),
        "answering_machine.message": (
            t("Message"),
            t("spoken after the beep"),
        ),
        "answering_machine.prompt": (
            t("Prompt"),
            t("of the scheme, instead of a text"),
        ),
        "answering_machine.detector": (
            t("Detector"),
            "",
        ),
        "answering_machine.initial_silence_s": (
            t("Silence at first"),
            t("whoever says nothing for so long is a person"),
        ),
        "answering_machine.silence_s": (
            t("Silence after a greeting"),
            "",
        ),
        "answering_machine.greeting_s": (
            t("A person's greeting"),
            t("is shorter than this"),
        ),
        "answering_machine.longest_s": (
            t("Decide within"),
            t("undecided is a person"),
        ),
        "answering_machine.beep_wait_s": (
            t("Wait for the beep"),
            "",
        ),
        "variables": (
            t("Variables of the scheme"),
            t('name = "value", one a line; a contact\'s own field goes before them'),
        ),
        "scenario_options": (
            t("Options of the strategy"),
            t('name = "value", one a line'),
        ),
        "quota": (
            t("Quotas"),
            t("[[quota]] as in the campaign file"),
        ),
        "outbox": (
            t("External stores"),
            t("[[outbox]] as in the campaign file"),
        ),
    }
