"""Schemes that call schemes: what is asked of a scheme must be there, and somebody must wait."""

from collections import deque
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from engine.scheme import expressions, opt_out
from engine.scheme.called_schemes import KnownScheme
from engine.scheme.expressions import BadExpressionError
from engine.scheme.graph import circles
from engine.scheme.library import Absence, Library, absence
from engine.scheme.model import Scheme
from engine.scheme.node_type import SchemeCall
from engine.scheme.problems import Fix, Problem, error, warning
from engine.scheme.validate_heard import no_opt_out
from engine.scheme.validate_node import NodeFacts

#: Scheme → what others need to know of it, and what is wrong with it by itself.
Judge = Callable[[Scheme], tuple[KnownScheme, list[Problem]]]
#: A node of one of the schemes: (its scheme's key, its id).
_Place = tuple[str, str]


def call_problems(root: KnownScheme, library: Library, judge: Judge) -> Iterator[Problem]:
    """Problems of the calls and jumps in ``root``, and those of the schemes it leads to."""
    if root.calls:
        yield from _Calls(root, library, judge).problems()


class _Calls:
    def __init__(self, root: KnownScheme, library: Library, judge: Judge) -> None:
        self._root = root.name.casefold()
        #: Scheme → what is known of it, or why there is none.
        self._schemes: dict[str, KnownScheme | Absence] = {self._root: root}
        #: Schemes that were come to, by the node here over which, and what is wrong with them.
        self._origins: dict[str, tuple[NodeFacts, str]] = {}
        self._wrong: dict[str, Problem] = {}
        self._gather(library, judge)

    def problems(self) -> Iterator[Problem]:
        root = self._of(self._root)
        for fact, call in root.calls:
            yield from self._call(fact, call)
        for key, problem in self._wrong.items():
            called = self._of(key)
            fact, place = self._origins[key]
            yield error(
                "called_scheme_wrong",
                scheme=called.name,
                why_ru=problem.words("ru"),
                why_en=problem.words("en"),
                **_where(fact, place),
            )
        if Absence.UNREAD not in self._schemes.values():
            yield from self._circles()
            yield from self._opt_out(root)

    def _gather(self, library: Library, judge: Judge) -> None:
        root = self._of(self._root)
        waiting = deque((fact, call.place, call.scheme) for fact, call in root.calls)
        while waiting:
            fact, place, name = waiting.popleft()
            key = name.casefold()
            if key in self._schemes:
                continue
            found = library(name)
            if found is None:
                self._schemes[key] = absence(library, name)
                continue
            known, problems = judge(found)
            self._schemes[key] = known
            self._origins[key] = (fact, place)
            wrong = next((problem for problem in problems if problem.is_error), None)
            if wrong is not None:
                self._wrong[key] = wrong
            waiting.extend((fact, place, call.scheme) for _, call in known.calls)
        for key in self._origins:
            for other, call in self._of(key).calls:
                for problem in self._call(other, call):
                    if problem.is_error:
                        self._wrong.setdefault(key, problem)

    # --- one call ------------------------------------------------------------------------------

    def _call(self, fact: NodeFacts, call: SchemeCall) -> Iterator[Problem]:
        called = self._schemes.get(call.scheme.casefold(), Absence.MISSING)
        if isinstance(called, Absence):
            yield from _absent(called, call.scheme, _where(fact, call.place))
            return
        yield from self._languages(fact, call, called)
        for variable, place in call.given:
            if variable not in called.declared:
                yield _unknown(called, variable, called.declared, _where(fact, place))
        if called.opaque:
            return  # what cannot be read may set and return anything
        for text, place in call.results:
            yield from self._result(called, text, _where(fact, place))
        if call.returns:
            yield from self._outcomes(fact, call, called)

    def _languages(
        self, fact: NodeFacts, call: SchemeCall, called: KnownScheme
    ) -> Iterator[Problem]:
        lacking = [
            language
            for language in self._of(self._root).languages
            if language not in called.languages
        ]
        if lacking:
            yield warning(
                "called_scheme_lacks_language",
                scheme=called.name,
                languages=", ".join(lacking),
                language=called.languages[0] if called.languages else "",
                **_where(fact, call.place),
            )

    def _result(self, called: KnownScheme, text: str, where: dict[str, str]) -> Iterator[Problem]:
        try:
            names = expressions.parse(text).variables
        except BadExpressionError:
            return  # told already
        known = called.declared | called.assigned | {"outcome"}
        for name in sorted(names - known):
            yield _unknown(called, name, known, where)

    def _outcomes(
        self, fact: NodeFacts, call: SchemeCall, called: KnownScheme
    ) -> Iterator[Problem]:
        where = _where(fact, call.place)
        if not called.outcomes:
            yield warning("never_returns", scheme=called.name, **where)
            return
        declared = {outcome for outcome, _ in call.outcomes}
        for outcome, place in call.outcomes:
            if outcome not in called.outcomes:
                there = _where(fact, place)
                yield warning(
                    "outcome_never_given",
                    scheme=called.name,
                    outcome=outcome,
                    fix=_change(there),
                    **_hint(outcome, called.outcomes),
                    **there,
                )
        for outcome in sorted(called.outcomes - declared - {""}):
            yield warning(
                "outcome_without_port", scheme=called.name, outcome=outcome, **where
            )  # fmt: skip

    # --- opting out in called schemes ----------------------------------------------------------

    def _opt_out(self, root: KnownScheme) -> Iterator[Problem]:
        """As within a scheme, but now it is known which of the called ones opt out."""
        if not root.start or opt_out.is_called(root.facts.values()):
            return
        opting: set[str] = set()
        while more := {key for key, known in self._known() if self._opts(known, opting)} - opting:
            opting |= more
        if self._root not in opting:
            return

        def offers(fact: NodeFacts) -> bool:
            called = fact.calls is not None and fact.calls.scheme.casefold() in opting
            return called or opt_out.opts_out(fact)

        lacking = opt_out.without_opt_out(root.facts, root.targets, root.start, offers)
        if any(opt_out.opts_out(fact) for fact in root.facts.values()):
            # The scheme by itself has told of those that are left even if all calls opt out.
            lacking -= opt_out.without_opt_out(
                root.facts,
                root.targets,
                root.start,
                opt_out.may_opt_out,
            )
        for node_id, fact in root.facts.items():
            if node_id in lacking:
                yield no_opt_out(fact)

    def _opts(self, known: KnownScheme, opting: set[str]) -> bool:
        return any(
            opt_out.opts_out(fact)
            or (fact.calls is not None and fact.calls.scheme.casefold() in opting)
            for fact in known.facts.values()
        )

    # --- circles over several schemes ----------------------------------------------------------

    def _circles(self) -> Iterator[Problem]:
        """A circle that goes through calls or jumps and in which nobody waits for the
        subscriber. Circles inside one scheme are found there."""
        passing = self._passing()
        links: set[tuple[_Place, _Place]] = set()
        calls: set[tuple[_Place, _Place]] = set()
        for key, known in self._known():
            for node_id in known.walk(passing):
                call = known.call_of(node_id)
                if call is not None:
                    target = self._known_of(call.scheme)
                    if target is not None and target.start:
                        calls.add(((key, node_id), (call.scheme.casefold(), target.start)))
                links.update(((key, node_id), (key, to)) for to in known.next_of(node_id, passing))
        for group in circles(links | calls):
            inner = {a for a, b in calls if a in group and b in group}
            through = inner or {place for place in group if self._calls_at(place)}
            if not through or (not inner and self._ends_by_counting(group, links)):
                continue
            leaves = any(
                to is None or (key, to) not in group
                for key, node_id in group - inner
                for to in self._leaving(key, node_id)
            )
            yield self._endless(group, sorted(through), leaves)

    def _calls_at(self, place: _Place) -> bool:
        return self._of(place[0]).call_of(place[1]) is not None

    def _ends_by_counting(
        self, group: frozenset[_Place], links: set[tuple[_Place, _Place]]
    ) -> bool:
        """Only inside one scheme: a scheme that is entered again counts from the beginning."""
        rest = [
            (a, b)
            for a, b in links
            if a in group and b in group and self._of(a[0]).counted(a[1]) != b[1]
        ]
        return not circles(rest)

    def _endless(self, group: frozenset[_Place], inner: list[_Place], leaves: bool) -> Problem:
        make, code = (
            (warning, "calls_without_wait") if leaves else (error, "endless_calls")
        )  # fmt: skip
        keys = sorted({key for key, _ in group}, key=lambda key: (key != self._root, key))
        names = ", ".join(self._of(key).name for key in keys)
        own = next((node_id for key, node_id in inner if key == self._root), None)
        if own is None:
            fact, place = self._origins[inner[0][0]]
        else:
            fact, place = self._of(self._root).facts[own], "scheme"
        return make(code, schemes=names, **_where(fact, place))

    def _leaving(self, key: str, node_id: str) -> list[str | None]:
        return self._of(key).leaving(node_id)

    def _passing(self) -> frozenset[str]:
        """Schemes through which a call can go, from their start to their return, without anybody
        waiting for the subscriber."""
        passing: frozenset[str] = frozenset()
        while True:
            more = frozenset(key for key, known in self._known() if known.passes(passing))
            if more == passing:
                return passing
            passing = more

    def _known(self) -> Iterator[tuple[str, KnownScheme]]:
        return (
            (key, known) for key, known in self._schemes.items() if isinstance(known, KnownScheme)
        )

    def _of(self, key: str) -> KnownScheme:
        """Of a scheme that is there."""
        known = self._schemes[key]
        assert isinstance(known, KnownScheme)
        return known

    def _known_of(self, name: str) -> KnownScheme | None:
        known = self._schemes.get(name.casefold())
        return known if isinstance(known, KnownScheme) else None


