"""Forms of an operator's calls, in the database: opened with what is known, kept while they are
filled in, saved at the end. The window is ``rmt.form_view``, which knows none of this."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from engine.domain.call_key import read
from engine.forms.codec import load_form
from engine.forms.filling import Circumstances, Filled, Filling
from engine.forms.survey import asked
from engine.ports.forms import AnswerDraft, FilledForm, FormVersion, call_of_attempt
from engine.ports.storage import StorageUnavailable, Stores
from engine.scheme.values import Value
from rino_desktop.unsaved_answers import UnsavedAnswers

T = TypeVar("T")


class Runs(Protocol):
    """A ``Database``, or who has one while it is there."""

    async def run(self, work: Callable[[Stores], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class FormCall:
    """The call that a form is filled in on. ``call``: ``call_of_incoming``, or what the telephone
    calls it; of an attempt (a campaign's call) it is made from its number. ``facts``: what
    conditions and texts know as ``call.…``, see engine.scheme.expressions."""

    phone: str
    call: str = ""
    attempt_id: int | None = None
    campaign_id: int | None = None
    contact_id: int | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.call if self.attempt_id is None else call_of_attempt(self.attempt_id)


@dataclass(frozen=True, slots=True)
class OpenForm:
    """``restored_at``: when the draft was saved that it goes on from; None: a fresh one. ``lost``:
    answers of the draft that do not fit this version of the form."""

    version: FormVersion
    call: FormCall
    filling: Filling
    began_at: datetime
    restored_at: datetime | None = None
    lost: tuple[str, ...] = ()


class DatabaseFormDesk:
    """``user``: who is signed in. Everything raises StorageUnavailable while the database is away;
    nothing of it is done then, and it can be repeated. Drafts wait in ``unsaved`` until they are
    in the database."""

    def __init__(self, database: Runs, user: str, unsaved: UnsavedAnswers | None = None) -> None:
        self._database = database
        self._unsaved = unsaved
        self.user = user

    async def open(self, name: str, call: FormCall, language: str) -> OpenForm:
        """The published version; or, where a draft of this call was left (by a crash, say), that
        which it was begun with. KnownError: no such form, not published, unreadable."""
        now = datetime.now(UTC)

        waiting = None
        if self._unsaved is not None:
            waiting = await asyncio.to_thread(self._unsaved.get, self.user, call.key[:100])

        def read(stores: Stores) -> tuple[FormVersion, AnswerDraft | None, Circumstances]:
            version = stores.forms.current(name)
            drafts = stores.form_answers.drafts(self.user)
            found = [each for each in [*drafts, waiting] if each and each.call == call.key[:100]]
            for each in sorted(found, key=lambda draft: draft.saved_at, reverse=True):
                begun_with = stores.forms.version(each.version_id)
                if begun_with.form_id == version.form_id:
                    return begun_with, each, _circumstances(stores, call)
            return version, None, _circumstances(stores, call)

        version, draft, about = await self._database.run(read)
        filling = Filling(load_form(version.document, version.name), about, language)
        if draft is None:
            return OpenForm(version, call, filling, now)
        try:
            lost = tuple(filling.restore(draft.snapshot))
        except ValueError:  # of a newer version of the program
            return OpenForm(version, call, filling, now)
        return OpenForm(version, call, filling, now, draft.saved_at, lost)

    async def save_draft(self, form: OpenForm, snapshot: dict[str, Any]) -> None:
        draft = AnswerDraft(form.call.key, form.version.id, datetime.now(UTC), snapshot)
        draft = replace(draft, call=draft.call[:100])
        try:
            await self._database.run(
                lambda stores: stores.form_answers.save_draft(self.user, draft)
            )
        except StorageUnavailable:
            if self._unsaved is not None:
                with suppress(OSError):  # it is told already that the draft is not saved
                    await asyncio.to_thread(self._unsaved.put, self.user, draft)
            raise
        await self._drop_unsaved(form)

    async def save(self, form: OpenForm, filled: Filled) -> None:
        """The answers; the draft is gone with them."""
        call = form.call
        stored = FilledForm(
            call.key, form.version.id, call.phone, self.user, form.began_at, datetime.now(UTC),
            filled.complete, filled.answers, call.attempt_id, call.campaign_id, call.contact_id,
        )  # fmt: skip
        questions = asked(form.filling.form, filled)
        await self._database.run(
            lambda stores: stores.form_answers.save(stored, questions, self.user)
        )
        await self._drop_unsaved(form)

    async def throw_away(self, form: OpenForm) -> None:
        """The draft, unsaved."""
        call, version_id = form.call.key, form.version.id
        await self._database.run(
            lambda stores: stores.form_answers.drop_draft(self.user, call, version_id)
        )
        await self._drop_unsaved(form)

    async def _drop_unsaved(self, form: OpenForm) -> None:
        if self._unsaved is not None:
            await asyncio.to_thread(self._unsaved.drop, self.user, form.call.key[:100])


def _circumstances(stores: Stores, call: FormCall) -> Circumstances:
    contact = {} if call.contact_id is None else stores.contacts.get(call.contact_id).fields
    key = read(call.key)
    results = {} if key is None else stores.form_answers.results_of(key)
    return Circumstances(contact, {"phone": call.phone, **call.facts}, results)
