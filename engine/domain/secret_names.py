"""Names of secrets: what a thing's own begin with, and how an address names one."""

import re
from enum import StrEnum

#: Stands for a secret in an address.
PLACE = re.compile(r"\{([A-Z_][A-Z0-9_]*)\}")


class SecretKind(StrEnum):
    """What a secret is for. The values stand in the names that belong to such a thing."""

    TRUNK = "TRUNK"
    SOURCE = "SOURCE"
    OUTBOX = "OUTBOX"
    REPORT = "REPORT"
    ALARM = "ALARM"

    @property
    def prefix(self) -> str:
        return f"RINO_{self.value}_"


def names_in(url: str) -> list[str]:
    """``https://host/bot{HOOK_TOKEN}`` names HOOK_TOKEN."""
    return PLACE.findall(url)
