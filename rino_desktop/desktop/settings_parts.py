"""The sections of the settings that have somebody behind them."""

from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.settings_backup import BackupHere
from rino_desktop.desktop.settings_health import HealthHere
from rino_desktop.desktop.settings_incoming import IncomingHere
from rino_desktop.desktop.settings_presets import PresetsHere
from rino_desktop.desktop.settings_retention import RetentionHere
from rino_desktop.desktop.settings_sources import SourcesHere
from rino_desktop.desktop.settings_stores import StoresHere
from rino_desktop.desktop.settings_supervision import SupervisionHere
from rino_desktop.desktop.settings_trunks import TrunkSettingsHere
from rino_desktop.desktop.settings_voice import VoiceHere


def settings_parts(console: Console) -> tuple[ConsolePart, ...]:
    console.window.settings.section_chosen.connect(lambda _: console.changed())
    return (
        TrunkSettingsHere(console), HealthHere(console), BackupHere(console), SourcesHere(console),
        StoresHere(console), SupervisionHere(console), VoiceHere(console),
        RetentionHere(console), IncomingHere(console), PresetsHere(console),
    )  # fmt: skip
