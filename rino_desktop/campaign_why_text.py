"""``campaign why NAME NUMBER``: what decides, in words and as JSON."""

from typing import TYPE_CHECKING, Any

from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.refusal import Refusal
    from rino_desktop.campaign_why import NumberStatus
    from rino_desktop.cli.context import Context


def show(context: "Context") -> None:
    from rino_desktop import campaign_why
    from rino_desktop.phones import to_e164

    now, args = context.now(), context.args

    def read(stores: Any) -> "NumberStatus":
        campaign = stores.campaigns.by_name(args.name)
        phone = to_e164(args.number, campaign.settings.country)
        return campaign_why.read(stores, args.name, phone, now)

    status = context.transact(read)
    context.out.done(_document(status), "\n".join(lines(status)))


def _document(status: "NumberStatus") -> dict[str, object]:
    from rino_desktop.cli.output import iso

    def told(refusal: "Refusal") -> dict[str, object]:
        return {
            "rule": refusal.rule,
            "preset": refusal.preset or None,
            "why": status.words(refusal),
            "lifts_at": iso(refusal.lifts_at),
            "inputs": dict(refusal.inputs),
        }

    return {
        "campaign": status.campaign.name,
        "contact": status.contact.id,
        "phone": status.phone,
        "state": status.contact.state.value,
        "attempts": status.contact.progress.attempts,
        "next_at": iso(status.contact.next_at) if status.contact.progress.attempts else None,
        "allowed": not status.now,
        "now": [told(refusal) for refusal in status.now],
        "history": [
            {
                **told(entry.refusal),
                "phone": entry.phone,
                "first_at": iso(entry.first_at),
                "last_at": iso(entry.last_at),
                "times": entry.times,
            }
            for entry in status.history
        ],
    }


def lines(status: "NumberStatus") -> list[str]:
    """For people, in the present language."""
    from rino_desktop.cli.output import local

    def told(refusal: "Refusal") -> str:
        text = status.words(refusal)
        if refusal.lifts_at is not None:
            text += "; " + t("may be called from {moment}", moment=local(refusal.lifts_at))
        return text

    text_lines = [f"{status.phone}: {status.state_words()}"]
    if status.now:
        text_lines.append(t("May not be called now:"))
        text_lines += [f"  {told(refusal)}" for refusal in status.now]
    else:
        text_lines.append(t("No rule forbids a call now."))
    if status.history:
        text_lines.append(t("In the ledger:"))
        for entry in status.history:
            times = f" ×{entry.times}" if entry.times > 1 else ""
            text_lines.append(
                f"  {local(entry.last_at)}{times} {entry.phone}: {told(entry.refusal)}"
            )
    return text_lines
