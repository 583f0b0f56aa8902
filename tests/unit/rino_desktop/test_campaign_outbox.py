"""[[outbox]] of campaign files: every key is read, every fault names file, place, key and mend."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.adapters.firebird.codec import decode, encode
from engine.domain.campaign import CampaignSettings
from engine.domain.outbox import OnRepeat, OutboxContent, OutboxSettings
from engine.errors import KnownError
from rino_desktop.campaign_file import parse
from rino_desktop.texts import language, set_language

HEAD = '[campaign]\nname = "x"\nscheme = "notice"\ntrunk = "city"\nrecord = true\n'

FULL = """
[[outbox]]
name = "promises"
store = "postgresql+psycopg://clerk@billing.office/asr"
what = ["attempts", "results", "writes"]
password_env = "BILLING_PASSWORD"
table = "asr.promises"
columns = { PHONE = "phone", SUMMA = "result.amount", ACCOUNT = "contact.Лицевой счёт", SRC = "=rino", D = "{date(result['due'])}" }
key = "RINO_KEY"
on_repeat = "ignore"
timezone = "Europe/Moscow"
timeout_s = 5
tries = 3

[[outbox]]
name = "АСР"
store = "firebird://CLERK@billing.office/asr?charset=WIN1251"
what = "results"
procedure = "ADD_PROMISE"
arguments = ["key", "phone", "value"]

[[outbox]]
name = "crm"
store = "https://crm.office/api/calls/{attempt_id}"
what = ["attempts"]
method = "put"
token_env = "CRM_TOKEN"
body = { tel = "phone" }
status = [200, 409]

[[outbox]]
name = "files"
store = "file:///srv/out/{campaign}-{date}.csv"
what = ["attempts"]
columns = { phone = "phone" }

