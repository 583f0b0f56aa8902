"""Campaign files: every key is read, every fault is one line that names file, key and mend."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.adapters.firebird.codec import decode, encode
from engine.domain.answering_machine import (
    AnsweringMachines,
    DetectionLimits,
    MachineAction,
)
from engine.domain.campaign import (
    CampaignMode,
    CampaignSettings,
    DayHours,
    Purpose,
    RetryRules,
    Schedule,
)
from engine.domain.campaign_operators import CampaignPacing, OperatorRules
from engine.domain.disposition import Disposition
from engine.domain.operator import Assignment, WrapUpKind
from engine.errors import KnownError
from engine.ports.schemes import SchemeInfo, SchemeVersion
from engine.scheme.codec import dump_scheme
from rino_desktop.campaign_file import load as load_file
from rino_desktop.campaign_file import parse
from rino_desktop.texts import set_language
from tests.helpers.scheme_builder import SchemeBuilder

FULL = """
[campaign]
name = "debtors-november"
mode = "automatic"
purpose = "debt"
scheme = "debtor-reminder"
trunk = ["city", "spare"]
caller_id = "+74951234567"
country = "RU"
priority = 7
max_lines = 20
calls_per_second = 2.5
ring_timeout_s = 25
max_call_s = 300
rtp_timeout_s = 20
record = true
record_consent = "Разговор записывается."
preset = "ru-debt-230fz"

[schedule]
timezone = "Asia/Yekaterinburg"
weekdays = "09:00-20:00"
weekend = "10:00-18:00"
holidays = "RU"
all_zones = true

[retry]
max_attempts = 4
user_busy = ["5m", "30m"]
no_answer = ["30m", "4h"]
rejected = []
network_failure = ["1m", "1h30m"]
interrupted = ["15m"]
"""

SMALLEST = '[campaign]\nname = "x"\nscheme = "notice"\ntrunk = "city"\n'


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def load(text: str) -> CampaignSettings:
    return parse(Path("november.toml"), text.encode())


def test_every_key_is_read() -> None:
    minute = timedelta(minutes=1)
    assert load(FULL) == CampaignSettings(
        name="debtors-november",
        mode=CampaignMode.AUTOMATIC,
        purpose=Purpose.DEBT,
        scheme="debtor-reminder",
        trunks=("city", "spare"),
        caller_id="+74951234567",
        country="RU",
        priority=7,
        max_lines=20,
        calls_per_second=2.5,
        ring_timeout_s=25.0,
        max_call_s=300.0,
        rtp_timeout_s=20.0,
        record=True,
        record_consent="Разговор записывается.",
        preset="ru-debt-230fz",
        schedule=Schedule(
            timezone="Asia/Yekaterinburg",
            weekdays=DayHours(540, 1200),
            weekend=DayHours(600, 1080),
            holidays="RU",
            all_zones=True,
        ),
        retry=RetryRules(
            max_attempts=4,
            delays={
                Disposition.USER_BUSY: (5 * minute, 30 * minute),
                Disposition.NO_ANSWER: (30 * minute, 240 * minute),
                Disposition.REJECTED: (),
                Disposition.NETWORK_FAILURE: (minute, 90 * minute),
                Disposition.INTERRUPTED: (15 * minute,),
            },
        ),
    )


def test_what_is_left_out_has_its_default() -> None:
    assert load(SMALLEST) == CampaignSettings(name="x", scheme="notice", trunks=("city",))


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse(Path("x.toml"), b"\xef\xbb\xbf" + SMALLEST.encode()).name == "x"


def test_round_the_clock_and_never() -> None:
    settings = load(SMALLEST + '[schedule]\nweekdays = "00:00-24:00"\nweekend = "never"\n')
    assert settings.schedule.weekdays == DayHours(0, 1440)
    assert settings.schedule.weekend == DayHours(0, 0)


@pytest.mark.parametrize(
    ("line", "packs"),
    [
        ('voice_pack = "olga"', ("olga",)),
        ('voice_pack = "olga, john"', ("olga", "john")),
        ('voice_pack = ["olga", "john", "olga"]', ("olga", "john")),
        ('voice_pack = ""', ()),
        ("", ()),
    ],
)
def test_voice_packs(line: str, packs: tuple[str, ...]) -> None:
    assert load(SMALLEST + line + "\n").voice_pack == packs


def test_a_campaign_with_operators() -> None:
    settings = load(
        SMALLEST
        + """pacing = "predictive"