def _absent(why: Absence, name: str, where: dict[str, str]) -> Iterator[Problem]:
    if why is Absence.MISSING:
        yield error("unknown_scheme", scheme=name, fix=_change(where), **where)
    elif why is Absence.DRAFT:
        fix = Fix("publish_scheme", {"scheme": name})
        yield error("unpublished_scheme", scheme=name, fix=fix, **where)


def _unknown(
    called: KnownScheme, name: str, known: frozenset[str], where: dict[str, str]
) -> Problem:
    return error(
        "unknown_called_variable",
        scheme=called.name,
        variable=name,
        fix=_change(where),
        **_hint(name, known),
        **where,
    )


def _hint(name: str, known: frozenset[str]) -> dict[str, str]:
    by_key = {each.casefold(): each for each in sorted(known) if each}
    close = get_close_matches(name.casefold(), by_key, n=1)
    if not close:
        return {"hint_ru": "", "hint_en": ""}
    meant = by_key[close[0]]
    return {"hint_ru": f"; может быть, «{meant}»?", "hint_en": f"; is “{meant}” meant?"}


def _where(fact: NodeFacts, place: str) -> dict[str, str]:
    return {"node_id": fact.node.id, "node_name": fact.node.name, "place": place}


def _change(where: dict[str, str]) -> Fix:
    return Fix("change_parameter", {"node": where["node_id"], "place": where["place"]})
