"""Who supervises which call, and how: a state machine without clock, database or network.

``look`` takes what supervisors want (rows of ``SupervisionStore``), ``review`` what has become of
the calls; ``answered`` and ``ended`` tell of the supervisors' own telephones. Commands come out. A
supervisor of an operator follows his telephone and ends with that talk; one of a call follows the
subscriber from his scheme to an operator and on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import SupervisionState

#: Engines that do not have the call say so after as long as the one that has it may need; seconds.
NOBODY_S = 3.0
LISTEN = SuperviseMode.LISTEN


@dataclass(frozen=True, slots=True)
class Scene:
    """A call that can be heard. ``call_id``: the subscriber's, "" while the operator has none yet;
    ``leg``: the telephone of the operator who talks with him, "" for none."""

    call_id: str
    leg: str = ""
    operator_id: int | None = None
    call_key: int | None = None
    campaign_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a supervisor wants. ``may``: the modes that he has the rights to. ``fresh``: no
    engine has taken it yet."""

    id: int
    operator_id: int | None
    call_key: int | None
    phone: str
    token: str
    mode: SuperviseMode
    wish: int
    leaving: bool
    age_s: float
    may: frozenset[SuperviseMode]
    fresh: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """Ring the supervisor; he hears ``target`` from his answer on."""

    wanted: Wanted
    scene: Scene
    target: str
    mode: SuperviseMode


@dataclass(frozen=True, slots=True)
class Hear:
    id: int
    target: str
    mode: SuperviseMode


@dataclass(frozen=True, slots=True)
class HangUp:
    id: int


@dataclass(frozen=True, slots=True)
class Tell:
    """The row is to say so. ``why``: a code of supervising_words."""

    id: int
    state: SupervisionState
    mode: SuperviseMode | None
    answered_wish: int
    why: str
    operator_id: int | None
    call_key: int | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """For the audit log. ``action``: "begin", "mode", "end", "refused"; ``seconds``: how long he
    has listened, by mode."""

    wanted: Wanted
    action: str
    mode: SuperviseMode | None
    scene: Scene
    why: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)


Command = Ring | Hear | HangUp | Tell | Note


@dataclass(slots=True, eq=False)
class _Session:
    wanted: Wanted
    scene: Scene
    target: str
    mode: SuperviseMode
    answered_wish: int
    why: str = ""
    answered_at: datetime | None = None
    mode_since: datetime | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    def count(self, now: datetime) -> None:
        if self.mode_since is not None:
            spent = (now - self.mode_since).total_seconds()
            self.seconds[self.mode] = self.seconds.get(self.mode, 0.0) + max(0.0, spent)
            self.mode_since = now


SceneOf = Callable[[Wanted], "Scene | None"]


