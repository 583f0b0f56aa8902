"""Which recordings go by which rule, and what is told of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.adapters.voice_store import open_folder
from engine.errors import KnownError
from engine.ports.storage import Database
from engine.ports.voice_files import RetentionRule
from engine.service import voice_retention
from engine.service.expired import Expired
from engine.service.recordings import recording_name
from engine.service.voice_store import VoiceStore
from rino_desktop import retention, voice_shelf

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
OLD = datetime(2026, 1, 1, 15, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> VoiceStore:
    return VoiceStore(tmp_path / "voice", open_folder)


def keep(store: VoiceStore, campaign: str, number: int) -> str:
    name = recording_name(campaign, number, OLD)
    path = store.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sound")
    return name


def test_what_has_gone_is_told_though_nobody_can_look_afterwards(
    store: VoiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = keep(store, "Debts", 1)
    told: list[tuple[Expired, Sequence[str], bool]] = []

    def away(*_: object) -> int:
        raise KnownError("The voice store cannot be reached.")

    monkeypatch.setattr(voice_retention, "_count", away)
    with pytest.raises(KnownError, match="cannot be reached"):
        voice_retention.apply_rules(
            store, [RetentionRule("recordings", "", 30)], ["Debts"], NOW,
            deleted=lambda *what: told.append(what),
        )  # fmt: skip
    ((expired, names, whole),) = told
    assert (expired.count, list(names), whole) == (1, [name], False)


def test_a_rule_outlives_its_campaign(store: VoiceStore) -> None:
    kept, gone = keep(store, "Debts", 1), keep(store, "Other", 2)
    rules = [RetentionRule("recordings", "", 30), RetentionRule("recordings", "Debts", 3650)]
    voice_retention.apply_rules(store, rules, [], NOW)
    assert [store.has(name) for name in (kept, gone)] == [True, False]


def test_by_hand_campaigns_with_a_rule_of_their_own_go_by_it(store: VoiceStore) -> None:
    kept, gone = keep(store, "Debts", 1), keep(store, "Other", 2)
    own = [RetentionRule("recordings", "Debts", 3650), RetentionRule("traces", "Debts", 5)]
    stores: Any = SimpleNamespace(voice_files=SimpleNamespace(rules=lambda: own))
    rules = retention.once(stores, ("recordings", "messages"), "", 30)
    assert own[1] not in rules
    voice_retention.apply_rules(store, rules, ["Debts", "Other"], NOW)
    assert [store.has(name) for name in (kept, gone)] == [True, False]
    assert retention.once(stores, ("recordings",), "Debts", 30) == [
        RetentionRule("recordings", "Debts", 30)
    ]
    with pytest.raises(KnownError, match="from 1 to"):
        retention.once(stores, ("recordings",), "", 10**9)


class _Log:
    """A database of which nothing is asked but that it notes."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.audit = self.voice_files = self

    def transact(self, work: Any) -> Any:
        return work(self)

    def record(self, _now: datetime, _action: str, _subject: str, details: Any) -> None:
        self.entries.append(details)

    def deleted_files(self, _names: object, _at: datetime) -> None:
        """Reports are not asked here."""


def test_what_goes_by_hand_is_in_the_log_though_the_store_fails(
    store: VoiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [keep(store, "Debts", number) for number in (1, 2, 3)]
    monkeypatch.setattr(voice_shelf, "_NAMED", 2)
    real, database = store.delete, _Log()

    def delete(wanted: list[str]) -> list[str]:
        if wanted == names[2:]:
            raise KnownError("The voice store cannot be reached.")
        return real(wanted)

    monkeypatch.setattr(store, "delete", delete)
    with pytest.raises(KnownError, match="cannot be reached"):
        voice_shelf.delete_noted(store, cast("Database", database), names, NOW)
    (entry,) = database.entries
    assert (entry["count"], entry["names"]) == (2, ", ".join(names[:2]))


def test_a_folder_that_may_not_be_read_is_not_empty(
    store: VoiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, "Debts", 1)

    def refused(_: object) -> object:
        raise PermissionError("not for you")

    monkeypatch.setattr("os.scandir", refused)
    with pytest.raises(KnownError, match="no permission"):
        voice_retention.apply_rules(store, [RetentionRule("recordings", "", 30)], [], NOW)
