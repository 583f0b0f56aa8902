"""An order on paper: numbers as whoever prints it may see them."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.masking import HIDDEN
from engine.orders.beginning import steps_of
from engine.orders.model import Order, Service, StepKind, StepPlan, Subscriber
from engine.ports.audit import AuditFilter
from engine.service import order_desk
from rino_desktop import order_taking
from rino_desktop.form_desk import DatabaseFormDesk
from rino_desktop.order_desk import DatabaseOrderDesk
from rino_desktop.texts import set_language
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import add_contacts, dialling

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TALK = Service(
    "Разговор", Decimal("3.4567"),
    steps=(StepPlan(StepKind.CONNECT, "Соединить с {wanted}", second="wanted"),),
)  # fmt: skip
REMARK = "Ёлкин, срочно\nи по 8 916 123-45-67"


def ordered(database: FirebirdDatabase, by: Subscriber) -> Order:
    answers = {"wanted": "+74957000001"}
    steps = steps_of(TALK, by, answers, NOW, UTC)
    order = Order(0, TALK, by, "Ольга", NOW, answers=answers, remark=REMARK, steps=steps)
    return database.transact(lambda s: order_desk.add(s, order, NOW))


@pytest.mark.parametrize("mask", [True, False])
def test_no_more_is_printed_than_may_be_seen(
    mask: bool, tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    set_language("ru")
    made = database.transact(
        lambda s: s.campaigns.create(CampaignSettings("тайная", mask_numbers=mask))
    )
    campaign = database.transact(lambda s: s.campaigns.set_state(made.id, CampaignState.RUNNING))
    add_contacts(tested_database, campaign, 1)
    (attempt,) = dialling(tested_database, database, campaign=campaign).dial(1)
    number = attempt.phone
    desk = DatabaseOrderDesk(database, "Ольга", DatabaseFormDesk(database, "Ольга"))

    def printed(by: Subscriber) -> str:
        order = ordered(database, by)
        asyncio.run(desk.print_to(order.id, tmp_path / "desk.txt"))
        database.transact(
            lambda s: order_taking.print_to(s, order.id, tmp_path / "command.txt", NOW)
        )
        whole = (tmp_path / "command.txt").read_text("utf-8")
        assert number in whole
        assert "8 916 123-45-67" in whole
        noted = database.transact(lambda s: s.audit.entries(AuditFilter(action="order.print"), 2))
        assert [each.details["file"] for each in noted] == ["command.txt", "desk.txt"]
        assert {each.subject for each in noted} == {str(order.id)}
        return (tmp_path / "desk.txt").read_text("utf-8")

    for by in (
        Subscriber(number, "Ёлкин", attempt.contact_id, attempt.id),
        Subscriber(number, "Ёлкин", attempt.contact_id),
    ):
        page = printed(by)
        assert f"{NOW.astimezone():%d.%m.%Y %H:%M}" in page  # a date is no number
        if mask:
            assert f"{number[:2]}{HIDDEN * (len(number) - 4)}{number[-2:]}" in page
            for digits in (number[2:], "7000001", "123-45-67"):
                assert digits not in page
        else:
            assert number in page
            assert "+74957000001" in page
    # Typed by the operator himself, for nobody of a campaign.
    assert number in printed(Subscriber(number, "Ёлкин"))
    # What came from a contact that is not there any more.
    assert number not in printed(Subscriber(number, "Ёлкин", 999_999))
