"""Results: published scores, places, identity, editions, and what differs between two of them."""

from decimal import Decimal
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version

import pytest
from attrs import evolve

from samples import indicator
from survey import (
    LITTER,
    MEAN,
    NOBODY_LOOKED,
    UNITS,
    changed,
    city,
    exacts,
    planned,
    priced,
    registered,
    scored,
    seen,
    site,
)
from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.points import exact
from tristandard.basics.publication import Publication, Rounding, short_decimal
from tristandard.basics.terms import Tree
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment, Ranks, TieRule
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring import results as results_module
from tristandard.scoring.changes import changes
from tristandard.scoring.headline import headline
from tristandard.scoring.ranking import named_apart
from tristandard.scoring.results import AssessmentResult, library_version
from tristandard.scoring.score import score
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

HUNDREDTHS = indicator("a.litter", "litter.spots <= 0 处", priced("0.01"))
OWNERS = ("wujin", "tianning", "xinbei")


def ranked(*counts, owners=OWNERS, rules=None, **change):
    """Return the cards of assessment `a` where each unit has one site with so many spots (None: not measured)."""
    rules = changed(rules or city(HUNDREDTHS), a=change)
    sites = tuple(site(f"s{place}", owner) for place, owner in enumerate(owners))
    observations = [seen(count, f"s{place}", "a.litter") for place, count in enumerate(counts) if count is not None]
    return scored(*observations, rules=rules, sites=sites)["a"]


def places(result):
    return {unit: card.place for unit, card in result.items()}


# ---- publication and places


