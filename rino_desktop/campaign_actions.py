"""What can be done about something that stands in a campaign's way, wherever it is told."""

from enum import StrEnum


class Action(StrEnum):
    """The values are names of buttons; what they do is known where they are."""

    NONE = ""
    START = "start"
    UNARCHIVE = "unarchive"
    ENGINE = "engine"
    TRUNK = "trunk"
    CONTACTS = "contacts"
    SCHEME = "scheme"
    FORM = "form"
    PEOPLE = "people"
    BACKUP = "backup"
    # Places in the campaign's own settings:
    HOURS = "hours"
    RETRIES = "retries"
    LINES = "lines"
    QUOTAS = "quotas"
    PRESET = "preset"
    CALLER_ID = "caller_id"
    OPERATORS = "operators"
    STORES = "stores"


#: Where in the settings it is: "section.key".
SETTINGS = {
    Action.HOURS: "schedule.weekdays",
    Action.RETRIES: "retry.max_attempts",
    Action.LINES: "campaign.max_lines",
    Action.QUOTAS: "quota",
    Action.PRESET: "campaign.preset",
    Action.CALLER_ID: "campaign.caller_id",
    Action.OPERATORS: "operators.skill",
    Action.STORES: "outbox",
}
