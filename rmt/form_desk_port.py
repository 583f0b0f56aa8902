"""Forms of calls, as the workstation needs them: ``rino_desktop.form_desk`` behind a port."""

from collections.abc import Sequence
from typing import Any, Protocol

from engine.forms.filling import Filled, Filling
from engine.ports.operators import CallCard


class OpenedForm(Protocol):
    """``lost``: answers of a draft that do not fit this version of the form."""

    @property
    def filling(self) -> Filling: ...
    @property
    def lost(self) -> Sequence[str]: ...


class FormsOfCalls(Protocol):
    """All of it raises StorageUnavailable while the database is away, and can be repeated;
    ``open`` also KnownError: there is no such form."""

    async def open(self, card: CallCard, language: str) -> OpenedForm:
        """With what the scheme of this call has asked already, or as it was left by a crash."""
        ...

    async def save_draft(self, form: Any, snapshot: dict[str, Any]) -> None: ...

    async def save(self, form: Any, filled: Filled) -> None: ...
