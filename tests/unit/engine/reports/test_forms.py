"""Clients' own forms: what they show, what they may not do, and how their mistakes are told."""

import json
import re
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.ports.reports import QueryCell, QueryResult
from engine.reports import format_names, render
from engine.reports.formats.html_blocks import Picture, Rule, Table, Text, blocks_of
from engine.reports.forms import FormReport, read_form
from engine.reports.forms.checking import check_form
from engine.reports.forms.rendering import render as render_template
from engine.reports.model import ReportOptions
from engine.reports.period import day_of
from tests.helpers.report_data import NOW, MemoryReports, campaign, counts_of, many

FORM = """
name = "client"
title = { ru = "Отчёт клиента", en = "Client's report" }
template = "page.html.j2"
[parameters.price]
type = "number"
[parameters.since]
type = "date"
default = "2026-11-01"
[queries]
debts = "SELECT 1 FROM RDB$DATABASE WHERE :campaign_id > 0"
[[tables]]
rows = "debts"
columns = [
  { name = "phone", kind = "phone", title = "Телефон" },
  { name = "debt", kind = "number" },
]
[[tables]]
rows = "measures.by_day"
"""
PAGE = """<h1>{{ campaign.name }}</h1>
<p>{{ measures.attempts | number }} · {{ (parameters.price * 2) | money }} ·
{{ parameters.since | date }}</p>
{% for row in queries.debts %}<p>{{ row.phone | phone }}: {{ row.debt | money }}</p>{% endfor %}
{{ chart(measures.by_disposition, "name", "attempts", "Итоги") }}
"""


