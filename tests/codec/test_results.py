"""Plans, ledgers, results, handovers, notices, certificates and statements in and out: what was changed is refused."""

import csv
import json
import re
from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import TINY, crosswalk, indicator, lacking, match
from survey import LITTER, NOBODY_LOOKED, city, finding, found, planned, priced, seen, site
from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Period
from tristandard.codec.account import ledger_pieces
from tristandard.codec.folder import load_ruleset
from tristandard.codec.handed import load_handover, load_notices, write_handover, write_notices
from tristandard.codec.issued import load_certificate, write_certificate, write_statement
from tristandard.codec.layout import grown
from tristandard.codec.output import seal
from tristandard.codec.results import load_ledger, load_plan, load_results, write_ledger, write_plan, write_results
from tristandard.codec.survey import load_observations, load_sites
from tristandard.codec.survey_converter import survey_converter
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.statement import statement
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Settlement
from tristandard.scoring.handover import handover
from tristandard.scoring.notice import notices
from tristandard.scoring.receive import receive
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.testing.worked.case_file import rules_of
from tristandard.testing.worked.seen import ledger_of
from tristandard.words.sentence import Told
from worked import CASES, case_of

RULES = load_ruleset(TINY)
MERGED = merge(RULES)
PLAN = plan(MERGED, load_sites(TINY / "sites.csv", RULES), Period(date(2022, 5, 10), date(2022, 6, 30)))
LEDGER = share(register(PLAN, load_observations(TINY / "observations.csv", RULES)))
RESULTS = score(LEDGER)
NOTICES = notices(LEDGER)

#: How each kind of thing is written and loaded, and the thing.
KINDS = {
    "plan": (write_plan, lambda path: load_plan(path, MERGED), PLAN),
    "ledger": (write_ledger, lambda path: load_ledger(path, MERGED), LEDGER),
    "results": (write_results, lambda path: load_results(path, MERGED), RESULTS),
    "handover": (lambda thing, path: write_handover(thing, path, MERGED), lambda path: load_handover(path, MERGED), handover(RESULTS, "urban", "civilized")),
    "notices": (lambda thing, path: write_notices(thing, path, MERGED), lambda path: load_notices(path, MERGED), NOTICES),
    "certificate": (write_certificate, load_certificate, certify(RESULTS)),
}


def written(folder, kind):
    """Write a thing and return its path."""
    path = folder / f"{kind}.json"
    KINDS[kind][0](KINDS[kind][2], path)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_reads_back(tmp_path, kind):
    """Each reads back equal, and writes again the same bytes."""
    path, (write, load, thing) = written(tmp_path, kind), KINDS[kind]
    once, back = path.read_bytes(), load(path)
    write(back, path)

    assert (path.read_bytes(), back) == (once, thing)


def changed(path, place, value, *, sealed=False):
    """Change one place of a JSON file, and make its seal anew where that is said."""
    table = json.loads(path.read_text(encoding="utf-8"))
    inner = table
    for step in place[:-1]:
        inner = inner[step]
    if value is GONE:
        del inner[place[-1]]
    elif place:
        inner[place[-1]] = value
    if sealed:
        table["seal"] = seal({key: told for key, told in table.items() if key != "seal"})
    path.write_text(json.dumps(table if place else value), encoding="utf-8")


#: Stands for what a file does not have at all.
GONE = object()
FOLLOWS = "is not what follows from the inputs in the file"
OF_INPUTS = "is not the digest of the inputs in the file"


