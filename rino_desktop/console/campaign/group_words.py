"""Names of the groups of settings, and of what can be done about what stands in the way."""

from PySide6.QtCore import QCoreApplication

from rino_desktop.campaign_actions import Action

translate = QCoreApplication.translate


def group_words() -> dict[str, str]:
    return {
        "calls": translate("CampaignWords", "Calls"),
        "law": translate("CampaignWords", "Law"),
        "hours": translate("CampaignWords", "Calling hours"),
        "tries": translate("CampaignWords", "Attempts"),
        "lines": translate("CampaignWords", "Lines and pace"),
        "operators": translate("CampaignWords", "Operators"),
        "recordings": translate("CampaignWords", "Recordings"),
        "machines": translate("CampaignWords", "Answering machines"),
        "quotas": translate("CampaignWords", "Quotas"),
        "stores": translate("CampaignWords", "External stores"),
    }


def action_words() -> dict[Action, str]:
    """What the button says."""
    return {
        Action.START: translate("CampaignWords", "Start the campaign…"),
        Action.UNARCHIVE: translate("CampaignWords", "Take it out of the archive"),
        Action.ENGINE: translate("CampaignWords", "Start the engine…"),
        Action.TRUNK: translate("CampaignWords", "Connect a trunk…"),
        Action.CONTACTS: translate("CampaignWords", "Import contacts…"),
        Action.SCHEME: translate("CampaignWords", "Open the scheme…"),
        Action.FORM: translate("CampaignWords", "Open the forms…"),
        Action.PEOPLE: translate("CampaignWords", "Add people…"),
        Action.BACKUP: translate("CampaignWords", "Make a backup…"),
        Action.HOURS: translate("CampaignWords", "Extend the hours…"),
        Action.RETRIES: translate("CampaignWords", "Change the attempts…"),
        Action.LINES: translate("CampaignWords", "Change the lines…"),
        Action.QUOTAS: translate("CampaignWords", "Change the quotas…"),
        Action.PRESET: translate("CampaignWords", "Change the law…"),
        Action.CALLER_ID: translate("CampaignWords", "Set the number…"),
        Action.OPERATORS: translate("CampaignWords", "Change the operators…"),
        Action.STORES: translate("CampaignWords", "Change the stores…"),
    }
