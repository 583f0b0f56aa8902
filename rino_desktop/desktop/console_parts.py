"""The parts of the console that there are."""

from rino_desktop.desktop.alarms import Alarms
from rino_desktop.desktop.campaigns import Campaigns
from rino_desktop.desktop.clients import Clients
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.contacts import Contacts
from rino_desktop.desktop.monitor import Monitor
from rino_desktop.desktop.reports import Reports
from rino_desktop.desktop.settings_parts import settings_parts


def console_parts(console: Console) -> tuple[ConsolePart, ...]:
    """In the order in which they are brought up to date."""
    campaigns = Campaigns(console)
    return (
        campaigns, Contacts(console), Clients(console), Monitor(console, campaigns.forecasts),
        Reports(console), Alarms(console),
        *settings_parts(console),
    )  # fmt: skip
