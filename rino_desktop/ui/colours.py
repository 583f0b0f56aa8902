"""The palettes: every colour a window uses has a name here."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    """Every text colour has at least 4.5:1 (WCAG 2.1, 1.4.3) on the surfaces it stands on:
    ``page``, ``panel``, ``field``, ``hover`` and ``accent_soft``."""

    dark: bool
    page: str
    panel: str
    #: Inside of text fields and of what is pressed.
    field: str
    border: str
    #: Edge of what can be typed into or pressed.
    edge: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    #: Behind what is selected.
    accent_soft: str
    hover: str
    good: str
    warning: str
    bad: str
    #: Text on ``good``, ``warning`` and ``bad``.
    on_state: str
    # Families of the blocks of a scheme.
    voice: str
    logic: str
    data: str
    telephony: str


LIGHT = Colours(
    dark=False,
    page="#f6f7f9",
    panel="#ffffff",
    field="#f6f7f9",
    border="#dfe3e8",
    edge="#cdd3db",
    text="#1c2430",
    secondary="#5d6676",
    accent="#2563eb",
    on_accent="#ffffff",
    accent_soft="#ecf2ff",
    hover="#eef1f5",
    good="#147a38",
    warning="#ad4f08",
    bad="#c62828",
    on_state="#ffffff",
    voice="#2563eb",
    logic="#7c3aed",
    data="#0f766e",
    telephony="#ad4f08",
)
DARK = Colours(
    dark=True,
    page="#14181f",
    panel="#1b212b",
    field="#14181f",
    border="#2c3542",
    edge="#3a4656",
    text="#e6eaf0",
    secondary="#93a0b4",
    accent="#6ea0ff",
    on_accent="#14181f",
    accent_soft="#22304a",
    hover="#242c38",
    good="#4cc38a",
    warning="#f0a94a",
    bad="#ff7b72",
    on_state="#14181f",
    voice="#6ea0ff",
    logic="#b794f6",
    data="#45c7b8",
    telephony="#f0a94a",
)

#: The families of blocks, in the order in which a palette of blocks shows them.
FAMILIES = ("voice", "logic", "data", "telephony")


def palette(colours: Colours) -> QPalette:
    """What widgets without a rule of the style sheet are painted with."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.page,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.panel,
        QPalette.ColorRole.AlternateBase: colours.page,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.panel,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.bad,
        QPalette.ColorRole.PlaceholderText: colours.secondary,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.ToolTipBase: colours.panel,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        # Fusion paints its edges with these.
        QPalette.ColorRole.Light: colours.panel,
        QPalette.ColorRole.Midlight: colours.hover,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.edge,
        QPalette.ColorRole.Shadow: colours.border,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Text,
                 QPalette.ColorRole.WindowText):  # fmt: skip
        made.setColor(disabled, role, QColor(colours.secondary))
    return made