class Supervising:
    """``scene_of`` gives the call that somebody wants, None: it is not here (any more)."""

    def __init__(self, scene_of: SceneOf) -> None:
        self._scene_of = scene_of
        self._sessions: dict[int, _Session] = {}
        #: Ended ones whose row may still say otherwise.
        self._over: set[int] = set()

    def __len__(self) -> int:
        return len(self._sessions)

    def hears(self, supervision_id: int) -> tuple[str, SuperviseMode] | None:
        """Whom he follows, and how; None: it is over."""
        session = self._sessions.get(supervision_id)
        return None if session is None else (session.target, session.mode)

    # --- events --------------------------------------------------------------------------------

    def look(self, rows: Iterable[Wanted], now: datetime) -> list[Command]:
        """``rows``: all that are not over, of this engine or of none."""
        out: list[Command] = []
        wanted = {row.id: row for row in rows}
        self._over &= wanted.keys()
        for gone in self._sessions.keys() - wanted.keys():
            out += self._end(gone, "engine_gone", now)  # another engine took us for dead
        for row in wanted.values():
            session = self._sessions.get(row.id)
            if session is not None:
                session.wanted = row
            elif row.fresh and row.id not in self._over:
                out += self._begin(row)
        return out + self.review(now)

    def review(self, now: datetime) -> list[Command]:
        """Calls may have changed."""
        out: list[Command] = []
        for session in list(self._sessions.values()):
            out += self._review(session, now)
        return out

    def answered(self, supervision_id: int, now: datetime) -> list[Command]:
        session = self._sessions.get(supervision_id)
        if session is None or session.answered_at is not None:
            return []
        session.answered_at = session.mode_since = now
        note = Note(session.wanted, "begin", session.mode, session.scene)
        return [self._told(session), note]

    def ended(self, supervision_id: int, why: str, now: datetime) -> list[Command]:
        """His telephone is done."""
        return self._end(supervision_id, why, now, hang_up=False)

    # --- inside --------------------------------------------------------------------------------

    def _begin(self, row: Wanted) -> list[Command]:
        scene = self._scene_of(row)
        if scene is None:
            # Whoever has it takes it at once.
            return self._refuse(row, "no_such_call") if row.age_s >= NOBODY_S else []
        if row.leaving:
            return self._refuse(row, "left")
        why = _hindrance(row.mode, row.may, scene)
        if why:
            return self._refuse(row, why, scene)
        target = _target(row, row.mode, scene)
        self._sessions[row.id] = session = _Session(row, scene, target, row.mode, row.wish)
        return [Ring(row, scene, target, row.mode), self._told(session)]

    def _refuse(self, row: Wanted, why: str, scene: Scene | None = None) -> list[Command]:
        self._over.add(row.id)
        ended = SupervisionState.ENDED
        out: list[Command] = [
            Tell(row.id, ended, None, row.wish, why, row.operator_id, row.call_key, None)
        ]
        if scene is not None:
            out.append(Note(row, "refused", row.mode, scene, why))
        return out

    def _review(self, session: _Session, now: datetime) -> list[Command]:
        row = session.wanted
        if row.leaving:
            return self._end(row.id, "left", now)
        scene = self._scene_of(row)
        moved = scene is not None and scene.leg != session.scene.leg
        if scene is None or (moved and row.operator_id is not None):
            return self._end(row.id, "call_over", now)
        if scene.call_key is None:  # the subscriber has just gone on: it was his call all the same
            known = session.scene
            scene = replace(scene, call_key=known.call_key, campaign_id=known.campaign_id)
        mode, why, wish = session.mode, session.why, session.answered_wish
        out: list[Command] = []
        if row.wish != wish:
            wish, why = row.wish, _hindrance(row.mode, row.may, scene)
            mode = mode if why else row.mode
            if why:
                out.append(Note(row, "refused", row.mode, scene, why))
        if mode not in row.may:
            return [*out, *self._end(row.id, "no_right", now)]
        if mode is not LISTEN and not scene.leg:
            if LISTEN not in row.may:
                return [*out, *self._end(row.id, "operator_left", now)]
            mode, why = LISTEN, "operator_left"
        return out + self._change(session, scene, mode, why, wish, now)

    def _change(self, session: _Session, scene: Scene, mode: SuperviseMode, why: str, wish: int,
                now: datetime) -> list[Command]:  # fmt: skip
        row = session.wanted
        target = _target(row, mode, scene)
        before = (session.target, session.mode, session.why, session.answered_wish, session.scene)
        if before == (target, mode, why, wish, scene):
            return []
        out: list[Command] = []
        other = mode is not session.mode
        if other:
            session.count(now)
        if other or target != session.target:
            out.append(Hear(row.id, target, mode))
        session.target, session.mode, session.scene = target, mode, scene
        session.why, session.answered_wish = why, wish
        out.append(self._told(session))
        if other and session.answered_at is not None:
            out.append(Note(row, "mode", mode, scene, why))
        return out

    def _end(self, supervision_id: int, why: str, now: datetime, *,
             hang_up: bool = True) -> list[Command]:  # fmt: skip
        session = self._sessions.pop(supervision_id, None)
        if session is None:
            return []
        self._over.add(supervision_id)
        session.count(now)
        out: list[Command] = [HangUp(supervision_id)] if hang_up else []
        told = self._told(session)
        out.append(
            Tell(told.id, SupervisionState.ENDED, None, told.answered_wish, why, told.operator_id,
                 told.call_key, told.answered_at)
        )  # fmt: skip
        if session.answered_at is not None:
            seconds = dict(session.seconds)
            out.append(Note(session.wanted, "end", session.mode, session.scene, why, seconds))
        return out

    def _told(self, session: _Session) -> Tell:
        on = session.answered_at is not None
        return Tell(
            session.wanted.id, SupervisionState.ON if on else SupervisionState.RINGING,
            session.mode if on else None, session.answered_wish, session.why,
            session.scene.operator_id, session.scene.call_key, session.answered_at,
        )  # fmt: skip


def _hindrance(mode: SuperviseMode, may: Collection[SuperviseMode], scene: Scene) -> str:
    """Why it cannot be granted; "": it can."""
    if mode not in may:
        return "no_right"
    return "" if scene.leg or mode is LISTEN else "not_with_operator"


def _target(row: Wanted, mode: SuperviseMode, scene: Scene) -> str:
    """Whom he follows: the operator, if he wants to be heard by him or has asked for him."""
    if scene.leg and (row.operator_id is not None or mode is not LISTEN or not scene.call_id):
        return scene.leg
    return scene.call_id
