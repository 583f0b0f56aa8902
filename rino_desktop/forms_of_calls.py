"""Forms of an operator's calls, in the shared database."""

from datetime import datetime
from typing import Any

from engine.domain.call_key import attempt_of, written
from engine.ports.operators import CallCard
from engine.scheme.values import Value
from rino_desktop.form_desk import DatabaseFormDesk, FormCall, OpenForm, Runs
from rino_desktop.unsaved_answers import UnsavedAnswers


class FormsOfDatabase:
    """``rmt.form_desk_port.FormsOfCalls``."""

    def __init__(self, database: Runs, user: str, answers: UnsavedAnswers) -> None:
        self._forms = DatabaseFormDesk(database, user, answers)

    async def open(self, card: CallCard, language: str) -> OpenForm:
        facts: dict[str, Value] = {
            "attempt": card.number, "campaign": card.campaign, "language": language,
            "today": datetime.now().astimezone().date(),
        }  # fmt: skip
        call = FormCall(
            card.phone, written(card.attempt_id), attempt_of(card.attempt_id),
            card.campaign_id or None, card.contact_id or None, facts,
        )  # fmt: skip
        return await self._forms.open(card.form, call, language)

    async def save_draft(self, form: OpenForm, snapshot: dict[str, Any]) -> None:
        await self._forms.save_draft(form, snapshot)

    async def save(self, form: OpenForm, filled: Any) -> None:
        await self._forms.save(form, filled)