abandon_limit = 0.02
form = "survey"
[operators]
skill = "sales"
minimum_level = 2
assignment = "best_skill"
wrap_up = "forced"
wrap_up_s = 45
wrap_up_ends_when_saved = true
answer_within_s = 1.5
fewest_operators = 8
overflow_when_empty = false
skip_reasons = ["занят", "спит", "занят"]
skip_s = 600
"""
    )
    assert settings.mode is CampaignMode.AUTOMATED
    assert settings.pacing is CampaignPacing.PREDICTIVE
    assert (settings.abandon_limit, settings.form) == (0.02, "survey")
    assert settings.operators == OperatorRules(
        skill="sales", minimum_level=2, assignment=Assignment.BEST_SKILL,
        wrap_up=WrapUpKind.FORCED, wrap_up_s=45.0, wrap_up_ends_when_saved=True,
        answer_within_s=1.5, fewest_operators=8,
        overflow_when_empty=False, skip_reasons=("занят", "спит"), skip_s=600.0,
    )  # fmt: skip
    assert decode(CampaignSettings, encode(settings)) == settings


@pytest.mark.parametrize(("lines", "seconds"), [
    ("", 600),
    ('mode = "automated"', 3600),
    ('pacing = "preview"', 3600),
    ("[operators]", 3600),
    ('pacing = "predictive"\nmax_call_s = 900', 900),
])  # fmt: skip
def test_a_talk_with_an_operator_may_take_longer(lines: str, seconds: float) -> None:
    assert load(f"{SMALLEST}{lines}\n").max_call_s == seconds


def test_preview_is_manual_and_an_optional_wrap_up_lasts() -> None:
    settings = load(SMALLEST + 'pacing = "preview"\n[operators]\nwrap_up = "optional"\n')
    assert settings.mode is CampaignMode.MANUAL
    assert settings.operators is not None
    assert settings.operators.wrap_up_s is None


def test_no_law_lets_more_calls_be_lost_than_it_says() -> None:
    law = 'pacing = "predictive"\npreset = "us-tsr"\nlabel = ""\n'
    with pytest.raises(KnownError, match=r"us-tsr@.* allows 0\.03 at most"):
        load(SMALLEST + law + "abandon_limit = 0.05\n")
    assert load(SMALLEST + law + "abandon_limit = 0.02\n").abandon_limit == 0.02


CAMPAIGN_FAULTS = [
    ("max_line = 5", "[campaign] max_line: unknown key. Did you mean max_lines?"),
    ("xyzzy = 5", "[campaign] xyzzy: unknown key. Possible: "),
    ('max_lines = "5"', "[campaign] max_lines: must be a whole number from 1 to "),
    ("max_lines = 0", "[campaign] max_lines: must be a whole number from 1 to "),
    ("max_lines = true", "[campaign] max_lines: must be a whole number from 1 to "),
    ("max_lines = 2.5", "[campaign] max_lines: must be a whole number from 1 to "),
    ("priority = 10", "[campaign] priority: must be a whole number from 1 to 9."),
    ("calls_per_second = 0", "[campaign] calls_per_second: must be a number from 0.01 to "),
    ("calls_per_second = nan", "[campaign] calls_per_second: must be a number from 0.01 to "),
    ('record = "yes"', "[campaign] record: must be true or false, without quotes."),
    ('purpose = "debts"', "[campaign] purpose: unknown value 'debts'. Possible: debt, "),
    ('mode = "robot"', "[campaign] mode: unknown value 'robot'."),
    ("form = 5", "[campaign] form: must be text in quotes."),
    ("operators = 5", "[campaign] operators: unknown key."),
    ('pacing = "fast"', "[campaign] pacing: unknown value 'fast'. Possible: preview, prog"),
    ('mode = "manual"\npacing = "predictive"', "[campaign] pacing: predictive is a pacing of"),
    ('mode = "automatic"\npacing = "preview"', "[campaign] pacing: preview is a pacing of"),
    ("abandon_limit = 0.03", "[campaign] abandon_limit: has no effect without operators."),
    ('pacing = "predictive"\nabandon_limit = 0.6', "[campaign] abandon_limit: must be a number"),
    (
        "amd = false",
        "[campaign] amd: unknown key. It has a section of its own: [answering_machine].",
    ),
    ('country = "XX"', "[campaign] country: 'XX' is no country code. RU, KZ"),
    ('caller_id = "city"', "[campaign] caller_id: must be a number such as +74951234567."),
    ('preset = "ru-debt"', "[campaign] preset: there is no legal preset 'ru-debt'. Did you mean"),
    ('record_consent = "x"', "[campaign] record_consent: has no effect without record = true."),
    ('voice_pack = "../x"', "[campaign] voice_pack: must be the name of a voice pack, or a list"),
    ("voice_pack = 5", "[campaign] voice_pack: must be text in quotes."),
    ("voice_pack = [5]", "[campaign] voice_pack: must be text in quotes."),
]


@pytest.mark.parametrize(("line", "message"), CAMPAIGN_FAULTS)
def test_faults_of_the_campaign_section(line: str, message: str) -> None:
    with pytest.raises(KnownError) as caught:
        load(SMALLEST + line + "\n")
    text = str(caught.value)
    assert text.startswith(f"november.toml: {message}"), text
    assert "\n" not in text


OTHER_FAULTS = [
    ('[operators]\nskip_reasons = "no"\n', "[operators] skip_reasons: must be a list of at most"),
    ('[operators]\nskip_reasons = [""]\n', "[operators] skip_reasons: a reason is one line of"),
    ("[operators]\nskip_s = 5\n", "[operators] skip_s: must be a number from 60"),
    ("[operators]\nskil = 1\n", "[operators] skil: unknown key. Did you mean skill?"),
    ('[operators]\nwrap_up = "long"\n', "[operators] wrap_up: unknown value 'long'."),
    ("[operators]\nring_timeout_s = 0\n", "[operators] ring_timeout_s: must be a number from 1"),
    ("[schedule]\nweekdays = 9\n", "[schedule] weekdays: must be text in quotes."),
    ('[schedule]\nweekdays = "9-20"\n', "[schedule] weekdays: '9-20' is no span of hours."),
    ('[schedule]\nweekdays = "22:00-06:00"\n', "[schedule] weekdays: '22:00-06:00' is no span"),
    ('[schedule]\ntimezone = "Europe/Moskow"\n',
     "[schedule] timezone: there is no time zone 'Europe/Moskow'. Did you mean Europe/Moscow?"),
    ('[schedule]\nholidays = "Russia"\n', "[schedule] holidays: no holidays are known for"),
    ('[schedule]\nall_zone = true\n', "[schedule] all_zone: unknown key. Did you mean all_zones?"),
    ('[retry]\nbusy = ["5m"]\n', "[retry] busy: unknown key. Did you mean user_busy?"),
    ('[retry]\nuser_busy = "5m"\n', "[retry] user_busy: must be a list of delays"),
    ('[retry]\nuser_busy = [5]\n', "[retry] user_busy: must be text in quotes."),
    ('[retry]\nuser_busy = ["5"]\n', "[retry] user_busy: '5' is no duration. Write it like"),
    ("[retry]\nmax_attempts = 0\n", "[retry] max_attempts: must be a whole number from 1 to"),
    ('[retry]\ncompleted = ["5m"]\n', "[retry] completed: unknown key."),
    ("[shedule]\n", "shedule: unknown section. Did you mean schedule?"),
    ('[[outbox]]\nurl = "x"\n', "[[outbox]] 1 url: unknown key."),
]  # fmt: skip


@pytest.mark.parametrize(("section", "message"), OTHER_FAULTS)
def test_faults_of_the_other_sections(section: str, message: str) -> None:
    with pytest.raises(KnownError) as caught:
        load(SMALLEST + section)
    assert str(caught.value).startswith(f"november.toml: {message}"), str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "november.toml: the section [campaign] is missing."),
        ("[campaign]\n", "november.toml: [campaign] name: missing."),
        ('[campaign]\nname = "x"\n', "november.toml: [campaign] scheme: missing."),
        ('[campaign]\nname = "x"\nscheme = "y"\n', "november.toml: [campaign] trunk: missing."),
        ('[campaign]\nname = ""\n', "november.toml: [campaign] name: must be 1 to 100"),
        ('[campaign]\nname = "a\\nb"\n', "november.toml: [campaign] name: must be 1 to 100"),
        ("[campaign\n", "november.toml: not valid TOML: "),
        ('name = "x"\n', "november.toml: name: unknown key. It belongs below [campaign]."),
        ("campaign = 5\n", "november.toml: campaign must be a section [campaign]."),
        ('[campaign]\nname = "x"\nname = "y"\n', "november.toml: not valid TOML: "),
    ],
)
def test_faults_of_the_whole(text: str, message: str) -> None:
    with pytest.raises(KnownError) as caught:
        load(text)
    assert str(caught.value).startswith(message), str(caught.value)
    assert "\n" not in str(caught.value)


def test_another_encoding_is_named() -> None:
    with pytest.raises(KnownError, match=r"november.toml: not UTF-8 text. Save it as UTF-8."):
        parse(Path("november.toml"), '[campaign]\nname = "долги"\n'.encode("cp1251"))


def test_a_forbidden_combination_names_its_rule() -> None:
    text = SMALLEST + 'purpose = "advertising"\npreset = "ru-advertising-38fz"\n'
    with pytest.raises(KnownError) as caught:
        load(text)
    assert str(caught.value).startswith(
        "november.toml: [campaign] preset: Russia, 38-FZ art. 18 (advertising by telephone): "
    )
    set_language("ru")
    with pytest.raises(KnownError, match="38-ФЗ"):
        load(text)
    set_language("en")


def test_variables_of_the_scheme(tmp_path: Path) -> None:
    text = '[campaign]\nname = "a"\nscheme = "s"\ntrunk = "t"\n[variables]\n'
    file = tmp_path / "a.toml"
    settings = parse(file, (text + 'operator_phone = "+74951234567"\nn = 3').encode())
    assert settings.variables == {"operator_phone": "+74951234567", "n": "3"}
    with pytest.raises(KnownError, match="hours"):
        parse(file, (text + "hours = [1]").encode())


MACHINES = SMALLEST + "\n[answering_machine]\n"


def test_answering_machines_are_told_apart_where_the_section_is() -> None:
    assert load(SMALLEST).answering_machines == AnsweringMachines()
    assert load(MACHINES).answering_machines == AnsweringMachines(detect=True)
    off = load(MACHINES + "detect = false\n").answering_machines
    assert off.detection is None
    full = load(
        MACHINES + 'action = "message"\nmessage = "Перезвоните"\nsilence_s = 0.9\ngreeting_s = 3\n'
    ).answering_machines
    assert (full.action, full.message) == (MachineAction.MESSAGE, "Перезвоните")
    assert full.limits == DetectionLimits(silence_s=0.9, greeting_s=3.0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('action = "beep"', "action: unknown value 'beep'. Possible: hang_up, message, continue."),
        ('action = "message"', 'message: missing. action = "message" needs a message or a prompt.'),
        ('message = "x"', 'message: has no effect without action = "message".'),
        ('prompt = "x"', 'prompt: has no effect without action = "message".'),
        ('action = "message"\nmessage = "x"\nprompt = "y"', "prompt: give either a message or a"),
        ('detector = "neural"', "detector: there is no detector 'neural'. Possible: cadence."),
        ("longest_s = 2", "longest_s: must not be less than greeting_s and initial_silence_s."),
        ("silence_s = 0", "silence_s: must be a number from 0.3 to 3."),
        ("detct = true", "detct: unknown key. Did you mean detect?"),
    ],
)
def test_faults_of_the_answering_machine_section(line: str, message: str) -> None:
    with pytest.raises(KnownError) as caught:
        load(MACHINES + line + "\n")
    assert str(caught.value).startswith(f"november.toml: [answering_machine] {message}")


def test_the_prompt_is_one_of_the_scheme(tmp_path: Path) -> None:
    scheme = SchemeBuilder().prompts("for-machines").node("start", "start").build()
    now = datetime(2026, 11, 1, tzinfo=UTC)
    stores: Any = SimpleNamespace(
        schemes=SimpleNamespace(
            all=lambda: [SchemeInfo(1, "Reminder", 1, now, 1, False)],
            published_ids=lambda: {"reminder": 7},
            version=lambda number: SchemeVersion(
                number, 1, "Reminder", 1, dump_scheme(scheme), now
            ),
        ),
        sources=SimpleNamespace(all=list),
        forms=SimpleNamespace(all=list),
        trunks=SimpleNamespace(all=lambda: [SimpleNamespace(name="city")]),
    )
    file = tmp_path / "november.toml"
    text = '[campaign]\nname = "n"\nscheme = "Reminder"\ntrunk = "city"\n'
    text += '[answering_machine]\naction = "message"\nprompt = "{}"\n'
    file.write_text(text.format("for-machines"), encoding="utf-8")
    assert load_file(file, stores).answering_machines.prompt == "for-machines"
    file.write_text(text.format("for-machine"), encoding="utf-8")
    fault = "prompt: the scheme has no prompt 'for-machine'. Did you mean for-machines"
    with pytest.raises(KnownError, match=re.escape(fault)):
        load_file(file, stores)
