"""Findings that name a unit beside the owners of a site: on its own sheets, as one that is answerable by name, or as nobody."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import crosswalk, indicator, match
from survey import MEAN, NOBODY_LOOKED, changed, city, exacts, finding, found, itemed, priced, scored, seen, site
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.score import score

SPOTS = indicator("a.litter", "litter.spots <= 0 处", priced(1))
LAMPS = indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 10, 1, "lamps.lit"))
CLOSED = NotApplicable("拆迁")
#: A sheet of each item, and their mean.
BY_ITEM = Model({"total": Mean(over="item", of="sheet"), "sheet": Sheet()})


def ruled(*indicators, model=MEAN, item=100, **more):
    """Return rules of one assessment, whose one item has this mark."""
    rules = city(*(indicators or (SPOTS,)), models={"a": model})
    return changed(rules, a={"items": itemed(rules.assessments[0], item=item), **more})


def spots(count, where, unit=None, named=1):
    """Return so many spots at a site, of which some name a unit."""
    if unit is None:
        return seen(count, where, "a.litter")
    return seen(found(*(finding(f"f{number:02}", unit if number < named else None) for number in range(count))), where, "a.litter")


def cards(*told, rules=None, **sites):
    """Return the cards of some sites, by their code and owners."""
    return scored(*told, rules=rules or ruled(), sites=tuple(site(code, units) for code, units in sites.items()))["a"]


# ---- units with sites of their own


def test_being_named_is_no_gain():
    """Litter 1 and 60 at Wujin's two sites, 50 at Tianning's one: with one of the 60 in its name Tianning falls to 49 and stays second, and Wujin bears one less."""
    owned = {"s1": "wujin", "s2": "tianning", "s3": "wujin"}
    before, after = (cards(spots(1, "s1"), spots(50, "s2"), spots(60, "s3", unit), **owned) for unit in (None, "tianning"))

    assert {"wujin": Fraction("69.5"), "tianning": Fraction(50)} == {unit: card.exact for unit, card in before.items()}
    assert {"wujin": Fraction(70), "tianning": Fraction(49)} == {unit: card.exact for unit, card in after.items()}
    assert {"wujin": 1, "tianning": 2} == {unit: card.place for unit, card in before.items()} == {unit: card.place for unit, card in after.items()}
    assert (1, 0, (49, 49)) == (after["tianning"].part.measured, after["tianning"].part.unmeasured, after["tianning"].interval)


@pytest.mark.parametrize(
    ("model", "lost", "score"),
    [
        pytest.param(MEAN, [("s2", 1), ("s3", 1), ("s4", 1)], 99, id="three sites bear a third each"),
        pytest.param(Model({"total": Sheet()}), [("", 3)], 97, id="one sheet bears all"),
        pytest.param(Model({"total": Mean(over="site_type", of="sheet"), "sheet": Sheet()}), [("main_road", Fraction(3, 2)), ("market", Fraction(3, 2))], Fraction("98.5"), id="two types bear half each"),
        pytest.param(
            Model({"total": Mean(over="site_type", of="type"), "type": Mean(over="site", of="sheet"), "sheet": Sheet()}),
            [("s2", 1), ("s3", 1), ("s4", 1)], 99, id="sites below types bear a third each",
        ),
    ],
)  # fmt: skip
def test_a_loss_is_spread_over_the_sheets_of_the_unit(model, lost, score):
    """Three points that name a unit are spread evenly over its own sheets, whatever they stand for; the owner of the site bears none."""
    sites = (site("s1"), site("s2", "hutang"), site("s3", "hutang"), site("s4", "hutang", kind="market"))
    told = [spots(3, "s1", "hutang", 3), *(spots(0, code) for code in ("s2", "s3", "s4"))]
    result = scored(*told, rules=ruled(model=model), sites=sites)["a"]

    assert lost == [(part.member, sum(points for _, points, _ in part.items)) for part in result["hutang"].sheets()]
    assert {"wujin": 100, "hutang": score} == {unit: card.exact for unit, card in result.items()}


@pytest.mark.parametrize(
    ("third", "score", "interval", "loss"),
    [
        pytest.param([spots(0, "s3")], 99, (99, 99), 1, id="both are measured"),
        pytest.param([], 99, (Fraction("49.5"), 99), 1, id="one is not: it bears its part all the same"),
        pytest.param([seen(NOBODY_LOOKED, "s3", "a.litter")], 99, (Fraction("49.5"), 99), 1, id="nobody looked"),
        pytest.param([seen(CLOSED, "s3", "a.litter")], 98, (98, 98), 2, id="of one nothing applies: the other bears all"),
    ],
)
def test_sheets_that_apply_bear_it_measured_or_not(third, score, interval, loss):
    """Two points that name a unit with two sites are spread over those of which something applies."""
    card = cards(spots(2, "s1", "hutang", 2), spots(0, "s2"), *third, s1="wujin", s2="hutang", s3="hutang")["hutang"]

    assert (score, interval) == (card.exact, card.interval)
    assert loss == {part.member: part for part in card.sheets()}["s2"].items[0][2]


def test_what_is_laid_by_name_speaks_for_nothing_that_is_open():
    """What a unit lost elsewhere says nothing of its own sites: beside an open line of ten points it loses its one point, and no more."""
    card = cards(spots(1, "s1", "hutang"), spots(0, "s2"), rules=ruled(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), LAMPS), s1="wujin", s2="hutang")["hutang"]

    assert (99, (89, 99), ()) == (card.exact, card.interval, card.part.parts[0].extrapolated)


def test_an_item_stops_at_its_full_mark_with_what_is_laid_on_it():
    """Of an item of four points three of its own and two by name take four."""
    card = cards(spots(2, "s1", "hutang", 2), spots(3, "s2"), rules=ruled(item=4), s1="wujin", s2="hutang")["hutang"]

    assert (96, (("item", 5, 4),)) == (card.exact, card.part.parts[0].items)


@pytest.mark.parametrize(
    ("level", "score", "items", "zeroed"),
    [
        pytest.param(Level.ITEM, 80, (("item", 0, 20),), None, id="of the item: half its mark at each of two sites"),
        pytest.param(Level.SITE, 50, (), None, id="of the site: half a sheet at each"),
        pytest.param(Level.UNIT, 0, (), Level.UNIT, id="of the unit: all of it"),
    ],
)
def test_a_veto_by_name(level, score, items, zeroed):
    """A veto that names a unit is spread over its sheets as points are; the owner of the site is not touched."""
    rules = ruled(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Veto(level))), item=40)
    result = cards(spots(1, "s1", "hutang"), spots(0, "s2"), spots(0, "s3"), rules=rules, s1="wujin", s2="hutang", s3="hutang")

    assert {"wujin": 100, "hutang": score} == {unit: card.exact for unit, card in result.items()}
    assert [items] * 2 == [part.items for part in result["hutang"].sheets()]
    assert zeroed is result["hutang"].part.zeroed


def test_an_item_bears_its_own_alone():
    """In a fold over items what is laid on one is spread over the sheets of that item."""
    rules = ruled(SPOTS, LAMPS, model=Model({"total": Mean(over="item", of="sheet"), "sheet": Sheet(50)}))
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, full=50) for code in ("one", "two")]
    rules = changed(rules, a={"items": items, "indicators": [evolve(one, item="two" if one.code == "a.lamps" else "one") for one in book.indicators]})
    lit = [seen(Measured({"lamps.lit": 95}), code, "a.lamps") for code in ("s1", "s2")]
    card = cards(spots(4, "s1", "hutang", 4), spots(0, "s2"), *lit, rules=rules, s1="wujin", s2="hutang")["hutang"]

    assert [("one", 46), ("two", 50)] == [(part.member, part.value) for part in card.sheets()]


def test_what_is_laid_by_name_follows_from_the_observations():
    """The certificate agrees, and the statement lists the case where it was found."""
    results = scored(spots(2, "s1", "hutang"), spots(0, "s2"), rules=ruled(), sites=(site("s1"), site("s2", "hutang")))

    assert () == certify(results).disagreements
    assert [("s1", "f00", 1)] == [(line.site, line.finding, line.points) for line in statement(results, "hutang").rows]


def test_what_is_laid_by_name_is_explained_on_each_sheet():
    """Each of the unit's sheets tells the case down to the observation, and that it is spread; the owner of the site reads its own part."""
    result = cards(spots(2, "s1", "hutang"), spots(0, "s2"), spots(0, "s3"), s1="wujin", s2="hutang", s3="hutang")
    own, other = (explain(result[unit]).text().splitlines() for unit in ("hutang", "wujin"))

    for code in ("s2", "s3"):
        at = own.index(f"  点位 {code}：99.5 / 100，占 50 %")
        assert ["    项（满分 100）：扣 0.5 分（点名 1 ÷ 2 = 0.5）", "      扣 1 分 · s1 · a.litter（a.litter），按其参评点位数平均"] == own[at + 1 : at + 3]
    assert 2 == own.count("        测评记录：team s1/a.litter，2022-05-10")
    assert ["  点位 s1：99 / 100，占 100 %", "    项（满分 100）：扣 1 分", "      扣 1 分 · s1 · a.litter（a.litter）"] == other[1:4]


