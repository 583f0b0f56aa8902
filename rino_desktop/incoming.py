"""What would happen to a call that came in: the routes asked beforehand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from engine.domain.incoming import Choice, RouteKind, choose
from engine.service.incoming_numbers import e164, numbers_of
from rino_desktop.cli.output import iso, local
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.incoming import RungBack
    from engine.ports.storage import Stores


@dataclass(frozen=True, slots=True)
class Foreseen:
    """``choice`` None: no route. ``matched``: for whose call of ours he rings back;
    ``campaign``: its name. ``published``: the scheme, queue or operator is there."""

    trunk: str
    caller: str
    phone: str
    called: str
    at: datetime
    choice: Choice | None
    matched: "RungBack | None" = None
    campaign: str = ""
    published: bool = True

    @property
    def answered(self) -> bool:
        """Somebody or something answers, as far as is known beforehand."""
        choice = self.choice
        return choice is not None and choice.kind is not RouteKind.REJECT and self.published

    def as_json(self) -> dict[str, Any]:
        choice, matched = self.choice, self.matched
        return {
            "trunk": self.trunk,
            "caller": self.caller,
            "phone": self.phone or None,
            "called": self.called,
            "at": iso(self.at),
            "route": choice.route.id if choice else None,
            "kind": choice.kind.value if choice else None,
            "target": (choice.target or None) if choice else None,
            "after_hours": choice.after_hours if choice else False,
            "published": self.published,
            "campaign": self.campaign or None,
            "contact": matched.contact.id if matched else None,
            "attempt": matched.attempt_id if matched else None,
        }

    def text(self) -> str:
        lines = [self._leads_to()]
        if self.choice is not None and not self.phone:
            lines.append(t("The caller cannot be recognised: his number cannot be read."))
        elif self.matched is not None:
            lines.append(
                t("He rings back: campaign {campaign}, contact {contact}, called on {at}.",
                  campaign=self.campaign, contact=self.matched.contact.id,
                  at=local(self.matched.at))
            )  # fmt: skip
        elif self.choice is not None:
            lines.append(t("He rings back for no call of ours."))
        return "\n".join(lines)

    def _leads_to(self) -> str:
        choice = self.choice
        if choice is None:
            return t("No route of the trunk {trunk}: refused (404).", trunk=self.trunk)
        if choice.kind is RouteKind.REJECT and choice.after_hours:
            return t("Route {number}, after hours: nobody answers (480).", number=choice.route.id)
        if choice.kind is RouteKind.REJECT:
            return t("Route {number}: refused (403).", number=choice.route.id)
        missing = "" if self.published else f" {t('There is none of that name!')}"
        if choice.kind is RouteKind.QUEUE:
            line = t("Route {number}: queue {name}.", number=choice.route.id, name=choice.target)
            return line + missing
        if choice.kind is RouteKind.OPERATOR:
            line = t("Route {number}: operator {name}.", number=choice.route.id,
                     name=choice.target)  # fmt: skip
            return line + missing
        line = (
            t("Route {number}, after hours: scheme {name}.", number=choice.route.id,
              name=choice.target)
            if choice.after_hours
            else t("Route {number}: scheme {name}.", number=choice.route.id, name=choice.target)
        )  # fmt: skip
        return line if self.published else f"{line} {t('It is not published!')}"


def foresee(stores: "Stores", trunk: str, caller: str, called: str, at: datetime) -> Foreseen:
    """KnownError when there is no such trunk."""
    found = stores.trunks.by_name(trunk)
    routes = stores.incoming.routes()
    choice = choose(routes, found.id, numbers_of(routes, found.id, called), at)
    if choice is None:
        return Foreseen(found.name, caller, "", called, at, None)
    settings = choice.route.settings
    phone = e164(caller, settings.country)
    matched, campaign, published = None, "", True
    if phone and settings.match_days and choice.kind is not RouteKind.REJECT:
        matched = stores.incoming.rung_back(phone, at - timedelta(days=settings.match_days))
        campaign = stores.campaigns.get(matched.campaign_id).name if matched else ""
    if choice.kind is RouteKind.SCHEME:
        published = choice.target.casefold() in stores.schemes.published_ids()
    if choice.kind is RouteKind.QUEUE:
        published = _named(choice.target, [queue.name for queue in stores.operators.queues()])
    if choice.kind is RouteKind.OPERATOR:
        published = _named(choice.target, [each.name for each in stores.operators.operators()])
    return Foreseen(found.name, caller, phone, called, at, choice, matched, campaign, published)


def _named(name: str, known: list[str]) -> bool:
    return name.casefold() in {each.casefold() for each in known}
