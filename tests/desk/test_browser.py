"""Pages in a real browser, Debian's Chromium, on a screen and on paper; `.ci/run` installs it, and without it this is left out."""

import re
import time

import pytest

import tristandard as ts
from desk.paged import differences, example, said
from desk.parsed import read
from desk.test_page import NASTY, many, nasty
from tristandard.basics.order import key_of
from tristandard.basics.publication import short_decimal

pytest.importorskip("jinja2")
pytest.importorskip("fcntl")
browser = pytest.importorskip("desk.browser")
pytestmark = pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium: apt-get install chromium fonts-noto-cjk")

#: The most that the page of the example quarter takes beside scoring and its certificate, in bytes and in seconds of processor time.
BYTES, SECONDS = 3_000_000, 5
OPENED = "Promise.all([...document.querySelectorAll('details')].map((one) => new Promise((done) => { if (one.open) return done(); one.addEventListener('toggle', done, { once: true }); one.open = true; })))"
#: What is wider than the page, or has a text that is wider than itself, as it is laid out.
CUT = """
(() => {
  const width = document.documentElement.clientWidth + 0.5;
  const wide = [...document.querySelectorAll("table, tr, th, td, svg text, p, summary, li, dd")].filter((one) => one.getClientRects().length && (one.getBoundingClientRect().right > width || one.getBoundingClientRect().left < -0.5));
  const spilt = [...document.querySelectorAll("th, td, dd, li")].filter((one) => one.scrollWidth > one.clientWidth + 1);
  return [document.documentElement.scrollWidth <= width, [...wide, ...spilt].map((one) => `${one.tagName} ${one.textContent.slice(0, 60)}`).slice(0, 5)];
})()
"""
RANKED = """
[...document.querySelectorAll("#standings tr[data-card]")].map((row) => [row.dataset.card, ...[...row.cells].map((cell) => cell.innerText.trim())])
"""


