"""``operator …``: what operators can do, where they wait for calls, why they may be on a break."""

import argparse
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli import operator_shift, operator_supervision
from rino_desktop.cli.context import Context
from rino_desktop.cli.numbered import user_name
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive, positive_real
from rino_desktop.operator_skills import LEAST_LEVEL, MOST_LEVEL, operator_named, set_skills
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.operator import Operator, PauseReason, Queue

_ASSIGNMENTS = ("longest_idle", "best_skill")
_WRAP_UPS = ("optional", "timed", "forced")


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "operator", t("people who talk with subscribers"))
    group.command("list", t("all operators, and what each does now"), _list)
    skill = group.command(
        "skill", t("set what an operator can do; without skills: nothing"), _skill
    )
    skill.add_argument("name", metavar="NAME")
    skill.add_argument("skills", metavar="SKILL=LEVEL", nargs="*", type=_skill_level)
    talks = group.command("talks", t("an operator's calls, the latest first"), _talks)
    talks.add_argument("name", metavar="NAME")
    talks.add_argument("--limit", type=positive, default=50, metavar="N")
    message = group.command("message", t("a message to one operator, or to all"), _message)
    message.add_argument("text", metavar="TEXT")
    message.add_argument("--to", metavar="NAME", help=t("else to all operators"))
    virtual = group.command(
        "simulate", t("virtual operators answer until Ctrl-C; without a name: all"), _simulate
    )
    virtual.add_argument("names", metavar="NAME", nargs="*")
    virtual.add_argument("--talk-s", type=positive_real, default=20.0, metavar="S",
                         help=t("mean length of a talk"))  # fmt: skip
    virtual.add_argument("--wrap-up-s", type=positive_real, default=4.0, metavar="S",
                         help=t("until the result is saved"))  # fmt: skip
    virtual.add_argument("--speech", default="", metavar="FILE",
                         help=t("what they say: WAV, 16 kHz, mono, 16 bit"))  # fmt: skip
    virtual.add_argument("--answers", default="", metavar="FILE",
                         help=t("what they fill in is told there, too: lines of JSON"))  # fmt: skip
    virtual.add_argument("--bind", default="", metavar="IP", help=t("own address for calls"))
    virtual.add_argument("--seed", type=positive, metavar="N", help=t("the same chance again"))
    operator_supervision.add_to(group)
    _add_queues(group)
    operator_shift.add_to(group)
    pauses = group.group("break", t("reasons of breaks"))
    add = pauses.command("add", t("a new one, or other limits for one that is there"), _add_break)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--at-once", type=positive, metavar="N", help=t("operators at a time"))
    add.add_argument("--minutes", type=positive, metavar="N", help=t("of an operator in a day"))
    pauses.command("list", t("all of them"), _list_breaks)
    remove = pauses.command("remove", t("remove one"), _remove_break)
    remove.add_argument("name", metavar="NAME")


def _add_queues(group: Group) -> None:
    queues = group.group("queue", t("where subscribers wait for an operator"))
    add = queues.command("add", t("a new one, or other rules for one that is there"), _add_queue)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--campaign", metavar="NAME", help=t("the campaign that its calls belong to"))
    add.add_argument(
        "--skill", default="", metavar="SKILL", help=t("who serves it; else everybody")
    )
    add.add_argument("--level", type=positive, default=1, metavar="N", help=t("at least"))
    add.add_argument(
        "--assignment", choices=_ASSIGNMENTS, default=_ASSIGNMENTS[0],
        help=t("who gets the next call"),
    )  # fmt: skip
    add.add_argument(
        "--wrap-up", choices=_WRAP_UPS, default=_WRAP_UPS[0], help=t("what ends the wrap-up")
    )
    add.add_argument(
        "--wrap-up-s", type=positive, metavar="S", help=t("how many seconds the wrap-up takes")
    )
    add.add_argument(
        "--ends-when-saved",
        action="store_true",
        help=t("the wrap-up ends by itself where all was saved during the talk"),
    )
    add.add_argument(
        "--ring-s", type=positive, default=15, metavar="S",
        help=t("seconds that an operator is rung before another one is"),
    )  # fmt: skip
    add.add_argument("--form", default="", metavar="NAME",
                     help=t("filled in on calls that come in to it"))  # fmt: skip
    add.add_argument("--wait-s", type=positive, default=300, metavar="S",
                     help=t("then the subscriber leaves by the overflow port"))  # fmt: skip
    queues.command("list", t("all of them"), _list_queues)
    remove = queues.command("remove", t("remove one"), _remove_queue)
    remove.add_argument("name", metavar="NAME")


