"""Presets of an office's own, in the database."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.system_clock import SystemClock
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState, Purpose
from engine.domain.presets import Presets, bound
from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.service.campaign_watch import CampaignWatch
from rino_desktop import legal_presets, preset_file, presets
from rino_desktop.bootstrap import node_types, scenarios
from rino_desktop.presets import shipped
from rino_desktop.settings import Settings
from tests.helpers.stored_campaign import NOW

LAW = shipped().find("us-reg-f", NOW.date())
OURS = replace(LAW, name="ours", title_ru="Наши правила", parent="us-reg-f")


def test_versions_are_kept_and_used_ones_stay(database: FirebirdDatabase) -> None:
    stricter = replace(OURS, version=2, min_ring_s=20.0)
    copy = replace(OURS, name="copy", parent="ours")
    for preset in (stricter, OURS, copy):
        database.transact(lambda s, preset=preset: s.legal_presets.add(preset, NOW, "Анна"))
    found = database.transact(lambda s: s.legal_presets.all())
    assert [each.preset for each in found] == [copy, OURS, stricter]
    assert {(each.at, each.by) for each in found} == {(NOW, "Анна")}
    with pytest.raises(KnownError, match="somebody else has just changed"):
        database.transact(lambda s: s.legal_presets.add(stricter, NOW, "Пётр"))
    with pytest.raises(KnownError, match="no legal preset us-tsr of its own"):
        database.transact(lambda s: s.legal_presets.remove("us-tsr"))
    with pytest.raises(KnownError, match="what copy is a copy of"):
        database.transact(lambda s: s.legal_presets.remove("ours"))
    database.transact(lambda s: s.legal_presets.remove("copy"))
    campaign = database.transact(
        lambda s: s.campaigns.create(CampaignSettings("c", preset="us-tsr, Ours@1"))
    )
    with pytest.raises(KnownError, match="used by the campaign 'c'"):
        database.transact(lambda s: s.legal_presets.remove("ours"))
    database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.ARCHIVED))
    database.transact(lambda s: s.legal_presets.remove("ours"))
    assert database.transact(lambda s: s.legal_presets.all()) == []


async def test_an_engine_goes_by_a_changed_preset_at_once(
    database: FirebirdDatabase, tmp_path: Path
) -> None:
    """A running campaign that breaks the new version is not dialled, and says which rule."""
    settings = Settings(str(tmp_path / "rino.fdb"), None, "en", False, "warning", tmp_path)
    copy = replace(OURS, parent="us-reg-f")
    database.transact(lambda s: legal_presets.add(settings, s, copy, "Анна", NOW))

    def start(stores: Stores) -> Campaign:
        known = presets.of_office(settings, stores)
        wished = CampaignSettings("debts", purpose=Purpose.DEBT, preset="ours", ring_timeout_s=25)
        campaign = stores.campaigns.create(bound(wished, known, NOW.date()))
        return stores.campaigns.set_state(campaign.id, CampaignState.RUNNING)

    campaign = database.transact(start)
    watch = CampaignWatch(database, node_types(), Presets(), SystemClock(), scenarios())
    snapshot, _ = await watch.look(1)
    assert "no published scheme" in snapshot.faults[campaign.id]
    stricter = replace(copy, min_ring_s=30.0)
    changed = database.transact(
        lambda s: legal_presets.change(settings, s, stricter, "Анна", NOW, base=1)
    )
    assert [each.name for each, _ in changed.broken] == ["debts"]
    snapshot, _ = await watch.look(1)
    assert "at least 30 s" in snapshot.faults[campaign.id]
    assert {rule.key for rule in snapshot.campaigns[0].settings.rules} == {"ours@2", "us-reg-f@1"}
    with pytest.raises(KnownError, match="changed by somebody else"):
        database.transact(lambda s: legal_presets.change(settings, s, copy, "Пётр", NOW, base=1))
    # A copy without its law would be bound by none.
    free = replace(stricter, parent="", min_ring_s=0.0)
    with pytest.raises(KnownError, match="keeps its parent: us-reg-f"):
        database.transact(lambda s: legal_presets.change(settings, s, free, "Пётр", NOW))
    # One that lies on another computer is kept as it is; what is known here follows all the same.
    elsewhere = replace(OURS, name="elsewhere", parent="", min_ring_s=7.0)
    known = database.transact(lambda s: presets.of_office(settings, s))
    wished = bound(
        CampaignSettings("two", purpose=Purpose.DEBT, preset="Elsewhere, ours"),
        Presets([*known.all(), elsewhere]), NOW.date(),
    )  # fmt: skip
    database.transact(lambda s: s.campaigns.create(wished))
    # One of whose presets nobody knows a word is not dialled, and does not come to be by this.
    lost = CampaignSettings("lost", purpose=Purpose.DEBT, preset="elsewhere, ours")
    database.transact(lambda s: s.campaigns.create(lost))
    third = replace(copy, min_ring_s=31.0)
    changed = database.transact(lambda s: legal_presets.change(settings, s, third, "Анна", NOW))
    assert {each.name for each in changed.follow} == {"debts", "two"}
    two = database.transact(lambda s: s.campaigns.by_name("two"))
    assert [rule.key for rule in two.settings.rules] == ["elsewhere@1", "ours@3", "us-reg-f@1"]
    # A folder of somebody's own does not change what all go by.
    (tmp_path / "presets").mkdir()
    lax = preset_file.text(replace(free, version=99))
    (tmp_path / "presets" / "ours.toml").write_text(lax, encoding="utf-8")
    known = database.transact(lambda s: presets.of_office(settings, s))
    assert [each.key for each in known.resolve("ours", NOW.date())] == ["ours@3", "us-reg-f@1"]
