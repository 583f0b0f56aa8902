"""What the wizard calls its steps and the uses of the product."""

from PySide6.QtCore import QCoreApplication


def step_words() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "purpose": tr("CampaignWizard", "Purpose"),
        "template": tr("CampaignWizard", "Scheme and form"),
        "list": tr("CampaignWizard", "List"),
        "rules": tr("CampaignWizard", "Rules"),
        "trunks": tr("CampaignWizard", "Trunks"),
        "operators": tr("CampaignWizard", "Operators"),
        "check": tr("CampaignWizard", "Check-list and start"),
    }


def step_hints() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "purpose": tr("CampaignWizard", "What are the calls for? A template comes with it: scheme, "
                      "form, rules and reports; everything can be changed."),
        "template": tr("CampaignWizard", "What the subscriber hears, what operators fill in, and "
                       "what the scheme says in your name."),
        "list": tr("CampaignWizard", "Whom to call. A list can also be imported, or built by "
                   "criteria, later."),
        "rules": tr("CampaignWizard", "Which laws hold, when to call, and how often to try."),
        "trunks": tr("CampaignWizard", "Over which lines, how many at once, and with which number "
                     "shown."),
        "operators": tr("CampaignWizard", "Who talks: a robot by the scheme, or operators, and how "
                        "the dialer follows them."),
        "check": tr("CampaignWizard", "Everything that can be known before the first call."),
    }  # fmt: skip


def use_words() -> dict[str, tuple[str, str]]:
    """Use → (its name, what happens)."""
    tr = QCoreApplication.translate
    return {
        "debt": (tr("CampaignWizard", "Debtors"),
                 tr("CampaignWizard", "says what is owed, to the debtor alone; takes promises")),
        "notice": (tr("CampaignWizard", "Notice"),
                   tr("CampaignWizard", "tells everybody something and has it confirmed")),
        "advertising": (tr("CampaignWizard", "Advertising"),
                        tr("CampaignWizard", "offers something to those who agreed to hear it")),
        "election": (tr("CampaignWizard", "Election campaign"),
                     tr("CampaignWizard", "speaks for a candidate, with two questions")),
        "survey": (tr("CampaignWizard", "Survey"),
                   tr("CampaignWizard", "asks questions, with quotas")),
        "quiz": (tr("CampaignWizard", "Quiz and lottery"),
                 tr("CampaignWizard", "asks, and draws winners from a published seed")),
        "interview": (tr("CampaignWizard", "Interviews by operators"),
                      tr("CampaignWizard", "dials; operators talk and fill in a form")),
        "feedback": (tr("CampaignWizard", "Rating of a service"),
                     tr("CampaignWizard", "asks for a mark; who is not content is called back")),
    }  # fmt: skip