def test_a_score_is_rounded_once_when_it_is_published():
    """99.94 and 99.96 average 99.95: published as 100.0, though both rounded first would give 99.95 → 99.9 and 100.0."""
    rules = city(HUNDREDTHS, models={"a": MEAN})
    card = scored(seen(6, "s1", "a.litter"), seen(4, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2")))["a"]["wujin"]

    assert (Fraction("99.95"), Decimal("100.0")) == (card.exact, card.published)


def test_each_assessment_publishes_in_its_own_way():
    """The interval and the rounding belong to the assessment."""
    card = ranked(5, owners=["wujin"], publication=Publication("0.1", Rounding.DOWN))["wujin"]

    assert (Fraction("99.95"), Decimal("99.9")) == (card.exact, card.published)


def test_places_follow_the_exact_score():
    """A hundredth decides, even where the printed scores are the same."""
    result = ranked(1, 2, 3)

    assert {"tianning": 2, "wujin": 1, "xinbei": 3} == places(result)
    assert [Decimal("100.0")] * 3 == [card.published for card in result.ranking()]


def test_equal_scores_share_a_place_and_the_next_are_skipped():
    """1, 1, 3."""
    assert {"tianning": 1, "wujin": 1, "xinbei": 3} == places(ranked(1, 1, 3))


def test_equal_published_scores_share_a_place_where_the_rules_say_so():
    """With ties by the published score, what prints the same is the same place."""
    assert {"tianning": 1, "wujin": 1, "xinbei": 3} == places(ranked(1, 2, 8, ties=TieRule.PUBLISHED))


def test_each_kind_of_unit_is_ranked_by_itself():
    """Districts compete with districts, towns with towns."""
    result = ranked(3, 1, 2, owners=["wujin", "hutang", "tianning"])

    assert {"hutang": 1, "tianning": 1, "wujin": 2} == places(result)
    assert ["tianning", "wujin", "hutang"] == [card.unit.code for card in result.ranking()]


def gap(**change):
    """Return results where Wujin's second site was not visited."""
    rules = changed(city(HUNDREDTHS, models={"a": MEAN}), a=change)
    sites = (site("s1"), site("s2"), site("s3", "tianning"), site("s4", "xinbei"))
    return scored(seen(1, "s1", "a.litter"), seen(2, "s3", "a.litter"), seen(3, "s4", "a.litter"), rules=rules, sites=sites)["a"]


def test_with_a_gap_there_is_no_place():
    """With coverage below one a rank is withheld, with the reason; the others are ranked without it."""
    result = gap()

    assert {"tianning": 1, "wujin": None, "xinbei": 2} == places(result)
    assert (("不排名：2 项中有 1 项未测", "not ranked: 1 of 2 were not measured"), None) == (result["wujin"].reason, result["wujin"].places)
    assert ("", "") == result["tianning"].reason


def test_where_every_score_is_ranked_the_open_places_are_told():
    """Where the rules rank with gaps, each card tells the places that it may still have."""
    result = gap(ranks=Ranks.SCORED)

    assert {"tianning": (1, 2), "wujin": (1, 3), "xinbei": (2, 3)} == {unit: card.places for unit, card in result.items()}
    assert {"tianning": 2, "wujin": 1, "xinbei": 3} == places(result)


def test_what_has_no_score_has_no_place():
    """Not scored is not last: it stands behind the ranking, by its code."""
    result = ranked(None, 2, None)

    assert {"tianning": 1, "wujin": None, "xinbei": None} == places(result)
    assert ["tianning", "wujin", "xinbei"] == [card.unit.code for card in result.ranking()]


def test_the_ranking_as_text():
    """The ranking prints places, names, published and exact scores, open places and reasons."""
    kinds = ranked(1, None, 3, owners=["wujin", "hutang", "tianning"], zh="文明城市", en="civilized city")

    assert str(kinds.ranking()).splitlines() == [
        "文明城市 · civilized city · 2022Q2 · 第1版 · 规则 sample 1",
        "  district · district",
        "  1  武进区  100.0  = 99.99",
        "  2  天宁区  100.0  = 99.97",
        "  town · town",
        "  —  湖塘镇  —  已测 0/1，区间 0.0–100.0  无得分：已测部分不足",
    ]
    assert "  1  武进区  100.0  = 99.99  (1–3)  已测 1/2，区间 50.0–100.0" in str(gap(ranks=Ranks.SCORED).ranking()).splitlines()


def test_a_ranking_is_aligned_without_tabs():
    """Scores stand below each other where a Chinese character is two columns wide, whatever the length of the names."""
    names = {"wujin": "武进区", "tianning": "天宁", "xinbei": "Ａ Xinbei"}
    rules = city(HUNDREDTHS)
    rules = evolve(rules, units=Tree("unit", [evolve(unit, zh=names.get(unit.code, unit.zh)) for unit in rules.units]))

    assert str(ranked(1, 2, 3, rules=rules).ranking()).splitlines()[1:] == [
        "  1  武进区     100.0  = 99.99",
        "  2  天宁       100.0  = 99.98",
        "  3  Ａ Xinbei  100.0  = 99.97",
    ]


def test_a_ranking_of_one_kind():
    """Units of one kind have no heading; a grade, what the rules put and why there is no place follow the score, and the notice stands below."""
    grades = {"好": Range(floor=End(80)), "差": Range(limit=End(80, closed=False))}
    nodes = {"total": Blend(weights={"one": 50, "other": 50}, absent=90, grades=grades), "one": Given(by="组"), "other": Given(by="组")}
    book = Assessment(code="a", zh="甲", en="first", office="甲", items=[], model=Model(nodes))
    givens = {("a", name, unit): figure for unit, figures in (("wujin", (80, None)), ("tianning", (70, 60)), ("xinbei", (None, None))) for name, figure in zip(("one", "other"), figures, strict=True)}
    results = scored(rules=evolve(city(), assessments=[book], crosswalks=(), notice_zh="示例"), givens=givens)

    assert [
        "甲 · first · 2022Q2 · 第1版 · 规则 sample 1",
        "  1  武进区  85.0  = 85  好  含推算",
        "  2  天宁区  65.0  = 65  差",
        "  —  新北区  —  无得分：均不适用",
        "说明：示例",
    ] == str(results["a"].ranking()).splitlines()


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({}, "2022Q2 · 第1版 · 规则 sample 1", "2022Q2 · edition 1 · rules sample 1"),
        ({"variant": "", "reason": ""}, "2022Q2 · 第1版 · 规则 sample 1", "2022Q2 · edition 1 · rules sample 1"),
        ({"variant": "pointwise"}, "2022Q2 · 第1版 · 规则 sample 1（pointwise）", "2022Q2 · edition 1 · rules sample 1 (pointwise)"),
        ({"reason": "复核", "edition": "2"}, "2022Q2 · 第2版（更正：复核） · 规则 sample 1", "2022Q2 · edition 2 (correction: 复核) · rules sample 1"),
    ],
)
def test_which_results_these_are(more, zh, en):
    """Period, edition with the reason of a correction, rules with their version, and the variant; in Chinese, or in English."""
    identity = {"period": "2022Q2", "edition": "1", "rule_set": "sample", "rule_set_version": "1", **more}

    assert (zh, zh, en) == (headline(identity), headline(identity, "zh"), headline(identity, "en"))


