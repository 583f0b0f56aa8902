"""Segments: criteria that are counted, kept, and made into campaigns' lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.domain.campaign import Campaign, CampaignSettings, Schedule
from engine.domain.rights import Right
from engine.errors import KnownError
from engine.lists.criteria import Criterion, check
from engine.ports.lists import BuiltList, BulkLoader, ImportOutcome
from engine.ports.segments import Held, Question, Segment
from engine.ports.storage import NewContact
from rino_desktop import beside_guard, bootstrap
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.sources import SourceConnection, SourceSettings
    from engine.ports.storage import Database, Stores

#: People that are shown beside the counts.
SAMPLE = 20
_BATCH = 1000
Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Counted:
    """``callable``: how many of the matches may be called now; ``held``: the others by reason."""

    matches: int
    callable: int
    held: Mapping[Held, int] = field(default_factory=dict)
    sample: tuple[NewContact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "matches": self.matches,
            "callable": self.callable,
            "held": {reason.value: count for reason, count in self.held.items()},
            "sample": [
                {"phones": list(each.phones), "fields": dict(each.fields)} for each in self.sample
            ],
        }

    def text(self) -> str:
        lines = [
            t("Matches now: {matches}. Callable now: {callable}.", matches=self.matches,
              callable=self.callable)
        ]  # fmt: skip
        return "\n".join(lines + [f"  {held_word(r)}: {n}" for r, n in self.held.items()])


@dataclass(frozen=True, slots=True)
class SegmentBuilt:
    """What a campaign's list has become."""

    segment: str
    matches: int
    outcome: ImportOutcome
    left_out: int
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "segment": self.segment,
            "matches": self.matches,
            "contacts": self.outcome.contacts,
            "updated": self.outcome.updated,
            "unchanged": self.outcome.unchanged,
            "withdrawn": self.outcome.withdrawn,
            "returned": self.outcome.returned,
            "do_not_call": self.left_out,
            "dry_run": self.dry_run,
        }

    def text(self) -> str:
        told = t(
            "Matches now: {matches}. Added: {new}, back again: {returned}, withdrawn: {withdrawn},"
            " kept: {kept}; on the do-not-call list: {left_out}.",
            matches=self.matches, new=self.outcome.contacts, returned=self.outcome.returned,
            withdrawn=self.outcome.withdrawn,
            kept=self.outcome.unchanged + self.outcome.updated, left_out=self.left_out,
        )  # fmt: skip
        return (
            f"{t('Nothing was stored (dry run). It would be:')}\n{told}" if self.dry_run else told
        )


def held_word(reason: Held) -> str:
    """Why somebody is not called now, in the user's language."""
    return {
        Held.DO_NOT_CALL: t("on the do-not-call list"),
        Held.IN_CAMPAIGN: t("already in the campaign"),
        Held.NO_CONSENT: t("no consent on file"),
        Held.WRONG_NUMBER: t("the number does not exist"),
        Held.LIMIT: t("called as often as the rules allow"),
        Held.HOURS: t("not within calling hours now"),
    }[reason]


def question(
    stores: "Stores",
    settings: Settings,
    criterion: Criterion,
    campaign: Campaign | None,
    now: datetime,
    watch: Watch,
) -> Question:
    """The criterion with the answers of its data sources. KnownError, SourceTrouble."""
    check(criterion)
    schedule = campaign.settings.schedule if campaign else Schedule()
    zone = ZoneInfo(schedule.timezone)
    slots: Mapping[tuple[int, ...], int] = {}
    if criterion.base.source or _asks_sources(criterion):
        from engine.service.segment_people import prepare

        country = (campaign.settings if campaign else CampaignSettings("")).country
        slots = prepare(
            stores.list_people, criterion, lambda name: _open(settings, stores, name),
            now.astimezone(zone).date(), country, watch,
        )  # fmt: skip
    return Question(criterion, slots, now, zone, campaign)


def count(
    stores: "Stores",
    settings: Settings,
    criterion: Criterion,
    campaign: Campaign | None,
    now: datetime,
    watch: Watch | None = None,
    sample: int = SAMPLE,
    on_matches: Callable[[int], object] | None = None,
) -> Counted:
    """Both numbers of one state of the data, and some of those who fit, for who may see them.
    ``on_matches`` is told the first of them, which is known several times sooner."""
    asked = question(stores, settings, criterion, campaign, now, watch or _unwatched)
    if on_matches is not None:
        on_matches(stores.list_people.count(asked))
    good, held = stores.list_people.callable(asked)
    if not stores.rights.powers().allows(Right.PERSONAL_DATA):
        sample = 0
    shown = tuple(stores.list_people.sample(asked, sample)) if sample else ()
    return Counted(good + sum(held.values()), good, held, shown)