@pytest.mark.parametrize(
    ("kind", "place", "value", "fragments"),
    [
        ("plan", (), [], ["plan.json: [] is not a table; load a file that this library wrote"]),
        ("plan", ("rule_set",), "other", ["plan.json, rule_set: 'other' is not 'tiny', as in the rules given; load it with the rules that it was made under"]),
        ("plan", ("rule_set_version",), "2", ["plan.json, rule_set_version: '2' is not '1', as in the rules given"]),
        ("plan", ("variant",), "inside", ["plan.json, variant: 'inside' is not '', as in the rules given"]),
        ("plan", ("sites",), 3, ["plan.json, sites: 3 is not a list; load a file that this library wrote"]),
        ("plan", ("sites",), [3], ["plan.json, sites, entry 1: 3 is not a table"]),
        ("plan", ("sites", 0, "area"), "none", ["plan.json, sites, entry 1.area: 'none' is not a declared area"]),
        ("plan", ("period",), 3, ["plan.json, period: 3 is not text; load a file that this library wrote"]),
        ("plan", ("period",), "2022Q9", ["plan.json, period: '2022Q9' is not a period"]),
        ("plan", ("questions", 0, "bar"), "any", ["plan.json, questions, entry 1.bar: 'any'", FOLLOWS, "someone or something changed it"]),
        ("plan", ("questions", 0, "users", 1, "item"), "other", ["plan.json, questions, entry 1.users, entry 2.item: 'other'", FOLLOWS]),
        ("plan", ("tasks", "s1", 0), 9, ["plan.json, tasks.s1, entry 1: 9", FOLLOWS]),
        ("plan", ("tasks",), [], ["plan.json, tasks: []", FOLLOWS]),
        ("plan", ("tasks",), GONE, ["plan.json: 'tasks' is not there; write the file again; someone or something changed it"]),
        ("plan", ("sites",), GONE, ["plan.json: 'sites' is not there; load a file that this library wrote"]),
        ("plan", ("rules",), GONE, ["plan.json: 'rules' is not there; load it with the rules that it was made under"]),
        ("plan", ("more",), 1, ["plan.json, more: 1", FOLLOWS]),
        ("ledger", ("postings", "s1", 0, 3), "99", ["ledger.json, postings.s1, entry 1, entry 4: '99'", FOLLOWS]),
        ("ledger", ("postings", "s1", 0), [0, "civilized"], ["ledger.json, postings.s1, entry 1: [0, 'civilized']", FOLLOWS]),
        ("ledger", ("observations",), None, ["ledger.json, observations: null is not a list"]),
        ("ledger", ("observations", 0, "made"), "2022-W19-3", ["ledger.json, observations, entry 1.made: '2022-W19-3' is not a date"]),
        ("ledger", ("closed",), 3, ["ledger.json, closed: 3 is not a list"]),
        ("ledger", ("closed",), [1], ["ledger.json, closed, entry 1: 1 is not a list; write [ value, … ]"]),
        ("results", ("identity",), 3, ["results.json, identity: 3 is not a table"]),
        ("results", ("identity", "edition"), "x", ["results.json, identity.edition: 'x' is not a whole number; write the digits of the edition in quotes, such as \"2\""]),
        ("results", ("identity", "reason"), 3, ["results.json, identity.reason: 3 is not text"]),
        ("ledger", ("closed",), [["a", "b", "c"]], ["ledger.json, closed, entry 1: ['a', 'b', 'c'] is not a list of 2; give 2 values, no more and no fewer"]),
        ("ledger", ("closed",), [["team", "v9"]], ["ledger.json, observations: ('team', 'v9') is not a visit that was reported"]),
        ("ledger", ("sites", 0, "units"), {"hutang": 1, "ghost": 0}, ["ledger.json, sites, entry 1.units: 'ghost' is not a declared unit"]),
        ("ledger", ("observations", 0, "site"), "s9", ["ledger.json, observations: observation ", "is of site 's9', which is not in the plan"]),
        ("ledger", ("history",), [], ["ledger.json, history: [] is not a table"]),
        ("ledger", ("inputs",), "0", ["ledger.json, inputs: '0'", OF_INPUTS]),
        ("plan", ("inputs",), None, ["plan.json, inputs: null", OF_INPUTS]),
        ("results", ("givens",), [[1, 2]], ["results.json, givens, entry 1: [1, 2] is not a list of 4; give 4 values, no more and no fewer"]),
        ("results", ("givens",), [["a", "b", "c", "x"]], ["results.json, givens, entry 1: 'x' is not an exact number"]),
        ("results", ("givens",), [["a", "b", "ghost", "1"]], ["results.json, givens: a given figure names the given node 'a.b'", "results.json, givens: the figure given for a.b names the unit 'ghost'"]),
        ("results", ("identity", "edition"), "0", ["results.json, identity: 0 is not an edition with its reason; the first is 1 and supersedes nothing; a later one names what it supersedes, and why"]),
        ("results", ("identity", "edition"), "2", ["results.json, identity: 2 is not an edition with its reason"]),
        ("results", ("identity", "edition"), "5", ["results.json, identity: 5 is not an edition with its reason"]),
        ("results", ("identity", "reason"), "复核", ["results.json, identity: 1 is not an edition with its reason"]),
        ("results", ("identity", "supersedes"), "abc", ["results.json, identity.supersedes: 'abc' is not a digest of 64 digits and letters from a to f; ask for the file again"]),
        ("results", ("only",), 3, ["results.json, only: 3 is not a list"]),
        ("results", ("results", "civilized", "hutang", "exact"), "100", ["results.json, results.civilized.hutang.exact: '100'", FOLLOWS]),
        ("handover", ("period",), "2022Q9", ["handover.json, period: '2022Q9' is not a period"]),
        ("handover", ("entries", 0, "status"), "lost", ["handover.json, entries, entry 1.status: 'lost' is not one of met, breached"]),
        ("handover", ("entries", 0, "points"), {"hutang": "x"}, ["handover.json, entries, entry 1.points.hutang: 'x' is not an exact number"]),
        ("handover", (), [1], ["handover.json: [1] is not a table; load a file that this library wrote"]),
        ("handover", (), None, ["handover.json: null is not a table"]),
        ("handover", ("period",), 2022, ["handover.json, period: 2022 is not the text of a period"]),
        ("handover", ("entries", 0), 3, ["handover.json, entries, entry 1: 3 is not a table"]),
        ("notices", (), [], ["notices.json: [] is not a table; load a file that this library wrote"]),
        ("notices", (), {}, ["notices.json: 'kind' is not there; load a file that this library wrote"]),
        ("notices", ("more",), 3, ["notices.json: 'more' is not a known key; mend it, or take it out"]),
        ("notices", ("notices",), 3, ["notices.json, notices: 3 is not a list"]),
        ("notices", ("notices",), ["x"], ["notices.json, notices, entry 1: 'x' is not a table"]),
        ("certificate", (), {"kind": "certificate"}, ["certificate.json: 'holds' is not there; ask for the certificate again"]),
        ("certificate", (), [3], ["certificate.json: [3] is not a table"]),
        ("certificate", ("identity",), [3], ["certificate.json, identity: [3] is not a table"]),
        ("certificate", ("identity",), {"period": "2022"}, ["certificate.json, identity: ['period'] is not complete: it lacks edition, inputs, library_version, rule_set, rule_set_version, notice_en, notice_zh, only, reason, supersedes, variant; ask for the certificate again"]),
        ("certificate", ("breaches",), -1, ["certificate.json, breaches: -1 is not a number of things; write a whole number from 0"]),
        ("certificate", ("holds",), False, ["certificate.json, holds: false is not true, as its 0 disagreements say"]),
    ],
)
def test_what_was_changed(tmp_path, kind, place, value, fragments):
    """A file that was changed, belongs to other rules or does not follow from its own inputs is refused with the place."""
    path = written(tmp_path, kind)
    changed(path, place, value)
    with pytest.raises(TristandardError) as caught:
        KINDS[kind][1](path)

    assert lacking(str(caught.value), *fragments) == []


