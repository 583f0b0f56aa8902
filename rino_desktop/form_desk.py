"""Forms of an operator's calls, in the database: opened with what is known, kept while they are
filled in, saved at the end. The window is ``rmt.form_view``, which knows none of this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.forms.codec import load_form
from engine.forms.filling import Circumstances, Filled, Filling
from engine.forms.survey import asked
from engine.ports.forms import AnswerDraft, FilledForm, FormVersion, call_of_attempt
from engine.ports.storage import Database, Stores
from engine.scheme.values import Value


@dataclass(frozen=True, slots=True)
class FormCall:
    """The call that a form is filled in on. ``call``: what the telephone calls it; of an attempt
    (a campaign's call) it is made from its number. ``facts``: what conditions and texts know as
    ``call.…``, see engine.scheme.expressions."""

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
    nothing of it is done then, and it can be repeated."""

    def __init__(self, database: Database, user: str) -> None:
        self._database = database
        self.user = user

    async def open(self, name: str, call: FormCall, language: str) -> OpenForm:
        """The published version; or, where a draft of this call was left (by a crash, say), that
        which it was begun with. KnownError: no such form, not published, unreadable."""
        now = datetime.now(UTC)

        def read(stores: Stores) -> tuple[FormVersion, AnswerDraft | None, Circumstances]:
            version = stores.forms.current(name)
            draft = None
            for each in stores.form_answers.drafts(self.user):
                if each.call == call.key[:100]:
                    begun_with = stores.forms.version(each.version_id)
                    if begun_with.form_id == version.form_id:
                        draft, version = each, begun_with
                        break
            return version, draft, _circumstances(stores, call)

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
        await self._database.run(lambda stores: stores.form_answers.save_draft(self.user, draft))

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

    async def throw_away(self, form: OpenForm) -> None:
        """The draft, unsaved."""
        await self._database.run(
            lambda stores: stores.form_answers.drop_draft(self.user, form.call.key, form.version.id)
        )


def _circumstances(stores: Stores, call: FormCall) -> Circumstances:
    contact = {} if call.contact_id is None else stores.contacts.get(call.contact_id).fields
    results = {}
    if call.attempt_id is not None:
        results = stores.form_answers.results_of(call.attempt_id)
    return Circumstances(contact, {"phone": call.phone, **call.facts}, results)
