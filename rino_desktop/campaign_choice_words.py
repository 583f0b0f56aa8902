"""What the choices of a campaign's settings are called, in the user's language."""

from rino_desktop.texts import t


def choice_word(place: str, choice: str) -> str:
    """``place``: "section.key"; ``choice``: as a campaign file has it, which is what a choice
    without words of its own is called."""
    return _words().get(place, {}).get(choice, choice)


def _words() -> dict[str, dict[str, str]]:
    return {
        "campaign.mode": {
            "automatic": t("a robot talks"),
            "automated": t("operators talk"),
            "manual": t("operators dial"),
        },
        "campaign.purpose": {
            "debt": t("debt collection"),
            "notice": t("notice"),
            "advertising": t("advertising"),
            "election": t("election campaign"),
            "survey": t("survey"),
            "quiz": t("quiz"),
            "other": t("something else"),
        },
        "campaign.pacing": {
            "preview": t("the operator looks first, then dials"),
            "progressive": t("one call for each free operator"),
            "predictive": t("ahead of operators who will be free"),
        },
        "operators.assignment": {
            "longest_idle": t("who has waited longest"),
            "best_skill": t("who knows best"),
        },
        "operators.wrap_up": {
            "optional": t("only if the operator asks for it"),
            "timed": t("always, may be cut short"),
            "forced": t("always, until a result is saved"),
        },
        "answering_machine.action": {
            "hang_up": t("hang up"),
            "message": t("leave a message after the beep"),
            "continue": t("the scheme decides"),
        },
    }
