"""A node in a process of its own that opens attempts on the contacts of its campaign, as quickly as
it can, under the limits of its law.

    python -m tests.helpers.dialling_people ADDRESS PASSWORD CAMPAIGN NODE

Waits for a line on standard input, then opens them one by one; prints what became of each.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime

from engine.adapters.firebird import FirebirdDatabase, parse_address
from engine.domain.attempt import OpenAttempt
from engine.domain.contact import Contact
from engine.domain.presets import in_force
from engine.ports.storage import Stores
from engine.service.call_limits import CheckedOpen, Opening, open_checked


def main(address: str, password: str, campaign_name: str, node: str) -> None:
    database = FirebirdDatabase(parse_address(address), password)
    campaign = database.transact(lambda s: s.campaigns.by_name(campaign_name))
    now = datetime.now(UTC)
    settings = replace(campaign.settings, rules=in_force(campaign.settings.rules, now.date()))
    session = database.transact(lambda s: s.nodes.begin(node, "host", 1, 1.0, now, 60.0))

    def claim(s: Stores) -> list[Contact]:
        zones = [z.zone_set_id for z in s.contacts.outlook(campaign.id, session.id).zones]
        return s.contacts.claim(session.id, campaign.id, zones, 1000, now)

    contacts = sorted(database.transact(claim), key=lambda c: c.phones)
    ids = database.transact(lambda s: s.attempts.allocate_ids(len(contacts)))
    print("ready", len(contacts), flush=True)
    sys.stdin.readline()
    for attempt_id, contact in zip(ids, contacts, strict=True):
        at = datetime.now(UTC)
        attempt = OpenAttempt(attempt_id, campaign.id, contact.id, 1, contact.phones[0], 1, 1, at)
        opening = Opening(attempt, contact, settings)

        def work(s: Stores, opening: Opening = opening, at: datetime = at) -> CheckedOpen:
            return open_checked(s, session.id, [opening], at)

        opened = database.transact(work)
        word = "opened" if attempt_id in opened.result.opened else "refused"
        print(word, contact.phones[0], *opened.result.refused.values(), flush=True)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