@pytest.fixture(scope="module")
def chromium():
    """Start the browser once."""
    with browser.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Write the pages of the example quarter: in Chinese with everything that may be handed in, in English, compared with a correction."""
    results, home = example(), tmp_path_factory.mktemp("pages")
    proof = ts.certify(results)
    spent = time.process_time()
    ts.desk.write_page(home / "zh.html", results, certificate=proof)
    spent = time.process_time() - spent
    least = [ts.insight.least(results, "rural", "320411", ts.insight.Place(4))]
    ts.desk.write_page(home / "full.html", results, certificate=proof, uplift=ts.insight.uplift(results), least=least, firm=ts.insight.firm(results))
    ts.desk.write_page(home / "en.html", results, language="en", certificate=proof)
    nothing = ts.score(ts.share(ts.register(results.ledger.register.plan, [])), supersedes=results, reason="重测")
    ts.desk.write_comparison(home / "compared.html", results, nothing)
    ts.desk.write_page(home / "many.html", many(60, 30))
    return {path.stem: path for path in home.iterdir()} | {"spent": spent}


def test_the_page_of_the_example_is_small_and_soon_written(pages):
    """The page of 1,848 sites takes at most 3 MB, with all that may be handed in, and 5 s beyond scoring and its certificate."""
    assert pages["full"].stat().st_size < BYTES
    assert pages["spent"] < SECONDS


@pytest.mark.parametrize("name", ["zh", "full", "en", "compared", "many"])
def test_nothing_is_fetched_or_logged(chromium, pages, name):
    """Opened, and with everything in it opened, a page asks for nothing and logs no error and no warning."""
    page = browser.Page(chromium, pages[name])
    page.run(OPENED)

    assert [] == page.fetched()
    assert [] == page.logged()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_the_example_says_what_the_library_says(pages, language):
    """Every ranking, table and row of the details of the example is its bulletins' and statements', and adds up to the printed scores."""
    assert [] == differences(read(pages[language]), example(), language)


@pytest.mark.parametrize(("name", "language"), [("zh", "zh"), ("en", "en")])
def test_figures_are_those_of_the_library(chromium, pages, name, language):
    """As the browser shows them: places, units, scores and intervals of every ranking."""
    results = example()
    expected = []
    for code, result in results.items():
        laid = ts.bulletin(result)
        for card, row in zip(laid.cards, laid.rows_in(language), strict=True):
            low, high = map(card.assessment.publication.publish, card.interval)
            expected.append([key_of(code, card.unit.code), row.place, row.unit, row.score, f"{low}–{high}"])

    told = browser.Page(chromium, pages[name]).run(RANKED)

    assert expected == [[*row[:4], row[5]] for row in told]


def test_the_way_from_a_score_to_its_clause_opens(chromium, pages):
    """From a ranking a link opens the details of a unit; an item opened there lists its rows, which come to what the item took from the score."""
    results = example()
    card = results["urban"]["320412"]
    page = browser.Page(chromium, pages["zh"])
    page.run("document.querySelector('#standings tr[data-card=\"urban/320412\"] a').click()")
    opened = page.run("new Promise((done) => setTimeout(() => done([...document.querySelectorAll('.card-of[open]')].map((one) => one.id)), 200))")
    page.run(OPENED)
    told = page.run(
        "[...document.getElementById('at-urban/320412').querySelectorAll('details.takes')].map((one) => [one.querySelector('summary span').firstChild.textContent.trim(), "
        "one.querySelector('summary .n').textContent, [...one.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))])"
    )
    statement = ts.statement(results, "320412")
    labels = {item.code: item.zh for item in card.assessment.items}

    assert ["at-urban/320412"] == opened
    assert [(labels[code], said(points)) for code, points in card.losses.items()] == [(label, points) for label, points, _ in told if points != "0"]
    for label, _, rows in told:
        mine = [row for row in statement.rows if row.assessment == "urban" and row.item_zh == label and row.points is not None]
        standards = [row[0] for row in rows if len(row) == 1]

        assert sorted([f"{row.site} {row.site_zh}".strip(), row.seen, f"−{short_decimal(row.points)}", said(row.counted)] for row in mine) == sorted(row for row in rows if len(row) == 4)
        assert all(any(one.startswith(row.zh) and row.bar in one and row.clause in one for one in standards) for row in mine)


@pytest.mark.parametrize("name", ["zh", "full", "en", "compared", "many"])
def test_no_table_is_cut_in_print(chromium, pages, name):
    """Laid out as wide as A4 is printed, nothing is wider than the page or its cell, and heads are repeated on each page of a table."""
    page = browser.Page(chromium, pages[name])
    page.on_paper()

    assert [True, []] == page.run(CUT)
    assert ["table-header-group"] == page.run("[...new Set([...document.querySelectorAll('thead')].map((one) => getComputedStyle(one).display))]")

    page.run("document.querySelector('.card-of, details')?.setAttribute('open', '')")
    page.run("new Promise((done) => { const one = document.querySelector('details[data-group]'); if (!one) return done(); one.addEventListener('toggle', done, { once: true }); one.open = true; })")

    assert [True, []] == page.run(CUT)


@pytest.mark.parametrize("name", ["full", "compared"])
def test_it_prints_on_a4(chromium, pages, name):
    """Printed, each page is an upright A4, and the example takes a dozen of them, not a hundred."""
    printed = browser.Page(chromium, pages[name]).pdf()
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)

    assert printed.startswith(b"%PDF-")
    assert {(595, 842)} == {(round(float(width)), round(float(height))) for width, height in boxes}
    assert 2 <= len(boxes) <= 16


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_reads_on_any_screen(chromium, pages, width):
    """On a phone, a tablet and a desk nothing but a table in its own frame is wider than the screen."""
    page = browser.Page(chromium, pages["full"], width=width)

    assert page.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("label", NASTY)
def test_no_label_runs(chromium, tmp_path, label):
    """Whatever a label holds, the browser shows it, runs nothing of it, and prints it within the page."""
    results = nasty(label)
    ts.desk.write_page(tmp_path / "page.html", results)
    page = browser.Page(chromium, tmp_path / "page.html")
    page.run(OPENED)

    assert ([], []) == (page.fetched(), page.logged())
    assert {label} == {row[2] for row in page.run(RANKED)}
    assert label in page.run("document.querySelector('.standard').firstChild.textContent")

    page.on_paper()

    assert [True, []] == page.run(CUT)
