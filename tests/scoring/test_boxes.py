"""What the steps of a quarter make: equal ones are one in a set, and what speaks of one period refuses several put together."""

import importlib
import pkgutil
from collections.abc import Callable

import attrs
import pytest

import tristandard
from survey import scored, seen, site
from tristandard.basics.errors import BadValue
from tristandard.insight.uplift import uplift
from tristandard.insight.whatif import card_of
from tristandard.insight.whatif_more import firm, one_more
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.statement import statement
from tristandard.scoring.changes import changes
from tristandard.scoring.handover import handover
from tristandard.scoring.results import Results
from tristandard.scoring.together import together


def made():
    """Return the results of two units."""
    return scored(seen(3), seen(1, "s2"), sites=(site("s1"), site("s2", "tianning")))


BOXES: dict[str, Callable[[Results], object]] = {
    "plan": lambda results: results.ledger.register.plan, "register": lambda results: results.ledger.register,
    "ledger": lambda results: results.ledger, "results": lambda results: results, "results of one assessment": lambda results: results["a"],
    "scorecard": lambda results: results["a"]["wujin"], "ranking": lambda results: results["a"].ranking(),
    "statement": lambda results: statement(results, "wujin"), "bulletin": lambda results: bulletin(results["a"]),
    "certificate": certify, "changes": lambda results: changes(results, results), "year": lambda results: together([results]),
    "uplift": uplift,
}  # fmt: skip


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_equal_ones_are_one_in_a_set(box):
    """Whatever a step makes can stand in a set, where it is one with all that equal it."""
    one, other = (box(made()) for _ in range(2))

    assert one == other
    assert {one} == {other}


def test_no_table_is_asked_for_its_hash():
    """No public value that can stand in a set asks a table in its fields for a hash, which tables have not."""
    found = list[str]()
    for module in pkgutil.walk_packages(tristandard.__path__, "tristandard."):
        if module.name.startswith(("tristandard.codec", "tristandard.desk", "tristandard.testing", "tristandard.words", "tristandard.proof.reading", "tristandard.rulesets", "tristandard.__main__")):
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and attrs.has(kind) and kind.__module__ == module.name and kind.__hash__ not in (None, object.__hash__):
                found += [f"{kind.__name__}.{one.name}" for one in attrs.fields(kind) if one.eq and one.hash is not False and str(one.type).startswith(("Mapping[", "dict[", "list[", "Figures", "History"))]

    assert [] == found


ONE_PERIOD = {
    "uplift": (uplift, "give the results of each period by itself"),
    "least": (lambda results: card_of(results, "a", "wujin"), "give the results of the period in which something is to be rectified"),
    "one more": (lambda results: one_more(results, "s1", "a.litter"), "give the results of the period in which something may be found"),
    "firm": (firm, "give the results of each period by itself"),
    "handover": (lambda results: handover(results, "a", "b"), "hand over the results of each period that these put together"),
    "statement": (lambda results: statement(results, "wujin"), "ask for the statement of each period that these put together"),
}


@pytest.mark.parametrize(("ask", "remedy"), ONE_PERIOD.values(), ids=ONE_PERIOD)
def test_what_speaks_of_one_period_refuses_several(ask, remedy):
    """Results that put several periods together are refused in one wording, with what to give instead; so is whatever is no results."""
    with pytest.raises(BadValue) as several:
        ask(together([made()]))
    with pytest.raises(BadValue) as none:
        ask(5)

    assert f"'2022Q2' is not results of one period: they put several together; {remedy}" == str(several.value)
    assert "5 is not a value of the kind Results; give score(ledger)" == str(none.value)


def test_a_handover_is_asked_for_by_codes():
    """Whatever stands for a host or a consumer and is no text is refused, however deep it is nested."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(BadValue, match="one list too large to show is not a value of the kind str for `host`"):
        handover(made(), deep, "b")
    with pytest.raises(BadValue, match="is not a value of the kind str for `consumer`"):
        handover(made(), "a", deep)
