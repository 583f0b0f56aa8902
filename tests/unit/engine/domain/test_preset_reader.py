"""Files of presets: what they say is kept, what they misspell is named."""

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.preset_model import Calendar, Counted, Per, Scope
from engine.domain.preset_reader import read_preset
from engine.domain.presets import Presets, in_force
from engine.errors import KnownError
from rino_desktop import presets
from rino_desktop.preset_text import document, lines
from rino_desktop.texts import set_language

LEAST = 'name = "x"\nversion = 1\n[title]\nru = "Икс"\nen = "X"\n'
DOCS = Path(__file__).parents[4] / "docs" / "regulations.md"


def read(text: str) -> object:
    return read_preset(tomllib.loads(text), "x.toml")


def test_the_example_of_the_documentation_says_what_it_says() -> None:
    text = DOCS.read_text("utf-8")
    example = text[text.index('name = "our-rule"') :]
    preset = read_preset(tomllib.loads(example[: example.index("```")]), "docs")
    (limit,) = preset.limits
    assert (limit.count, limit.per, limit.scope) == (Counted.CALLS, Per.PERSON, Scope.ALL)
    assert (limit.window, limit.maximum, limit.talk_s) == (timedelta(days=7), 2, 10.0)
    assert preset.valid_from == date(2026, 1, 1)
    assert preset.consent is not None
    assert preset.hours is not None
    assert preset.hours.country == "RU"
    assert preset.label is not None
    assert preset.label.categories == ("реклама", "опрос")


def test_windows_of_the_calendar_are_words() -> None:
    preset = read_preset(
        tomllib.loads(LEAST + '[[limit]]\nwindow = "month"\nmaximum = 3\n'), "x.toml"
    )
    assert preset.limits[0].calendar is Calendar.MONTH


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.toml: name: not given."),
        ('name = "Икс"\n', "x.toml: name: must be small Latin letters"),
        (LEAST.replace("version = 1", 'version = "1"'), "x.toml: version: must be a number."),
        (LEAST.replace("version = 1", "version = 0"), "x.toml: version: must be from 1 to 9999."),
        (LEAST.replace('en = "X"', ""), "x.toml: title.en: not given."),
        (LEAST + "[hour]\n", "x.toml: hour: unknown key."),
        (LEAST + '[hours]\nweekdays = "8-22"\n', "x.toml: hours.weekdays: '8-22' is no span"),
        (LEAST + '[hours]\nweekdays = "08:00-22:00"\ncountry = "ZZ"\n',
         "x.toml: hours.country: no holidays are known for 'ZZ'."),
        (LEAST + '[[limit]]\nwindow = "7x"\nmaximum = 1\n',
         "x.toml: limit[1].window: '7x' is no duration"),
        (LEAST + '[[limit]]\nwindow = "0s"\nmaximum = 1\n',
         "x.toml: limit[1].window: must be longer than nothing."),
        (LEAST + '[[limit]]\nwindow = "1d"\n', "x.toml: limit[1].maximum: not given."),
        (LEAST + '[[limit]]\nwindow = "1d"\nmaximum = true\n',
         "x.toml: limit[1].maximum: must be a number."),
        (LEAST + '[[limit]]\nwindow = "1d"\nmaximum = 1\ncount = "sms"\n',
         "x.toml: limit[1].count: 'sms' is none of: calls, conversations"),
        (LEAST + '[[limit]]\nwindow = "1d"\nmaximum = 1\nmodes = ["robot"]\n',
         "x.toml: limit[1].modes: 'robot' is none of: automatic"),
        (LEAST + '[consent]\nkinds = []\n', "x.toml: consent.kinds: must be a list of words"),
        (LEAST + '[min_delay]\nbusy = "1d"\n', "x.toml: min_delay.busy: unknown key."),
        (LEAST + 'valid_from = "soon"\n', "x.toml: title.valid_from: unknown key."),
        ('valid_from = "soon"\n' + LEAST, "x.toml: valid_from: must be a date"),
        (LEAST + "hours = 3\n", "x.toml: title.hours: unknown key."),
    ],
)  # fmt: skip
def test_mistakes_are_named_by_file_and_key(text: str, said: str) -> None:
    with pytest.raises(KnownError) as caught:
        read(text)
    assert str(caught.value).startswith(said), str(caught.value)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["name", "version", "title", "ru", "en", "hours", "limit", "window",
                         "maximum", "consent", "kinds", "ring", "least_s", "ban", "label"]),
        inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(values)
def test_nothing_but_known_errors(raw: object) -> None:
    said = "x.json: "
    try:
        read_preset(raw, "x.json")
    except KnownError as error:
        said = str(error)
    assert said.startswith("x.json: ")


def test_shipped_presets_survive_their_own_telling() -> None:
    """Every one is shown in both languages, and as JSON of the form that is read."""
    shipped = presets.shipped().all()
    assert len(shipped) == 6
    for preset in shipped:
        for language in ("ru", "en"):
            set_language(language)
            assert preset.title(language) in lines(preset)[0]
        json.dumps(document(preset))
    set_language("en")


def test_the_latest_version_that_has_begun(tmp_path: Path) -> None:
    today = date(2026, 6, 1)

    def version(number: int, valid_from: str) -> None:
        text = LEAST.replace("version = 1", f"version = {number}\nvalid_from = {valid_from}")
        (tmp_path / f"{number}.toml").write_text(text, "utf-8")

    version(1, "2020-01-01")
    version(2, "2026-06-01")
    version(3, "2027-01-01")
    found = Presets(presets._in_folder(tmp_path))
    assert found.find("x", today).version == 2
    assert found.find("x@3", today).version == 3
    rules = found.resolve("x", today)
    assert [p.version for p in in_force(rules, today)] == [2]
    assert [p.version for p in in_force(rules, date(2027, 1, 1))] == [3]
    assert [p.version for p in in_force(found.resolve("x@1", today), date(2099, 1, 1))] == [1]
    with pytest.raises(KnownError, match="no version '9'"):
        found.resolve("x@9", today)
    version(4, "2020-01-01")
    (tmp_path / "twin.toml").write_text((tmp_path / "4.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(KnownError, match=r"twin\.toml: 4\.toml holds the same"):
        presets._in_folder(tmp_path)
