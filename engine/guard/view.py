"""What who acts may see of what is read."""

from dataclasses import dataclass
from functools import cached_property

from engine.domain.rights import Right
from engine.guard.refusal import refusal
from engine.ports.rights import Acting
from engine.ports.storage import Stores


@dataclass(frozen=True)
class View:
    """``acting_as``: the name under which he has signed in, which may be an older one.
    ``campaign_id``: which campaign the call was about, None for none or several."""

    acting: Acting
    acting_as: str
    stores: Stores
    campaign_id: int | None = None

    def may(self, right: Right, campaign_id: int | None = None) -> bool:
        return self.acting.powers.allows(right, campaign_id)

    def require(self, right: Right, campaign_id: int | None = None) -> None:
        """NoRight."""
        if not self.may(right, campaign_id):
            raise refusal(self.acting, (right,))

    def unmasked(self, campaign_id: int | None = None) -> bool:
        """``campaign_id`` None: that of the call."""
        if campaign_id is None:
            campaign_id = self.campaign_id
        return self.may(Right.PERSONAL_DATA, campaign_id)

    def hears(self, campaign_id: int | None = None) -> bool:
        if campaign_id is None:
            campaign_id = self.campaign_id
        return self.may(Right.RECORDINGS_HEAR, campaign_id)

    def is_oneself(self, who: object) -> bool:
        """By number or name."""
        if isinstance(who, int):
            return who == self.acting.user_id
        names = {self.acting.name.casefold(), self.acting_as.casefold()}
        return isinstance(who, str) and who.casefold() in names

    @property
    def may_see_all_campaigns(self) -> bool:
        return self.may(Right.CAMPAIGN_VIEW)

    def may_see(self, campaign_id: int | None) -> bool:
        """What belongs to that campaign; None: to one that is not there, or to none."""
        return self.may(Right.CAMPAIGN_VIEW, campaign_id)

    @cached_property
    def campaign_names(self) -> dict[str, int]:
        """Casefolded name → number, of all campaigns there are."""
        return {each.name.casefold(): each.id for each in self.stores.campaigns.all()}

    @cached_property
    def operators(self) -> frozenset[int] | None:
        """Those who work for campaigns that he may see; None: all. Whoever takes calls himself, or
        leads operators, has them all for colleagues."""
        if any(map(self.may, (Right.CAMPAIGN_VIEW, Right.CALLS_TAKE, Right.OPERATOR_STATE))):
            return None
        desk = self.stores.operators
        queues = [queue for queue in desk.queues() if self.may_see(queue.campaign_id)]
        return frozenset(
            each.id
            for each in desk.operators()
            if any(each.level(queue) is not None for queue in queues)
        )

    @cached_property
    def queue_names(self) -> frozenset[str]:
        """Casefolded, of campaigns that he may see."""
        return frozenset(
            queue.name.casefold()
            for queue in self.stores.operators.queues()
            if self.may_see(queue.campaign_id)
        )

    def may_see_operator(self, operator_id: int) -> bool:
        return self.operators is None or operator_id in self.operators

    def number_of(self, campaign: str) -> int | None:
        return self.campaign_names.get(campaign.casefold())
