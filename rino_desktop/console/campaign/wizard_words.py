"""What the wizard calls its steps and the uses of the product."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def step_words() -> dict[str, str]:
    return {
        "purpose": translate("CampaignWizard", "Purpose"),
        "template": translate("CampaignWizard", "Scheme and form"),
        "list": translate("CampaignWizard", "List"),
        "rules": translate("CampaignWizard", "Rules"),
        "trunks": translate("CampaignWizard", "Trunks"),
        "operators": translate("CampaignWizard", "Operators"),
        "check": translate("CampaignWizard", "Check-list and start"),
    }


def step_hints() -> dict[str, str]:
    return {
        "purpose": translate(
            "CampaignWizard",
            "What are the calls for? A template comes with it: scheme, "
            "form, rules and reports; everything can be changed.",
        ),
        "template": translate(
            "CampaignWizard",
            "What the subscriber hears, what operators fill in, and "
            "what the scheme says in your name.",
        ),
        "list": translate(
            "CampaignWizard",
            "Whom to call. A list can also be imported, or built by criteria, later.",
        ),
        "rules": translate(
            "CampaignWizard", "Which laws hold, when to call, and how often to try."
        ),
        "trunks": translate(
            "CampaignWizard", "Over which lines, how many at once, and with which number shown."
        ),
        "operators": translate(
            "CampaignWizard",
            "Who talks: a robot by the scheme, or operators, and how the dialer follows them.",
        ),
        "check": translate("CampaignWizard", "Everything that can be known before the first call."),
    }


def use_words() -> dict[str, tuple[str, str]]:
    """Use → (its name, what happens)."""
    return {
        "debt": (
            translate("CampaignWizard", "Debtors"),
            translate("CampaignWizard", "a robot asks who answers, tells the debt, takes promises"),
        ),
        "debt-operators": (
            translate("CampaignWizard", "Debtors, by operators"),
            translate("CampaignWizard", "dials; operators talk about the debt and fill in a form"),
        ),
        "notice": (
            translate("CampaignWizard", "Notice"),
            translate("CampaignWizard", "tells everybody something and has it confirmed"),
        ),
        "advertising": (
            translate("CampaignWizard", "Advertising"),
            translate("CampaignWizard", "offers something to those who agreed to hear it"),
        ),
        "election": (
            translate("CampaignWizard", "Election campaign"),
            translate("CampaignWizard", "speaks for a candidate, with two questions"),
        ),
        "survey": (
            translate("CampaignWizard", "Survey"),
            translate("CampaignWizard", "asks questions, with quotas"),
        ),
        "quiz": (
            translate("CampaignWizard", "Quiz and lottery"),
            translate("CampaignWizard", "asks, and draws winners from a published seed"),
        ),
        "interview": (
            translate("CampaignWizard", "Interviews by operators"),
            translate("CampaignWizard", "dials; operators talk and fill in a form"),
        ),
        "feedback": (
            translate("CampaignWizard", "Rating of a service"),
            translate("CampaignWizard", "asks for a mark; who is not content is called back"),
        ),
    }
