"""Whatever is written into the audit log can be read there in words."""

from rino_desktop import audit_words
from tests.helpers.audit_actions import recorded


def test_every_action_that_is_recorded_has_its_words() -> None:
    found = recorded()
    # What the collector must have seen, whatever way the code is written there.
    assert {"campaign.pause", "sign_in.blocked", "export.audit", "user.grant", "backup.make",
            "schedule.change", "supervision.mode", "contacts.import"} <= found  # fmt: skip
    words, groups = audit_words.actions(), audit_words.groups()
    assert sorted(found - set(words)) == [], "say it in rino_desktop/audit_words.py"
    assert sorted(set(words) - found) == [], "nobody records that any more"
    assert {code.partition(".")[0] + "." for code in words} == set(groups)
    assert len(set(words.values())) == len(words), "two codes say the same"
    assert audit_words.action_word("thing.of_tomorrow") == "thing.of_tomorrow"
