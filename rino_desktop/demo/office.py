"""An office as a user would set it up: database, trunk, do-not-call list, campaign, contacts."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from engine.domain.trunk import TrunkSettings
from engine.ports.storage import Database, Stores
from rino_desktop import bootstrap, campaign_control, campaign_file, contact_lists, samples
from rino_desktop.contact_lists import Imported
from rino_desktop.demo import billing
from rino_desktop.demo.cast import OPERATOR
from rino_desktop.demo.list_maker import MadeList
from rino_desktop.demo.places import Places
from rino_desktop.settings import Settings
from rino_desktop.texts import language, t

T = TypeVar("T")

CAMPAIGN = "debtors"
TRUNK = "city"
LINES = 16
#: Of the trunk: what both campaigns may use at the same time.
TRUNK_LINES = LINES + billing.LINES

_CONFIG = """\
# {about}
db = {database}
voice_store = {voice}
lang = "{language}"
"""

_CAMPAIGN = """\
[campaign]
name = "{name}"
purpose = "debt"
scheme = "debtor-reminder"
trunk = "{trunk}"
caller_id = "+74950000000"
max_lines = {lines}
calls_per_second = 10
ring_timeout_s = 3              # {seconds}
rtp_timeout_s = 5
record = true
record_consent = "Разговор записывается."

[variables]
operator_phone = "{operator}"

[schedule]
timezone = "Europe/Moscow"
weekdays = "00:00-24:00"
weekend = "00:00-24:00"

[retry]
max_attempts = 3
user_busy = ["4s"]
no_answer = ["5s"]
network_failure = ["2s"]
interrupted = ["2s"]
"""


def set_up(places: Places, settings: Settings, made: MadeList) -> Database:
    """Everything but the trunk, whose port is not known yet. The caller closes the database."""
    write_config(places)
    places.campaign.write_text(
        _CAMPAIGN.format(
            name=CAMPAIGN, trunk=TRUNK, lines=LINES, operator=OPERATOR, seconds=shorter_times()
        ),
        encoding="utf-8",
    )
    now = datetime.now(UTC)
    database, _ = founded(
        settings, lambda stores: stores.do_not_call.add(made.do_not_call, "demo", now)
    )
    return database


def open_campaign(places: Places, settings: Settings, database: Database, port: int) -> Imported:
    """The trunk to the subscribers' port, the campaign, its contacts; then it is started."""
    trunk = trunk_to(port, lines=TRUNK_LINES, calls_per_second=10)
    imported = taken_in(
        settings, database, places, CAMPAIGN, trunk, places.contacts, places.rejects
    )
    now = datetime.now(UTC)
    database.transact(lambda stores: campaign_control.start(stores, CAMPAIGN, now))
    return imported


# --- of every demo --------------------------------------------------------------------------------


def write_config(places: Places) -> None:
    places.config.write_text(
        _CONFIG.format(
            about=t("The demo's office: rino-desktop --config {file} …", file=places.config.name),
            database=quoted(places.database), voice=quoted(places.voice), language=language(),
        ),
        encoding="utf-8",
    )  # fmt: skip


def shorter_times() -> str:
    """Said behind the campaign's times."""
    return t("in real life: 25–30 s, and retries after minutes and hours")


def founded(settings: Settings, fill: Callable[[Stores], T]) -> tuple[Database, T]:
    """A new database with the samples and what ``fill`` puts into it, and what that returns."""
    bootstrap.create_database(settings)
    database = bootstrap.open_database(settings)
    try:
        samples.install(database)
        return database, database.transact(fill)
    except BaseException:
        database.close()
        raise


def trunk_to(port: int, *, lines: int, calls_per_second: float) -> TrunkSettings:
    """To the subscribers on this machine."""
    return TrunkSettings(
        TRUNK, f"sip:127.0.0.1:{port}", lines=lines, calls_per_second=calls_per_second,
        codecs=("pcma",),
    )  # fmt: skip


def taken_in(
    settings: Settings, database: Database, places: Places, campaign: str, trunk: TrunkSettings,
    contacts: Path, rejects: Path,
) -> Imported:  # fmt: skip
    """The trunk, and the campaign of ``places`` with its contacts."""

    def create(stores: Stores) -> None:
        stores.trunks.add(trunk)
        stores.campaigns.create(campaign_file.load(places.campaign, stores))

    database.transact(create)
    return contact_lists.import_file(
        settings, contacts, campaign=campaign, mapping=(), encoding=None, country=None,
        rejects=rejects, progress=lambda _done, _total: None,
    )  # fmt: skip


def quoted(path: Path) -> str:
    """As a TOML string; a Windows path needs no escapes in a literal one."""
    text = str(path)
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
