"""Names of the groups of settings, and of what can be done about what stands in the way."""

from PySide6.QtCore import QCoreApplication

from rino_desktop.campaign_actions import Action


def group_words() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "calls": tr("CampaignWords", "Calls"),
        "law": tr("CampaignWords", "Law"),
        "hours": tr("CampaignWords", "Calling hours"),
        "tries": tr("CampaignWords", "Attempts"),
        "lines": tr("CampaignWords", "Lines and pace"),
        "operators": tr("CampaignWords", "Operators"),
        "recordings": tr("CampaignWords", "Recordings"),
        "machines": tr("CampaignWords", "Answering machines"),
        "quotas": tr("CampaignWords", "Quotas"),
        "stores": tr("CampaignWords", "External stores"),
    }


def action_words() -> dict[Action, str]:
    """What the button says."""
    tr = QCoreApplication.translate
    return {
        Action.START: tr("CampaignWords", "Start the campaign…"),
        Action.UNARCHIVE: tr("CampaignWords", "Take it out of the archive"),
        Action.ENGINE: tr("CampaignWords", "Start the engine…"),
        Action.TRUNK: tr("CampaignWords", "Connect a trunk…"),
        Action.CONTACTS: tr("CampaignWords", "Import contacts…"),
        Action.SCHEME: tr("CampaignWords", "Open the scheme…"),
        Action.FORM: tr("CampaignWords", "Open the forms…"),
        Action.HOURS: tr("CampaignWords", "Extend the hours…"),
        Action.RETRIES: tr("CampaignWords", "Change the attempts…"),
        Action.LINES: tr("CampaignWords", "Change the lines…"),
        Action.QUOTAS: tr("CampaignWords", "Change the quotas…"),
        Action.PRESET: tr("CampaignWords", "Change the law…"),
        Action.CALLER_ID: tr("CampaignWords", "Set the number…"),
        Action.OPERATORS: tr("CampaignWords", "Change the operators…"),
        Action.STORES: tr("CampaignWords", "Change the stores…"),
    }
