"""What happened to a finding in a cell: read, shown again, and told where it is wrong."""

from datetime import date

import pytest

from tristandard.basics.errors import TristandardError
from tristandard.basics.event import Event, Stage
from tristandard.codec.events import read_events, reads_back, show_event
from tristandard.codec.plain_values import date_of

DAY = date(2022, 5, 1)


@pytest.mark.parametrize(
    ("stage", "cell", "events"),
    [
        (Stage.FOUND, "", []),
        (Stage.FOUND, " ; ", []),
        (Stage.FOUND, "2022-05-01", [Event(Stage.FOUND, DAY)]),
        (Stage.DUE, "2022-05-01 市 局", [Event(Stage.DUE, DAY, "市 局")]),
        (Stage.STRUCK, "2022-05-01 市局: 属实: 是", [Event(Stage.STRUCK, DAY, "市局", "属实: 是")]),
        (Stage.FOUND, "2022-05-01: 属实", [Event(Stage.FOUND, DAY, "", "属实")]),
        (Stage.DUE, "2022-05-01 a; 2022-05-02 b: c", [Event(Stage.DUE, DAY, "a"), Event(Stage.DUE, date(2022, 5, 2), "b", "c")]),
    ],
)
def test_a_cell_is_read_and_shown_again(stage, cell, events):
    """Days, and who said why; several stand with ";" between."""
    assert events == read_events(stage, cell, date_of)
    assert reads_back(stage, "; ".join(map(show_event, events)), events, date_of)
    assert cell.strip(" ;") == "; ".join(map(show_event, events))


def test_signs_of_chinese_text():
    """A full-width colon is one, and blanks around words are none of theirs."""
    assert [Event(Stage.STRUCK, DAY, "市局", "属实")] == read_events(Stage.STRUCK, " 2022-05-01  市局 ： 属实 ", date_of)


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        (": x", "': x' 不是一件事；请先写日期，再写谁说的、为什么：\"2026-05-20 市城管局: 属实\"", "': x' is not an event; write its day, then who said it and why: \"2026-05-20 市城管局: 属实\""),
        ("5 月 市局", "'5' 不是日期；请按 年-月-日 写，例如 2022-05-10，不带时刻", "'5' is not a date; write year-month-day, such as 2022-05-10, without an hour"),
        ("2022-05-03 市", "'2022-05-03 市' 不是写明机关和理由的事项；请写明由谁撤销、理由是什么：\"2022-05-03 市城管局: 属实\"", "'2022-05-03 市' is not an event with its authority and reason; say by whom and why it was struck: \"2022-05-03 市城管局: 属实\""),
    ],
)
def test_what_is_no_event(cell, zh, en):
    """A cell without a day, and one that does not say who struck it and why."""
    with pytest.raises(TristandardError) as caught:
        read_events(Stage.STRUCK, cell, date_of)
    (problem,) = caught.value.reasons

    assert (zh, en) == (problem.text("zh"), str(problem))
    assert not reads_back(Stage.STRUCK, cell, [], date_of)


def test_what_a_cell_cannot_hold():
    """An authority with a colon, or a reason with ";", would read as something else."""
    for event in (Event(Stage.STRUCK, DAY, "a:b", "c"), Event(Stage.STRUCK, DAY, "a", "b; c")):
        assert not reads_back(Stage.STRUCK, show_event(event), [event], date_of)
