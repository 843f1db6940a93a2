"""Every key of a scoring model as `ruleset.toml` holds it: read, written again, and each mistake with its place."""

import tomllib
from fractions import Fraction

import pytest

from samples import changed
from tristandard.basics.errors import Refused
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Carry, Ranks, TieRule
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum

TOML = "ruleset.toml"
PLAIN = 'score = { total = { over = "site", of = "sheet" }, sheet = { full = 100 } }'
OFFICE = 'office = "城管局"'
MODEL = """[assessments.urban.score.total]
weights = { own = 60, night = "100/3", closed = "20/3" }
unmeasured = "blank"
absent = "peers"
gates = [{ of = "item looks", at_least = "50 %", else = "grade" }, { of = "night", at_least = "60 分" }, { of = "every item", at_least = "33.5 %", else = 40 }]
grades = { "优秀" = ">= 95", "合格" = ">= 80 and < 95", "不合格" = "< 80" }
bonuses = [{ of = "night", places = [1, 0.8, "1/3"] }, { of = "total", above = "90 分", each = 1, per = "1 %", at_most = 2, parts = "begun" }]

[assessments.urban.score.own]
over = "unit"
of = "sites"
weigh_by = "people"
by = "统计局"
absent = "blank"

[assessments.urban.score.sites]
over = "site_type"
of = "type"
weights = { main_road = 40, road = 20, hall = 40 }
absent = 95

[assessments.urban.score.type]
over = "site"
of = "sheet"

[assessments.urban.score.sheet]
full = 100
unmeasured = "blank"
bonus = 2.5

[assessments.urban.score.night]
zh = "夜查"
en = "night patrol"
given = 100
by = "夜查组"

[assessments.urban.score.closed]
rate = "filed - late"
out_of = "filed"
full = 100
capped = true
by = "平台"

[assessments.urban.score.year]
over = "period"
of = "total"
weights = { 1 = 15, 2 = 25, 3 = 60 }
"""


def loaded(folder, model=MODEL, office=OFFICE):
    """Return the tiny rule set in which urban management scores by another model."""
    return load_ruleset(changed(folder, (TOML, PLAIN, model), (TOML, OFFICE, office)))


def test_every_key_of_a_model_is_read(tmp_path):
    """Gates, grades, bonuses, weights, absence, figures and rates come in as they are written."""
    model = loaded(tmp_path).assessment("urban").model
    good, fair, bad = Range(floor=End(95)), Range(floor=End(80), limit=End(95, closed=False)), Range(limit=End(80, closed=False))

    assert model["total"] == Blend(
        weights={"own": 60, "night": "100/3", "closed": "20/3"}, unmeasured=Unmeasured.BLANK, absent=Absent.PEERS,
        gates=(Gate(of="item looks", at_least=Mark(50, share=True), to=None), Gate(of="night", at_least=Mark(60, share=False), to=0), Gate(of="every item", at_least=Mark("33.5", share=True), to=40)),
        grades={"优秀": good, "合格": fair, "不合格": bad},
        bonuses=(RankBonus(of="night", points=[1, "0.8", "1/3"]), StepBonus(of="total", above=Mark(90, share=False), each=1, per=Mark(1, share=True), at_most=2, parts=Parts.BEGUN)),
    )  # fmt: skip
    assert model["own"] == Mean(over="unit", of="sites", weigh_by="people", by="统计局", absent=Absent.BLANK)
    assert model["sites"] == Mean(over="site_type", of="type", weights={"main_road": 40, "road": 20, "hall": 40}, absent=Fraction(95))
    assert model["sheet"] == Sheet(100, unmeasured=Unmeasured.BLANK, bonus="2.5")
    assert (model["night"], model["closed"]) == (Given(100, by="夜查组", zh="夜查", en="night patrol"), Rate(of="filed - late", out_of="filed", capped=True, by="平台"))
    assert model["year"] == Mean(over="period", of="total", weights={"1": 15, "2": 25, "3": 60})


def test_a_sum_is_read_and_written(tmp_path):
    """`sum` lists the nodes that add up; written again it is the same."""
    rules = loaded(tmp_path / "in", '[assessments.urban.score]\ntotal = { sum = ["sheet", "files"], absent = 0 }\nsheet = { full = 60 }\nfiles = { given = 40, by = "办公室" }\n')
    write_ruleset(rules, tmp_path / "out")

    assert rules.assessment("urban").model["total"] == Sum(parts=["sheet", "files"], absent=0)
    assert rules == load_ruleset(tmp_path / "out")