@pytest.mark.parametrize("kind", ["plan", "ledger", "results"])
def test_what_was_changed_where_it_stands(tmp_path, kind):
    """The last figure of every line of a file, changed in its place: the layout is as it was, and the file is refused."""
    path = written(tmp_path, kind)
    lines = path.read_text(encoding="utf-8").split("\n")
    taken = []
    for at, line in enumerate(lines):
        other = re.sub("[0-9](?=[^0-9]*$)", lambda found: "8" if found[0] == "7" else "7", line)
        path.write_text("\n".join([*lines[:at], other, *lines[at + 1 :]]), encoding="utf-8")
        try:
            KINDS[kind][1](path)
        except TristandardError:
            continue
        taken += [line] if other != line else []

    assert [] == taken


@pytest.mark.parametrize("kind", ["plan", "ledger", "results"])
def test_a_file_that_was_cut_short(tmp_path, kind):
    """A file that ends after any of its lines, or goes on after its last, is refused."""
    path = written(tmp_path, kind)
    text = path.read_text(encoding="utf-8")
    ends = [at for at, mark in enumerate(text) if mark == "\n"][:-1]
    for other in (*(text[:end] for end in ends), text + "{}"):
        path.write_text(other, encoding="utf-8")

        with pytest.raises(TristandardError):
            KINDS[kind][1](path)


