"""Trunks, schemes, the do-not-call list, users and schedules."""

from dataclasses import replace

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.trunk import Srtp, Transport, TrunkSettings
from engine.errors import KnownError
from engine.ports.storage import ReportSchedule
from tests.helpers.stored_campaign import NOW


def test_trunks(database: FirebirdDatabase) -> None:
    settings = TrunkSettings("Город", "sip:pbx:5080", transport=Transport.TLS, ports=(7000, 7100),
                             srtp=Srtp.MANDATORY, codecs=("g722", "pcma"))  # fmt: skip
    trunk = database.transact(lambda s: s.trunks.add(settings))
    assert database.transact(lambda s: s.trunks.by_name("ГОРОД")) == trunk
    assert trunk.settings == settings
    with pytest.raises(KnownError, match="exists already"):
        database.transact(lambda s: s.trunks.add(replace(settings, name="город")))
    wished = replace(settings, name="ГОРОД", lines=30, ports=None)
    changed = database.transact(lambda s: s.trunks.change(wished))
    assert changed == database.transact(lambda s: s.trunks.by_name("город"))
    assert (changed.id, changed.revision) == (trunk.id, trunk.revision + 1)
    assert changed.settings == replace(wished, name="Город"), "it keeps its name as it was written"
    with pytest.raises(KnownError, match="no trunk"):
        database.transact(lambda s: s.trunks.change(replace(settings, name="Nobody")))

    campaign = database.transact(
        lambda s: s.campaigns.create(CampaignSettings("A", trunks=("город",)))
    )
    with pytest.raises(KnownError, match="used by the campaign 'A'"):
        database.transact(lambda s: s.trunks.remove("Город"))
    database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.ARCHIVED))
    database.transact(lambda s: s.trunks.remove("Город"))
    assert database.transact(lambda s: s.trunks.all()) == []
    with pytest.raises(KnownError, match="no trunk"):
        database.transact(lambda s: s.trunks.remove("Город"))
    assert database.transact(lambda s: s.trunks.add(settings)).id != trunk.id


def test_the_do_not_call_list(database: FirebirdDatabase) -> None:
    phones = [f"+7912{n:07d}" for n in range(450)]

    def work(s):  # type: ignore[no-untyped-def]
        assert s.do_not_call.add([*phones, phones[0]], "file", NOW) == 450
        assert s.do_not_call.add(["+1", phones[3]], "by hand", NOW) == 1
        assert s.do_not_call.contains("+1")
        assert not s.do_not_call.contains("+2")
        assert s.do_not_call.which([]) == set()
        assert s.do_not_call.which(["+2", *phones, "+1"]) == {*phones, "+1"}
        entries = list(s.do_not_call.all())
        assert [e.phone for e in entries] == sorted(["+1", *phones])
        assert (entries[0].source, entries[0].added_at) == ("by hand", NOW)
        assert {e.source for e in entries[1:]} == {"file"}
        assert s.do_not_call.remove(["+1", "+2", phones[0]]) == 2
        assert not s.do_not_call.contains("+1")

    database.transact(work)


def test_users(database: FirebirdDatabase) -> None:
    user = database.transact(lambda s: s.users.add("Ольга", "operator", "hash", NOW))
    assert (user.name, user.role, user.created_at) == ("Ольга", "operator", NOW)
    with pytest.raises(KnownError, match="exists already"):
        database.transact(lambda s: s.users.add("ОЛЬГА", "admin", "x", NOW))
    database.transact(lambda s: s.users.set_password("ольга", "new"))
    assert database.transact(lambda s: s.users.all()) == [replace(user, password_hash="new")]
    with pytest.raises(KnownError, match="no user"):
        database.transact(lambda s: s.users.by_name("x"))
    assert database.transact(lambda s: s.users.by_id(user.id)) == replace(user, password_hash="new")
    assert database.transact(lambda s: s.users.by_id(user.id + 1)) is None


def test_schedules(database: FirebirdDatabase) -> None:
    wanted = ReportSchedule(0, "Ежедневный", "attempts", "november", "xlsx", "/srv/отчёты",
                            "18:30", "12345", "Europe/Moscow", None, "")  # fmt: skip
    stored = database.transact(lambda s: s.schedules.add(wanted))
    assert replace(stored, id=0) == wanted
    with pytest.raises(KnownError, match="exists already"):
        database.transact(lambda s: s.schedules.add(wanted))
    database.transact(lambda s: s.schedules.ran(stored.id, NOW, "200 rows"))
    assert database.transact(lambda s: s.schedules.all()) == [
        replace(stored, last_run=NOW, last_result="200 rows")
    ]
    database.transact(lambda s: s.schedules.remove("ежедневный"))
    with pytest.raises(KnownError, match="no report schedule"):
        database.transact(lambda s: s.schedules.remove("ежедневный"))