@pytest.mark.parametrize(("value", "text"), [("99.12345678901", "99.12345678901"), ("99.123456789012", "99.123456789…"), ("100/3", "33.333333333…"), ("-5", "-5")])
def test_an_exact_score_as_text(value, text):
    """A decimal of up to fourteen characters is told whole, a longer one or a fraction cut at the ninth place."""
    assert text == short_decimal(exact(value))


def test_a_long_score_is_cut_with_an_ellipsis_in_text():
    """The exact score is printed in full or cut visibly, never rounded."""
    result = ranked(2, owners=["wujin"], rules=city(indicator("a.litter", "litter.spots <= 0 处", priced("1/3"))))

    assert "99.3  = 99.333333333…" in str(result.ranking())


@pytest.mark.parametrize(
    ("look", "message"),
    [
        (lambda results: results["c"], "'c' is not an assessment of the rule set; give one of a, b"),
        (lambda results: results["a"]["ghost"], "'ghost' is not a unit that a scored; give one of wujin"),
        (lambda _: ranked(1, 2, 3)["ghost"], "'ghost' is not a unit that a scored; give one of tianning, wujin, xinbei"),
        (lambda results: AssessmentResult(results["a"].assessment, {}, results)["wujin"], "'wujin' is not a unit that a scored; give one of (none)"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(look, message):
    """An unknown assessment or unit is told with those that are there."""
    with pytest.raises(UnknownKey) as caught:
        look(scored(seen(3)))

    assert message == str(caught.value)


def test_what_is_not_there_is_a_key_error_of_ours():
    """Whoever catches `KeyError`, and whoever catches the errors of the library, catches an unknown key."""
    results = scored(seen(3))

    for wrong in (KeyError, TristandardError):
        with pytest.raises(wrong):
            results["c"]
        with pytest.raises(wrong):
            results["a"]["ghost"]


@pytest.mark.parametrize("table", [lambda results: results, lambda results: results["a"]], ids=["results", "results of one assessment"])
def test_results_are_a_mapping(table):
    """`in`, `get`, `keys`, `items`, `values`, the length and the walk are those of a table; what is no code is not in it."""
    told = table(scored(seen(3)))
    known, *_ = codes = list(told)

    assert (codes, len(codes)) == (list(told.keys()), len(told))
    assert [(code, told[code]) for code in codes] == list(told.items())
    assert [told[code] for code in codes] == list(told.values())
    assert (True, False, False, False) == (known in told, "ghost" in told, [] in told, None in told)
    assert (told[known], None, 7) == (told.get(known), told.get("ghost"), told.get("ghost", 7))


def test_results_are_walked_by_the_code_of_the_assessment():
    """The results of two assessments are found under their codes, in the order of these, each the one of that assessment."""
    results = scored(seen(3))

    assert ["a", "b"] == [result.assessment.code for result in results.values()] == list(results)


def test_a_result_is_a_table_of_its_cards():
    """The cards are found by unit, counted, and walked in the order of codes."""
    result = ranked(1, 2, 3)

    assert (3, ["tianning", "wujin", "xinbei"]) == (len(result), list(result))


def test_units_with_one_label_are_told_apart_in_a_ranking():
    """Two units that are called alike stand with their codes in the ranking; the third as it is called."""
    result = ranked(1, 2, 3)
    cards = {code: evolve(card, unit=evolve(card.unit, zh="新区" if code != "wujin" else card.unit.zh)) for code, card in result.items()}
    lines = str(evolve(result, cards=cards).ranking()).splitlines()[1:]

    assert ["武进区", "新区（tianning）", "新区（xinbei）"] == [line.split()[1] for line in lines]


def test_a_forged_reason_makes_no_line():
    """A reason of a correction is one line, and a notice over several lines is printed on one."""
    first = scored(seen(3), rules=evolve(city(), notice_zh="数字为示例\n  1  武进区  100"))
    with pytest.raises(BadValue, match="is not a text on one line for `reason`"):
        score(first.ledger, supersedes=first, reason="复核\n  1  武进区  100")

    assert "说明：数字为示例 1  武进区  100" == str(first["a"].ranking()).splitlines()[-1]


def test_why_there_is_no_place():
    """Each reason stands in English and in Chinese: nothing applies, a part does not, too little was measured, without a place, a gap."""
    nodes = {"total": Blend(weights={"one": 50, "other": 50}, absent=Absent.BLANK), "one": Given(by="组"), "other": Given(by="组")}
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(nodes), unranked={"town"})
    figures = {"wujin": {"one": 80, "other": None}, "tianning": {"one": None, "other": None}, "xinbei": {}, "hutang": {"one": 80, "other": 70}, "bureau": {"one": 80}}
    givens = {("a", name, unit): figure for unit, told_ in figures.items() for name, figure in told_.items()}
    result = scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens=givens)["a"]

    assert {unit: card.reason for unit, card in result.items()} == {
        "wujin": ("无得分：有部分不适用，按规定不记得分", "not scored: a part of it does not apply, and then the rules give no score"),
        "tianning": ("无得分：均不适用", "not scored: nothing applies"),
        "hutang": ("不排名：只列得分", "not ranked: shown without a place"),
        "bureau": ("不排名：2 项中有 1 项未测", "not ranked: 1 of 2 were not measured"),
    }


def test_places_that_are_still_open():
    """A unit that may at best reach another's lowest score does not pass it, and at worst does not fall behind one that may reach its own."""
    nodes = {"total": Blend(weights={"one": 50, "other": 50}), "one": Given(by="组"), "other": Given(by="组")}
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(nodes), ranks=Ranks.SCORED)
    givens = {("a", "one", "wujin"): 80, **{("a", name, "tianning"): 90 for name in ("one", "other")}, **{("a", name, "xinbei"): 40 for name in ("one", "other")}}
    result = scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens=givens)["a"]

    assert {"wujin": (1, 2), "tianning": (1, 1), "xinbei": (2, 3)} == {unit: card.places for unit, card in result.items()}
    assert {"wujin": (40, 90)} == {"wujin": result["wujin"].interval}