def test_postings_in_a_file():
    """A posting in a file is a row with the number of its question, its assessment, its unit and what it loses; what it gains and zeroes stands behind."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(2, 5), DeductionRule(measures=["litter.spots"], tariff=Veto(Level.ITEM))),
        indicator("b.litter", "litter.spots <= 0 处", priced("1/3", 5)),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),),
    )
    ledger = share(register(planned(merge(rules), site("s1", {"wujin": "1/4", "hutang": "3/4"}), site("s2")), [seen(3, "s1"), seen(0, "s2")]))
    pieces = ledger_pieces(ledger, survey_converter(rules))
    postings, questions = grown(pieces["postings"]), grown(pieces["questions"])

    assert postings == {
        "s1": [
            [0, "a", "hutang", "3.75", "0", ["item"]], [0, "a", "wujin", "1.25", "0", ["item"]],
            [0, "b", "hutang", "0.75"], [0, "b", "wujin", "0.25"],
        ]
    }  # fmt: skip
    assert [posting.key for posting in ledger.postings()] == [
        f"2022Q2/s1/{questions[number]['indicator']}/{book}/{unit}" for number, book, unit, *_ in postings["s1"]
    ]


FIRST = seen(found(finding("f1", evidence="photo:1"), finding("f2", "bureau", place="西侧", circumstances={"found_by": "city"})), id_="1", visit="v1", external={"case": "17"})
BLEND = Model({"total": Blend(weights={"sheet": 80, "night": 20}), "sheet": Sheet(), "night": Given(by="夜查组")})
STREET = merge(city(models={"a": BLEND}, policy=Policy(settlement=Settlement.LATEST)))


def street():
    """Return a ledger with a closed visit, findings of a unit, a revision, a settlement and shares of a third."""
    quarter = planned(STREET, site("s1"), site("s2", {"wujin": "1/3", "hutang": "2/3"}, external={"grid": "1"}), site("s3", units=()))
    held = register(quarter, [FIRST, seen(4, "s2", revision=2), seen(9, "s2"), seen(NOBODY_LOOKED, "s3")], closing=[("team", "v1")])
    return share(register(quarter, [seen(1, id_="2", day=12)], onto=held))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"givens": {("a", "night", "wujin"): "62.5"}},
        {"only": [LITTER]},
        {"supersedes": True, "reason": "复核"},
    ],
)
def test_every_kind_of_result_reads_back(tmp_path, more):
    """Given figures, a part of the score, another edition, visits, settlements and shares: the same results, and the same bytes."""
    if more.get("supersedes"):
        more = {**more, "supersedes": score(share(register(street().register.plan, [FIRST])))}
    results = score(street(), **more)
    write_results(results, tmp_path / "one.json")
    back = load_results(tmp_path / "one.json", STREET)
    write_results(back, tmp_path / "two.json")

    assert (results, results.identity, results.ledger.register.superseded) == (back, back.identity, back.ledger.register.superseded)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert [finding.evidence for finding in FIRST.outcome.findings] == [finding.evidence for finding in next(back.ledger.register.observations()).outcome.findings]


def test_results_of_an_older_library_are_taken_where_they_still_follow(tmp_path):
    """Another version of the library alone makes no file wrong: the scores are computed again and compared."""
    path = written(tmp_path, "results")
    changed(path, ("identity", "library_version"), "0.0.1", sealed=True)
    once, back = path.read_text(encoding="utf-8"), load_results(path, MERGED)
    write_results(back, path)

    assert (RESULTS, "0.0.1", "0.0.1") == (back, back.identity["library_version"], certify(back).identity["library_version"])
    assert json.loads(once) == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["plan", "ledger", "results", "handover"])
def test_what_was_made_under_other_rules(tmp_path, kind):
    """Before anything else is read, the rules are compared."""
    path = written(tmp_path, kind)
    loads = {"plan": load_plan, "ledger": load_ledger, "results": load_results, "handover": load_handover}
    with pytest.raises(TristandardError) as caught:
        loads[kind](path, STREET)

    assert str(caught.value) == f"{kind}.json, rule_set: 'tiny' is not 'sample', as in the rules given; load it with the rules that it was made under"


def test_an_observation_that_was_changed(tmp_path):
    """Postings that do not follow from the observations in the file are refused, whichever of the two was changed."""
    write_ledger(street(), tmp_path / "ledger.json")
    table = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    place = next(place for place, told in enumerate(table["observations"]) if told["id"] == "2")
    changed(tmp_path / "ledger.json", ("observations", place, "outcome"), {"measured": {"litter.spots": 0}})
    with pytest.raises(TristandardError) as caught:
        load_ledger(tmp_path / "ledger.json", STREET)

    assert lacking(str(caught.value), "ledger.json, inputs: '", OF_INPUTS, "write the file again; someone or something changed it") == []


@pytest.mark.parametrize("change", [lambda told: told.pop(), lambda told: told[0].update(made="2022-05-09"), lambda told: told[0].update(external={"case": "18"})])
def test_an_observation_that_moves_no_posting(tmp_path, change):
    """An observation that was taken out or changed is noticed by the digest of the inputs, even where every posting stays."""
    quarter = planned(STREET, site("s1"), site("s3", units=()))
    write_ledger(share(register(quarter, [seen(0, id_="1"), seen(0, "s3", id_="2")])), tmp_path / "ledger.json")
    table = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    change(table["observations"])
    (tmp_path / "ledger.json").write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(TristandardError) as caught:
        load_ledger(tmp_path / "ledger.json", STREET)

    assert lacking(str(caught.value), "ledger.json, inputs: '", OF_INPUTS) == []


def test_a_number_told_as_text_in_a_ledger(tmp_path):
    """A ledger whose observations wrote a number as text loads equal."""
    held = share(register(planned(STREET), [seen(Measured({"litter.spots": "3"}))]))
    write_ledger(held, tmp_path / "ledger.json")

    assert held == load_ledger(tmp_path / "ledger.json", STREET)


@pytest.mark.parametrize("given", KINDS)
@pytest.mark.parametrize("asked", KINDS)
def test_a_file_of_another_kind(tmp_path, given, asked):
    """A file says of which kind it is: another is not taken for a changed one, and the message says how to load it."""
    path = written(tmp_path, given)
    if given == asked:
        return
    with pytest.raises(TristandardError) as caught:
        KINDS[asked][1](path)

    assert str(caught.value) == f"{given}.json, kind: {given!r} is not {asked!r}; load it with load_{given}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["out.csv", "out"])
def test_a_path_of_another_kind(tmp_path, kind, name):
    """JSON is not written into a file that calls itself a table."""
    with pytest.raises(TristandardError) as caught:
        KINDS[kind][0](KINDS[kind][2], tmp_path / name)

    assert str(caught.value) == f"{name}: {name[3:]!r} is not a kind of file that is written here; give a path that ends in .json"
    assert list(tmp_path.iterdir()) == []


def test_a_handover_that_was_changed_is_refused_when_it_is_received(tmp_path):
    """A handover holds no inputs to follow from: if its seal was made anew, loading takes what is well written, and receiving finds what is not true."""
    path = written(tmp_path, "handover")
    place = next(place for place, entry in enumerate(KINDS["handover"][2].entries) if entry.points)
    changed(path, ("entries", place, "points"), {"hutang": "0.5"}, sealed=True)
    with pytest.raises(TristandardError) as caught:
        receive(load_handover(path, MERGED), MERGED)

    assert lacking(str(caught.value), "the handover's points of", "'hutang 0.5', here it is") == []
    assert receive(KINDS["handover"][2], MERGED)["civilized"] == receive(load_handover(written(tmp_path, "handover"), MERGED), MERGED)["civilized"]


@pytest.mark.parametrize("suffix", [".csv", ".txt"])
def test_statements(tmp_path, suffix):
    """A unit's statement is written as a table or as Chinese text."""
    path = tmp_path / f"s{suffix}"
    write_statement(statement(RESULTS, "hutang"), path)

    assert lacking(path.read_text(encoding="utf-8-sig"), "公共秩序", "和平路", "垃圾") == []


