"""Who may call what of the stores, and see what of what they give: see docs/rights.md."""

from engine.guard.refusal import NoRight
from engine.guard.stores import RULES, guarded, require_secret, secrets_of_others

__all__ = ["RULES", "NoRight", "guarded", "require_secret", "secrets_of_others"]
