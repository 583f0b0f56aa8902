"""Counts the answers of a survey, whole and by groups, weighted where that was asked for."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.errors import KnownError
from engine.ports.answers import AskedQuestion, GivenAnswer
from engine.reports.model import ReportSource
from engine.reports.statistics import effective_size, rake

#: Of a group: those who have no such value.
UNKNOWN = ""


@dataclass
class Tally:
    """Respondents of one question (in one group): how many, their weights, and the same for each
    code. ``answers``: weight of all codes together, more than ``weight`` where several may be
    chosen."""

    base: int = 0
    weight: float = 0.0
    squares: float = 0.0
    answers: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)

    def add(self, codes: tuple[str, ...], weight: float) -> None:
        self.base += 1
        self.weight += weight
        self.squares += weight * weight
        for code in codes:
            self.counts[code] += 1
            self.weights[code] = self.weights.get(code, 0.0) + weight
            self.answers += weight

    @property
    def effective(self) -> float:
        return effective_size(self.weight, self.squares)

    def share(self, code: str) -> float:
        """Of the respondents."""
        return self.weights.get(code, 0.0) / self.weight if self.weight else 0.0

    def share_of_answers(self, code: str) -> float:
        return self.weights.get(code, 0.0) / self.answers if self.answers else 0.0


@dataclass(frozen=True)
class Group:
    """What a survey is crossed with. ``label`` gives a value's name for people."""

    name: str
    label: Callable[[str], str]


@dataclass
class SurveyCounts:
    questions: list[AskedQuestion]
    groups: list[Group]
    #: AskedQuestion.id → all, and (AskedQuestion.id, place of the group, value) → of those.
    whole: dict[int, Tally] = field(default_factory=dict)
    crossed: dict[tuple[int, int, str], Tally] = field(default_factory=dict)
    respondents: int = 0
    weighted: bool = False
    #: Respondents without a usable weight, who count as one.
    unweighted: int = 0

    def values(self, question_id: int, place: int) -> list[str]:
        """The values of a group that those who answered have; the most frequent first."""
        found = [
            (tally.base, value)
            for (asked, group, value), tally in self.crossed.items()
            if asked == question_id and group == place
        ]
        return [value for _, value in sorted(found, key=lambda each: (-each[0], each[1]))]


def option_text(asked: AskedQuestion, code: str, language: str) -> str:
    for known, texts in asked.options:
        if known == code:
            return text_in(texts, language) or code
    return code


def text_in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next((text for text in texts.values() if text), "")


def count(source: ReportSource) -> SurveyCounts:
    """Two passes over the answers at most; in memory are the counts, and of each respondent only
    the values that the survey is crossed or weighted with."""
    if source.answers is None:
        return SurveyCounts([], [])
    questions = source.answers.questions(source.campaign.id)
    fields = _Fields(source)
    groups, lookups = _groups(source, questions, fields)
    weigh, weighted = _weights(source, fields)
    result = SurveyCounts(questions, groups, weighted=weighted)
    for contact_id, given in _respondents(source):
        result.respondents += 1
        weight = weigh(contact_id)
        if weight is None:
            result.unweighted += 1
            weight = 1.0
        by_name = {answer.question_id: answer.codes for answer in given}
        values = [lookup(contact_id, by_name) for lookup in lookups]
        for asked, codes in by_name.items():
            result.whole.setdefault(asked, Tally()).add(codes, weight)
            for place, group_values in enumerate(values):
                for value in group_values:
                    key = (asked, place, value)
                    result.crossed.setdefault(key, Tally()).add(codes, weight)
    return result


def _respondents(source: ReportSource) -> Iterator[tuple[int, list[GivenAnswer]]]:
    assert source.answers is not None
    current: int | None = None
    given: list[GivenAnswer] = []
    for answer in source.answers.answers(source.campaign.id):
        if answer.contact_id != current:
            if current is not None:
                yield current, given
            current, given = answer.contact_id, []
        given.append(answer)
    if current is not None:
        yield current, given