def _skill_level(text: str) -> tuple[str, int]:
    skill, _, level = text.rpartition("=")
    if not skill.strip() or not level.isdecimal() or not LEAST_LEVEL <= int(level) <= MOST_LEVEL:
        raise argparse.ArgumentTypeError(
            t("{text} is no skill with a level of {least} to {most}, such as sales=2",
              text=repr(text), least=LEAST_LEVEL, most=MOST_LEVEL)
        )  # fmt: skip
    return " ".join(skill.split()), int(level)


# --- operators ---------------------------------------------------------------------------------


def _list(context: Context) -> None:
    operators, statuses = context.transact(
        lambda s: (s.operators.operators(), {x.operator_id: x for x in s.operators.statuses()})
    )

    def facts(operator: "Operator") -> dict[str, Any]:
        status = statuses.get(operator.id)
        return {
            "name": operator.name,
            "skills": dict(operator.skills),
            "state": status.state if status else "logged_out",
            "since": iso(status.since) if status and status.revision else None,
            "reason": (status.break_reason or None) if status else None,
            "present": bool(status and status.present),
            "workstation": (status.workstation or None) if status else None,
        }

    documents = [facts(operator) for operator in operators]
    context.out.table(
        documents,
        (t("name"), t("state"), t("since"), t("workstation"), t("skills")),
        [
            (d["name"], state_word(d["state"], d["reason"] or ""),
             local(statuses[o.id].since) if d["since"] else "", d["workstation"] or "",
             ", ".join(f"{skill}={level}" for skill, level in o.skills.items()))
            for o, d in zip(operators, documents, strict=True)
        ],
        t("No operators yet: rino-desktop user add NAME --role operator"),
    )  # fmt: skip


def state_word(state: str, reason: str = "") -> str:
    words = {
        "logged_out": t("not signed in"),
        "available": t("available"),
        "ringing": t("being rung"),
        "talking": t("talking"),
        "wrap_up": t("wrapping up"),
        "on_break": t("on a break"),
    }
    word = words.get(state, state)
    return f"{word} ({reason})" if reason else word


def _skill(context: Context) -> None:
    args, now = context.args, context.now()
    saved = context.transact(lambda s: set_skills(s, args.name, args.skills, now))
    context.out.done(
        {"name": saved.name, "skills": dict(saved.skills)},
        t("Skills of {name} saved.", name=saved.name),
    )


def _talks(context: Context) -> None:
    from datetime import UTC, datetime

    from engine.domain.call_key import attempt_of, incoming_of

    args = context.args
    talks = context.transact(
        lambda s: s.operators.talks(
            s.users.by_name(args.name).id, datetime(2000, 1, 1, tzinfo=UTC), args.limit
        )
    )
    context.out.table(
        [
            {
                "offered_at": iso(talk.offered_at), "answered_at": iso(talk.answered_at),
                "ended_at": iso(talk.ended_at), "phone": talk.phone, "queue": talk.queue,
                "kind": talk.kind, "outcome": talk.outcome, "result": talk.result or None,
                "attempt": attempt_of(talk.attempt_id),
                "incoming": incoming_of(talk.attempt_id),
            }
            for talk in talks
        ],
        (t("time"), t("number"), t("queue"), t("outcome"), t("result")),
        [(local(x.offered_at), x.phone, x.queue, outcome_word(x.outcome), x.result) for x in talks],
        t("No calls yet."),
    )  # fmt: skip


def outcome_word(outcome: str) -> str:
    words = {
        "offered": t("rings"),
        "talking": t("talking"),
        "ended": t("talked"),
        "missed": t("did not pick up"),
        "declined": t("declined"),
        "taken_back": t("taken back"),
        "lost": t("lost"),
    }
    return words.get(outcome, outcome)


def _message(context: Context) -> None:
    args, now = context.args, context.now()

    def send(stores: Any) -> int:
        to = operator_named(stores, args.to).id if args.to else None
        number: int = stores.operators.send_message(user_name(None), to, args.text, now)
        return number

    if not args.text.strip():
        raise KnownError(t("There is nothing in the message."))
    number = context.transact(send)
    context.out.done({"id": number, "to": args.to}, t("Message sent."))


