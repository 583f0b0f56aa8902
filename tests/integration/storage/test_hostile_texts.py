"""Texts that would be SQL, if anybody pasted them into it, come back as they were."""

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings
from engine.domain.rights import Right
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.source_store import ListBuild
from engine.ports.storage import Stores
from rino_desktop import audit, people_import
from tests.helpers.stored_campaign import NOW

HOSTILE = (
    "'; DROP TABLE users; --",
    "x' OR '1'='1",
    'a" UNION SELECT password_hash FROM users --',
    "%_[a]{0}:name?\\",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "../../../etc/passwd",
    "=cmd|'/c calc'!A0",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_kept_and_found_as_text(database: FirebirdDatabase, text: str) -> None:
    def write(stores: Stores) -> None:
        stores.users.add(text, "operator", "hash", NOW)
        stores.users.add("somebody", text[:40].encode("ascii", "replace").decode(), "hash", NOW)
        campaign = stores.campaigns.create(CampaignSettings(text, variables={"v": text}))
        stores.rights.save_role(text, [Right.LISTEN])
        stores.do_not_call.add(["+79120000001"], text[:60], NOW)
        stores.schemes.save_draft(text, f'{{"a": "{len(text)}"}}', text)
        stores.user_state.put(text, "window", text)
        stores.audit.record(NOW, "user.add", text, {"text": text})
        stores.sources.save_build(campaign.id, ListBuild(text, where=text), NOW, {"error": text})
        stores.operators.send_message(text, None, text, NOW)

    database.transact(write)

    def read(stores: Stores) -> None:
        user = stores.users.by_name(text)
        assert [each.name for each in stores.users.all() if each.name == text] == [text]
        campaign = stores.campaigns.by_name(text)
        assert (campaign.name, campaign.settings.variables) == (text, {"v": text})
        assert stores.rights.role(text).name == text
        assert next(iter(stores.do_not_call.all())).source == text[:60]
        draft = stores.schemes.draft(text)
        assert draft is not None
        assert (draft.name, draft.author) == (text, text)
        assert stores.user_state.get(text, "window") == text
        build = stores.sources.build_of(campaign.id)
        assert build is not None
        assert (build.build.where, build.outcome) == (text, {"error": text})
        assert stores.operators.messages(user.id)[0].text == text
        for wanted in (AuditFilter(subject=text), AuditFilter(action="user.")):
            assert [each.details for each in stores.audit.entries(wanted, 9)] == [{"text": text}]
        for nothing in (AuditFilter(who=text), AuditFilter(action=text)):
            assert stores.audit.entries(nothing, 9) == []
        assert stores.contacts.some(campaign.id, text, 9) == []
        assert stores.contacts.with_phone(campaign.id, text, 9) == []
        assert stores.traces.recent_calls(text, text, 9) == []

    database.transact(read)


def test_no_cell_of_an_export_is_a_formula(database: FirebirdDatabase) -> None:
    formulas = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1")
    database.actor = Actor("=who", Via.COMMAND, "@place")
    for text in formulas:
        database.transact(lambda s, text=text: s.audit.record(NOW, "user.add", text, {"a": text}))
    exported = database.transact(lambda s: audit.as_csv(s, AuditFilter(), "=who", NOW, "a.csv"))
    lines = exported.replace('"', "").split("\r\n")[1:]
    cells = [cell for line in lines for cell in line.split(";") if cell]
    assert len(cells) > len(formulas) * 6
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r"]


def test_first_passwords_go_into_a_new_file_and_nowhere_else(
    database: FirebirdDatabase, tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    listed = folder / "people.csv"
    lines = ("name;role;campaigns", "=Анна;operator;", "Пётр;supervisor;нет такой", ";operator;")
    listed.write_text("\n".join(lines), encoding="utf-8")
    rows = database.transact(lambda s: people_import.checked(s, people_import.read(listed)))
    assert [bool(row.fault) for row in rows] == [False, True, True]
    passwords = people_import.first_passwords(rows[:1])
    target = folder / "passwords.csv"
    people_import.keep_passwords(target, passwords)
    assert target.stat().st_mode & 0o077 == 0
    assert "'=Анна;" in target.read_text(encoding="utf-8-sig")
    with pytest.raises(people_import.KnownError, match="exists already"):
        people_import.keep_passwords(target, passwords)
    hashes = dict.fromkeys(passwords, "hash")
    faulty = database.transact(lambda s: people_import.add(s, rows, {**hashes, "Пётр": "h"}, NOW))
    assert [row.name for row in faulty] == ["Пётр", ""]
    assert database.transact(lambda s: s.users.all()) == []
    assert database.transact(lambda s: people_import.add(s, rows[:1], hashes, NOW)) == []
    (user,) = database.transact(lambda s: s.users.all())
    assert user.new_password
    (password,) = passwords.values()
    entries = database.transact(lambda s: s.audit.entries(AuditFilter(), 50))
    assert password not in f"{entries}{caplog.text}"
    assert "hash" not in str(entries)
