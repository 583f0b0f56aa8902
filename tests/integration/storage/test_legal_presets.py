"""Presets of an office's own, in the database."""

from dataclasses import replace

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.errors import KnownError
from rino_desktop.presets import shipped
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
