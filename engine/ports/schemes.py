"""The storage port's part for schemes: drafts, published versions, and who works on them.

Every scheme has one draft, which is what the editor opens. Nothing of it is ever overwritten: who
saves or publishes says on which revision he stands, and gets a ``DraftConflict`` when somebody else
has saved meanwhile.

- After publishing, the draft is what was published. What comes from elsewhere (a file) leaves a
  draft with unpublished work alone; a draft without any follows it.
- A rollback changes what new calls use and leaves the draft as it is: the work goes on from there,
  or begins again with the version gone back to, as the supervisor likes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.errors import KnownError

#: Who has not been seen for so long has closed the scheme, or died with it; seconds.
EDITOR_STALE_S = 45.0
#: How often an open scheme is to be kept open; seconds.
EDITOR_REFRESH_S = 15.0


@dataclass(frozen=True, slots=True)
class SchemeInfo:
    """``published`` is the version number that new calls use; None: only a draft so far.
    ``has_draft``: the draft is not what new calls use. ``author``, ``comment``: of the published
    version."""

    id: int
    name: str
    published: int | None
    published_at: datetime | None
    versions: int
    has_draft: bool
    author: str = ""
    comment: str = ""
    #: Language → what people call it, of the draft.
    title: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class SchemeVersion:
    """A published document (the JSON of engine.scheme.codec); never changes once stored.
    ``revision``: of the draft that it was published from; None: from a file."""

    id: int
    scheme_id: int
    name: str
    version: int
    document: str
    published_at: datetime
    author: str = ""
    comment: str = ""
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version without its document. ``current``: new calls use it."""

    id: int
    version: int
    published_at: datetime
    author: str
    comment: str
    revision: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """``revision`` grows with every change. ``version``: the number of the version with the same
    document; None: the work is not published."""

    name: str
    document: str
    revision: int
    author: str
    saved_at: datetime
    version: int | None


class DraftConflict(KnownError):
    """Somebody else has changed the draft meanwhile; ``draft`` is his, to be compared with."""

    def __init__(self, message: str, /, *, draft: Draft, mend: str = "", **values: object) -> None:
        super().__init__(message, mend=mend, **values)
        self.draft = draft


@dataclass(frozen=True, slots=True)
class OpenEditor:
    """Somebody has a scheme open. ``computer``: the name of the machine he sits at."""

    user: str
    computer: str
    opened_at: datetime
    seen_at: datetime


class SchemeStore(Protocol):
    """Looking up a missing scheme or version raises KnownError. Names are compared without regard
    to case."""

    # --- the draft ---

    def save_draft(
        self, name: str, document: str, author: str = "", based_on: int | None = None
    ) -> Draft:
        """``based_on``: the revision that the work began from, None for a scheme that was not
        there. DraftConflict when the draft has another revision by now. To repeat a call changes
        nothing."""
        ...

    def draft(self, name: str) -> Draft | None: ...

    # --- versions ---

    def publish(
        self, name: str, document: str, *, author: str = "", comment: str = "",
        based_on: int | None = None,
    ) -> SchemeVersion:  # fmt: skip
        """Store as the next version and make it the one that new calls use; an identical
        document to the current version makes no new one. ``based_on``: the revision of the draft
        that is published, None for a document from elsewhere; DraftConflict when the draft has
        another revision by now."""
        ...

    def rollback(self, name: str, version: int) -> SchemeVersion:
        """Make an earlier version the current one again; the draft stays."""
        ...

    def current(self, name: str) -> SchemeVersion: ...
    def version(self, version_id: int) -> SchemeVersion: ...
    def numbered(self, name: str, version: int) -> SchemeVersion: ...
    def versions(self, name: str) -> list[VersionInfo]:
        """The newest first."""
        ...

    def published_ids(self) -> dict[str, int]:
        """Casefolded scheme name → id of the version that new calls use. Cheap: no documents."""
        ...

    # --- schemes ---

    def all(self) -> list[SchemeInfo]: ...

    def require_unused(self, name: str) -> None:
        """KnownError when campaigns that are not archived use it, naming them."""
        ...

    def rename(self, name: str, new_name: str) -> None:
        """KnownError when campaigns that are not archived use it, naming them, or when there is
        one of the new name."""
        ...

    def delete(self, name: str) -> None:
        """Put it away: ``restore`` brings it back. Its name is free, its draft and its versions
        stay, so that calls which it led can be reported and replayed. KnownError when campaigns
        that are not archived use it, naming them."""
        ...

    def removed(self) -> list[SchemeInfo]:
        """Deleted schemes."""
        ...

    def restore(self, scheme_id: int, name: str) -> None:
        """A deleted scheme is there again as ``name``, with its versions and its draft as they
        were. KnownError when there is one of that name."""
        ...

    def documents(self) -> Iterator[str]:
        """The texts of all drafts and versions, those of deleted schemes too."""
        ...

    def copy(self, name: str, new_name: str, author: str = "") -> Draft:
        """A new scheme whose draft is what this one's is. KnownError when there is one of the new
        name."""
        ...

    # --- who has it open ---

    def keep_open(self, name: str, user: str, computer: str, now: datetime) -> None:
        """Say that ``user`` has the scheme open at ``computer``; to be repeated every
        ``EDITOR_REFRESH_S``."""
        ...

    def close_open(self, name: str, user: str, computer: str) -> None: ...

    def open_editors(self, name: str, now: datetime) -> list[OpenEditor]:
        """Everybody seen within ``EDITOR_STALE_S``, whoever has opened it first coming first."""
        ...


class UserStateStore(Protocol):
    """What windows remember for each user: places, columns, the part of a scheme looked at. Values
    are anything that JSON can hold; the last one counts."""

    def get(self, user: str, name: str) -> object:
        """None: there is none."""
        ...

    def put(self, user: str, name: str, value: object) -> None:
        """None forgets it. ``name``: up to 100 characters, such as "scheme/17/view" or
        "window/campaigns"."""
        ...

    def of_user(self, user: str) -> dict[str, object]: ...
