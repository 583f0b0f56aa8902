"""Rules of lists by criteria: segments, whom a criterion finds, imports."""

from collections.abc import Iterator, Mapping

from engine.domain.rights import Right
from engine.guard.rule import Arguments, Rule, needs
from engine.lists.criteria import Criterion, Group

_BUILD = needs(Right.LISTS_BUILD)
#: A criterion may ask about contacts of every campaign, and about subscribers of the billing
#: system.
_ASK = _BUILD.in_office()
_SEE = needs(Right.LISTS_BUILD, also=Right.PERSONAL_DATA).in_office()


def _of_address(arguments: Arguments) -> Right | None:
    """A source that is named by its URL: an engine opens it, with the password for such ones."""
    criterion: Criterion = arguments["criterion"]
    sources = (criterion.base.source, *_sources(criterion.root))
    return Right.SOURCES_EDIT if any("://" in each for each in sources) else None


def _sources(group: Group) -> Iterator[str]:
    for part in group.parts:
        if isinstance(part, Group):
            yield from _sources(part)
        else:
            yield part.field.source


LISTS: Mapping[str, Mapping[str, Rule]] = {
    "segments": {
        **dict.fromkeys(("all", "by_name", "get"), _BUILD),
        "save": Rule((Right.LISTS_BUILD,), command=_of_address).in_office(),
        "delete": _BUILD.in_office(),
        # Whose list it is comes of every campaign, whenever the campaign is started.
        "use": _BUILD.in_office(),
        "of_campaign": needs(Right.CAMPAIGN_VIEW).in_campaign(),
    },
    "list_people": {
        **dict.fromkeys(("put", "count", "callable", "names", "asked_of_calls"), _ASK),
        **dict.fromkeys(("sample", "all", "brought", "values"), _SEE),
    },
    "imports": {
        "of_campaign": needs(Right.CONTACTS_VIEW).in_campaign(),
        "get": needs(Right.CONTACTS_VIEW).in_office(),
        "rejects": needs(Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA).in_office(),
        **dict.fromkeys(
            ("count_rejects", "forget_rejects"), needs(Right.SETTINGS_EDIT).in_office()
        ),
        **dict.fromkeys(("would_undo", "undo"), needs(Right.CONTACTS_EDIT).in_office()),
        **dict.fromkeys(
            ("templates", "save_template", "remove_template"),
            needs(Right.LISTS_BUILD, Right.CONTACTS_EDIT),
        ),
    },
}
