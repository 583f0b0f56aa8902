"""What can be chosen for the settings of a campaign, in words."""

from typing import Any

from rino_desktop.texts import t


def choices() -> dict[str, dict[str, str]]:
    """ "section.key" → value as a campaign file has it → what it means."""
    return {
        "campaign.mode": {
            "automatic": t("a robot talks"),
            "automated": t("operators talk, the program dials"),
            "manual": t("operators talk and dial"),
        },
        "campaign.purpose": {
            "debt": t("collecting debts"),
            "notice": t("a notice"),
            "advertising": t("advertising"),
            "election": t("an election campaign"),
            "survey": t("a survey"),
            "quiz": t("a quiz or lottery"),
            "other": t("something else"),
        },
        "campaign.pacing": {
            "preview": t("by the operators themselves"),
            "progressive": t("one call for each free operator"),
            "predictive": t("ahead of the operators, within the lost calls allowed"),
        },
        "operators.assignment": {
            "longest_idle": t("to who has waited longest"),
            "best_skill": t("to who has the skill best"),
        },
        "operators.wrap_up": {
            "optional": t("none, unless the operator asks for it"),
            "timed": t("some time, which can be ended"),
            "forced": t("until there is a result"),
        },
        "answering_machine.action": {
            "hang_up": t("hang up"),
            "message": t("leave the message after the beep"),
            "continue": t("go on by the scheme"),
        },
    }


def shown(place: str, value: Any) -> str:
    """A value of that setting as people read it; "–" for none."""
    if value is None:
        return "–"
    return choices().get(place, {}).get(str(value), str(value))
