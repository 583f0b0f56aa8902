"""An office with operators: people, breaks, a form, what can be ordered, kinds of requests, a
campaign with its list of clients."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.domain.campaign import CampaignState
from engine.domain.operator import PauseReason
from engine.errors import BugError
from engine.ports.storage import Database, Stores
from engine.requests.model import Category
from engine.service.directory_load import load_directory
from rino_desktop import (
    accounts,
    bootstrap,
    campaign_control,
    forms,
    order_catalogue,
)
from rino_desktop.contact_lists import Imported
from rino_desktop.demo import office
from rino_desktop.demo.places import Places
from rino_desktop.settings import Settings
from rino_desktop.texts import t

CAMPAIGN = "service-quality"
FORM = "survey"
VIRTUAL = ("Анна", "Пётр", "Ольга")
#: Sits in the user's place where there is no screen.
FOURTH = "Ильдар"
_LINES = 12

_CAMPAIGN = """\
# {about}
[campaign]
name = "{name}"
purpose = "survey"
scheme = "interview"
trunk = "{trunk}"
caller_id = "+74950000000"
max_lines = {lines}
calls_per_second = 5
ring_timeout_s = 4              # {seconds}
max_call_s = 900
record = true
pacing = "progressive"
abandon_limit = 0.03
form = "{form}"

[operators]
wrap_up = "timed"
wrap_up_s = 30
wrap_up_ends_when_saved = true  # {early}

[variables]
organisation = "Исследовательский центр «Мнение»"
our_phone = "+74950000000"

[schedule]
timezone = "Europe/Moscow"
weekdays = "00:00-24:00"
weekend = "00:00-24:00"

[retry]
max_attempts = 2
user_busy = ["4s"]
no_answer = ["6s"]
network_failure = ["2s"]
"""

#: In the place of the sample form's greeting: facts of the client.
_GREETING = {
    "ru": "Здравствуйте, {contact[\"Имя\"]}! Меня зовут …, исследовательский центр «Мнение»; "
    "разговор записывается. {contact[\"Дата\"]} у вас был мастер {contact[\"Мастер\"]}: "
    "{contact[\"Обращение\"]}. Ответите на три вопроса?",
    "en": "Good day, {contact[\"Имя\"]}! My name is …, Opinion research centre; this call is "
    "recorded. On {contact[\"Дата\"]} {contact[\"Мастер\"]} came to you: "
    "{contact[\"Обращение\"]}. May I ask you three questions?",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crew:
    """``virtual``: names of those in whose place nobody sits; ``user_id``: of the user, None where
    he only looks on."""

    virtual: tuple[str, ...]
    user: str
    user_id: int | None


def set_up(places: Places, settings: Settings, *, with_user: bool) -> tuple[Database, Crew]:
    """Everything but the trunk, whose port is not known yet. The caller closes the database."""
    office.write_config(places)
    places.campaign.write_text(
        _CAMPAIGN.format(
            about=t("How were you served? Operators ask, the program dials"), name=CAMPAIGN,
            trunk=office.TRUNK, lines=_LINES, form=FORM, seconds=office.shorter_times(),
            early=t("whoever saves the result during the talk is free after it"),
        ),
        encoding="utf-8",
    )  # fmt: skip
    _write_form(places)
    # Nobody knows it: the demo's people sign in without a password, or not at all.
    password = accounts.hashed(secrets.token_urlsafe(24))
    return office.founded(settings, lambda stores: _people(stores, places, password, with_user))


def _write_form(places: Places) -> None:
    document = json.loads(forms.samples()[FORM])
    fields = [field for page in document["pages"] for field in page["fields"]]
    greeting = next((field for field in fields if field["id"] == "greeting"), None)
    if greeting is None:
        raise BugError("the sample form has no greeting")
    greeting["title"] = _GREETING
    places.form.write_text(
        json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def _people(stores: Stores, places: Places, password: str, with_user: bool) -> Crew:
    now = datetime.now(UTC)
    user = t("You")
    virtual = VIRTUAL if with_user else (*VIRTUAL, FOURTH)
    for name in virtual:
        accounts.add(stores, name, "operator", password, now)
    user_id = accounts.add(stores, user, "operator", password, now).id if with_user else None
    for reason in (
        PauseReason(t("Lunch"), at_once=2, minutes_per_day=60),
        PauseReason(t("Rest"), minutes_per_day=40),
        PauseReason(t("Training")),
    ):
        stores.operators.save_pause_reason(reason)
    document = forms.read(places.form)
    forms.require_no_errors(FORM, forms.problems(document, str(places.form)))
    stores.forms.publish(FORM, document)
    order_catalogue.bring_in(stores, order_catalogue.sample(), user)
    for name, hours in ((t("Repair"), 4), (t("Complaint"), 24), (t("Question"), None)):
        due_s = None if hours is None else hours * 3600.0
        stores.requests.save_category(Category(name, due_s=due_s))
    return Crew(virtual, user, user_id)


def open_campaign(places: Places, settings: Settings, database: Database, port: int) -> Imported:
    """The trunk to the subscribers' port, the campaign, its contacts, also in the directory."""
    trunk = office.trunk_to(port, lines=_LINES, calls_per_second=5)
    taken = office.taken_in(
        settings, database, places, CAMPAIGN, trunk, places.clients, places.clients_rejects
    )
    # Whom the campaign calls can be looked up, too.
    tables = bootstrap.list_reader()(places.clients, None)
    load_directory(database, t("Clients"), tables, now=datetime.now(UTC))
    return taken


def start(database: Database) -> None:
    now = datetime.now(UTC)
    database.transact(lambda stores: campaign_control.start(stores, CAMPAIGN, now))


def pause(database: Database) -> None:
    """Nothing more is dialled; a campaign that is over stays so."""

    def change(stores: Stores) -> None:
        if stores.campaigns.by_name(CAMPAIGN).state is CampaignState.RUNNING:
            campaign_control.pause(stores, CAMPAIGN, datetime.now(UTC))

    database.transact(change)


def say(database: Database, text: str) -> None:
    """To all operators, as their supervisor would."""
    now = datetime.now(UTC)
    database.transact(
        lambda stores: stores.operators.send_message(t("Supervisor"), None, text, now)
    )
