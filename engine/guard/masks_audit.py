"""As engine.guard.masks, of the audit log: numbers and names stand in it as they were changed."""

from collections.abc import Mapping
from dataclasses import replace

from engine.domain.masking import masked_text, masked_words
from engine.domain.rights import Right
from engine.guard.rule import Arguments
from engine.guard.view import View
from engine.ports.audit import AuditEntry


def entry(view: View, found: AuditEntry) -> AuditEntry:
    if view.unmasked(found.campaign_id):
        return found
    details = {name: _hidden(value, words=name == "fields")
               for name, value in found.details.items()}  # fmt: skip
    return replace(found, subject=masked_text(found.subject), details=details)


def _hidden(value: object, *, words: bool) -> object:
    """``words``: of a contact's fields, whose names stay."""
    match value:
        case str():
            return masked_words(value) if words else masked_text(value)
        case Mapping():
            return {name: _hidden(each, words=words) for name, each in value.items()}
        case list() | tuple():
            return [_hidden(each, words=words) for each in value]
    return value


def asks_number(arguments: Arguments) -> Right | None:
    """Who sees numbers masked must not find them out by asking for parts of them."""
    digits = any(char.isdigit() for char in arguments["wanted"].subject)
    return Right.PERSONAL_DATA if digits else None
