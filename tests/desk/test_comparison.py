"""A page that compares two results says of both what the library says, and where the rules are others."""

import re

import pytest
from attrs import evolve

import tristandard as ts
from desk.paged import second_city
from desk.parsed import read, rows
from survey import city, scored, seen, site
from tristandard.basics.order import key_of
from tristandard.insight.uplift_text import signed

pytest.importorskip("jinja2")


def written(before, after, path, **more):
    """Return a page that compares two results."""
    ts.desk.write_comparison(path / "page.html", before, after, **more)
    return read(path / "page.html")


def corrected():
    """Return two editions of the second city: a lamp is counted again, and the survey of the south is given anew."""
    first = second_city()
    again = second_city(withdrawn=("1",))
    return first, ts.score(again.ledger, givens={("civic", "survey", "south"): 70}, supersedes=first, reason="复核")


def quarters(*, version="1"):
    """Return two quarters of the litter rules, the later one perhaps under other rules."""
    later = evolve(city(), version=version) if version != "1" else city()
    then = scored(seen(3), seen(0, "s2"), sites=(site(), site("s2", "tianning")))
    plan = ts.plan(ts.merge(later), [site(), site("s2", "tianning")], ts.Quarter(2022, 3))
    return then, ts.score(ts.share(ts.register(plan, [evolve(seen(count, where), made=plan.period.start) for where, count in (("s1", 1), ("s2", 2))])))


def differing(page, before, after, language="zh"):
    """Return the cards of which a page says something else than the two results."""
    found, steps, items = [], rows(page, "scores", "steps"), rows(page, "items", "heat")
    for code in after:
        for unit in {**before.scored.get(code, {}), **after[code]}:
            then, now = (one.scored.get(code, {}).get(unit) for one in (before, after))
            both = then is not None and now is not None and None not in (then.exact, now.exact)
            sides = [["—" if card is None or value(card) is None else str(value(card)) for card in (then, now)] for value in (lambda card: card.published, lambda card: card.place)]
            cells = steps[key_of(code, unit)][0][1].cells
            if [*cells[1:4], *cells[5:7]] != [*sides[0], signed(now.exact - then.exact) if both else "—", *sides[1]]:
                found.append((code, unit, cells))
            lost = {item.code: now.losses.get(item.code, 0) - then.losses.get(item.code, 0) for item in now.assessment.items if item.code in {**now.losses, **then.losses}} if both else {}
            shown = [text for _, row in items.get(key_of(code, unit), []) for text in row.cells[1:]]
            if shown and shown != [signed(lost[item.code]) if item.code in lost else "" for item in now.assessment.items]:
                found.append((code, unit, shown))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_editions(tmp_path, language):
    """Of two editions it says every score, place and item of both, and every change in the words of `ts.changes`."""
    before, after = corrected()
    page = written(before, after, tmp_path, language=language)
    listed = [one.text for one in page.one("section", id="changes").all("li")]

    assert [] == differing(page, before, after, language)
    assert [one.told.text(language) for one in ts.changes(before, after)] == listed
    assert len(listed) > 3
    assert [] == [one for one in page.all("p") if "break" in one.kinds]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_moved_each_score_stands_there(tmp_path, language):
    """With what conduct and the merge moved, each unit has its line, with what that does not say; of other results it is refused, and without it there is no such section."""
    before, after = quarters()
    found = ts.insight.since(ts.insight.uplift(before), ts.insight.uplift(after))
    page = written(before, after, tmp_path, since=found, language=language)
    section = page.one("section", id="since")

    assert [one.told.text(language) for one in found.units] == [one.text for one in section.all("li")] != []
    assert len(section.all("p")) == 2
    assert [] == written(before, after, tmp_path).all("section", id="since")
    with pytest.raises(ts.BadValue, match="what changed between the two results"):
        written(before, quarters(version="2")[1], tmp_path, since=found)


