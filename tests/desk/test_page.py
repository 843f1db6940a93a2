"""A page says what the library says, to the last digit, whatever the results are; and nothing in it is markup, or fetched."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

import tristandard as ts
from desk.paged import differences, drawn, second_city, worked_cases
from desk.parsed import details, read, rows
from properties import FEW
from samples import indicator
from survey import MEAN, NOBODY_LOOKED, Q2, changed, city, planned, priced, scored, seen, site
from tristandard.basics.terms import Tree, Unit
from tristandard.desk.page import report, texts
from tristandard.desk.page.shapes import SHADES, axis_of, shade
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.testing import strategies as some

pytest.importorskip("jinja2")

TEMPLATES = Path(report.__file__).parent / "templates"


def written(results, path, **more):
    """Return a page of some results."""
    ts.desk.write_page(path / "page.html", results, **more)
    return read(path / "page.html")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_says_what_the_library_says(tmp_path, language):
    """Rankings, tables of items and details of the second city are its bulletins and statements, and add up to the printed scores, in both languages."""
    results = second_city()

    assert [] == differences(written(results, tmp_path, language=language), results, language)


@pytest.mark.parametrize("seed", range(12))
def test_a_page_of_any_model_says_what_the_library_says(tmp_path, seed):
    """So do pages of quarters drawn at random, under every kind of scoring model."""
    results = drawn(seed)

    assert [] == differences(written(results, tmp_path), results)


@FEW
@given(some.quarters())
def test_a_page_of_any_quarter_says_what_the_library_says(tmp_path_factory, survey):
    """So do pages of whatever the strategies draw."""
    assert [] == differences(written(survey.results, tmp_path_factory.mktemp("drawn")), survey.results)


def test_pages_of_worked_cases_say_what_the_library_says(tmp_path):
    """So do pages of the cases that were worked out by hand."""
    cases = list(worked_cases())
    found = {name: told for name, results in cases if (told := differences(written(results, tmp_path), results))}

    assert len(cases) > 60
    assert {} == found


def test_who_uses_the_measurements_and_what_they_save(tmp_path):
    """The figures of burden stand on the page as `ts.insight` has them, and who uses the measurements adds up to all of them."""
    results = second_city()
    page = written(results, tmp_path, language="en").one("section", id="once")
    found = ts.insight.burden(results.ledger.register.plan)
    apart, hosts, team = (found.total(way) for way in ts.insight.Way)
    users, units = page.all("table")

    assert [f"{apart.measurements} → {hosts.measurements}", f"{apart.visits} → {hosts.visits}", str(team.visits), str(ts.insight.convergence(results).result)] == [one.text for one in page.all("strong")]
    assert len(results.ledger.register.plan) == sum(int(row.cells[1]) for row in users.one("tbody").all("tr"))
    assert {
        tuple(str(number) for number in (*(found.of(unit, way).visits for way in ts.insight.Way), *(found.of(unit, way).measurements for way in list(ts.insight.Way)[:2])))
        for unit in found.units[ts.insight.Way.APART]
    } == {tuple(row.cells[1:]) for row in units.one("tbody").all("tr")}


def test_a_veto_of_a_site_stands_beside_the_items(tmp_path):
    """What a veto of a site takes stands under none of the items, in the details as in the table above: 2 of litter, and 98 beside."""
    veto = indicator("a.lamps", "lamps.lit >= 100 %", DeductionRule(measures=("lamps.lit",), tariff=Veto(Level.SITE)))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), veto, models={"a": MEAN})
    results = scored(seen(2, what="a.litter"), seen(ts.Measured({"lamps.lit": 90}), what="a.lamps"), rules=rules)
    page = written(results, tmp_path)
    shown = [one.text for box in page.one("section", id="details").all("details") if "card-of" not in box.kinds for one in box.one("summary").all("span")]

    assert [] == differences(page, results)
    assert ["−2", "−98"] == [text for text in shown if "−" in text]
    assert ["98.0"] == [row.other for row in ts.bulletin(results["a"]).rows]


def test_which_results_they_are(tmp_path):
    """A correction names its period, edition, rules, reason and both digests, in full."""
    first = second_city()
    second = ts.score(ts.share(ts.register(first.ledger.register.plan, [])), supersedes=first, reason="全部撤回")
    told = {one.attributes["data-key"]: one.text for one in written(second, tmp_path).one("header").all("dd")}

    assert {"rule_set": "second_city 1", "period": "2026Q2", "edition": "第 2 版", "reason": "全部撤回", "supersedes": first.digest, "inputs": second.digest, "library": f"tristandard {second.library_version}"} == told


def test_the_certificate_is_that_of_the_results(tmp_path):
    """It is made where none is given, and says word for word what the certificate says; one that does not hold is seen at the top."""
    results = second_city()
    proof = ts.certify(results)
    page = written(results, tmp_path)
    wrong = evolve(proof, disagreements=tuple(ts.proof.Disagreement("ledger", f"key {number}", "1", "2") for number in range(300)))
    other = written(results, tmp_path, certificate=wrong, language="en")

    assert proof.text().splitlines()[2:] == [one.text for one in page.one("section", id="certificate").all("p")]
    assert "核验 相符" == page.one("header").all("p")[0].text
    assert "Certificate does not hold" == other.one("header").all("p")[0].text
    assert wrong.text("en").splitlines()[2:202] == [one.text for one in other.one("section", id="certificate").all("p")][:200]
    assert "102 more lines" == other.one("section", id="certificate").all("p")[-1].text


def test_what_the_merge_changed_and_what_moves_a_place(tmp_path):
    """Uplift, least sets and firm places stand there as they were found, where they are handed in, and not at all where they are not."""
    results = second_city()
    lifted, firm = ts.insight.uplift(results), ts.insight.firm(results)
    least = [ts.insight.least(results, "civic", "south", ts.insight.Place(1))]
    page, plain = written(results, tmp_path, uplift=lifted, least=least, firm=firm), written(results, tmp_path)
    told = {row.attributes["data-card"]: row.cells for row in page.one("section", id="uplift").all("tr") if "data-card" in row.attributes}
    lines = page.one("section", id="moves").text

    assert {f"{one.assessment.code}/{one.unit.code}" for one in lifted.units} == set(told)
    for one in lifted.units:
        cells = told[f"{one.assessment.code}/{one.unit.code}"][1:]
        numbers = re.findall(r"[0-9]+[.][0-9]{4}", one.told[0])

        assert not one.reason[0] or cells == [one.reason[0]]
        assert set(numbers) <= set(re.findall(r"[0-9]+[.][0-9]{4}", " ".join(cells)))
    assert all(line[0].strip() in lines for one in least for line in one.told)
    assert all(one.told[0] in lines for one in firm)
    assert [] == [one for one in plain.all("section") if one.attributes.get("id") in {"uplift", "moves"}]


def test_from_the_score_to_the_clause(tmp_path):
    """A row of the details names site, what was seen, the standard in force, who asked for it, how it is priced, the clause and where it comes from."""
    rows_ = [row for kind, group in details(written(second_city(), tmp_path)) for row in group if kind == "takes"]
    shared = [row for row in rows_ if row[1] == "亮灯率" or "；" in row[3]]

    assert rows_
    assert shared
    for site_code, label, bar, asked, rule, clause, source, what, *_ in rows_:
        assert "" not in (site_code, label, bar, asked, rule, clause, source, what)
        assert bar in asked or "裁定" in asked or "；" in asked


NASTY = ["<script>alert(1)</script>", "=1+1", "\"' onclick=alert(1)", "&lt;b&gt;</script><!--", "]]>", "长" * 300, "x" * 300]


def nasty(label, *, wanted=True):
    """Return results in which everything is called by a label; or the same with plain ones."""
    plain = city(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), notice_zh="说明", notice_en="Notice")
    if not wanted:
        return scored(seen(3, what="a.litter"), rules=plain)
    rules = evolve(plain, zh=label, notice_zh=label, notice_en=label, units=Tree("unit", [evolve(one, zh=label) for one in plain.units]))
    book = rules.assessments[0]
    rules = changed(rules, a={"zh": label, "items": [evolve(one, zh=label) for one in book.items], "indicators": [evolve(one, zh=label) for one in book.indicators]})
    return scored(seen(3, what="a.litter"), rules=rules, sites=(site(zh=label),))


@pytest.mark.parametrize("label", NASTY)
def test_no_label_is_markup(tmp_path, label):
    """Whatever a label, a notice or a reason holds is shown as it is: no element, no attribute, no script more."""
    results = nasty(label)
    one, other = written(nasty(label, wanted=False), tmp_path), written(results, tmp_path)
    shape = [[(one.tag, sorted(one.attributes)) for one in page.all("*")] for page in (one, other)]

    assert shape[0] == shape[1]
    assert [] == differences(other, results)
    assert {label} == {row.cells[1] for found in rows(other, "standings", "ranking").values() for _, row in found}
    assert {label} == {row[1] for _, group in details(other) for row in group}


def test_marks_that_turn_a_text_around_are_shown_by_their_codes(tmp_path):
    """A page prints no mark that is not seen: a label that would forge a line, or be read backwards, is told by its codes."""
    results = scored(seen(3))
    proof = evolve(ts.certify(results), disagreements=(ts.proof.Disagreement("ledger", "a\u202eb", "1", "2"),))
    told = written(results, tmp_path, certificate=proof)

    assert "\u202e" not in told.text
    assert "[U+202E]" in told.text


def test_nothing_is_fetched(tmp_path):
    """A page names no address to fetch from, forbids itself the network, and lets nothing run but its own script."""
    results = second_city()
    ts.desk.write_page(tmp_path / "page.html", results)
    ts.desk.write_comparison(tmp_path / "other.html", results, second_city(withdrawn=("1",)))
    for name in ("page.html", "other.html"):
        page, text = read(tmp_path / name), (tmp_path / name).read_text(encoding="utf-8")
        policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
        style = page.one("style").text
        own = [one.text for one in page.all("script") if "type" not in one.attributes]
        hashes = [f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in (style, *own)]

        assert policy.startswith("default-src 'none'; style-src ")
        assert all(one in policy for one in hashes)
        assert [] == [one for one in page.all("*") for key, value in one.attributes.items() if key in {"src", "action", "style"} or key.startswith("on") or (key == "href" and not value.startswith(("#", "data:,")))]
        assert None is re.search(r"url\(|@import|fetch\(|XMLHttpRequest|https?://", style + "".join(own))
        assert "http" not in re.sub(r"http-equiv", "", text.partition("<body>")[0])


def test_one_unit_no_score_no_place(tmp_path):
    """A unit alone, one without a score, one without a place, and one of which nothing applies: each is drawn, with the reason."""
    rules = changed(city(models={"a": MEAN}), a={"ranks": ts.rules.Ranks.COMPLETE})
    sites = tuple(site(unit, unit) for unit in ("wujin", "tianning", "xinbei"))
    results = scored(seen(3, "wujin"), seen(NOBODY_LOOKED, "tianning"), seen(ts.NotApplicable("无此设施"), "xinbei"), rules=rules, sites=sites)
    page = written(results, tmp_path)
    told = {key: row.cells for key, ((_, row),) in rows(page, "standings", "ranking").items()}

    assert [] == differences(page, results)
    assert [["1", "武进区", "97.0", "", "97.0–97.0"], ["—", "天宁区", "—", "", "95.0–100.0"]] == [told[f"a/{unit}"][:5] for unit in ("wujin", "tianning")]
    assert ["—", "新北区", "—", "", "—"] == told["a/xinbei"][:5]
    assert [results["a"][unit].reason[0] for unit in ("tianning", "xinbei")] == [told[f"a/{unit}"][-1].partition("；")[0] for unit in ("tianning", "xinbei")]


def test_an_assessment_without_units(tmp_path):
    """Where no unit is scored the page says so."""
    results = scored(sites=(site(units=()),))
    page = written(results, tmp_path)

    assert [] == differences(page, results)
    assert 2 == page.text.count("没有单位参加这项考核")


def many(units, items):
    """Return the results of many units, and of many items with one site each."""
    indicators = [indicator(f"a.i{number}", "litter.spots <= 0 处", priced(1, 5)) for number in range(items)]
    rules = city(*indicators)
    item = rules.assessments[0].items[0]
    book = {"items": [evolve(item, code=f"i{number}", zh=f"第{number}项环境卫生与秩序") for number in range(items)], "indicators": [evolve(one, item=one.code.removeprefix("a.")) for one in rules.assessments[0].indicators]}
    everyone = [Unit(code=f"u{number}", zh=f"第{number}街道办事处（示例）", kind="district") for number in range(units)]
    rules = evolve(changed(rules, a=book), units=Tree("unit", [*rules.units, *everyone]))
    sites = tuple(site(one.code, one.code) for one in everyone)
    return scored(*(seen(number % 7, one.code, f"a.i{number % items}") for number, one in enumerate(sites)), rules=rules, sites=sites)


def test_many_units_and_items(tmp_path):
    """Sixty units have a row each; of thirty items at most twelve stand beside one another, the rest below, and each row adds up over them."""
    results = many(60, 30)
    page = written(results, tmp_path)
    tables = page.one("section", id="losses").all("table")

    assert [] == differences(page, results)
    assert [10, 10, 10] == [len([one for one in table.all("th") if "item" in one.kinds]) for table in tables]
    assert [60] * 3 == [len(table.one("tbody").all("tr")) for table in tables]


def test_the_same_results_give_the_same_page(tmp_path):
    """No hour and no chance is in it."""
    for name in ("one.html", "other.html"):
        ts.desk.write_page(tmp_path / name, second_city())

    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_results_from_a_file_give_the_same_page(tmp_path):
    """Whoever receives the results makes the page that their office made, to the last byte."""
    mine = second_city()
    ts.files.write_results(mine, tmp_path / "results.json")
    received = ts.files.load_results(tmp_path / "results.json", mine.ledger.register.plan.merged)
    for name, results in (("one.html", mine), ("other.html", received)):
        ts.desk.write_page(tmp_path / name, results)

    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_results_of_some_indicators_say_so(tmp_path):
    """Where some indicators alone count, the head says how many, and everything adds up as it does elsewhere."""
    whole = second_city()
    codes = sorted({one.code for ground in whole.ledger.register.plan.grounds.values() for one in ground.questions})[:3]
    some_alone = ts.score(whole.ledger, givens=whole.givens, only=codes)
    page = written(some_alone, tmp_path)

    assert [] == differences(page, some_alone)
    assert "3" == page.one("dd", data_key="only").text


def test_tables_have_heads_and_captions(tmp_path):
    """Each table has a caption, each column and each row a head, each drawing a title, and the page a language."""
    page = written(second_city(), tmp_path, language="en")

    assert "en" == page.one("html").attributes["lang"]
    for table in page.all("table"):
        assert table.one("caption").text
        assert {"col", "colgroup", "row"} >= {one.attributes["scope"] for one in table.all("th")} > {"row"}
        for row in table.one("tbody").all("tr"):
            assert row.one("th", scope="row").text
    for drawing in page.all("svg"):
        assert "aria-hidden" in drawing.attributes or drawing.one("title").text == drawing.attributes["aria-label"]


def test_a_page_in_english_speaks_english(tmp_path):
    """Beside the labels that are given in Chinese alone, nothing in it is Chinese."""
    page = written(second_city(), tmp_path, language="en")
    own = {one.zh for one in second_city().ledger.register.plan.sites.values()} | {"优秀", "合格", "不合格"}
    told = [one for one in re.findall("[\u4e00-\u9fff]+", page.one("main").text) if not any(one in label for label in own)]

    assert [] == told


def test_a_page_in_a_third_language(tmp_path):
    """A language that is laid over the two tells the texts of the page, too."""
    french = ts.words.Language({"Places and scores": "Rangs et notes"})
    page = written(second_city(), tmp_path, language=french)

    assert "Rangs et notes" == page.one("section", id="standings").one("h2").text
    assert "Measured once" == page.one("section", id="once").one("h2").text


def test_templates_and_texts_belong_together():
    """Each text that a template names is there, and none is there that no page says."""
    code = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.parent.rglob("*") if path.suffix in {".j2", ".py"} and path.name != "texts.py")
    named = set(re.findall(r"\bt\.([a-z_]+)", code))

    assert named <= set(texts.TEXTS)
    assert [] == [name for name in texts.TEXTS if name not in named and f'"{name}"' not in code and f"told.{name}" not in code]


def test_templates_say_nothing_themselves():
    """No template holds a sentence of its own: what they say stands in `texts`."""
    for path in TEMPLATES.glob("*.j2"):
        filled = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        shown = re.sub("<[^>]*>", " ", filled)

        assert [] == re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+", shown), path.name


@pytest.mark.parametrize("name", ["page", "page.xlsx", "page.html.txt"])
def test_a_page_ends_in_html(tmp_path, name):
    """A path that ends otherwise is refused, and nothing is written."""
    with pytest.raises(ts.BadValue, match=re.escape("ends in .html")):
        ts.desk.write_page(tmp_path / name, second_city())

    assert [] == list(tmp_path.iterdir())


def test_what_belongs_to_other_results_is_refused(tmp_path):
    """A certificate, an uplift, a least set and neighbours of other results are refused by name, and several periods together are no period."""
    mine = second_city()
    other = ts.score(mine.ledger, givens={("civic", "survey", "south"): 40})
    strange = scored(seen(3), seen(0, "s2"), sites=(site(), site("s2", "tianning")))
    handed = [
        {"certificate": ts.certify(other)}, {"uplift": ts.insight.uplift(other)},
        {"least": [ts.insight.least(other, "civic", "south", ts.insight.Place(1))]}, {"firm": ts.insight.firm(strange)},
    ]  # fmt: skip
    for more in handed:
        with pytest.raises(ts.BadValue, match="of these very results"):
            ts.desk.write_page(tmp_path / "page.html", mine, **more)
    year = ts.together([scored(seen(3)), ts.score(ts.share(ts.register(ts.plan(planned().merged, [site()], Q2.before()), [])))])
    with pytest.raises(ts.BadValue, match="write a page of each period"):
        ts.desk.write_page(tmp_path / "page.html", year)

    assert [] == list(tmp_path.iterdir())


def test_an_axis_has_round_marks_and_holds_every_number():
    """Marks stand at multiples of 1, 2 or 5, first and last around all numbers; one number alone stands between two."""
    numbers = [ts.exact(text) for text in ("92.37", "98.199", "95")]
    axis, alone, nothing = axis_of(numbers), axis_of([ts.exact("97.1")]), axis_of([])

    assert ["92", "94", "96", "98", "100"] == [number for _, number in axis.marks]
    assert ["0.00", "25.00", "50.00", "75.00", "100.00"] == [at for at, _ in axis.marks]
    assert ["4.63", "77.49", "37.50"] == [axis.at(number) for number in numbers]
    assert "72.86" == axis.between(numbers[0], numbers[1])
    assert ["96", "96.5", "97", "97.5", "98", "98.5"] == [number for _, number in alone.marks]
    assert "0" == nothing.marks[0][1]


def test_shades_go_by_size():
    """Nothing is white, the largest is the darkest, and more is never paler."""
    numbers = [ts.exact(f"{number}/10") for number in range(31)]
    found = [shade(number, numbers[-1]) for number in numbers]

    assert (0, 1, SHADES) == (found[0], found[1], found[-1])
    assert sorted(found) == found
    assert 0 == shade(ts.exact(1), ts.exact(0))