def test_a_card_knows_its_period_and_what_alone_counts():
    """Cards hold the period that they are of, and the shared indicators that alone count."""
    cards = [scored(seen(3), only=only)["a"]["wujin"] for only in (None, [LITTER])]

    assert [("2022Q2", None), ("2022Q2", frozenset({LITTER}))] == [(str(card.period), card.only) for card in cards]


def test_only_a_ledger_is_scored():
    """A register is no ledger yet."""
    with pytest.raises(BadValue) as caught:
        score("ledger")

    assert "'ledger' is not a value of the kind Ledger; give share(register)" == str(caught.value)


# ---- identity


def test_every_result_names_what_it_was_made_from():
    """Rule set, version, variant, library, period, digest of the inputs, edition, and the notice of the set."""
    identity = scored(seen(3)).identity

    assert {"rule_set": "sample", "rule_set_version": "1", "variant": "", "period": "2022Q2", "edition": "1", "supersedes": "", "reason": "", "only": ""}.items() <= identity.items()
    assert identity.keys() - {"rule_set", "rule_set_version", "variant", "period", "edition", "supersedes", "reason", "only"} == {"library_version", "inputs", "notice_zh", "notice_en"}
    assert (64, version("tristandard")) == (len(identity["inputs"]), identity["library_version"])


def test_a_part_of_a_score_says_that_it_is_one():
    """Where some indicators alone count, the head of whatever is printed says of how many, so that nobody takes it for the whole."""
    part = scored(seen(3), only=[LITTER])

    assert "1" == part.identity["only"]
    assert str(part["a"].ranking()).splitlines()[0].endswith(" · 规则 sample 1 · 只计其中 1 项指标，不是全部成绩")
    assert headline(part.identity, "en").endswith(" · rules sample 1 · of 1 indicators alone, not the whole score")


