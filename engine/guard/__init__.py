"""Who may call what of the stores, and see what of what they give: see docs/rights.md."""

from engine.guard.nobody import guarded_from_nobody
from engine.guard.refusal import NoRight, NotSignedIn
from engine.guard.stores import RULES, guarded, require_secret, secrets_of_others

__all__ = [
    "RULES", "NoRight", "NotSignedIn", "guarded", "guarded_from_nobody", "require_secret",
    "secrets_of_others",
]  # fmt: skip