def save(
    stores: "Stores", name: str, owner: str, criterion: Criterion, now: datetime,
    revision: int | None = None,
) -> Segment:  # fmt: skip
    """SegmentConflict when it is not of ``revision`` any more."""
    check(criterion)
    return stores.segments.save(name, owner, criterion, now, revision)


class NobodyMatches(KnownError):
    """More often than not that is a mistake; ``allow_empty`` says that it is none."""


def build(
    settings: Settings,
    database: "Database",
    segment: Segment,
    campaign: Campaign,
    *,
    loader: BulkLoader | None = None,
    refresh: bool = True,
    dry_run: bool = False,
    allow_empty: bool = False,
    watch: Watch | None = None,
    only_in: frozenset[int] | None = None,
) -> SegmentBuilt:
    """The segment becomes the campaign's list: new people come in, those who no longer match are
    withdrawn (``refresh``), and it is brought up to date whenever the campaign is started. Blocks;
    everything or nothing. NobodyMatches: nothing is changed, unless ``allow_empty``.
    ``only_in``: the campaigns whose contacts may come in, None: all; those who are in the list stay
    for as long as they match."""
    loader = loader or bootstrap.bulk_loader(settings)
    spared = loader.do_not_call(campaign.id)
    told = watch or _unwatched

    def fill(stores: "Stores") -> SegmentBuilt:
        now = datetime.now(UTC)
        stores.rights.require(Right.LISTS_BUILD, campaign.id)
        asked = question(stores, settings, segment.criterion, campaign, now, told)
        filler = _Filler(spared, told)
        outcome = loader.load(
            campaign.id,
            segment.name,
            filler.batches(_people(stores, asked, campaign, only_in), allow_empty=allow_empty),
            built=BuiltList(refresh, dry_run, frozenset(spared)),
        )
        return SegmentBuilt(segment.name, filler.matches, outcome, filler.left_out, dry_run)

    built = database.transact(fill)
    if not dry_run:
        outcome = built.as_json()
        outcome.pop("segment")

        def keep(stores: "Stores") -> None:
            now = datetime.now(UTC)
            stores.segments.use(campaign.id, segment.id, now, outcome)
            beside_guard.note_build(stores, campaign.name, segment.name, outcome, now)

        database.transact(keep)
    return built


def _people(
    stores: "Stores", asked: Question, campaign: Campaign, only_in: frozenset[int] | None
) -> Iterator[NewContact]:
    """Those who fit. With ``only_in`` nobody comes in from elsewhere, and nothing that is known of
    him there: who fits by what another campaign knows stays as he stands in the list."""
    people = stores.list_people
    if only_in is None or asked.criterion.base.source:
        # Pinned ones are looked for in campaigns, too.
        yield from people.all(replace(asked, only_in=only_in))
        return
    came: set[str] = set()
    for person in people.all(replace(asked, only_in=only_in)):
        came.update(person.phones)
        yield person
    listed = {phone for person in people.brought(campaign.id) for phone in person.phones} - came
    if not listed:
        return
    fits = {phone for person in people.all(asked) for phone in person.phones if phone in listed}
    for person in people.brought(campaign.id):
        if not fits.isdisjoint(person.phones):
            yield person


@dataclass(slots=True)
class _Filler:
    spared: set[str]
    watch: Watch
    matches: int = 0
    left_out: int = 0

    def batches(
        self, people: Iterator[NewContact], *, allow_empty: bool
    ) -> Iterator[Sequence[NewContact]]:
        batch: list[NewContact] = []
        for person in people:
            self.matches += 1
            phones = tuple(phone for phone in person.phones if phone not in self.spared)
            if not phones:
                self.left_out += 1
                continue
            batch.append(NewContact(phones, person.zones, person.fields, self.matches))
            if len(batch) >= _BATCH:
                self.watch(self.matches)
                yield batch
                batch = []
        if not self.matches and not allow_empty:
            raise NobodyMatches(
                t("Nobody matches: nothing has been changed, nobody has been withdrawn."),
                mend=t("Look at the criterion and at its data source; if nobody is meant to be "
                       "called: --allow-empty."),
            )  # fmt: skip
        yield batch


def _asks_sources(criterion: Criterion) -> bool:
    from engine.service.segment_people import source_parts

    return bool(source_parts(criterion.root))


def _open(
    settings: Settings, stores: "Stores", name: str
) -> "tuple[SourceConnection, SourceSettings]":
    from rino_desktop import sources

    found = sources.find(settings, stores, name)
    return bootstrap.open_source(found), found


def _unwatched(_done: int) -> None:
    """Nobody watches."""