def test_the_same_inputs_give_the_same_digest_in_any_order():
    """Neither the order of sites, of observations, nor sending one again changes the digest."""
    sites = (site("s1"), site("s2", external={"grid": "1", "case": "2"}))
    one, other, older = seen(3, "s1", revision=2), seen(4, "s2"), seen(9, "s1")
    expected = scored(one, other, older, sites=sites).digest

    assert expected == scored(older, other, one, one, sites=sites[::-1]).digest


GIVEN = Model({"total": Blend(weights={"sheet": 50, "night": 50}), "sheet": Sheet(), "night": Given(by="夜查组")})


@pytest.mark.parametrize(
    "change",
    [
        {"observations": [seen(4)]},
        {"observations": [seen(3, day=11)]},
        {"observations": [seen(3, external={"case": "17"})]},
        {"observations": [seen(3), seen(3, source="again")]},
        {"observations": [seen(3, revision=2)]},
        {"observations": []},
        {"sites": [site(units="tianning")]},
        {"sites": [site(), site("s2")]},
        {"sites": [site(external={"grid": "1"})]},
        {"rules": city(notice_zh="说明", models={"a": GIVEN})},
        {"rules": city()},
        {"givens": {("a", "night", "wujin"): 51}},
        {"givens": {}},
        {"only": [LITTER]},
    ],
)
def test_any_other_input_gives_another_digest(change):
    """What goes into a result goes into its digest."""
    before = {"observations": [seen(3)], "sites": [site()], "rules": city(models={"a": GIVEN}), "givens": {("a", "night", "wujin"): 50}, "only": None}

    def digest(observations, rules, sites, givens, only):
        givens = givens if rules == before["rules"] else {}
        return scored(*observations, rules=rules, sites=tuple(sites), givens=givens, only=only).digest

    assert digest(**before) != digest(**{**before, **change})


def test_the_period_is_an_input():
    """The same survey in another period is another result."""
    plan = planned()
    other = evolve(plan, period=evolve(plan.period, end=plan.period.start.replace(month=5, day=31)))

    assert score(share(register(plan, [seen(3)]))).digest != score(share(register(other, [seen(3)]))).digest


# ---- editions


def test_a_correction_is_a_new_edition_that_names_what_it_supersedes():
    """The second edition names the digest of the first, and why."""
    plan = planned(merge(city()))
    held = register(plan, [seen(3)])
    first = score(share(held))
    second = score(share(register(plan, [seen(1, revision=2)], onto=held)), supersedes=first, reason="复核")

    assert {"edition": "2", "supersedes": first.digest, "reason": "复核"}.items() <= second.identity.items()
    assert [
        ("posting", "2022Q2/s1/a.litter+b.litter/a/wujin", "3", "1"),
        ("posting", "2022Q2/s1/a.litter+b.litter/b/wujin", "1.5", "0.5"),
        ("score", "a/wujin", "97", "99"),
        ("score", "b/wujin", "98.5", "99.5"),
    ] == [(change.kind, change.key, change.old, change.new) for change in changes(first, second)]
    assert 0 == len(changes(first, first))


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(reason):
    """Nobody corrects a published score without saying why."""
    ledger = share(registered(seen(3)))
    with pytest.raises(BadValue) as caught:
        score(ledger, supersedes=score(ledger), reason=reason)

    assert str(caught.value) == f"{reason!r} is not a reason; say why the published results are corrected"


def test_changes_list_what_appears_what_goes_and_places_that_move():
    """A posting that goes, a unit that gets no score any more, and the place that another moves up to."""
    sites = (site("s1"), site("s2", "tianning"))
    old = scored(seen(3, "s1"), seen(4, "s2"), sites=sites)
    new = scored(seen(NOBODY_LOOKED, "s1"), seen(4, "s2"), sites=sites)

    assert [
        ("posting", "2022Q2/s1/a.litter+b.litter/a/wujin", "3", ""),
        ("posting", "2022Q2/s1/a.litter+b.litter/b/wujin", "1.5", ""),
        ("score", "a/wujin", "97", ""),
        ("score", "b/wujin", "98.5", ""),
        ("place", "a/tianning", "2", "1"),
        ("place", "a/wujin", "1", ""),
        ("place", "b/tianning", "2", "1"),
        ("place", "b/wujin", "1", ""),
    ] == [(change.kind, change.key, change.old, change.new) for change in changes(old, new)]
    assert "名次：a · 武进区（a/wujin）：— → 第 1 名" in [str(change) for change in changes(new, old)]