def test_a_statement_for_people_has_chinese_heads(tmp_path):
    """With the language of people, the heads and the reasons of the table are Chinese; the cells below are the same."""
    tables = []
    for language in ("en", "zh"):
        write_statement(statement(RESULTS, "hutang"), tmp_path / f"{language}.csv", language=language)
        tables.append(list(csv.reader((tmp_path / f"{language}.csv").read_text(encoding="utf-8-sig").splitlines())))
    (heads, *rows), (chinese, *same) = tables
    reason = heads.index("reason")

    assert ("points", "扣分") == (heads[10], chinese[10])
    assert [] == [head for head in chinese if head.isascii()]
    assert [row[:reason] + row[reason + 1 :] for row in rows] == [row[:reason] + row[reason + 1 :] for row in same]
    assert [] == [row[reason] for row in same if row[reason].isascii() and row[reason]]
    with pytest.raises(BadValue):
        write_statement(statement(RESULTS, "hutang"), tmp_path / "x.csv", language="fr")


def test_a_statement_whose_points_are_a_third(tmp_path):
    """Points that no decimal ends stand in the table as an exact fraction, in a form that no spreadsheet opens as a day."""
    told = statement(RESULTS, "hutang")
    write_statement(evolve(told, told=[evolve(row, points=Fraction(1, 3)) for row in told.told[:1]]), tmp_path / "s.csv")

    assert lacking((tmp_path / "s.csv").read_text(encoding="utf-8-sig"), ",'1/3,0,") == []


