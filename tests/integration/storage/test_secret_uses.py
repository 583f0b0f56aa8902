"""Secrets are tied to what they are for: nobody gets another's. On both databases."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.alarms.model import AlarmSettings
from engine.domain.campaign import CampaignSettings
from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.domain.rights import Grant, Right
from engine.domain.trunk import TrunkSettings
from engine.errors import KnownError
from engine.guard import NoRight
from engine.lists.criteria import Base, Criterion
from engine.ports.audit import Actor, Via
from engine.ports.source_store import ListBuild
from engine.ports.sources import SourceSettings
from engine.ports.storage import ReportSchedule, Stores
from rino_desktop import secret_names, sources
from rino_desktop.settings import Settings
from tests.helpers.stored_campaign import NOW

SETTINGS = Settings("base.fdb", None, "en", False, "info", Path("voice"))
HIS = "smtp://his.own.example"
CRM = OutboxSettings("crm", "https://crm.example", (OutboxContent.RESULTS,), token_env="CRM_TOKEN")
TO_BILLING = replace(CRM, name="b", store="Billing", token_env="", password_env="WRITER_PW")
BILLING = SourceSettings("billing", "firebird://u@billing.office/b", "BILLING_PW")
TRUNK = TrunkSettings("city", "sip:pbx.office", password_env="PBX_PASSWORD")


def _mail(server: str, name: str) -> str:
    return json.dumps({"server": server, "password_env": name, "starttls": True})


def _schedule(name: str, server: str, secret: str) -> ReportSchedule:
    return ReportSchedule(0, name, "summary", "a", "xlsx", "", "08:00", "1", "UTC", None, "",
                          mail=_mail(server, secret))  # fmt: skip


def _set_up(stores: Stores) -> None:
    stores.trunks.add(TRUNK)
    stores.sources.add(BILLING)
    stores.campaigns.create(CampaignSettings("a", outbox=(CRM, TO_BILLING)))
    stores.campaigns.create(CampaignSettings("b", outbox=(replace(CRM, token_env="B_TOKEN"),)))
    stores.schedules.add(_schedule("night", "smtp://mail.office", "MAIL_PW"))
    stores.schedules.add(_schedule("week", "smtp://week.office", "WEEK_PW"))
    stores.alarms.set_settings(
        AlarmSettings(
            mail=_mail("smtp://mail.office", "MAIL_PW"),
            webhook="https://hooks.example/{HOOK_TOKEN}", secret_env="SIGN",
        )
    )  # fmt: skip


@pytest.fixture
def office(database: FirebirdDatabase) -> FirebirdDatabase:
    database.transact(_set_up)
    return database


def _be(database: FirebirdDatabase, *rights: Right, in_campaign: str = "") -> None:
    """Somebody new, with these rights: in that campaign alone, or in the office."""

    def made(stores: Stores) -> int:
        role = stores.rights.save_role("role", rights).code
        user = stores.users.add("Анна", "confined" if in_campaign else role, "hash", NOW)
        if in_campaign:
            number = stores.campaigns.by_name(in_campaign).id
            stores.rights.grant(Grant(user.id, role, number))
        return user.id

    database.actor = Actor("Анна", Via.DESKTOP, "pc", database.transact(made))


def test_a_mail_server_of_his_own_gets_nothing_of_others(office: FirebirdDatabase) -> None:
    _be(office, Right.SCHEDULES_EDIT, Right.REPORTS_VIEW)

    def send(name: str, server: str = HIS) -> None:
        office.transact(lambda s: s.schedules.add(_schedule(f"{name} {server}", server, name)))

    for name, owner in {
        "PBX_PASSWORD": "a trunk", "pbx_password": "a trunk", "BILLING_PW": "a data source",
        "CRM_TOKEN": "the outbox of a campaign", "MAIL_PW": "alarms", "HOOK_TOKEN": "alarms",
        "SIGN": "alarms",
    }.items():  # fmt: skip
        with pytest.raises(NoRight, match=f"Анна.*the secret {name}.*belongs to {owner}") as fault:
            send(name)
        assert "RINO_REPORT_" in fault.value.mend
        assert "change settings" in fault.value.mend
    for name in ("PATH", "LDAP_PASSWORD", "RINO_TRUNK_NEXT_PASSWORD", "RINO_DB_PASSWORD"):
        with pytest.raises(NoRight, match=f"{name}: nothing in this office uses it"):
            send(name)

    # What goes there already; what is his; what is nobody's and is called as such things are.
    send("MAIL_PW", "smtp://mail.office")
    send("WEEK_PW")
    send("RINO_REPORT_HIS_PASSWORD")
    night = _schedule("night", "smtp://mail.office", "MAIL_PW")
    office.transact(lambda s: s.schedules.replace("night", replace(night, at="09:00")))
    with pytest.raises(NoRight, match="MAIL_PW"):
        office.transact(lambda s: s.schedules.replace("night", _schedule("night", HIS, "MAIL_PW")))
    # Without an encrypted line others hear it on the way.
    bare = replace(night, mail=night.mail.replace("true", "false"))
    with pytest.raises(NoRight, match="MAIL_PW"):
        office.transact(lambda s: s.schedules.replace("night", bare))
    assert {each.name: each.at for each in office.transact(lambda s: s.schedules.all())}[
        "night"
    ] == "09:00"


def test_nor_does_an_outbox_trunk_or_source_of_his_own(office: FirebirdDatabase) -> None:
    def outbox(campaign: str, **changed: str) -> None:
        his = replace(CRM, store="https://his.own.example", **changed)
        office.transact(
            lambda s: s.campaigns.update(CampaignSettings(campaign, outbox=(his, TO_BILLING)))
        )

    _be(office, Right.CAMPAIGN_EDIT, Right.CAMPAIGN_VIEW, in_campaign="a")
    outbox("a")
    outbox("a", token_env="RINO_OUTBOX_NEW_TOKEN")
    for name in ("PBX_PASSWORD", "WEEK_PW", "B_TOKEN", "AWS_PROFILE"):
        with pytest.raises(NoRight, match=name):
            outbox("a", token_env=name)

    office.actor = Actor()
    office.transact(lambda s: s.users.remove(s.users.by_name("Анна").id))
    office.transact(lambda s: s.rights.remove_role(s.rights.role("role").code))
    _be(office, Right.TRUNKS_EDIT, Right.SOURCES_EDIT)
    office.transact(lambda s: s.trunks.change(replace(TRUNK, proxy="sip:other.office")))
    office.transact(lambda s: s.sources.replace(replace(BILLING, charset="WIN1251")))
    with pytest.raises(NoRight, match="WEEK_PW"):
        office.transact(lambda s: s.trunks.add(TrunkSettings("t", HIS, password_env="WEEK_PW")))
    for source in (
        SourceSettings("x", "https://his.own.example/{CRM_TOKEN}"),
        SourceSettings("x", "https://his.own.example", "CRM_TOKEN"),
    ):
        with pytest.raises(NoRight, match="CRM_TOKEN"):
            office.transact(lambda s, source=source: s.sources.add(source))  # type: ignore[misc]
    with pytest.raises(NoRight, match=r"WRITER_PW.*outbox of a campaign"):  # which goes through it
        office.transact(lambda s: s.sources.replace(replace(BILLING, url="https://his.example")))

    _be_administrator(office)
    outbox("a", token_env="PBX_PASSWORD")
    named = {each.name: each.used_by
             for each in office.transact(lambda s: secret_names.named(SETTINGS, s))}  # fmt: skip
    assert named["PBX_PASSWORD"] == ("trunk city", "outbox crm of a")
    assert named["MAIL_PW"] == ("scheduled report night", "alarms")


def _be_administrator(database: FirebirdDatabase) -> None:
    database.actor = Actor()
    user = database.transact(lambda s: s.users.add("Пётр", "administrator", "hash", NOW))
    database.actor = Actor("Пётр", Via.DESKTOP, "pc", user.id)


def test_an_address_of_his_own_is_no_data_source(office: FirebirdDatabase) -> None:
    """It would get the password that is for such addresses (RINO_SOURCE_PASSWORD)."""
    _be(office, Right.LISTS_BUILD, Right.CAMPAIGN_VIEW)
    url = "https://his.own.example"
    for work in (
        lambda s: s.sources.save_build(1, ListBuild(url), NOW, {}),
        lambda s: s.segments.save("x", "Анна", Criterion(Base((), url, "people")), NOW),
        lambda s: sources.find(SETTINGS, s, url),
    ):
        with pytest.raises(KnownError, match="change data sources"):
            office.transact(work)
    assert office.transact(lambda s: sources.find(SETTINGS, s, "billing")) == BILLING