def test_targets_and_full_marks_are_read_and_written(tmp_path):
    """A bar that names a figure, a step that is a share of it, and a full mark from which they take."""
    rules = loaded(tmp_path / "in", '[assessments.urban.score]\ntotal = { given = 10, from_full = true, adjustments = [{ count = "done", lose = 1, against = ">= 下达数", per = "12.5 %", by = "x" }, { count = "sent", lose = 1, against = "<control", by = "x" }] }\n')
    write_ruleset(rules, tmp_path / "out")
    bars = [(str(one.against), str(one.per)) for one in rules.assessment("urban").model["total"].adjustments]

    assert bars == [(">= 下达数", "12.5 %"), ("< control", "1")]
    assert rules == load_ruleset(tmp_path / "out")


def test_a_model_is_written_as_it_was_read(tmp_path):
    """Written and read again it is equal, and written once more the same bytes; a rate without its usual full mark too."""
    rules = loaded(tmp_path)
    write_ruleset(rules, tmp_path / "one")
    again = load_ruleset(tmp_path / "one")
    write_ruleset(again, tmp_path / "two")

    assert again == rules
    assert (tmp_path / "one" / TOML).read_bytes() == (tmp_path / "two" / TOML).read_bytes()


def test_a_rate_has_a_full_mark_of_its_own(tmp_path):
    """A rate of fifty points is no sheet, though both are told by `full` in part; it is written and read back so."""
    rules = loaded(tmp_path, '[assessments.urban.score]\ntotal = { rate = "done", out_of = "due", full = 50, by = "平台" }')
    write_ruleset(rules, tmp_path / "out")

    assert Rate(of="done", out_of="due", full=50, by="平台") == rules.assessment("urban").model["total"]
    assert load_ruleset(tmp_path / "out") == rules


def test_a_model_is_written_in_the_words_of_the_format(tmp_path):
    """The keys that are written are those that a person would write; what is as usual is left out."""
    write_ruleset(loaded(tmp_path), tmp_path / "one")
    told = tomllib.loads((tmp_path / "one" / TOML).read_text(encoding="utf-8"))["assessments"]["urban"]["score"]

    assert told["total"]["gates"] == [{"of": "item looks", "at_least": "50 %", "else": "grade"}, {"of": "night", "at_least": "60 分"}, {"of": "every item", "at_least": "33.5 %", "else": 40}]
    assert told["total"]["grades"] == {"优秀": ">= 95", "合格": ">= 80 and < 95", "不合格": "< 80"}
    assert told["total"]["bonuses"] == [{"of": "night", "places": [1, 0.8, "1/3"]}, {"of": "total", "above": "90 分", "each": 1, "per": "1 %", "at_most": 2, "parts": "begun"}]
    assert told["total"]["weights"] == {"own": 60, "night": "100/3", "closed": "20/3"}
    assert (told["total"]["absent"], told["own"]["absent"], told["sites"]["absent"]) == ("peers", "blank", 95)
    assert told["closed"] == {"rate": "filed - late", "out_of": "filed", "capped": True, "by": "平台"}
    assert told["night"] == {"zh": "夜查", "en": "night patrol", "given": 100, "by": "夜查组"}
    assert told["sheet"] == {"full": 100, "unmeasured": "blank", "bonus": 2.5}
    assert told["type"] == {"over": "site", "of": "sheet"}


def test_how_an_assessment_ranks_warns_and_carries(tmp_path):
    """Ties, ranks, unranked kinds, warnings and what is carried are keys of the assessment."""
    more = '\nties = "published"\nranks = "scored"\nunranked = ["county"]\nwarning = "30 %"\ncarry = { bottom = 2, periods = 3, weight = 12.5 }'
    kind = load_ruleset(changed(tmp_path)).kinds
    more = more.replace("county", next(iter(kind)).code)
    rules = loaded(tmp_path / "more", office=OFFICE + more)
    write_ruleset(rules, tmp_path / "out")
    book = rules.assessment("urban")

    assert (TieRule.PUBLISHED, Ranks.SCORED, {next(iter(kind)).code}, Mark(30, share=True), Carry(bottom=2, periods=3, weight="12.5")) == (book.ties, book.ranks, book.unranked, book.warning, book.carry)
    assert load_ruleset(tmp_path / "out") == rules


