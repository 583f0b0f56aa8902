"""What stores have in common: handing rows over one by one, and what a refusal is."""

from collections.abc import Callable, Sequence

from engine.ports.outbox import HELD, Parcel, StoreDown


class RowRefused(Exception):
    """The store refuses this row for its content. The argument says why: a phrase or a text."""


def one_by_one(parcels: Sequence[Parcel], go_on: Callable[[], bool],
               send: Callable[[Parcel], None]) -> list[str]:  # fmt: skip
    """``ExternalStore.deliver`` for a store that takes a single row: ``send`` returns when the
    store has it for good, and raises RowRefused or StoreDown."""
    receipts: list[str] = []
    closed: set[int] = set()
    for parcel in parcels:
        if parcel.contact_id in closed:
            receipts.append(HELD)
            continue
        if receipts and not go_on():
            break
        try:
            send(parcel)
        except RowRefused as refusal:
            receipts.append(reason_of(refusal))
            closed.add(parcel.contact_id)
        except StoreDown as down:
            raise StoreDown(down.args[0], receipts) from down
        else:
            receipts.append("")
    return receipts + [HELD] * (len(parcels) - len(receipts))


def reason_of(refusal: RowRefused) -> str:
    """One line, never empty: the empty receipt means that the store has the row."""
    return " ".join(str(refusal).split())[:1000] or "refused"