# ---- kinds that are answerable by name

BUREAUS = {"named": ["department"]}


def test_an_unblamed_site_has_its_full_mark():
    """A bureau that findings name at one of two sites stands at both."""
    card = cards(spots(3, "s1", "bureau", 3), spots(5, "s2"), rules=ruled(**BUREAUS), s1="wujin", s2="hutang")["bureau"]

    assert (Fraction("98.5"), [("s1", 97), ("s2", 100)]) == (card.exact, [(part.member, part.value) for part in card.part.parts])
    assert {0} == {stand.share for stand in card.basis.stands}


def test_nobody_is_better_off_for_being_named():
    """Of two bureaus the one that findings name is second to the one that they do not."""
    rules = ruled(**BUREAUS)
    rules = evolve(rules, units=rules.units.grown([evolve(rules.units["bureau"], code="parks", zh="园林局")]))
    result = cards(spots(2, "s1", "bureau"), spots(0, "s2"), rules=rules, s1="wujin", s2="wujin")

    assert {"bureau": (Fraction("99.5"), 2), "parks": (100, 1), "wujin": (Fraction("99.5"), 1)} == {unit: (card.exact, card.place) for unit, card in result.items()}


def test_it_stands_where_findings_can_name_it():
    """Where nothing is counted above a bar nobody can be named: there a bureau does not stand."""
    markets = indicator("a.litter", "litter.spots <= 0 处", priced(1, 5), where="site_type=market")
    boards = indicator("a.boards", "notice.count >= 2 处", priced(1, None, 1, "notice.count"))
    rules = ruled(markets, LAMPS, boards, **BUREAUS)
    sites = (site("s1"), site("s2", kind="market"))
    card = scored(rules=rules, sites=sites)["a"]["bureau"]

    assert {"s2": ["a.litter"]} == {stand.site.code: list(stand.lines) for stand in card.basis.stands}
    assert (None, (95, 100)) == (card.exact, card.interval)


