"""Files that nobody edits: each field is under the seal, the rules are named by their digest, and no size or depth is written that is not read."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator, lacking
from survey import LITTER, city, finding, found, planned, priced, scored, seen, site
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.outcome import Measured
from tristandard.basics.terms import Tree, Unit
from tristandard.codec.files import SURVEY_LIMIT
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.codec.handed import load_handover, load_notices, write_handover, write_notices
from tristandard.codec.issued import load_certificate, write_certificate
from tristandard.codec.output import seal
from tristandard.codec.results import load_ledger, load_plan, load_results, write_ledger, write_plan, write_results
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.standard import Ask, Standard
from tristandard.scoring.handover import handover
from tristandard.scoring.notice import notices
from tristandard.scoring.receive import receive
from tristandard.scoring.score import score
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.testing.laws.files import _other, _places

RULES = city(notice_zh="示例，不是公布的数字", models={"b": Model({"total": Blend(weights={"sheet": 80, "night": 20}), "sheet": Sheet(), "night": Given(by="夜查组")})})
MERGED = merge(RULES)
FIGURES = {("b", "night", "wujin"): "62.5"}
FIRST = score(share(register(planned(MERGED, site("s1"), site("s2")), [seen(3, "s1")])), givens=FIGURES)
SEEN = [seen(found(finding("f1"), finding("f2", "bureau", place="西侧")), "s1", revision=2, visit="v1"), seen(3, "s1"), seen(0, "s2")]
RESULTS = score(share(register(FIRST.ledger.register.plan, SEEN)), givens=FIGURES, supersedes=FIRST, reason="复核")
ALONE = merge(city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("b.lamps", "lamps.lit >= 99 %")))
NOTICES = notices(share(register(planned(ALONE), [seen(3, what="a.litter")])))

#: How each kind of thing is written and loaded, and the thing.
KINDS = {
    "plan": (write_plan, lambda path: load_plan(path, MERGED), RESULTS.ledger.register.plan),
    "ledger": (write_ledger, lambda path: load_ledger(path, MERGED), RESULTS.ledger),
    "results": (write_results, lambda path: load_results(path, MERGED), RESULTS),
    "handover": (lambda thing, path: write_handover(thing, path, MERGED), lambda path: load_handover(path, MERGED), handover(RESULTS, "b", "a")),
    "notices": (lambda thing, path: write_notices(thing, path, ALONE), lambda path: load_notices(path, ALONE), NOTICES),
    "certificate": (write_certificate, load_certificate, certify(RESULTS)),
}


def written(folder, kind):
    """Write a thing and return the path and what stands there."""
    path = folder / f"{kind}.json"
    KINDS[kind][0](KINDS[kind][2], path)
    return path, json.loads(path.read_text(encoding="utf-8"))


def refused(path, kind, table):
    """Return why a table is refused in the place of what was written, or None."""
    path.write_text(json.dumps(table), encoding="utf-8")
    try:
        KINDS[kind][1](path)
    except TristandardError as error:
        return str(error)
    return None


def size(table):
    return len(list(_places(table)))


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_changed_is_found(tmp_path, kind):
    """Every field of every file, the seal among them, changed into another value or taken out: each is refused."""
    path, table = written(tmp_path, kind)
    text = json.dumps(table)
    taken = []
    for number in range(size(table)):
        for drop in (False, True):
            other = json.loads(text)
            inside, key = list(_places(other))[number]
            told = f"{key} {inside[key]!r:.60}"
            if drop:
                del inside[key]
            else:
                inside[key] = _other(inside[key])
            if refused(path, kind, other) is None:
                taken.append(told)

    assert [] == taken


SEALED = "is not the seal of what stands in the file; "


def less(table):
    """Take a site out of a handover, with all that is told of it."""
    table["sites"] = table["sites"][1:]
    table["entries"] = [entry for entry in table["entries"] if entry["site"] == table["sites"][0]["code"]]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("results", lambda table: table["identity"].update(edition="3")),
        ("results", lambda table: table["identity"].update(edition="1", supersedes="", reason="")),
        ("results", lambda table: table["identity"].update(supersedes="0" * 64)),
        ("results", lambda table: table["identity"].update(reason="申诉")),
        ("results", lambda table: table["identity"].update(library_version="0.0.1")),
        ("certificate", lambda table: table["identity"].update(edition="1", supersedes="", reason="")),
        ("certificate", lambda table: table["identity"].update(inputs="0" * 64)),
        ("certificate", lambda table: table.update(measurements=99)),
        ("certificate", lambda table: table.update(unmeasured=1, breaches=0)),
        ("handover", less),
        ("handover", lambda table: table.update(period="2022Q3")),
        ("handover", lambda table: table["entries"][0].update(status="met")),
        ("notices", lambda table: table["notices"][0].update(seen="无")),
        ("notices", lambda table: table["notices"].clear()),
    ],
)
def test_what_nothing_follows_from_is_under_the_seal(tmp_path, kind, change):
    """Which edition it is, what it supersedes and why, all of a certificate, a site of a handover: no rule and no input gives these, and the seal holds them."""
    path, table = written(tmp_path, kind)
    change(table)
    message = refused(path, kind, table)

    assert message is not None
    assert SEALED in message
    assert "ask for the file again; someone or something changed it" in message


def named(**changes):
    """Return a change of what results are named by."""
    return lambda table: table["identity"].update(changes)


def noted(**changes):
    """Return a change of a notice."""
    return lambda table: table["notices"][0].update(changes)


ORDER = "is not an edition with its reason; the first is 1 and supersedes nothing; a later one names what it supersedes, and why"
CHANGED_AND_SEALED = {
    "no edition before": ("results", named(supersedes="", reason=""), f"results.json, identity: 2 {ORDER}"),
    "edition of twenty digits": ("results", named(edition="1" + "0" * 20), "results.json, identity.edition: '100000000000000000000' is not a whole number"),
    "edition with a zero before it": ("results", named(edition="02"), "results.json, identity.edition: '02' is not a whole number"),
    "supersedes no digest": ("results", named(supersedes="abc"), "results.json, identity.supersedes: 'abc' is not a digest of 64 digits and letters from a to f"),
    "library that turns text around": ("results", named(library_version="1\u202e"), "results.json, identity.library_version: '1\\u202e' is not a text on one line"),
    "no library": ("results", named(library_version=""), "results.json, identity.library_version: '' is not a text"),
    "reason of two lines": ("results", named(reason="a\nb"), "results.json, identity.reason: 'a\\nb' is not a text on one line"),
    "certificate of edition 5": ("certificate", named(edition="5", supersedes="", reason=""), f"certificate.json, identity.edition: '5' {ORDER}"),
    "certificate of a first that supersedes": ("certificate", named(edition="1"), f"certificate.json, identity.edition: '1' {ORDER}"),
    "certificate of edition 10^20": ("certificate", named(edition=str(10**20)), "certificate.json, identity.edition: '100000000000000000000' is not the number of an edition"),
    "certificate of edition 0": ("certificate", named(edition="0"), "identity.edition: '0' is not the number of an edition"),
    "certificate of no period": ("certificate", named(period="2022Q9"), "certificate.json, identity.period: '2022Q9' is not a period"),
    "certificate of no inputs": ("certificate", named(inputs="12"), "certificate.json, identity.inputs: '12' is not a digest"),
    "certificate of no rules": ("certificate", named(rule_set="a b"), "certificate.json, identity.rule_set: 'a b' is not the code of a rule set"),
    "certificate of minus three indicators": ("certificate", named(only="-3"), "certificate.json, identity.only: '-3' is not a number of indicators"),
    "certificate that says more": ("certificate", named(signed="yes"), "certificate.json, identity.signed: 'signed' is not a known key"),
    "certificate without a reason for it": ("certificate", lambda table: table["identity"].pop("reason"), "is not complete: it lacks reason; ask for the certificate again"),
    **{f"minus one of {count}": ("certificate", lambda table, count=count: table.update({count: -1}), f"certificate.json, {count}: -1 is not a number of things; write a whole number from 0") for count in ("measurements", "unmeasured", "breaches", "postings", "unassessed", "handovers")},
    "more breaches than measurements": ("certificate", lambda table: table.update(breaches=99), "certificate.json, breaches: 99 is not a number of things; write a whole number from 0 to "),
    "no number of unassessed": ("certificate", lambda table: table.pop("unassessed"), "certificate.json: 'unassessed' is not there; load a file that this library wrote"),
    "a number as text": ("certificate", lambda table: table.update(postings="3"), "certificate.json, postings: '3' is not a whole number"),
    "notice of no rules": ("notices", lambda table: table["notices"][0].pop("rules"), "notices.json, notices, entry 1: 'rules' is not there; add it"),
    "notice of empty rules": ("notices", noted(rules=""), "notices.json, notices, entry 1.rules: '' is not the digest of the rules given"),
    "notice of no period": ("notices", noted(period="2022Q9"), "notices.json, notices, entry 1.period: '2022Q9' is not a period"),
    "notice of an unknown indicator": ("notices", noted(indicator="a.liter"), "the notice names the indicator 'a.liter', which is not declared; declare it, or mend the code (did you mean a.litter?)"),
    "notice by nobody": ("notices", noted(found_by="c"), "entry 1.found_by: the notice names the assessment 'c', which is not declared"),
    "notice to nobody": ("notices", noted(to=["c"]), "entry 1.to: the notice names the assessment 'c', which is not declared"),
    "notice to an unknown unit": ("notices", noted(units=["nobody"]), "entry 1.units: the notice names the unit 'nobody', which is not declared"),
    "notice of two lines": ("notices", noted(seen="1\n2"), "entry 1.seen: '1\\n2' is not a text on one line"),
    "notice of another label": ("notices", noted(zh="别的"), "entry 1.zh: '别的' is not what the rules given say: 'a.litter'"),
    "handover to nobody": ("handover", lambda table: table.update(consumer="c"), "handover.json, consumer: the handover names the assessment 'c', which is not declared"),
    "handover without its notice": ("handover", lambda table: table.update(notice=""), "handover.json, notice: '' is not what the rules given say: '示例，不是公布的数字'"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED_AND_SEALED)
def test_what_cannot_be_is_refused_though_it_is_sealed(tmp_path, name):
    """Whoever changes a file and makes its seal anew is told of what no such file can say: an edition without the one before it, a number of things below nothing, a word that the rules do not have."""
    kind, change, told = CHANGED_AND_SEALED[name]
    path, table = written(tmp_path, kind)
    change(table)
    del table["seal"]

    assert lacking(str(refused(path, kind, {**table, "seal": seal(table)})), told) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_layout_is_not_under_the_seal(tmp_path, kind):
    """Another order of keys, other blanks, letters as their codes: the fields are the same, and so is the seal."""
    path, table = written(tmp_path, kind)
    path.write_text(json.dumps(dict(reversed(table.items())), ensure_ascii=True, indent=4), encoding="utf-8")

    assert KINDS[kind][2] == KINDS[kind][1](path)


def test_a_number_is_not_its_text(tmp_path):
    """Results whose figure stands as a number where it was written as text were written by somebody else."""
    path, table = written(tmp_path, "results")
    table["givens"][0][-1] = 62.5

    assert SEALED in refused(path, "results", table)


@pytest.mark.parametrize("kind", ["results", "certificate"])
def test_whoever_makes_the_seal_anew_is_not_found_by_it(tmp_path, kind):
    """A seal is no signature: whoever changes a reason and makes the seal anew is found only by who holds the file against another."""
    path, table = written(tmp_path, kind)
    table["identity"]["reason"] = "申诉"
    table["seal"] = seal({key: told for key, told in table.items() if key != "seal"})

    assert refused(path, kind, table) is None
    if kind == "certificate":
        assert ["identity reason: '申诉' in the certificate, '复核' in the results"] == list(map(str, load_certificate(path).against(RESULTS)))


# ---- other rules under the same name

PRICIER = city(notice_zh=RULES.notice_zh, models={"b": RULES.assessment("b").model})
PRICIER = evolve(PRICIER, assessments=[evolve(book, indicators=[evolve(one, deductions=(priced(2, 50),)) for one in book.indicators]) for book in PRICIER.assessments])


@pytest.mark.parametrize("kind", ["plan", "ledger", "results", "handover"])
def test_other_rules_under_one_code_and_version(tmp_path, kind):
    """Rules that are called the same and price otherwise are not the rules that it was made under, and the message says so."""
    loads = {"plan": load_plan, "ledger": load_ledger, "results": load_results, "handover": load_handover}
    path, _ = written(tmp_path, kind)
    with pytest.raises(TristandardError) as caught:
        loads[kind](path, merge(PRICIER))

    assert str(caught.value) == (
        f"{kind}.json, rules: '{RULES.digest}' is not the digest of the rules given; "
        "load it with the rules that it was made under: these are called sample 1 too, and say something else"
    )


def test_a_handover_is_not_received_under_other_rules():
    """A handover in hand is held against the digest of the rules too: nothing is scored by other prices."""
    with pytest.raises(Refused) as caught:
        receive(handover(RESULTS, "b", "a"), merge(PRICIER), givens=FIGURES)

    assert f"the handover's digest of the rules called sample 1 is '{RULES.digest}', here it is 'another'" in str(caught.value)


def test_notices_of_other_rules(tmp_path):
    """Notices name the rules that ask, and are not loaded under others that are called the same."""
    path, _ = written(tmp_path, "notices")
    with pytest.raises(TristandardError, match=r"notices\.json, notices, entry 1\.rules: '[0-9a-f]{64}' is not the digest of the rules given"):
        load_notices(path, MERGED)


# ---- sizes and depths


def test_a_file_of_any_size_is_read(tmp_path):
    """What the library wrote has no limit of size: a plan larger than any table that is read loads all the same."""
    path, _ = written(tmp_path, "plan")
    path.write_bytes(path.read_bytes() + b" " * SURVEY_LIMIT)

    assert KINDS["plan"][2] == load_plan(path, MERGED)


@pytest.mark.parametrize("deep", [8, 15])
def test_a_model_of_many_nodes_one_in_another(tmp_path, deep):
    """Results of a model that is nested deep are written in a list with levels, and load."""
    nodes = {"total": Blend(weights={"n1": 100}), **{f"n{place}": Blend(weights={f"n{place + 1}": 100}) for place in range(1, deep)}, f"n{deep}": Sheet()}
    results = scored(seen(3), rules=city(models={"a": Model(nodes)}))
    write_results(results, tmp_path / "results.json")
    once = (tmp_path / "results.json").read_bytes()
    back = load_results(tmp_path / "results.json", results.ledger.register.plan.merged)
    write_results(back, tmp_path / "results.json")
    parts = json.loads(once)["results"]["a"]["wujin"]["score"]

    assert (results, once) == (back, (tmp_path / "results.json").read_bytes())
    assert [(level, "total" if level == 0 else f"n{level}") for level in range(deep + 1)] == [(part["level"], part["node"]) for part in parts]


MOST = 10**40
LIMITS = [Fraction(MOST - 1), Fraction(1, MOST), Fraction(1, MOST - 1), Fraction(MOST - 1, MOST - 3), Fraction(int("1" * 80), MOST), Fraction(1, 2**41), Decimal("0." + "3" * 40), "0." + "7" * 40]


@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_numbers_at_the_limit(tmp_path, limit):
    """Whatever value, figure or price is taken at all stands in a ledger, results and a handover that load, and so do the points that come of it, which have more digits."""
    rules = city(
        indicator("a.gap", "notice.spacing <= 0 m", priced(limit, None, "3/7", "notice.spacing")), indicator("b.gap", "notice.spacing <= 0 m", priced(1, 5, 1, "notice.spacing")),
        crosswalks=city().crosswalks[:0], models={"a": RULES.assessment("b").model},
    )  # fmt: skip
    walk = evolve(city().crosswalks[0], matches=[evolve(city().crosswalks[0].matches[0], first="a.gap", second="b.gap")])
    merged = merge(evolve(rules, crosswalks=[walk]))
    share_of = Fraction(1, MOST - 1)
    held = register(planned(merged, site("s1", {"wujin": share_of, "tianning": 1 - share_of})), [seen(Measured({"notice.spacing": limit}), what="a.gap")])
    results = score(share(held), givens={("a", "night", "wujin"): min(Fraction(limit), Fraction(100))})
    write_results(results, tmp_path / "results.json")
    write_handover(handed := handover(results, "b", "a"), tmp_path / "handover.json", merged)

    assert results == load_results(tmp_path / "results.json", merged)
    assert handed == load_handover(tmp_path / "handover.json", merged)
    assert receive(handed, merged)["a"]["wujin"].part.items == receive(load_handover(tmp_path / "handover.json", merged), merged)["a"]["wujin"].part.items


@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_rules_with_numbers_at_the_limit(tmp_path, limit):
    """Whatever bar, price, step, cap, band or full mark is taken at all stands in a rule set that loads, in rates too."""
    asked = indicator("a.gap", "notice.spacing <= 0 m; ads.density <= 0 处/100 m", priced(limit, limit, limit, "notice.spacing"), priced(limit, limit, limit, "ads.density"))
    bars = Standard([Ask(ask.measure, Range(limit=End(limit))) for ask in asked.standard.asks])
    banded = DeductionRule(measures=("notice.spacing",), tariff=Bands([(Range(limit=End(limit)), 0), (Range(floor=End(limit, closed=False)), limit)]))
    rules = city(evolve(asked, standard=bars), evolve(asked, code="a.band", standard=bars, deductions=[banded, asked.deductions[1]]))
    rules = evolve(rules, assessments=[evolve(book, items=[evolve(item, full=limit) for item in book.items], model=Model({"total": Sheet(full=limit)})) for book in rules.assessments])
    write_ruleset(rules, tmp_path / "once")
    back = load_ruleset(tmp_path / "once")
    write_ruleset(back, tmp_path / "twice")

    assert (rules, rules.digest) == (back, back.digest)
    assert [path.read_bytes() for path in sorted((tmp_path / "once").iterdir())] == [path.read_bytes() for path in sorted((tmp_path / "twice").iterdir())]


@pytest.mark.parametrize(
    "refuse",
    [
        lambda: Measured({"notice.spacing": Decimal("0." + "3" * 41)}),
        lambda: Measured({"notice.spacing": Decimal("0." + "3" * 80)}),
        lambda: site(units={"wujin": Fraction(1, MOST + 1), "tianning": 1 - Fraction(1, MOST + 1)}),
        lambda: priced(Fraction(1, MOST + 1)),
        lambda: scored(rules=RULES, givens={("b", "night", "wujin"): Decimal("0." + "3" * 41)}),
    ],
)
def test_numbers_beyond_the_limit(refuse):
    """What could not be read again is refused where it comes in, and not when it is written or read."""
    with pytest.raises(TristandardError) as caught:
        refuse()

    assert 'write a plain decimal such as "0.5", or a fraction such as "5/3"' in str(caught.value)


def test_counts_at_the_limit(tmp_path):
    """Revisions and periods back have at most 18 digits, coming in and being read."""
    most = 10**18 - 1
    merged = merge(city(indicator("a.litter", "litter.spots <= 0 处", priced(1), evolve(priced(2), look_back=most, where={"repeated": ("1..",)}))))
    told = seen(found(finding("f1")), what="a.litter", revision=most)
    ledger = share(register(planned(merged), [told, seen(found(finding("f2")), what="a.litter", revision=1)]), history={"s1": {"litter.spots": (1, most)}})
    write_ledger(ledger, tmp_path / "ledger.json")

    assert ledger == load_ledger(tmp_path / "ledger.json", merged)
    for beyond in (lambda: evolve(told, revision=most + 1), lambda: evolve(priced(2), look_back=most + 1), lambda: share(ledger.register, history={"s1": {"litter.spots": (most + 1,)}})):
        with pytest.raises(TristandardError):
            beyond()


def test_slashes_in_codes(tmp_path):
    """Where codes of sites and units have the mark that parts keys, two postings still have two keys, and a handover of both is received."""
    units = Tree("unit", [Unit(code=code, zh=code, kind="district") for code in ("u", f"{LITTER}/a/u", f"{LITTER}/b/u")])
    sites = [site("s", {"u": "1/3", f"{LITTER}/a/u": "1/3", f"{LITTER}/b/u": "1/3"}), site(f"s/{LITTER}/a", "u"), site(f"s/{LITTER}/b", "u")]
    merged = merge(evolve(city(), units=units))
    results = score(share(register(planned(merged, *sites), [seen(1, one.code) for one in sites])))
    keys = [posting.key for posting in results.ledger.postings()]
    write_handover(handover(results, "b", "a"), tmp_path / "handover.json", merged)
    received = receive(load_handover(tmp_path / "handover.json", merged), merged)

    assert (10, 10) == (len(keys), len(set(keys)))
    assert f"2022Q2/s%2F{LITTER}%2Fa/{LITTER}/a/u" in keys
    assert results["a"]["u"].exact == received["a"]["u"].exact


# ---- a certificate against results


def test_a_certificate_is_held_against_results_in_one_call(tmp_path):
    """A loaded certificate is that of loaded results, and of no others: not of the first edition, nor of the same with another reason."""
    write_certificate(certify(RESULTS), tmp_path / "certificate.json")
    write_results(RESULTS, tmp_path / "results.json")
    certificate, results = load_certificate(tmp_path / "certificate.json"), load_results(tmp_path / "results.json", MERGED)

    assert () == certificate.against(results)
    assert ["breaches", "edition", "inputs", "reason", "supersedes", "unmeasured"] <= [one.where for one in certificate.against(FIRST)]
    assert ["identity reason"] == [one.where for one in certificate.against(evolve(results, reason="申诉"))]
    assert ["postings"] == [one.where for one in evolve(certificate, postings=9).against(results)]
    with pytest.raises(BadValue, match="the kind Results"):
        certificate.against(FIRST.ledger)