def _simulate(context: Context) -> int:
    from rino_desktop.virtual import crew
    from rino_desktop.virtual.manner import Manner

    args = context.args
    manner = Manner(args.talk_s, args.wrap_up_s, speech=args.speech)
    context.out.note(t("Virtual operators at work; Ctrl-C ends it."))
    return crew.run(context.settings, args.names, manner, seed=args.seed, bind=args.bind,
                    answers=args.answers)  # fmt: skip


# --- queues ------------------------------------------------------------------------------------


def _add_queue(context: Context) -> None:
    from engine.domain.operator import Assignment, Queue, WrapUp, WrapUpKind

    args = context.args

    def save(stores: Any) -> "Queue":
        queue = Queue(
            " ".join(args.name.split()),
            stores.campaigns.by_name(args.campaign).id if args.campaign else 0,
            args.skill, args.level, Assignment(args.assignment),
            WrapUp(WrapUpKind(args.wrap_up), args.wrap_up_s,
                   ends_when_saved=args.ends_when_saved),
            ring_timeout_s=args.ring_s, time_limit_s=args.wait_s,
            form=stores.forms.current(args.form).name if args.form else "",
        )  # fmt: skip
        stores.operators.save_queue(queue)
        return queue

    if args.wrap_up == "timed" and args.wrap_up_s is None:
        raise KnownError(t("A timed wrap-up needs its seconds."), mend=t("Add --wrap-up-s 30."))
    queue = context.transact(save)
    context.out.done(_queue_document(queue), t("Queue {name} saved.", name=queue.name))


def _queue_document(queue: "Queue") -> dict[str, Any]:
    return {
        "name": queue.name, "campaign_id": queue.campaign_id or None, "skill": queue.skill or None,
        "level": queue.minimum_level, "assignment": queue.assignment,
        "wrap_up": queue.wrap_up.kind, "wrap_up_s": queue.wrap_up.seconds,
        "ends_when_saved": queue.wrap_up.ends_when_saved,
        "ring_s": queue.ring_timeout_s, "wait_s": queue.time_limit_s, "form": queue.form or None,
    }  # fmt: skip


def _list_queues(context: Context) -> None:
    queues = context.transact(lambda s: s.operators.queues())
    context.out.table(
        [_queue_document(queue) for queue in queues],
        (t("name"), t("skill"), t("level"), t("waits at most, s")),
        [(q.name, q.skill or "–", str(q.minimum_level), f"{q.time_limit_s:g}") for q in queues],
        t("No queues yet: rino-desktop operator queue add NAME"),
    )


def _remove_queue(context: Context) -> None:
    name = context.args.name
    context.transact(lambda s: s.operators.remove_queue(name))
    context.out.done({"name": name}, t("Queue {name} removed.", name=name))


# --- breaks ------------------------------------------------------------------------------------


def _add_break(context: Context) -> None:
    from engine.domain.operator import NO_ANSWER, PauseReason

    args = context.args
    reason = PauseReason(" ".join(args.name.split()), args.at_once, args.minutes)
    if reason.name == NO_ANSWER:
        raise KnownError(t("{name} is what the system calls a break of its own.", name=NO_ANSWER),
                         mend=t("Choose another name."))  # fmt: skip
    context.transact(lambda s: s.operators.save_pause_reason(reason))
    context.out.done(_break_document(reason), t("Break {name} saved.", name=reason.name))


def _break_document(reason: "PauseReason") -> dict[str, Any]:
    return {"name": reason.name, "at_once": reason.at_once, "minutes": reason.minutes_per_day}


def _list_breaks(context: Context) -> None:
    reasons = context.transact(lambda s: s.operators.pause_reasons())
    context.out.table(
        [_break_document(reason) for reason in reasons],
        (t("name"), t("at a time"), t("minutes in a day")),
        [(r.name, str(r.at_once or "–"), str(r.minutes_per_day or "–")) for r in reasons],
        t("No breaks yet: rino-desktop operator break add NAME"),
    )


def _remove_break(context: Context) -> None:
    name = context.args.name
    context.transact(lambda s: s.operators.remove_pause_reason(name))
    context.out.done({"name": name}, t("Break {name} removed.", name=name))