class Answers:
    """A ``QueryRunner`` with rows of its own."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, QueryCell]]] = []

    def query(self, sql: str, parameters: Mapping[str, QueryCell], *, most_rows: int,
              time_limit_s: float) -> QueryResult:  # fmt: skip
        self.asked.append((sql, dict(parameters)))
        rows = [("+79161234567", 1250.3), ("+79161234568", 2)]
        return QueryResult(("PHONE", "DEBT"), rows, False)

    def cancel(self) -> None:
        """Nothing takes any time here."""


def _form(page: str = PAGE, toml: str = FORM) -> FormReport:
    return FormReport(read_form({"form.toml": toml, "page.html.j2": page}, "x"), Answers())


def _write(tmp_path: Path, form: FormReport, kind: str = "html", language: str = "ru",
           **parameters: str) -> Path:  # fmt: skip
    reports = MemoryReports(many(60))
    target = tmp_path / f"form.{kind}"
    given = {"price": "2.5", **parameters}
    render(form, kind, reports, counts_of(reports), campaign("Долги <b>"), language=language,
           target=target, now=NOW, options=ReportOptions(parameters=given))  # fmt: skip
    return target


def test_a_page(tmp_path: Path) -> None:
    page = _write(tmp_path, _form(), since="2026-11-20").read_text("utf-8")
    expected = ("<h1>Долги &lt;b&gt;</h1>", "60 · 5,00 ·\n20.11.2026", "<svg", "Итоги",
                "+7 916 123-45-67: 1\u00a0250,30", "<!doctype html>")  # fmt: skip
    for words in expected:
        assert words in page
    english = _write(tmp_path, _form(), language="en").read_text("utf-8")
    assert "60 · 5.00 ·\n2026-11-01" in english


@pytest.mark.parametrize("kind", format_names())
def test_every_format(tmp_path: Path, kind: str) -> None:
    assert _write(tmp_path, _form(), kind).stat().st_size > 100


def test_tables_and_parameters(tmp_path: Path) -> None:
    form = _form()
    text = _write(tmp_path, form, "csv").read_text("utf-8-sig")
    assert "Телефон;debt" in text
    assert "+79161234567;1250,30" in text
    assert "23.11.2026;60" in text
    (_, bound), *_ = form._queries.asked  # type: ignore[attr-defined]
    assert bound["campaign_id"] == 7
    assert bound["price"] == 2.5
    assert str(bound["since"]) == "2026-10-31 21:00:00+00:00"  # midnight in Moscow


def test_a_period_counts_only_its_days(tmp_path: Path) -> None:
    day = {"from": "2026-11-23", "to": "2026-11-23"}
    inside = json.loads(_write(tmp_path, _form(), "json", **day).read_text("utf-8"))
    outside = json.loads(_write(tmp_path, _form(), "json", to="2026-11-22").read_text("utf-8"))
    assert inside["measures"]["attempts"] == 60
    assert outside["measures"]["attempts"] == 0
    assert inside["queries"]["debts"][0] == {"phone": "+79161234567", "debt": 1250.3}


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("2026-02-28", "2026-02-28", "2026-02-28"),
        ("28.2.2026", "2026-02-28", "2026-02-28"),
        ("today", "2026-03-04", "2026-03-04"),
        ("Yesterday", "2026-03-03", "2026-03-03"),
        ("-5", "2026-02-27", "2026-02-27"),
        ("this-week", "2026-03-02", "2026-03-08"),
        ("last-week", "2026-02-23", "2026-03-01"),
        ("this-month", "2026-03-01", "2026-03-31"),
        ("last-month", "2026-02-01", "2026-02-28"),
    ],
)
def test_days_that_move(word: str, first: str, last: str) -> None:
    today = date(2026, 3, 4)
    assert str(day_of(word, today, last=False)) == first
    assert str(day_of(word, today, last=True)) == last


def test_pdf_is_set_from_the_same_page(tmp_path: Path) -> None:
    page = PAGE + "<table><tr><th>Имя</th><th align=right>Долг</th></tr>" + "".join(
        f"<tr><td>Абонент {n}</td><td class='n'><b>{n},00</b></td></tr>" for n in range(80)
    ) + "</table><hr class='page'><ul><li>первое</li><li>второе</li></ul>"  # fmt: skip
    pdf = _write(tmp_path, _form(page), "pdf")
    read = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) >= 3
    assert all("Имя" in each and "Долг" in each for each in pages[1:-1])
    for words in ("Долги <b>", "Итоги", "Абонент 79", "79,00", "• первое"):
        assert words in " ".join(text.split())


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("a\nb {% for %}", r"client, page.html.j2, line 2: "),
        ("{{ measures.attempts", r"line 1: "),
        ("\n\n{{ nothing }}", r"line 3: .*nothing"),
        ("{{ queries.debts[0].name }}", r"line 1: .*name"),
        ("{{ 1 / 0 }}", r"line 1: division by zero"),
        ("{{ 'x' | nofilter }}", r"line 1: .*nofilter"),
        ("{% include 'other.j2' %}", r"line 1: .*other.j2"),
        ("{{ chart(5, 'a', 'b') }}", r"line 1: "),
        # escapes
        ("{{ ''.__class__ }}", r"line 1: .*unsafe|line 1: .*__class__"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", r"line 1: "),
        ("{{ cycler.__init__.__globals__ }}", r"line 1: "),
        ("{{ ('%s' | attr('format')) }}{{ campaign|attr('__class__') }}", r"line 1: "),
        ("{{ self._TemplateReference__context }}", r"line 1: "),
        ("{{ campaign.update({'a': 1}) }}", r"line 1: "),
        ("{{ '{0.__class__}'.format(1) }}", r"line 1: "),
        # too much
        ("{% for i in range(10**9) %}x{% endfor %}", r"line 1: asks for more"),
        ("{{ 'x' * 10**9 }}", r"line 1: asks for more"),
        ("{% for i in range(99999) %}{{ 'x' * 1000 }}{% endfor %}", r"asks for more"),
        ("{{ 10 ** 10 ** 10 }}", r"line 1: asks for more"),
        ("{{ 'x' | center(10**10) }}", r"more than a report holds|more memory"),
        ("{{ '%99999999999d' % 1 }}", r"client"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", r"more than a report holds"),
    ],
)
def test_mistakes_name_form_template_and_line(tmp_path: Path, page: str, words: str) -> None:
    with pytest.raises(KnownError, match=words) as caught:
        _write(tmp_path, _form(page))
    assert "client" in str(caught.value)
    assert caught.value.mend
    assert list(tmp_path.iterdir()) == []


def test_a_loop_without_end_is_ended() -> None:
    page = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    begun = time.monotonic()
    with pytest.raises(KnownError, match="longer than 1 s"):
        render_template(_form(page).form, {}, "ru", "Europe/Moscow", 1.0)
    assert time.monotonic() - begun < 10


@given(st.text(alphabet=st.sampled_from("{}%#|.()[]'\" \nabcifor=0_"), max_size=40))
@settings(max_examples=12, deadline=None)
def test_no_template_breaks_more_than_itself(page: str) -> None:
    with suppress(KnownError):
        render_template(_form(page).form, {"campaign": {"name": "x"}}, "ru", "UTC")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("name = ", "x, form.toml"),
        ('name = "a"', "'template'"),
        ('name = "a:b"\ntemplate = "page.html.j2"', "without a colon"),
        ('name = "a"\ntemplate = "gone.j2"', "gone.j2"),
        ('name = "a"\ntemplate = "page.html.j2"\ncolour = 1', "'colour'"),
        ('name = "a"\ntemplate = "page.html.j2"\n[parameters.from]', "'parameters.from'"),
        ('name = "a"\ntemplate = "page.html.j2"\n[parameters.x]\ntype = "money"',
         "parameters.x.type"),
        ('name = "a"\ntemplate = "page.html.j2"\n[parameters.x]\ntype = "number"\ndefault = "z"',
         "'z' is no number"),
        ('name = "a"\ntemplate = "page.html.j2"\n[queries]\nx = 5', "queries.x"),
        ('name = "a"\ntemplate = "page.html.j2"\n[queries]\n"a b" = "x"', "queries.a b"),
        ('name = "a"\ntemplate = "page.html.j2"\ntables = 1', "'tables'"),
        ('name = "a"\ntemplate = "page.html.j2"\n[[tables]]\nrows = "x"\n'
         'columns = [{ name = "a", kind = "colour" }]', r"tables\[1\].columns\[1\].kind"),
        ('name = "a"\ntemplate = "page.html.j2"\ntitle = { de = "x" }', "title"),
    ],
)  # fmt: skip
def test_mistakes_of_the_file_name_the_key(toml: str, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        read_form({"form.toml": toml, "page.html.j2": ""}, "x")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"price": "дорого"}, "price: 'дорого' is no number"),
        ({"since": "вчера"}, "since: 'вчера' is no date"),
        ({"colour": "red"}, "no parameter 'colour'.*price, since"),
        ({"from": "31.2.2026"}, "from: .* is no date"),
        ({"from": "2026-11-24", "to": "2026-11-23"}, "ends before it begins"),
    ],
)
def test_mistakes_of_parameters(tmp_path: Path, given: dict[str, str], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        _write(tmp_path, _form(), **given)


def test_a_check_finds_names_before_there_is_data() -> None:
    page = "{{ measures.atempts }}\n{{ queries.debt }}\n{{ foo }}\n{{ parameters.price | mony }}"
    report = _form(page, FORM + '[[tables]]\nrows = "gone"\n')
    found = [str(each) for each in check_form(report.form, None)]
    for words in (r"line 1: .*'measures.atempts'", r"line 2: .*'queries.debt'", r"line 3: .*'foo'",
                  r"line 4: .*mony", r"'gone' for a table"):  # fmt: skip
        assert any(re.search(words, each) for each in found), words
    assert check_form(_form().form, None) == []


def test_the_simple_html() -> None:
    found = blocks_of(
        "<script>x()</script><h2 align='center'>Т <b>1</b></h2><p>a <b>b</b>&amp;<br>c</p>"
        "<ol><li>x<li>y</ol><table><col width='30%'><tr><th>A<th>B</tr><tr><td colspan=2>c</table>"
        "<hr><hr class='page'><figure class='chart-3'></figure>text"
    )
    head, text, one, two, table, rule, page, picture, rest = found
    assert isinstance(head, Text)
    assert (head.plain, head.level, head.align) == ("Т 1", 2, "C")
    assert isinstance(text, Text)
    assert text.runs == [("a ", False), ("b", True), ("&\nc", False)]
    assert isinstance(one, Text)
    assert isinstance(two, Text)
    assert [(each.marker, each.plain) for each in (one, two)] == [("1.", "x"), ("2.", "y")]
    assert isinstance(table, Table)
    assert (table.headers, table.widths, table.rows[1][0].span) == (1, [30.0], 2)
    assert isinstance(rule, Rule)
    assert not rule.page
    assert isinstance(page, Rule)
    assert page.page
    assert picture == Picture(3)
    assert isinstance(rest, Text)
    assert rest.plain == "text"


@given(st.text(alphabet="<>/abhrtdp123 =\"'&;лю\n", max_size=80))
def test_any_text_can_be_read_as_html(text: str) -> None:
    blocks_of(text)


def test_sample_forms_are_right_in_both_languages(tmp_path: Path) -> None:
    from rino_desktop import report_forms

    assert set(report_forms.samples()) >= {"daily-summary", "service-act"}
    for name, folder in report_forms.samples().items():
        form, faults = report_forms.problems(report_forms.read(folder), name, None)
        assert form is not None
        assert faults == []
        assert set(form.titles) == {"ru", "en"}
