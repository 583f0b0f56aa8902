"""The graph of calls: what was seen, second by second, in curves that stay the same ones."""

from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from rino_desktop.console.monitor.graphs import (
    LOOKS_BACK_S,
    RatesGraph,
    RetriesGraph,
    StagesGraph,
)

_AT = datetime(2026, 11, 12, 9, tzinfo=UTC)


def drawn(graph: StagesGraph) -> list[tuple[list[float], list[float]]]:
    """Of each curve: when, how many."""
    found = (curve.getOriginalDataset() for curve in graph.plot.listDataItems())
    return [([] if x is None else list(x), [] if y is None else list(y)) for x, y in found]


def test_what_is_seen_is_added_and_forgotten(qtbot: QtBot) -> None:
    graph = StagesGraph()
    qtbot.addWidget(graph)
    later = _AT + timedelta(seconds=1)
    graph.add(_AT, (1, 2, 3))
    curves = graph.plot.listDataItems()
    graph.add(later, (0, 4, 5))
    times = [_AT.timestamp(), later.timestamp()]
    assert drawn(graph) == [(times, [6, 9]), (times, [5, 9]), (times, [3, 5])]
    assert graph.accessibleDescription() == "ringing 0, in the menu 4, with operators 5"
    assert graph.plot.listDataItems() == curves
    graph.retranslate()  # another language, or other colours
    assert drawn(graph) == [(times, [6, 9]), (times, [5, 9]), (times, [3, 5])]
    assert len(graph.legend.items) == 3
    much_later = later + timedelta(seconds=LOOKS_BACK_S)
    graph.add(much_later, (1, 0, 0))
    assert drawn(graph)[0] == ([later.timestamp(), much_later.timestamp()], [9, 1])
    graph.forget()
    assert drawn(graph) == [([], [])] * 3


def test_who_does_not_see_them_is_told_the_figures(qtbot: QtBot) -> None:
    rates, retries = RatesGraph(), RetriesGraph()
    for graph in (rates, retries):
        qtbot.addWidget(graph)
    rates.show_rates((("debts", 0.0124, 0.01, 0.02, 0.03), ("survey", 0.0, 0.0, 0.0, 0.05)))
    assert rates.accessibleDescription() == "debts: 1.2%, limit 3.0%; survey: 0.0%, limit 5.0%"
    at = datetime(2026, 11, 12, 9).astimezone()  # this computer's clock
    retries.show_counts(at, (3, 0, 7))
    assert retries.accessibleDescription() == "09:00: 3; 09:30: 7"