[[outbox]]
name = "sound"
store = "file:///srv/sound/"
what = ["recordings"]
"""  # noqa: E501


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


def load(text: str) -> CampaignSettings:
    return parse(Path("november.toml"), (HEAD + text).encode())


def fault(text: str) -> str:
    with pytest.raises(KnownError) as caught:
        load(text)
    line = str(caught.value)
    assert line.startswith("november.toml: ")
    assert "\n" not in line
    return line


def test_every_key_is_read() -> None:
    settings = load(FULL)
    assert settings.outbox == (
        OutboxSettings(
            name="promises",
            store="postgresql+psycopg://clerk@billing.office/asr",
            what=(OutboxContent.ATTEMPTS, OutboxContent.RESULTS, OutboxContent.WRITES),
            password_env="BILLING_PASSWORD",
            table="asr.promises",
            columns={
                "PHONE": "phone",
                "SUMMA": "result.amount",
                "ACCOUNT": "contact.Лицевой счёт",
                "SRC": "=rino",
                "D": "{date(result['due'])}",
            },
            key="RINO_KEY",
            on_repeat=OnRepeat.IGNORE,
            timezone="Europe/Moscow",
            timeout_s=5.0,
            tries=3,
        ),
        OutboxSettings(
            name="АСР",
            store="firebird://CLERK@billing.office/asr?charset=WIN1251",
            what=(OutboxContent.RESULTS,),
            procedure="ADD_PROMISE",
            arguments=("key", "phone", "value"),
        ),
        OutboxSettings(
            name="crm",
            store="https://crm.office/api/calls/{attempt_id}",
            what=(OutboxContent.ATTEMPTS,),
            method="PUT",
            token_env="CRM_TOKEN",
            body={"tel": "phone"},
            status=(200, 409),
        ),
        OutboxSettings(
            name="files",
            store="file:///srv/out/{campaign}-{date}.csv",
            what=(OutboxContent.ATTEMPTS,),
            columns={"phone": "phone"},
        ),
        OutboxSettings(name="sound", store="file:///srv/sound/", what=(OutboxContent.RECORDINGS,)),
    )
    assert decode(CampaignSettings, encode(settings)) == settings


def test_without_any() -> None:
    assert load("").outbox == ()


TABLE = (
    '[[outbox]]\nname = "p"\nstore = "sqlite:////srv/x.db"\nwhat = "attempts"\ntable = "t"\n'
    'key = "k"\ncolumns = { a = "phone" }\n'
)
WEB = '[[outbox]]\nname = "w"\nstore = "https://x/"\nwhat = "attempts"\n'
FILE = '[[outbox]]\nname = "f"\nwhat = "attempts"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[outbox]\nname = "x"', "outbox: write [[outbox]]."),
        ('outbox = "x"\n', "unknown key"),
        ('[[outbox]]\nstore = "https://x/"\n', "[[outbox]] 1 name: missing."),
        ('[[outbox]]\nname = "a"\nwhat = "attempts"\n', "[[outbox]] 1 store: missing."),
        ('[[outbox]]\nname = "a"\nstore = "https://x/"\n', "[[outbox]] 1 what: missing."),
        ('[[outbox]]\nname = ""\nstore = "https://x/"\nwhat = "attempts"', "1 name: must be 1 to"),
        (WEB + "nmae = 1\n", "[[outbox]] 1 nmae: unknown key. Did you mean name?"),
        (TABLE + TABLE, "[[outbox]] 2 (p) name: there are two outboxes of this name."),
        (WEB.replace('"attempts"', '"atempts"'), "Did you mean attempts?"),
        (WEB.replace('"attempts"', "[]"), "what: must be a list of what goes there."),
        (WEB + 'method = "GET"\n', "1 (w) method: unknown value 'GET'. Possible: POST, PUT, PATCH"),
        (WEB + "status = 99\n", "status: must be a whole number from 200 to 599."),
        (WEB + 'token_env = "A"\npassword_env = "B"\n', "token_env: either a token or a password"),
        (WEB + 'token_env = "my token"\n', "token_env: 'my token' is no name of a variable."),
        (WEB + 'columns = { a = "phone" }\n', "columns: does not go with this kind of store."),
        (WEB + 'body = { a = "phon" }\n', "body.a: there is no field 'phon'. Did you mean phone?"),
        (WEB + "body = {}\n", "body: must be a table such as"),
        (WEB.replace("https://x/", "https://u:p@x/"), "store: a password does not belong here."),
        (WEB.replace("https://x/", "https:///x"), "store: the URL names no host."),
        (WEB.replace("https://x/", "https://x:port/"), "store: the URL cannot be read"),
        (WEB.replace("https://x/", "https://x/{fone}"), "store: there is no field 'fone'."),
        (WEB.replace("https://x/", "oracel://x/y"), "store: oracel:// is no kind of store"),
        (WEB + 'timezone = "Moscow"\n', "timezone: there is no time zone 'Moscow'."),
        (WEB + "timeout_s = 0\n", "timeout_s: must be a number from 0.5 to 300."),
        (WEB + "tries = true\n", "tries: must be a whole number from 1 to 100."),
        (TABLE + 'procedure = "P"\n', "procedure: either a table or a procedure, not both."),
        (TABLE.replace('key = "k"\n', ""), "key: missing. Name the text column"),
        (TABLE.replace('columns = { a = "phone" }\n', ""), "columns: missing."),
        (TABLE.replace('table = "t"\n', ""), "table: missing. A database needs a table"),
        (TABLE.replace('"t"', '"t; drop"'), "table: 't; drop' cannot be a name in a database."),
        (TABLE.replace("{ a =", "{ K ="), "columns.K: the key column is filled by itself."),
        (TABLE.replace("{ a =", '{ A = "phone", a ='), "columns.a: is there twice."),
        (TABLE.replace('"phone"', "5"), 'must be text in quotes. A constant is written "=5"'),
        (TABLE.replace('"phone"', '"{phone"'), "columns.a: "),
        (TABLE.replace('"phone"', '"{fone}"'), "there is no field 'fone'. Did you mean phone?"),
        (TABLE.replace('"phone"', '"{phone|digits}"'), "columns.a: “|digits” is for speech only"),
        (TABLE + 'arguments = ["key"]\n', "arguments: goes with a procedure."),
        (TABLE + 'on_repeat = "replace"\n', "on_repeat: unknown value 'replace'."),
        (TABLE + 'method = "POST"\n', "method: does not go with this kind of store."),
        (
            TABLE.replace('table = "t"\nkey = "k"\ncolumns = { a = "phone" }', 'procedure = "p"'),
            "procedure: SQLite has no procedures.",
        ),
        (FILE + 'store = "file://srv/x.csv"\n', "store: must be an absolute path."),
        (FILE + 'store = "file:///srv/../x.csv"\n', "store: must be an absolute path."),
        (FILE + 'store = "file:///srv/{date}.json"\n', "every row would overwrite the one before"),
        (FILE + 'store = "file:///srv/x.csv"\ntable = "t"\n', "table: does not go with this kind"),
    ],
)  # fmt: skip
def test_faults(text: str, words: str) -> None:
    assert words in fault(text)


def test_recordings_need_recording() -> None:
    text = HEAD.replace("record = true\n", "") + FILE.replace("attempts", "recordings")
    with pytest.raises(KnownError, match="there are no recordings without record = true"):
        parse(Path("x.toml"), (text + 'store = "file:///srv/"\n').encode())


def test_faults_are_told_in_russian() -> None:
    set_language("ru")
    assert fault(WEB + 'body = { a = "phon" }\n') == (
        "november.toml: [[outbox]] 1 (w) body.a: поля 'phon' нет. Может быть, phone?"
    )