def test_a_statement_whose_clause_has_lines(tmp_path):
    """A clause whose words were read over several lines stands in one line of the table, and refuses nothing."""
    told = statement(RESULTS, "hutang")
    path = tmp_path / "s.csv"
    write_statement(evolve(told, told=[evolve(row, clause=Told("第一条\n 只测一次\r\n", "")) for row in told.told]), path)

    assert lacking(path.read_text(encoding="utf-8-sig"), ",第一条 只测一次,") == []


def test_a_statement_of_another_kind(tmp_path):
    """A statement is written as a table or as text."""
    with pytest.raises(TristandardError) as caught:
        write_statement(statement(RESULTS, "hutang"), tmp_path / "s.doc")

    assert str(caught.value) == "s.doc: '.doc' is not a kind of file that is written here; give a path that ends in .csv or .txt"


def test_a_notice_of_what_one_assessment_counts_twice(tmp_path):
    """A breach that one assessment counts in two items goes round under the code of both, and loads equal."""
    case = case_of((CASES / "several_uses_findings.toml").read_text(encoding="utf-8"))
    rules = rules_of(case)
    found = notices(ledger_of(rules, case, case["cases"][0]))
    write_notices(found, tmp_path / "n.json", merge(rules))

    assert ["a.litter+a.title"] == [notice.indicator for notice in found]
    assert load_notices(tmp_path / "n.json", merge(rules)) == found


@pytest.mark.parametrize("kind", ["plan", "ledger", "results"])
def test_what_the_library_wrote_is_made_again_from_its_inputs_alone(tmp_path, monkeypatch, kind):
    """A file that is to the last byte what follows from its inputs is not read as a whole."""
    path = written(tmp_path, kind)
    monkeypatch.setattr("tristandard.codec.results.made_under", None)

    assert KINDS[kind][2] == KINDS[kind][1](path)


def test_results_of_several_periods_are_not_written(tmp_path):
    """Each period has a file of its own."""
    with pytest.raises(TristandardError) as caught:
        write_results(together([RESULTS]), tmp_path / "year.json")

    assert str(caught.value) == "year.json: '2022-05-10/2022-06-30' is not results of one period: they put several together; write the results of each period; together() puts them together again"
    assert not (tmp_path / "year.json").exists()