def test_what_may_still_name_it_is_bound_by_the_cap():
    """Three points of five at one site, the other not visited: between 96 and 98.5, and the one speaks for the other."""
    rules = ruled(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), **BUREAUS)
    card = cards(spots(3, "s1", "bureau", 3), rules=rules, s1="wujin", s2="wujin")["bureau"]

    assert (97, (96, Fraction("98.5")), Fraction(1, 2)) == (card.exact, card.interval, card.coverage)


def test_a_bureau_with_a_site_of_its_own_bears_both():
    """Its own site by its share, and at the sites of others what names it, each on a sheet of that site."""
    card = cards(spots(3, "s1", "bureau"), spots(4, "s2"), rules=ruled(**BUREAUS), s1="wujin", s2="bureau")["bureau"]

    assert [("s1", 99), ("s2", 96)] == [(part.member, part.value) for part in card.part.parts]
    assert Fraction("97.5") == card.exact


def test_who_is_answerable_is_so_in_that_assessment_alone():
    """What two assessments share falls on a bureau in the one that names its kind, and is unassessed in the other."""
    rules = city(*(indicator(f"{code}.litter", "litter.spots <= 0 处", priced(1)) for code in "ab"), crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),))
    results = scored(seen(found(finding("f1", "bureau"), finding("f2"))), rules=changed(rules, a=BUREAUS))

    assert {"a": {"bureau": "99", "wujin": "99"}, "b": {"wujin": "99"}} == exacts(results)
    assert [("b", "bureau", 1)] == [(one.assessment, one.unit, one.points) for one in results.ledger.unassessed()]


# ---- nobody


