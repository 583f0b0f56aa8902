"""Schemes of routes that lead to a queue or to an operator: nobody draws them, since they say no
more than the route does. The caller hears music and his place, talks, and is let go; where nobody
comes he goes on by the route's after-hours scheme, or is told so.

They are made ready, and served, like schemes that somebody has published.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from engine.domain.incoming import Route, RouteKind, RouteSettings
from engine.domain.operator import EVERYBODY
from engine.ports.schemes import SchemeVersion
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Json, Link, Node, Scheme

#: Where a caller is spoken to in Russian unless a scheme says otherwise.
_RUSSIAN = frozenset({"RU", "BY", "KZ", "KG"})
_PLACE = {
    "ru": "Вы {position|ordinal} в очереди.",
    "en": "You are number {position|number} in the queue.",
}
_WAIT = {
    "ru": "Ждать около {wait_minutes|count:минута:gen}.",
    "en": "The wait is about {wait_minutes|count:minute}.",
}
_SORRY = {
    "ru": "Извините, сейчас никто не может ответить. Пожалуйста, позвоните позже.",
    "en": "We are sorry, nobody can take your call at the moment. Please call again later.",
}
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


def leads_to_operators(settings: RouteSettings) -> bool:
    return settings.kind in (RouteKind.QUEUE, RouteKind.OPERATOR)


def scheme_of_route(settings: RouteSettings, overflow: str) -> Scheme:
    """``overflow``: the scheme that goes on where no operator comes; "": a polite word, and the
    end."""
    language = "ru" if settings.country in _RUSSIAN else "en"

    def say(texts: dict[str, str]) -> Json:
        return [{"say": {language: texts[language]}}]

    wait: dict[str, Json] = {"queue": EVERYBODY}
    if settings.kind is RouteKind.QUEUE:
        wait = {
            "queue": settings.target,
            "position_message": say(_PLACE),
            "wait_message": say(_WAIT),
        }
    nodes = [
        Node("start", "start"),
        Node("wait", "operator", parameters=wait),
        Node("end", "hang_up"),
    ]
    links = [Link("a", "start", "next", "wait"), Link("b", "wait", "done", "end")]
    if overflow:
        nodes.append(Node("overflow", "jump", parameters={"scheme": overflow}))
        links += [Link("c", "wait", "overflow", "overflow"), Link("d", "overflow", "error", "end")]
    else:
        nodes.append(Node("sorry", "say", parameters={"text": {language: _SORRY[language]}}))
        links += [Link("c", "wait", "overflow", "sorry"), Link("d", "sorry", "next", "end")]
    return Scheme(settings.target, languages=(language,), nodes=tuple(nodes), links=tuple(links))


class RouteSchemes:
    """Gives each such scheme the number of a version of its own, which no published one has."""

    def __init__(self) -> None:
        self._versions: dict[str, SchemeVersion] = {}

    def versions(self, route: Route, published: Collection[str]) -> list[SchemeVersion]:
        """Whichever of them can be used, the first one first: with the after-hours scheme, and
        without it. ``published``: casefolded names."""
        settings = route.settings
        if not leads_to_operators(settings):
            return []
        after = settings.after_hours if settings.after_hours.casefold() in published else ""
        return [self._version(settings, overflow) for overflow in dict.fromkeys((after, ""))]

    def all(self, routes: Sequence[Route], published: Collection[str]) -> list[SchemeVersion]:
        return [each for route in routes for each in self.versions(route, published)]

    def _version(self, settings: RouteSettings, overflow: str) -> SchemeVersion:
        document = dump_scheme(scheme_of_route(settings, overflow))
        known = self._versions.get(document)
        if known is None:
            number = -1 - len(self._versions)
            known = SchemeVersion(number, 0, settings.target, 0, document, _BEGAN)
            self._versions[document] = known
        return known
