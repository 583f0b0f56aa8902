"""The storage port's part for forms (бланки) and what operators have filled in.

As of a scheme there is one draft of each form, which is what the designer opens, and published
versions that never change. Nothing of a draft is ever overwritten: who saves or publishes says on
which revision he stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from engine.domain.call_key import key_of_incoming, written
from engine.errors import KnownError

if TYPE_CHECKING:  # every command opens the storage port, few of them the interpreter
    from engine.ivr.survey import Question


@dataclass(frozen=True, slots=True)
class FormInfo:
    """``published``: the number of the version that new calls use; None: only a draft so far.
    ``has_draft``: the draft is not what is published."""

    id: int
    name: str
    published: int | None
    published_at: datetime | None
    versions: int
    has_draft: bool
    author: str = ""


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A published document (the JSON of engine.forms.codec); never changes once stored."""

    id: int
    form_id: int
    name: str
    version: int
    document: str
    published_at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class FormDraft:
    """``revision`` grows with every change. ``version``: the number of the version with the same
    document; None: the work is not published."""

    name: str
    document: str
    revision: int
    author: str
    saved_at: datetime
    version: int | None


class FormConflict(KnownError):
    """Somebody else has changed the draft meanwhile; ``draft`` is his."""

    def __init__(
        self, message: str, /, *, draft: FormDraft, mend: str = "", **values: object
    ) -> None:
        super().__init__(message, mend=mend, **values)
        self.draft = draft


class FormDefinitionStore(Protocol):
    """Looking up a missing form or version raises KnownError. Names are compared without regard to
    case."""

    def save_draft(
        self, name: str, document: str, author: str = "", based_on: int | None = None
    ) -> FormDraft:
        """``based_on``: the revision that the work began from, None for a form that was not there.
        FormConflict when the draft has another revision by now. To repeat a call changes
        nothing."""
        ...

    def draft(self, name: str) -> FormDraft: ...
    def publish(
        self, name: str, document: str, author: str = "", based_on: int | None = None
    ) -> FormVersion:
        """Store as the next version and make it the one that new calls use; the same document as
        the current version makes no new one. ``based_on``: the revision of the draft that is
        published, None for a document from elsewhere, which leaves unpublished work alone."""
        ...

    def current(self, name: str) -> FormVersion: ...
    def version(self, version_id: int) -> FormVersion: ...
    def versions(self, name: str) -> list[FormVersion]:
        """The newest first."""
        ...

    def all(self) -> list[FormInfo]: ...
    def rename(self, name: str, new_name: str) -> None:
        """KnownError when there is one of the new name."""
        ...

    def copy(self, name: str, new_name: str, author: str = "") -> FormDraft:
        """A new form whose draft is what this one's is."""
        ...

    def delete(self, name: str) -> None:
        """Its name is free; answers stay, and the versions that they were given to."""
        ...


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form filled in on one call. ``call``: ``call_of_attempt``, ``call_of_incoming``, or what
    the telephone calls it (``attempt_id`` is an attempt's alone). ``answers``: field → text."""

    call: str
    version_id: int
    phone: str
    operator: str
    began_at: datetime
    saved_at: datetime
    complete: bool
    answers: Mapping[str, str]
    attempt_id: int | None = None
    campaign_id: int | None = None
    contact_id: int | None = None
    #: When it is read: the form's name, and the version's number.
    form: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What an operator has entered on a call and not saved: ``Filling.snapshot``."""

    call: str
    version_id: int
    saved_at: datetime
    snapshot: Mapping[str, object]


class FormAnswerStore(Protocol):
    def save(
        self, filled: FilledForm,
        questions: "Sequence[tuple[Question, tuple[str, ...]]]" = (), user: str = "",
    ) -> None:  # fmt: skip
        """One per form and call; the last one counts. Of an attempt, and of a call that came in,
        the answers are its results from then on (and ``form:NAME`` is ``complete`` or
        ``partial``); of an attempt ``questions`` (engine.forms.survey.asked) are answers of the
        survey. The draft of ``user`` is gone with the same commit. Idempotent."""
        ...

    def of_call(self, call: str) -> list[FilledForm]: ...
    def of_contact(self, contact_id: int) -> list[FilledForm]:
        """The newest first."""
        ...

    def of_form(self, name: str) -> Iterator[FilledForm]:
        """The oldest first; streamed."""
        ...

    def results_of(self, key: int) -> dict[str, str]:
        """What the scheme of that call (engine.domain.call_key) has saved so far: it fills in
        fields beforehand."""
        ...

    def save_draft(self, user: str, draft: AnswerDraft) -> None: ...
    def drafts(self, user: str) -> list[AnswerDraft]:
        """Of all calls, the newest first: what a crash has left."""
        ...

    def drop_draft(self, user: str, call: str, version_id: int) -> None: ...


def call_of_attempt(attempt_id: int) -> str:
    """What a call of a campaign is known by."""
    return written(attempt_id)


def call_of_incoming(call_id: int) -> str:
    """What a call that came in is known by."""
    return written(key_of_incoming(call_id))