def test_naming_the_district_of_a_town_is_naming_nobody():
    """Where a district's score is the mean of its towns, the town bears what names the district, and the district by the town."""
    towns = Model({"total": Mean(over="unit", of="own"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    results = [cards(spots(2, "s1", unit, 1), rules=ruled(model=towns), s1="hutang") for unit in (None, "wujin", "hutang")]

    assert [{"hutang": 98, "wujin": 98}] * 3 == [{unit: card.exact for unit, card in result.items()} for result in results]


def test_who_bears_what_names_nobody_reads_its_share():
    """Beside another owner, a town bears half of what names its district as of what names nobody, and the statement says so of both."""
    towns = Model({"total": Mean(over="unit", of="own"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    results = scored(spots(2, "s1", "wujin"), rules=ruled(model=towns), sites=(site(units={"hutang": "0.5", "tianning": "0.5"}),))
    lines = statement(results, "hutang").rows

    assert [("f00", Fraction(1, 2)), ("f01", Fraction(1, 2))] == [(line.finding, line.points) for line in lines]
    assert ["位置未记，承担 50 %"] * 2 == [line.seen for line in lines]


def test_the_owner_of_a_site_bears_alike_named_or_not():
    """To name the one owner of a site is to name nobody else."""
    assert [98, 98] == [cards(spots(2, "s1", unit), s1="wujin")["wujin"].exact for unit in (None, "wujin")]


def test_a_co_owner_bears_what_names_it_at_that_site():
    """Of three findings one names one of two owners by halves: it bears two, the other one."""
    result = cards(spots(3, "s1", "hutang"), spots(0, "s2"), s1={"wujin": "0.5", "hutang": "0.5"}, s2="hutang")

    assert {"wujin": 99, "hutang": 99} == {unit: card.exact for unit, card in result.items()}
    assert [("s1", 98), ("s2", 100)] == [(part.member, part.value) for part in result["hutang"].part.parts]


@pytest.mark.parametrize("more", [(), (priced(1),)])
@pytest.mark.parametrize("level", list(Level))
def test_a_veto_by_name_follows_from_the_observations(level, more):
    """The certificate agrees with what a veto takes of each of a unit's sheets, alone and beside points."""
    rules = ruled(indicator("a.litter", "litter.spots <= 0 处", *more, DeductionRule(measures=("litter.spots",), tariff=Veto(level))), item=40)
    sites = (site("s1"), site("s2", "hutang"), site("s3", "hutang"))

    assert () == certify(scored(spots(1, "s1", "hutang"), spots(0, "s2"), spots(0, "s3"), rules=rules, sites=sites)).disagreements


@pytest.mark.parametrize("model", [MEAN, Model({"total": Sheet()}), Model({"total": Mean(over="item", of="sheet"), "sheet": Sheet()})])
def test_what_no_sheet_can_bear_follows_too(model):
    """A unit at whose own sites nothing applies has no score, and nothing to disagree about."""
    results = scored(spots(1, "s1", "hutang"), seen(CLOSED, "s2", "a.litter"), rules=ruled(model=model), sites=(site("s1"), site("s2", "hutang")))

    assert (None, ()) == (results["a"]["hutang"].exact, certify(results).disagreements)


def test_a_veto_by_name_is_explained_as_one():
    """Half of an item's mark is taken by veto, not by a cap."""
    rules = ruled(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM))), item=40)
    card = cards(spots(1, "s1", "hutang"), spots(0, "s2"), spots(0, "s3"), rules=rules, s1="wujin", s2="hutang", s3="hutang")["hutang"]

    assert ["    项（满分 40）：扣 0 分（点名一票否决 40 ÷ 2 = 20），一票否决记 20 分"] * 2 == [line for line in explain(card).text().splitlines() if "满分 40" in line]


SITE_VETO = indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Veto(Level.SITE)))


@pytest.mark.parametrize(
    ("vetoes", "owners", "sum_", "remark"),
    [
        pytest.param(1, ("hutang", "hutang"), "100 ÷ 2 = 50", "点名的点位一票否决 1 项，按其参评点位数平均", id="one, over two sheets"),
        pytest.param(1, ("hutang", "wujin"), "100", "点名的点位一票否决 1 项，按其参评点位数平均", id="one, on the only sheet"),
        pytest.param(2, ("hutang", "hutang", "hutang"), "100 × 2 ÷ 3 = 66.666666666…", "点名的点位一票否决 2 项，按其参评点位数平均", id="two, over three sheets"),
    ],
)
def test_a_veto_of_anothers_site_says_what_it_costs(vetoes, owners, sum_, remark):
    """Each sheet of a named unit is not zeroed but loses its full mark divided by their number: explanation, statement and bulletin say so. The owner of the site reads of no veto."""
    blamed = [spots(1, f"x{number}", "hutang") for number in range(vetoes)]
    sites = {**{f"x{number}": "tianning" for number in range(vetoes)}, **{f"s{number}": unit for number, unit in enumerate(owners)}}
    result = cards(*blamed, *(spots(0, f"s{number}") for number in range(len(owners))), rules=ruled(SITE_VETO), **sites)
    own, rows = sum(unit == "hutang" for unit in owners), [row for row in bulletin(result).rows if row.unit != "武进区"]
    zh, en = (explain(result["hutang"]).text(language).splitlines() for language in ("zh", "en"))

    assert own == zh.count(f"    点名的点位一票否决，扣 {sum_} 分") == en.count(f"    veto of a site that names the unit: {sum_} lost")
    assert not [line for line in zh if line.strip() == "该点位一票否决"]
    assert {"湖塘镇": remark, "天宁区": ""} == {row.unit: row.remark for row in rows}
    assert all("（该点位一票否决），按其参评点位数平均" in row.seen for row in statement(result.results, "hutang").rows)


def test_a_veto_of_ones_own_site_is_told_as_before():
    """Who owns the site reads that it is zeroed, and nothing of names."""
    result = cards(spots(1, "s1"), spots(0, "s2"), rules=ruled(SITE_VETO), s1="wujin", s2="wujin")

    assert "    该点位一票否决" in explain(result["wujin"]).text().splitlines()
    assert ["点位一票否决 1 处"] == [row.remark for row in bulletin(result).rows]
    assert ["litter.spots 1 处（该点位一票否决）"] == [row.seen for row in statement(result.results, "wujin").rows]


@pytest.mark.parametrize(("model", "item", "listed"), [(Model({"total": Sheet()}), "item", False), (BY_ITEM, "item", False), (BY_ITEM, "other", True)])
def test_what_no_sheet_can_bear_is_listed_as_unassessed(model, item, listed):
    """What findings lay on a unit at others' sites is a posting where something of it applies at its own, in sheets of one item something of that item; else it is listed as unassessed, and the certificate holds. A veto of the unit stands where anything of it applies."""
    full = [Item(code=code, zh=code, full=100) for code in ("item", "other")]
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.lamps", "lamps.lit >= 95 %", priced(1, None, 1, "lamps.lit")))
    book = rules.assessments[0]
    mine = [evolve(one, item=item if one.code == "a.lamps" else "item") for one in book.indicators]
    vital = [evolve(one, deductions=(*one.deductions, DeductionRule(measures=one.standard.measures, tariff=Veto(Level.UNIT)))) if one.code == "a.litter" else one for one in mine]
    blamed = seen(found(finding("f1", "tianning"), finding("f2")), "s1", "a.litter")
    gone = [seen(NotApplicable("无"), "s2", "a.litter")]
    for indicators, closed, expected in ((mine, gone, listed), (vital, gone, False), (mine, [*gone, seen(NotApplicable("无"), "s2", "a.lamps")], True), (vital, [*gone, seen(NotApplicable("无"), "s2", "a.lamps")], True)):
        results = scored(blamed, *closed, rules=changed(rules, a={"items": full, "indicators": indicators, "model": model}), sites=(site("s1"), site("s2", "tianning")))
        ledger = results.ledger

        assert ([] if expected else ["tianning"], ["tianning"] if expected else []) == ([one.unit for one in ledger.postings() if one.unit != "wujin"], [one.unit for one in ledger.unassessed()])
        assert certify(results).holds


def test_what_alone_counts_decides_whether_a_finding_does():
    """Litter is asked at Tianning's own site by an indicator that is left out: of what a finding elsewhere takes of the item nothing is on its sheet, nor beside it."""
    more = evolve(indicator("a.more", "litter.spots <= 0 处", priced(1), where="zone=village"), item="one")
    lines = evolve(indicator("a.litter", "litter.spots <= 0 处", priced(1), where="zone=built_up"), item="one"), evolve(LAMPS, item="two"), more
    rules = ruled(*lines, model=BY_ITEM)
    rules = changed(rules, a={"items": [evolve(rules.assessments[0].items[0], code=code) for code in ("one", "two")]})
    told = seen(found(finding("f1", "tianning")), "s1", "a.litter"), seen(0, "s2", "a.more"), seen(Measured({"lamps.lit": 95}), "s2", "a.lamps"), seen(Measured({"lamps.lit": 95}), "s1", "a.lamps")
    ledger = scored(*told, rules=rules, sites=(site("s1"), site("s2", "tianning", zone="village"))).ledger
    whole, alone = (score(ledger, only=only)["a"]["tianning"] for only in (None, ["a.litter", "a.lamps"]))

    assert (Fraction("99.5"), 100) == (whole.exact, alone.exact)
    assert (["a.litter"], []) == tuple([one.posted.user.indicator.code for one in card.breakdown.entries if one.posted] for card in (whole, alone))
    assert () == alone.breakdown.uncounted
