"""A node in a process of its own that claims and dials until nothing is left, or until killed.

    python -m tests.helpers.claiming_process ADDRESS PASSWORD CAMPAIGN NODE
        [--hang-in-transaction] [--when=FILE]

Prints one line per attempt opened: its id and its contact's id. With ``--hang-in-transaction`` it
claims and opens one batch, prints ``hanging`` and waits inside the transaction to be killed. With
``--when`` it prints ``begun`` and claims nothing until that file is there.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from engine.adapters.firebird import FirebirdDatabase, parse_address
from engine.domain.attempt import OpenAttempt
from engine.domain.contact import Contact
from engine.ports.storage import StorageUnavailable, Stores
from tests.helpers.processes import wait_until
from tests.helpers.stored_campaign import completed, done

_BATCH = 7


def main(address: str, password: str, campaign_name: str, node: str, *flags: str) -> None:
    database = FirebirdDatabase(parse_address(address), password)
    campaign = database.transact(lambda s: s.campaigns.by_name(campaign_name))
    version = database.transact(lambda s: s.schemes.current("notice"))
    session = database.transact(lambda s: s.nodes.begin(node, "host", 1, 1.0, _now(), 20.0))
    print("begun", session.id, flush=True)
    for flag in flags:
        if flag.startswith("--when="):
            wait_until(Path(flag.removeprefix("--when=")).exists, 60.0)

    def claim(s: Stores) -> list[Contact]:
        zones = [z.zone_set_id for z in s.contacts.outlook(campaign.id, session.id).zones]
        return s.contacts.claim(session.id, campaign.id, zones, _BATCH, _now())

    def opened(s: Stores, contacts: list[Contact], ids: range) -> list[OpenAttempt]:
        attempts = [
            OpenAttempt(i, campaign.id, c.id, 1, c.phones[0], 1, version.id, _now())
            for i, c in zip(ids, contacts, strict=True)
        ]
        result = s.attempts.open(session.id, attempts)
        assert not result.refused, result.refused
        return attempts

    if "--hang-in-transaction" in flags:

        def hang(s: Stores) -> None:
            contacts = claim(s)
            opened(s, contacts, s.attempts.allocate_ids(len(contacts)))
            print("hanging", flush=True)
            time.sleep(60)

        database.transact(hang)
        return

    while contacts := _insist(lambda: database.transact(claim)):
        ids = _insist(lambda: database.transact(lambda s: s.attempts.allocate_ids(_BATCH)))
        ids = ids[: len(contacts)]
        attempts = _insist(lambda c=contacts, i=ids: database.transact(lambda s: opened(s, c, i)))
        for attempt in attempts:
            print("dialled", attempt.id, attempt.contact_id, flush=True)
        _insist(
            lambda a=attempts: database.transact(
                lambda s: [s.attempts.close(session.id, completed(x), done(x)) for x in a]
            )
        )
    database.close()


def _insist(work):  # type: ignore[no-untyped-def]
    """As the engine's journal does: the database may be away for a while."""
    for _ in range(200):
        try:
            return work()
        except StorageUnavailable:
            time.sleep(0.1)
    raise TimeoutError("the database did not come back")


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(*sys.argv[1:])