def test_results_made_twice_are_equal():
    """The same inputs give equal results, in any order."""
    sites = (site("s1"), site("s2"))

    assert scored(seen(3, "s1"), seen(4, "s2"), sites=sites) == scored(seen(4, "s2"), seen(3, "s1"), sites=sites)
    assert scored(seen(3)) != scored(seen(2))


def test_a_quarter_without_sites_has_no_cards():
    """Nothing surveyed gives empty results, not an error."""
    results = score(share(register(evolve(planned(), sites={}), [])))

    assert {"a": {}, "b": {}} == exacts(results)
    assert ["a · a · 2022Q2 · 第1版 · 规则 sample 1"] == str(results["a"].ranking()).splitlines()


def test_a_card_in_a_line():
    """A card names its assessment, unit and period, its score and its place, or that it has none."""
    cards = ranked(0, None, owners=OWNERS[:2], unranked=["district"]), ranked(0, None, owners=OWNERS[:2])

    assert [
        ["<Scorecard a tianning 2022Q2: no score, no place>", "<Scorecard a wujin 2022Q2: 100.0, no place>"],
        ["<Scorecard a tianning 2022Q2: no score, no place>", "<Scorecard a wujin 2022Q2: 100.0, place 1>"],
    ] == [[repr(card) for card in result.values()] for result in cards]


def test_why_there_is_no_score_where_peers_have_none_either():
    """What does not apply is put at the mean of the peers; where none of them has a score yet, and all parts must have one, there is none."""
    model = Model({"total": Blend(weights={"one": 50, "other": 50}, unmeasured=Unmeasured.BLANK, absent=Absent.PEERS), "one": Given(by="组"), "other": Given(by="局")})
    given = {("a", "one", "wujin"): None, ("a", "other", "wujin"): 80, ("a", "other", "tianning"): 70}
    results = score(registered_alone(model), givens=given)
    cards = results["a"]

    assert {"wujin": (None, ("无得分：有部分不适用", "not scored: a part of it does not apply")), "tianning": (None, ("无得分：已测部分不足", "not scored: too little was measured"))} == {
        unit: (card.exact, card.reason) for unit, card in cards.items()
    }
    assert certify(results).holds


def test_who_has_no_score_for_good_takes_no_place():
    """Of three units one is left without a score by the rules: the others are first and second, and can be nothing else."""
    model = Model({"total": Blend(weights={"one": 50, "other": 50}, absent=Absent.BLANK), "one": Given(by="组"), "other": Given(by="局")})
    figures = {"wujin": (90, 80), "tianning": (60, 60), "xinbei": (None, 99)}
    cards = score(registered_alone(model), givens={("a", name, unit): figure for unit, both in figures.items() for name, figure in zip(("one", "other"), both, strict=True)})["a"]

    assert {"wujin": (1, (1, 1)), "tianning": (2, (2, 2)), "xinbei": (None, None)} == {unit: (card.place, card.places) for unit, card in cards.items()}


def registered_alone(model):
    """Return the ledger of a quarter without sites under one assessment of this model."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model)
    return share(registered(rules=evolve(city(), assessments=[book], crosswalks=())))


def test_units_of_one_label_are_told_apart_in_each_language():
    """Two units of one label have their codes beside it, in the brackets of the language; one that has a label of its own there has none."""
    units = Tree("unit", [evolve(unit, zh="武进区", en="Wujin" if unit.code in ("wujin", "hutang") else unit.code) for unit in UNITS])
    rules = evolve(city(HUNDREDTHS), units=units)
    cards = ranked(1, 2, 3, owners=("wujin", "hutang", "xinbei"), rules=rules).values()

    assert {"hutang": ("武进区（hutang）", "Wujin (hutang)"), "wujin": ("武进区（wujin）", "Wujin (wujin)"), "xinbei": ("武进区（xinbei）", "xinbei")} == named_apart(cards)


def test_a_library_that_is_not_installed(monkeypatch):
    """Results of a source tree that nobody installed say so."""

    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(results_module, "version", missing)

    assert "not installed" == library_version.__wrapped__()
