"""Reports of a campaign whose subscribers talk with operators: what a supervisor asks of them."""

from dataclasses import replace
from datetime import timedelta

from engine.domain.campaign import CampaignMode, CampaignPacing
from engine.domain.disposition import Disposition
from engine.ports.storage import ReportedAttempt
from engine.reports.model import ReportSource
from engine.reports.results import ResultsReport
from engine.reports.summary import SummaryReport, summary_json
from tests.helpers.report_data import (
    NOW,
    START,
    MemoryReports,
    attempt,
    busy,
    campaign,
    counts_of,
)


def _talk(number: int, operator: str, seconds: float = 30, **results: str) -> ReportedAttempt:
    return attempt(
        number, operator=operator, results={"operator": operator, **results},
        answered_at=START, ended_at=START + timedelta(seconds=seconds),
        disposition=Disposition.SERVED if results else Disposition.TRANSFERRED,
    )  # fmt: skip


TALKS = [
    _talk(1, "Анна", 30, operator_result="agreed", operator_note="Зайдёт в пятницу\nпосле обеда"),
    _talk(2, "Анна", 60, operator_result="Перезвонить весной", operator_note="Просит весной"),
    _talk(3, "Пётр", 20, operator_result="agreed", **{"form:survey": "partial", "Возраст": "34"}),
    _talk(4, "Пётр", 10),
    attempt(5, disposition=Disposition.ABANDONED, results={}),
    busy(6),
]


def _source(rows: list[ReportedAttempt], language: str = "ru", **settings: object) -> ReportSource:
    reports = MemoryReports(rows)
    made = campaign()
    made = replace(made, settings=replace(made.settings, **settings))  # type: ignore[arg-type]
    return ReportSource(reports, lambda: counts_of(reports), made, language, NOW)


def _rows(source: ReportSource, title: str) -> list[tuple[object, ...]]:
    (found,) = (s for s in SummaryReport().tables(source) if s.title == title)
    return list(found.rows)


def test_the_funnel_goes_on_to_operators_and_to_what_came_of_it() -> None:
    rows = _rows(_source(TALKS, pacing=CampaignPacing.PROGRESSIVE), "Воронка")
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("Набрали", 6),
        ("Ответили", 5),
        ("Поговорили с телефонистом", 4),
        ("Есть результат разговора", 3),
        ("Результат: Согласие", 2),
        ("Результат: Перезвонить весной", 1),
        ("Бланк «survey»: заполнен частично", 1),
        ("Возраст: 34", 1),
    ]
    shares = {row[0]: row[3] for row in rows}
    assert shares["Поговорили с телефонистом"] == 4 / 5
    assert shares["Есть результат разговора"] == 3 / 4
    assert shares["Результат: Согласие"] == 2 / 4  # of those who have talked
    assert shares["Возраст: 34"] == 1 / 5


def test_a_campaign_without_operators_is_heard_to_the_end() -> None:
    rows = _rows(_source([attempt(1), busy(2)]), "Воронка")
    assert [row[0] for row in rows][2:] == ["Ответили", "Дослушали", "Обещание: обещал оплатить"]
    assert not any(s.title == "По телефонистам" for s in SummaryReport().tables(_source(TALKS[4:])))


def test_a_campaign_of_operators_says_so_before_anybody_has_talked() -> None:
    for settings in ({"pacing": CampaignPacing.PROGRESSIVE}, {"mode": CampaignMode.MANUAL}):
        source = _source([busy(1)], "en", **settings)
        assert [row[0] for row in _rows(source, "Funnel")][3:] == [
            "Talked with an operator", "With a result of the talk",
        ]  # fmt: skip
        assert [figure.label for figure in SummaryReport().figures(source)][3] == "Talked"


def test_who_talked_how_much() -> None:
    source = _source(TALKS)
    assert _rows(source, "По телефонистам") == [
        ("Анна", 2, 2, 1.5, 45.0),
        ("Пётр", 2, 1, 0.5, 15.0),
    ]
    assert summary_json(source)["operators"] == [
        {"operator": "Анна", "talks": 2, "served": 2, "talk_s": 90.0},
        {"operator": "Пётр", "talks": 2, "served": 1, "talk_s": 30.0},
    ]


def test_scripts_read_the_same_stages_by_their_names() -> None:
    funnel = summary_json(_source(TALKS))["funnel"]
    assert isinstance(funnel, list)
    assert [stage["stage"] for stage in funnel] == [
        "list", "dialled", "answered", "connected", "served", "operator_result",
        "operator_result", "result", "result",
    ]  # fmt: skip
    assert funnel[5]["result"] == "operator_result"
    assert funnel[5]["value"] == "agreed"


def test_results_are_called_as_people_call_them_and_notes_are_not_counted() -> None:
    (table,) = ResultsReport().tables(_source(TALKS))
    found = {(row[0], row[1]) for row in table.rows}
    assert {("Телефонист", "Анна"), ("Результат", "Согласие"), ("Возраст", "34")} <= found
    assert not any("пятницу" in str(value) for _, value in found)
    assert [s.title for s in ResultsReport().page(_source(TALKS))] == [
        "Бланк «survey»", "Телефонист", "Результат", "Возраст",
    ]  # fmt: skip