def test_two_quarters(tmp_path):
    """Of two quarters it says scores, places, items, and the problems that are there again."""
    before, after = quarters()
    page = written(before, after, tmp_path)
    trend = ts.insight.trend([before, after])
    told = {row.cells[0]: row.cells[1:] for row in page.one("section", id="problems").all("table")[0].one("tbody").all("tr")}

    assert [] == differing(page, before, after)
    assert {"武进区": ["1", "—", "—"], "天宁区": ["0", "—", "—"]} == told
    assert trend.changes("a", "wujin")[0] == after["a"]["wujin"].exact - before["a"]["wujin"].exact


def test_other_rules_are_a_break_that_is_seen(tmp_path):
    """Where the rules changed a banner says so, each pair of columns is parted, each way between two dots is broken, and the differences are listed."""
    before, after = quarters(version="2")
    page = written(before, after, tmp_path, language="en")
    (told,) = [one.text for one in page.all("p") if "break" in one.kinds]
    ways = [one for one in page.all("line") if "way" in one.kinds]

    assert "from 2022Q3 on other rules hold" in told
    assert "before and after is not one series" in told
    assert ways
    assert all("broken" in one.kinds for one in ways)
    assert [one for one in page.all("td") if "broken-at" in one.kinds]


def test_what_differs_in_the_rules_is_listed(tmp_path):
    """Every line in which the rules differ stands there in the words of `ts.tightens`."""
    before, _ = quarters()
    rules = city()
    tighter = evolve(rules, version="2", assessments=[evolve(one, indicators=[evolve(two, zh="无垃圾") for two in one.indicators]) for one in rules.assessments])
    plan = ts.plan(ts.merge(tighter), [site(), site("s2", "tianning")], ts.Quarter(2022, 3))
    after = ts.score(ts.share(ts.register(plan, [])))
    page = written(before, after, tmp_path)

    assert [one.told[0] for one in ts.tightens(before.rules, after.rules).differences] == [one.text for one in page.one("section", id="rules").all("li")]


def test_nothing_differs(tmp_path):
    """The same results twice differ in nothing, and the page says so."""
    page = written(second_city(), second_city(), tmp_path)

    assert "没有不同" in page.one("section", id="items").text
    assert "没有不同" in page.one("section", id="changes").text
    assert {"0"} == {row.cells[3] for found in rows(page, "scores", "steps").values() for _, row in found}


def test_units_come_and_go(tmp_path):
    """A unit that is in one of the two alone has a row, with a dash for what is not there."""
    before = scored(seen(3), seen(0, "s2"), sites=(site(), site("s2", "tianning")))
    plan = ts.plan(before.ledger.register.plan.merged, [site("s3", "xinbei"), site()], ts.Quarter(2022, 3))
    after = ts.score(ts.share(ts.register(plan, [])))
    page = written(before, after, tmp_path)
    told = {key: row.cells for key, ((_, row),) in rows(page, "scores", "steps").items()}

    assert {"a/wujin", "a/tianning", "a/xinbei"} <= set(told)
    assert ["天宁区", "100.0", "—", "—"] == told["a/tianning"][:4]
    assert ["新北区", "—", "—", "—"] == told["a/xinbei"][:4]


def test_what_cannot_be_compared_is_refused(tmp_path):
    """The later results first, other rule sets, and a name that does not end in .html are refused; nothing is written."""
    before, after = quarters()
    with pytest.raises(ts.BadValue, match="give the earlier ones first"):
        ts.desk.write_comparison(tmp_path / "page.html", after, before)
    with pytest.raises(ts.BadValue, match="rule set of the last period"):
        ts.desk.write_comparison(tmp_path / "page.html", before, second_city())
    with pytest.raises(ts.BadValue, match=re.escape("ends in .html")):
        ts.desk.write_comparison(tmp_path / "page.txt", before, after)

    assert [] == list(tmp_path.iterdir())
