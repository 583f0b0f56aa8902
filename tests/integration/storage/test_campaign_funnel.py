"""What stands in the way of a campaign, as its page says it."""

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.ports.storage import Stores
from rino_desktop import campaign_funnel
from tests.helpers.stored_campaign import NOW


def test_a_campaign_without_a_trunk_and_one_whose_trunk_is_gone(database: FirebirdDatabase) -> None:
    def words(stores: Stores, *trunks: str) -> str:
        made = stores.campaigns.create(CampaignSettings(f"with {trunks}", trunks=trunks))
        running = stores.campaigns.set_state(made.id, CampaignState.RUNNING)
        found = campaign_funnel.read(stores, running, NOW).blockers
        return next(each.words for each in found if each.code == "no_trunk")

    assert database.transact(words) == "No trunk is chosen."
    assert database.transact(lambda s: words(s, "city", "old")) == "There is no trunk city, old."
