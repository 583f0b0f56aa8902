"""What a rule of the guard says, and the words that the tables of rules are written in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.domain.rights import Right
from engine.guard.view import View

#: The arguments of a call by their names.
Arguments = Mapping[str, Any]
#: What is given back, as ``View`` may see it.
Seen = Callable[[View, Any], Any]
#: The same, of what depends on what was asked.
SeenOf = Callable[[View, Arguments, Any], Any]
#: The campaign that a call is about, None where it is about none.
Campaign = Callable[[View, Arguments], int | None]
#: NoRight for what the arguments ask for.
Asked = Callable[[View, Arguments], None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call a method of a store. ``rights``: one of them is needed, none: whoever has signed
    in; ``also``: this one, too. ``command``: which one by the arguments, None for any.

    ``campaign``: tells in which campaign the rights are needed, None: in the whole office. Without
    it they are needed somewhere, with ``whole_office`` in the whole office. ``own``: names the
    argument that tells who somebody is, by number or name: for others than oneself one of
    ``others`` is needed. ``asked``: refuses what it does not like of the arguments. ``seen``,
    ``seen_of``: of a result only what may be seen is given back."""

    rights: tuple[Right, ...] = ()
    also: Right | None = None
    command: Callable[[Arguments], Right | None] | None = None
    campaign: Campaign | None = None
    whole_office: bool = False
    own: str = ""
    others: tuple[Right, ...] = ()
    asked: Asked | None = None
    seen: Seen | None = None
    seen_of: SeenOf | None = None
    #: Only engines do that, and whoever works with the database's own password.
    engine: bool = False
    #: Who has been blocked meanwhile may do it still, so that he can be told, and leaves no trace.
    blocked_too: bool = False

    def in_campaign(self, argument: str | Campaign = "campaign_id") -> "Rule":
        """Needed in the campaign whose number that argument is, or that is told by a function."""
        found = _by_argument(argument) if isinstance(argument, str) else argument
        return replace(self, campaign=found)

    def in_office(self) -> "Rule":
        return replace(self, whole_office=True)

    def asking(self, asked: Asked) -> "Rule":
        return replace(self, asked=asked)

    def giving(self, seen: Seen) -> "Rule":
        return replace(self, seen=seen)

    def giving_of(self, seen: SeenOf) -> "Rule":
        return replace(self, seen_of=seen)

    @property
    def asks_arguments(self) -> bool:
        return bool(self.campaign or self.own or self.command or self.asked)


def _by_argument(name: str) -> Campaign:
    def found(_view: View, arguments: Arguments) -> int | None:
        campaign_id: int | None = arguments.get(name)
        return campaign_id

    return found


#: Whoever has signed in.
EVERYBODY = Rule()
ENGINE = Rule(engine=True)


def needs(*rights: Right, also: Right | None = None) -> Rule:
    """One of them, and ``also``."""
    return Rule(rights, also)


def of_oneself(argument: str, *others: Right, rights: tuple[Right, ...] = ()) -> Rule:
    """``rights``: to do it with what is one's own; ``others``: with what is somebody else's, too;
    without any nobody may."""
    return Rule(rights, own=argument, others=others)