TOTAL = "ruleset.toml, assessments.urban.score.total"
KIND = "is not one kind of score node; write one of rate, given, met (share up to standard), full (sheet), over (mean), weights (blend), sum, and no other beside it"
EXACT = 'is not an exact number; write a plain decimal such as "0.5", or a fraction such as "5/3"'
MISTAKES = {
    "of no kind": ("by = 'x'", f"{TOTAL}: ['by'] {KIND}"),
    "of nothing": ("", f"{TOTAL}: [] {KIND}"),
    "of two kinds": ("full = 100, given = 100", f"{TOTAL}: ['full', 'given'] {KIND}"),
    "unknown key": ("full = 100, wieghts = { a = 100 }", f"{TOTAL}: 'wieghts' is not a known key; mend it, or take it out"),
    "key of another node": ("full = 100, capped = true", f"{TOTAL}: 'capped' is not a known key; mend it, or take it out"),
    "unmeasured": ("full = 100, unmeasured = 'zero'", f"{TOTAL}.unmeasured: 'zero' is not one of drop, blank; write one of them"),
    "absent": ("weights = { total = 100 }, absent = 'zero'", f"{TOTAL}.absent: 'zero' is not one of drop, peers, blank; write one of them"),
    "counted by a word that is none": ("met = 'sites'", f"{TOTAL}.met: 'sites' is not one of site, sample; write one of them"),
    "counted by a number": ("met = 3, full = 90", f"{TOTAL}.met: 3 is not one of site, sample; write one of them"),
    "bonus by place in words": ("full = 100, bonuses = [{ of = 'total', places = 'all' }]", f"{TOTAL}.bonuses, entry 1.places: 'all' is not a list; write [ value, … ]"),
    "sum of one word": ("sum = 'total'", f"{TOTAL}.sum: 'total' is not a list; write [ value, … ]"),
    "absent as a number": ("weights = { total = 100 }, absent = '9 5'", f"{TOTAL}.absent: '9 5' {EXACT}"),
    "bonus of a sheet": ("full = 100, bonus = -1", f"{TOTAL}.bonus: -1 is not a bonus; write how far gains may lift the score above the full mark, 0 or more"),
    "full mark of a figure": ("given = 0, by = 'x'", f"{TOTAL}.given: 0 is not a number above zero for `full` (Given)"),
    "rate of nothing": ("rate = 'done', by = 'x'", f"{TOTAL}: 'out_of' is not there; add it"),
    "rate that cannot be read": ("rate = 'done late', out_of = 'due', by = 'x'", f"{TOTAL}.rate: 'done late' is not a sum of figures; write names with + and -"),
    "due that cannot be read": ("rate = 'done', out_of = '1 due', by = 'x'", f"{TOTAL}.out_of: '1 due' is not a sum of figures; write names with + and -"),
    "capped in words": ("rate = 'done', out_of = 'due', capped = 'yes', by = 'x'", f"{TOTAL}.capped: 'yes' is not true or false; write true or false, without quotes"),
    "mark without its sign": ("full = 100, gates = [{ of = 'total', at_least = '50' }]", f"{TOTAL}.gates, entry 1.at_least: '50' is not a mark; write \"50 %\" for a share of the full mark, or \"50 分\" for points, in quotes"),
    "mark as a number": ("full = 100, gates = [{ of = 'total', at_least = 50 }]", f"{TOTAL}.gates, entry 1.at_least: 50 is not a mark; write \"50 %\" for a share of the full mark, or \"50 分\" for points, in quotes"),
    "gate without a mark": ("full = 100, gates = [{ of = 'total' }]", f"{TOTAL}.gates, entry 1: 'at_least' is not there; add it"),
    "gate that fails to a word": ("full = 100, gates = [{ of = 'total', at_least = '50 %', else = 'fail' }]", f"{TOTAL}.gates, entry 1.else: 'fail' {EXACT}"),
    "gate by itself": ("full = 100, gates = { of = 'total', at_least = '50 %' }", f"{TOTAL}.gates: {{'of': 'total', 'at_least': '50 %'}} is not a list; write [ value, … ]"),
    "grade that is no range": ("full = 100, grades = { '好' = 'A' }", f"{TOTAL}.grades: 'A' is not a range of scores; write for example \">= 95\", \">= 80 and < 95\" or \"< 80\""),
    "grades in a list": ("full = 100, grades = ['好']", f"{TOTAL}.grades: ['好'] is not a table; write {{ key = value, … }}"),
    "places that rise": ("full = 100, bonuses = [{ of = 'total', places = [0.5, 1] }]", f"{TOTAL}.bonuses, entry 1: ['0.5', '1'] is not bonus points by place; write numbers of 0 or more, the first place's first, none above the one before"),
    "bonus without a ceiling": ("full = 100, bonuses = [{ of = 'total', above = '90 %', each = 1, per = '1 %' }]", f"{TOTAL}.bonuses, entry 1: 'at_most' is not there; add it"),
    "bonus of two kinds": ("full = 100, bonuses = [{ of = 'total', places = [1], above = '90 %' }]", f"{TOTAL}.bonuses, entry 1: 'above' is not a known key; mend it, or take it out"),
    "bonus of nothing": ("full = 100, bonuses = [{ of = 'total', above = '90 %', each = 0, per = '1 %', at_most = 2 }]", f"{TOTAL}.bonuses, entry 1.each: 0 is not a number above zero for `each` (StepBonus)"),
    "bonus in unknown parts": ("full = 100, bonuses = [{ of = 'total', above = '90 %', each = 1, per = '1 %', at_most = 2, parts = 'half' }]", f"{TOTAL}.bonuses, entry 1.parts: 'half' is not one of exact, whole, begun; write one of them"),
    "bar without a sign": ("full = 100, adjustments = [{ count = 'done', lose = 1, against = 'due', by = 'x' }]", f"{TOTAL}.adjustments, entry 1.against: 'due' is not a bar; write for example \">= 90\", or another figure of the unit, \">= assigned\""),
    "share of a target that is none": ("full = 100, adjustments = [{ count = 'done', lose = 1, against = '>= due', per = '0 %', by = 'x' }]", f"{TOTAL}.adjustments, entry 1.per: 0 is not a number above zero for `share` (TargetShare)"),
    "share of no target": ("full = 100, adjustments = [{ count = 'done', lose = 1, against = '>= 5', per = '10 %', by = 'x' }]", f"{TOTAL}.adjustments, entry 1: '10 %' is not an adjustment; a share is of a target: let `against` name a figure, or write the step as a number"),
    "weights twice": ("over = 'area', of = 'total', weights = { x = 100 }, weigh_by = 'count'", f"{TOTAL}: 'count' is not a weight that stands alone; write weights or weigh_by, not both"),
    "weighed by a figure of areas": ("over = 'area', of = 'total', weigh_by = 'people', by = 'x'", f"{TOTAL}: 'people' is not a way to weigh; write \"count\"; figures are given for units, and weigh those alone"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_in_a_node(tmp_path, name):
    """A mistake names its node and key, what stands there and what to write; nothing is loaded."""
    keys, message = MISTAKES[name]
    with pytest.raises(Refused) as caught:
        loaded(tmp_path, f"[assessments.urban.score]\ntotal = {{ {keys} }}")

    assert [message] == [str(problem)[: len(message)] for problem in caught.value.exceptions]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("warning = 30", "warning: 30 is not a mark; write \"50 %\" for a share of the full mark, or \"50 分\" for points, in quotes"),
        ('warning = "30"', "warning: '30' is not a mark; write \"50 %\" for a share of the full mark, or \"50 分\" for points, in quotes"),
        ("carry = 3", "carry: 3 is not a table; write { key = value, … }"),
        ("carry = { bottom = 0, periods = 3, weight = 10 }", "carry.bottom: 0 is not a number for `bottom`; write a whole number from 1"),
        ("carry = { bottom = 1, periods = 3, weight = 100 }", "carry: '100' is not the weight of a score that is carried; write a share below 100, in %"),
        ("carry = { bottom = 1, weight = 20 }", "carry: 'periods' is not there; add it"),
        ('ties = "none"', "ties: 'none' is not one of exact, published; write one of them"),
        ('ranks = "all"', "ranks: 'all' is not one of complete, scored; write one of them"),
        ('unranked = "zone"', "unranked: 'zone' is not a list; write [ value, … ]"),
        ('unranked = ["zone", "zone"]', "unranked: ['zone', 'zone'] is not a list that names each once; drop what stands twice"),
    ],
)
def test_each_mistake_in_how_an_assessment_ranks(tmp_path, key, message):
    """Warnings, carrying, ties and ranks are told with their place too."""
    with pytest.raises(Refused) as caught:
        loaded(tmp_path, office=f"{OFFICE}\n{key}")

    assert [f"ruleset.toml, assessments.urban.{message}"] == [str(problem) for problem in caught.value.exceptions]