class _Fields:
    """Values of the list's fields; the list is read once for each field that is asked for."""

    def __init__(self, source: ReportSource) -> None:
        self._source = source
        self._values: dict[str, dict[int, str]] = {}
        self._names: dict[str, str] | None = None

    def names(self) -> dict[str, str]:
        """Case-folded name → name."""
        if self._names is None:
            found: dict[str, str] = {}
            for _, fields in self._source.reports.contact_fields(self._source.campaign.id):
                for name in fields:
                    found.setdefault(name.casefold(), name)
            self._names = found
        return self._names

    def of(self, name: str) -> dict[int, str]:
        """Contact → value."""
        if name not in self._values:
            shared: dict[str, str] = {}
            self._values[name] = {
                contact: shared.setdefault(fields[name].strip(), fields[name].strip())
                for contact, fields in self._source.reports.contact_fields(self._source.campaign.id)
                if name in fields
            }
        return self._values[name]

    def require(self, name: str) -> dict[int, str]:
        found = self.names().get(name.casefold())
        if found is None:
            raise KnownError(
                "The contacts of {campaign} have no field {name!r}.",
                mend="They have: {known}.",
                campaign=self._source.campaign.name,
                name=name,
                known=", ".join(sorted(self.names().values())) or "-",
            )
        return self.of(found)


_Lookup = Callable[[int, Mapping[int, tuple[str, ...]]], tuple[str, ...]]


def _groups(
    source: ReportSource, questions: list[AskedQuestion], fields: _Fields
) -> tuple[list[Group], list[_Lookup]]:
    groups, lookups = [], []
    for wanted in source.options.by:
        group, lookup = _group(wanted, source, questions, fields)
        groups.append(group)
        lookups.append(lookup)
    return groups, lookups


def _group(
    wanted: str, source: ReportSource, questions: list[AskedQuestion], fields: _Fields
) -> tuple[Group, _Lookup]:
    """A question, a field of the list or a result, looked for in this order; ``question:``,
    ``field:`` or ``result:`` before the name says which."""
    kind, _, name = wanted.partition(":")
    if kind not in ("question", "field", "result") or not name:
        kind, name = "", wanted
    if kind in ("", "question"):
        asked = [each for each in questions if each.question.casefold() == name.casefold()]
        if asked:
            return _question_group(asked, source.language)
    if kind in ("", "field") and name.casefold() in fields.names():
        real = fields.names()[name.casefold()]
        values = fields.of(real)
        return Group(real, str), lambda contact, _: (values.get(contact, UNKNOWN),)
    results = {each.casefold(): each for each, _, _ in source.reports.results(source.campaign.id)}
    if kind in ("", "result") and name.casefold() in results:
        real = results[name.casefold()]
        saved = dict(source.reports.last_results(source.campaign.id, real))
        return Group(real, str), lambda contact, _: (saved.get(contact, UNKNOWN),)
    known = sorted({each.question for each in questions} | set(fields.names().values()))
    raise KnownError(
        "There is no question, field of the list or result named {name!r} to cross the survey"
        " with.",
        mend="Use one of: {known}.",
        name=wanted,
        known=", ".join([*known, *sorted(results.values())]) or "-",
    )


def _question_group(asked: list[AskedQuestion], language: str) -> tuple[Group, _Lookup]:
    ids = [each.id for each in asked]
    newest = asked[-1]

    def lookup(_: int, answers: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
        return next((answers[each] for each in ids if each in answers), (UNKNOWN,))

    return Group(newest.question, lambda code: option_text(newest, code, language)), lookup


def _weights(source: ReportSource, fields: _Fields) -> tuple[Callable[[int], float | None], bool]:
    """(contact → weight, None where there is no usable one; whether there are weights at all)."""
    options = source.options
    if options.weight and options.targets:
        raise KnownError(
            "A survey is weighted by a field or by target shares, not by both.",
            mend="Leave one of them out.",
        )
    if options.weight:
        texts = fields.require(options.weight)
        return lambda contact: _number(texts.get(contact, "")), True
    if not options.targets:
        return lambda contact: 1.0, False
    values = [fields.require(name) for name in options.targets]
    targets = [_normal(name, shares) for name, shares in options.targets.items()]
    spelling = [{value.casefold(): value for value in target} for target in targets]

    def cell_of(contact: int) -> tuple[str, ...]:
        found = []
        for place, each in enumerate(values):
            value = each.get(contact, UNKNOWN)
            found.append(spelling[place].get(value.casefold(), value))
        return tuple(found)

    cells = Counter(cell_of(contact) for contact, _ in _respondents(source))
    weights = rake(cells, targets)
    return lambda contact: weights.get(cell_of(contact)), True


def _normal(name: str, shares: Mapping[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    if total <= 0 or min(shares.values()) < 0:
        raise KnownError(
            "The target shares of {name!r} are no shares.",
            mend="Give each value a number above zero.",
            name=name,
        )
    return {value: share / total for value, share in shares.items()}


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".").replace("\N{NO-BREAK SPACE}", "").replace(" ", ""))
    except ValueError:
        return None
    return value if 0 < value < 1e9 else None
