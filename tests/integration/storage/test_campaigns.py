from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings, CampaignState, RetryRules
from engine.domain.disposition import Disposition
from engine.errors import KnownError


def test_settings_come_back_as_they_were(database: FirebirdDatabase) -> None:
    settings = CampaignSettings(
        "Должники ноября",
        trunks=("город", "резерв"),
        retry=RetryRules(5, {Disposition.NO_ANSWER: (timedelta(minutes=5), timedelta(hours=4))}),
    )
    created = database.transact(lambda s: s.campaigns.create(settings))
    read = database.transact(lambda s: s.campaigns.by_name("ДОЛЖНИКИ  ноября"))
    assert read == created
    assert read.settings == settings
    assert read.state is CampaignState.DRAFT


def test_a_name_is_taken_once(database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.campaigns.create(CampaignSettings("A")))
    with pytest.raises(KnownError, match="exists already"):
        database.transact(lambda s: s.campaigns.create(CampaignSettings("a")))
    assert len(database.transact(lambda s: s.campaigns.all())) == 1
