"""Deduction rules, counting rules and circumstances as data: every key read, written back, and every way to write one wrong."""

import pytest

from samples import TINY, changed, lacking
from tristandard.basics.errors import Refused
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.testing.worked import rules_of
from worked import CASES, case_of, read

FILES = sorted(path for path in CASES.rglob("*.toml") if "published" not in path.parts)
LITTER = next(line for line in (TINY / "indicators.csv").read_text(encoding="utf-8").splitlines() if line.startswith("civilized.litter"))


def bytes_of(folder):
    """Return the bytes of every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_form_reads_back(tmp_path, path):
    """The rule set of every worked case reads back equal, and writes again the same bytes."""
    rule_set = rules_of(case_of(path.read_text(encoding="utf-8")))
    write_ruleset(rule_set, tmp_path / "one")
    again = load_ruleset(tmp_path / "one")
    write_ruleset(again, tmp_path / "two")

    assert rule_set == again
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


#: Every key of a line, of a counting rule and of a circumstance, as the writer words it.
WORDED = {
    "each": {"measures": ["litter.spots"], "each": 1},
    "each with all": {"measures": ["litter.spots"], "each": 2, "per": 3, "parts": "begun", "counting": "all", "at_most": 7},
    "where": {"measures": ["litter.spots"], "each": 1, "where": {"found_by": ["city", "district"], "overdue": ["yes"]}},
    "spans": {"measures": ["litter.spots"], "each": 1, "where": {"notified": ["0..1"], "sent_back": ["3.."]}},
    "times": {"measures": ["litter.spots"], "each": 1, "times": [{"by": "found_by", "factors": {"city": "10/3", "district": 2}, "other": 1}]},
    "look_back": {"measures": ["litter.spots"], "each": 1, "look_back": 2, "where": {"repeated": ["1.."]}},
    "charged": {"measures": ["litter.spots"], "each": 1, "charged": "host"},
    "points": {"measures": ["litter.spots"], "points": {"= 0": 0, ">= 1 and <= 2": 2, "> 2": 5}},
    "veto": {"measures": ["litter.spots"], "veto": "unit"},
    "gain": {"measures": ["litter.spots"], "gain": 1, "per": 2, "parts": "begun", "at_most": 3},
}


def toml_of(line):
    """Return a line as TOML."""
    def text(value):
        if isinstance(value, dict):
            return "{ " + ", ".join(f'"{key}" = {text(one)}' for key, one in value.items()) + " }"
        if isinstance(value, list):
            return "[" + ", ".join(map(text, value)) + "]"
        return f'"{value}"' if isinstance(value, str) else str(value)

    return "\n".join(f"{key} = {text(value)}" for key, value in line.items())


def priced(folder, *lines, standard="litter.spots <= 5 处", more=()):
    """Return the tiny folder in which lines price civilized.litter."""
    tariff = "\n\n".join(f"[[tariffs.litter]]\n{line if isinstance(line, str) else toml_of(line)}" for line in lines)
    cells = LITTER.replace("litter.spots <= 0 处", standard).replace(",1,,,,5,,plan", ",,,,,,litter,plan")
    return changed(folder, ("ruleset.toml", "[[tariffs.grade]]", f"{tariff}\n\n[[tariffs.grade]]"), ("indicators.csv", LITTER, cells), *more)


@pytest.mark.parametrize("line", WORDED.values(), ids=WORDED)
def test_each_key_is_written_as_it_was_read(tmp_path, line):
    """What was written by hand in the format's own words is written again in the same words."""
    beside = [{"measures": ["litter.spots"], "each": "0.1"}] if not line.keys() & {"each", "points", "veto"} else []
    rule_set = load_ruleset(priced(tmp_path, line, *beside))
    write_ruleset(rule_set, tmp_path / "out")
    written = read((tmp_path / "out" / "ruleset.toml").read_text(encoding="utf-8"))["tariffs"].get("civilized.litter")

    assert rule_set == load_ruleset(tmp_path / "out")
    if written is not None:
        assert line == written[0]


def test_a_straight_line_is_written_as_a_row(tmp_path):
    """A line that fits into the columns is written there, and needs no tariff."""
    write_ruleset(load_ruleset(priced(tmp_path, WORDED["each with all"])), tmp_path / "out")
    row = next(line for line in (tmp_path / "out" / "indicators.csv").read_text(encoding="utf-8").splitlines() if "civilized.litter" in line)

    assert ",2,3 处,begun,all,7,,plan," in row


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('where = { found_by = "city" }', 'where = { found_by = ["city"] }'),
        ('where = { found_by = ["district", "city", "city"] }', 'where = { found_by = ["city", "district"] }'),
        ('times = [{ by = "found_by", factors = { city = 2.0 }, other = 1 }]', 'times = [{ by = "found_by", factors = { city = 2 }, other = 1 }]'),
        ("per = 1", ""),
        ('parts = "exact"', ""),
        ('charged = "each"', ""),
        ("look_back = 0", ""),
    ],
)
def test_two_ways_to_write_the_same(tmp_path, before, after):
    """One answer may stand without brackets, order and repetition do not matter, and what is as usual may be left out."""
    plainly = 'measures = ["litter.spots"]\neach = 1\n'

    assert load_ruleset(priced(tmp_path / "a", plainly + before)) == load_ruleset(priced(tmp_path / "b", plainly + after))


#: The keys of a counting rule, in the words of the writer.
COUNTING = {
    "together": 'counting = { together = "1 m" }',
    "spacing": 'counting = { spacing = "20 m" }',
    "within and sample": 'counting = { within = "200 m", sample = 2 }',
    "forms": 'counting = { by = "found_by", forms = { city = { counts = 0, why = "市级不计" } } }',
}


@pytest.mark.parametrize("text", COUNTING.values(), ids=COUNTING)
def test_counting_rules_read_back(tmp_path, text):
    """A counting rule is written in the words in which it was read; lengths keep their unit."""
    rule_set = load_ruleset(changed(tmp_path, ("ruleset.toml", "whole = true", f"whole = true\n{text}")))
    write_ruleset(rule_set, tmp_path / "out")
    written = read((tmp_path / "out" / "ruleset.toml").read_text(encoding="utf-8"))["measures"]["litter.spots"]["counting"]

    assert rule_set == load_ruleset(tmp_path / "out")
    assert read(text)["counting"] == written


def test_lengths_convert(tmp_path):
    """A length may be written in any unit of length, and is held in metres."""
    one, other = (load_ruleset(changed(tmp_path / name, ("ruleset.toml", "whole = true", f'whole = true\ncounting = {{ within = "{name}" }}'))) for name in ("0.2 km", "200 m"))

    assert one == other


def test_a_bonus_reads_back(tmp_path):
    """How far gains may lift a sheet above its full mark is written and read."""
    rule_set = load_ruleset(changed(tmp_path, ("ruleset.toml", "[assessments.civilized.score.sheet]\nfull = 100", "[assessments.civilized.score.sheet]\nfull = 100\nbonus = 2.5")))
    write_ruleset(rule_set, tmp_path / "out")

    assert rule_set == load_ruleset(tmp_path / "out")
    assert "bonus = 2.5" in (tmp_path / "out" / "ruleset.toml").read_text(encoding="utf-8")


LINE = 'measures = ["litter.spots"]\n'
FIT = "has bands for litter.spots that do not fit: "
COVER = "; let the bands cover each value once, and a worse one cost no less"
ROW = "indicators.csv, row 2, column standard; ruleset.toml, tariffs.litter: indicator 'civilized.litter' "
#: Where the line alone is to be mended, whatever the standard asks.
OWN = "ruleset.toml, tariffs.litter: indicator 'civilized.litter' "
ENTRY = "ruleset.toml, tariffs.litter, entry 1"

#: What is wrong, the line as written, and what is told of it.
WRONG = {
    "a gap": (LINE + 'points = { "= 0" = 0, "2..3" = 1, "> 3" = 2 }', f"{ROW}{FIT}= 0 and >= 2 and <= 3 leave a gap{COVER}"),
    "an overlap": (LINE + 'points = { "= 0" = 0, "1..3" = 1, ">= 3" = 2 }', f"{ROW}{FIT}>= 1 and <= 3 and >= 3 overlap{COVER}"),
    "no end": (LINE + 'points = { "= 0" = 0, "1..3" = 1 }', f"{ROW}{FIT}nothing says what lies above >= 1 and <= 3{COVER}"),
    "falling steps": (LINE + 'points = { "<= 5" = 0, "6..8" = 3, "> 8" = 2 }', f"{ROW}{FIT}> 8 is worse than >= 6 and <= 8 and costs less{COVER}"),
    "a band that is none": (LINE + 'points = { ">" = 1 }', f"{ENTRY}.points: '>' is not a range; write for example \"= 5\", \"3..4\", \"> 2\" or \">= 1 and <= 2\""),
    "a rung of no ladder": (LINE + "points = { bad = 1 }", f'{ROW}{FIT}bad is no range of numbers, such as "1..5", "> 5" or "= 0"{COVER}'),
    "points below none": (LINE + 'points = { "any" = -1 }', f"{ENTRY}.points: -1 is not the points that any loses; write what is taken off as a number of 0 or more"),
    "a cap below one step": (LINE + "each = 2\nat_most = 1", f"{OWN}stops at 1, below one step of 2; let the cap be at least one step"),
    "a ceiling below one step": (LINE + "each = 1\n\n[[tariffs.litter]]\n" + LINE + "gain = 2\nat_most = 1", f"{OWN}stops at 1, below one step of 2; let the cap be at least one step"),
    "a gain without a ceiling": (LINE + "each = 1\n\n[[tariffs.litter]]\n" + LINE + "gain = 1", f"{OWN}gains without a ceiling; write at_most"),
    "a gain alone": (LINE + "gain = 1\nat_most = 2", f"{ROW}asks about litter.spots but no rule of its own prices it; add a rule, or drop what it asks"),
    "two tariffs": (LINE + 'each = 1\nveto = "item"', f"{ENTRY}: ['each', 'veto'] is not one price of a line; write one of each, points, chosen, gain, veto, noted, and no other beside it"),
    "an unknown tariff": (LINE + "rising = [1, 3]", f"{ENTRY}: ['rising'] is not one price of a line; write one of each, points, chosen, gain, veto, noted, and no other beside it"),
    "no tariff": (LINE + "at_most = 1", f"{ENTRY}: [] is not one price of a line; write one of each, points, chosen, gain, veto, noted, and no other beside it"),
    "an unknown key": (LINE + "each = 1\nat_moost = 1", f"{ENTRY}: 'at_moost' is not a known key; mend it, or take it out"),
    "an unknown circumstance": (LINE + 'each = 1\nwhere = { found_bi = "city" }', f"{OWN[:-1]} names the circumstance 'found_bi', which is not declared"),
    "an unknown circumstance in times": (LINE + 'each = 1\ntimes = [{ by = "channel", factors = { media = 2 }, other = 1 }]', f"{OWN[:-1]} names the circumstance 'channel', which is not declared"),
    "an unknown answer": (LINE + 'each = 1\nwhere = { found_by = ["city", "bureau"] }', f"{OWN[:-1]} names the answer to found_by 'bureau', which is not declared"),
    "an unknown answer in times": (LINE + 'each = 1\ntimes = [{ by = "found_by", factors = { bureau = 2 }, other = 1 }]', f"{OWN[:-1]} names the answer to found_by 'bureau', which is not declared"),
    "an answer that a life cannot give": (LINE + 'each = 1\nwhere = { overdue = "perhaps" }', f"{OWN[:-1]} names the answer to overdue 'perhaps', which is not declared"),
    "a span of no numbers": (LINE + 'each = 1\nwhere = { notified = "x..2" }', f"{OWN[:-1]} names the answer to notified 'x..2', which is not declared"),
    "a span from the larger": (LINE + 'each = 1\nwhere = { notified = "3..2" }', f"{OWN[:-1]} names the answer to notified '3..2', which is not declared"),
    "spans that overlap": (LINE + 'each = 1\ntimes = [{ by = "notified", factors = { "1..3" = 2, "3.." = 3 }, other = 1 }]', f"{ENTRY}.times, entry 1: '1..3 and 3..' is not a list of separate answers to notified"),
    "times without other": (LINE + 'each = 1\ntimes = [{ by = "found_by", factors = { city = 2 } }]', f"{ENTRY}.times, entry 1: 'other' is not there; add it"),
    "a factor of zero": (LINE + 'each = 1\ntimes = [{ by = "found_by", factors = { city = 0 }, other = 1 }]', f"{ENTRY}.times, entry 1.factors: 0 is not how often 'city' counts"),
    "times on larger steps": (LINE + 'each = 1\nper = 2\ntimes = [{ by = "found_by", factors = { city = 2 }, other = 1 }]', f"{OWN}counts findings by circumstance in steps other than one; price each finding: leave `per` out"),
    "look_back without repeated": (LINE + "each = 1\nlook_back = 2", f"{OWN}looks back 2 periods; write look_back with 'repeated', and only there"),
    "repeated without look_back": (LINE + 'each = 1\nwhere = { repeated = "1.." }', f"{OWN}reads 'repeated' without saying how far back; write look_back with 'repeated', and only there"),
    "an unknown level": (LINE + 'veto = "town"', f"{ENTRY}.veto: 'town' is not one of item, site, unit; write one of them"),
    "a gain of no number": (LINE + 'gain = "much"\nat_most = 1', f"{ENTRY}.gain: 'much' is not an exact number"),
    "chosen by no text": (LINE + 'chosen = 3\nbands = { "any" = "0..1" }', f"{ENTRY}.chosen: 3 is not text; write it in quotes"),
    "charged to nobody": (LINE + 'each = 1\ncharged = "guest"', f"{ENTRY}.charged: 'guest' is not one of each, host; write one of them"),
    "where of no words": (LINE + "each = 1\nwhere = { found_by = 3 }", f"{ENTRY}.where: 3 is not text; write it in quotes"),
    "a measure of another standard": ('measures = ["litter.spots", "lamps.lit"]\neach = 1', f"{ROW}prices lamps.lit, which its standard does not ask about; price a measure of its standard, or let the standard ask about it too, such as lamps.lit any"),
    "choosing by what is not asked": (LINE + 'each = 1\n\n[[tariffs.litter]]\n' + LINE + 'chosen = "queue.wait"\nbands = { "any" = "0..1" }', f'{ROW}chooses points by queue.wait, which its standard does not ask about; write "queue.wait any" into its standard'),
    "choosing a whole number": (LINE + 'chosen = "litter.spots"\nbands = { "any" = "0..1" }', f'{ROW}takes the points chosen as litter.spots, a measure of whole numbers; leave `whole` out of litter.spots: points may have decimals'),
    "choosing from more to less": (LINE + 'chosen = "litter.spots"\nbands = { "any" = "3..2" }', f"{ENTRY}.bands: '3..2' is not the points to choose from where any; write the smaller number first"),
    "bands without chosen": (LINE + 'each = 1\nbands = { "any" = "2..3" }', f"{ENTRY}: 'bands' is not a known key; mend it, or take it out"),
    "per of a gain": (LINE + "gain = 1\nper = 0\nat_most = 1", f"{ENTRY}.per: 0 is not a number above zero for `per` (Gain)"),
}


@pytest.mark.parametrize(("line", "message"), WRONG.values(), ids=WRONG)
def test_each_mistake_of_a_line(tmp_path, line, message):
    """A line that cannot be priced by is told with its place, and nothing is loaded."""
    with pytest.raises(Refused) as caught:
        load_ruleset(priced(tmp_path, line))

    assert [] == lacking(str(caught.value), message)


@pytest.mark.parametrize(
    ("standard", "line", "message"),
    [
        ("lamps.lit >= 95 %", 'each = 1\ntimes = [{ by = "found_by", factors = { city = 2 }, other = 1 }]', "reads circumstances to price lamps.lit, which is not a number of findings with an upper end; read them where findings are counted, by steps or as a veto"),
        ("lamps.lit any", "gain = 1\nat_most = 2", "gains by lamps.lit, of which no end is asked: all its values are at least 0 %; ask for at least, or at most, something beyond that"),
        ("lamps.lit >= 95 %", 'each = 1\ncounting = "all"', "counts all occurrences of lamps.lit, which has no upper end; count what lies beyond the bar"),
        ("lamps.lit <= 95 %", 'each = 1\nper = "required"', "deducts by the uncompleted share of lamps.lit, of which nothing is required"),
        ("lamps.lit >= 95 %", 'points = { "any" = 1 }\nwhere = { found_by = "city" }', "reads circumstances to price lamps.lit"),
    ],
)
def test_each_mistake_of_another_measure(tmp_path, standard, line, message):
    """What reads findings needs findings, and what gains needs an end to gain by."""
    with pytest.raises(Refused) as caught:
        load_ruleset(priced(tmp_path, f'measures = ["lamps.lit"]\n{line}', standard=standard))

    assert [] == lacking(str(caught.value), f"{ROW}{message}")


def test_a_veto_of_the_site_needs_a_score_of_the_site(tmp_path):
    """A veto may zero a site only where every sheet stands below a fold over sites."""
    text = (TINY / "ruleset.toml").read_text(encoding="utf-8")
    start, end = text.index("[assessments.civilized.score.total]"), text.index("[assessments.urban]")
    one_sheet = ("ruleset.toml", text[start:end], "[assessments.civilized.score.total]\nfull = 100\n\n")
    with pytest.raises(Refused) as caught:
        load_ruleset(priced(tmp_path / "unit", LINE + 'veto = "site"', more=[one_sheet]))

    assert [] == lacking(str(caught.value), f"{OWN}may zero a site, where no score stands for one; take the mean over 'site' above every sheet, or let it zero the item or the unit")
    assert load_ruleset(priced(tmp_path / "site", LINE + 'veto = "site"'))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (("whole = true", 'whole = true\ncounting = { together = "1 s" }'), "ruleset.toml, measures.'litter.spots'.counting.together: 's' is not a unit that converts to m"),
        (("whole = true", "whole = true\ncounting = { together = 1 }"), "ruleset.toml, measures.'litter.spots'.counting.together: 1 is not text; write it in quotes"),
        (("whole = true", 'whole = true\ncounting = { together = "1 m", spacing = "2 m" }'), "ruleset.toml, measures.'litter.spots'.counting: 'together 1 m, spacing 2 m' is not one way to count what lies close"),
        (("whole = true", 'whole = true\ncounting = { nearby = "1 m" }'), "ruleset.toml, measures.'litter.spots'.counting: 'nearby' is not a known key"),
        (("whole = true", 'whole = true\ncounting = { by = "found_by" }'), "is not a count by form"),
        (("whole = true", 'whole = true\ncounting = { by = "form", forms = { banner = { counts = 0, why = "不计" } } }'), "measure 'litter.spots' names the circumstance 'form', which is not declared"),
        (("whole = true", 'whole = true\ncounting = { by = "found_by", forms = { bureau = { counts = 0, why = "不计" } } }'), "measure 'litter.spots' names the answer to found_by 'bureau', which is not declared"),
        (("whole = true", 'whole = true\ncounting = { by = "found_by", forms = { city = { counts = 0 } } }'), "'why' is not there; add it"),
        (("whole = true", 'whole = true\ncounting = { sample = 2.5 }'), "counting.sample: 2.5 is not a whole number"),
        (('rungs = ["C", "B", "A"]', 'rungs = ["C", "B", "A"]\ncounting = { together = "1 m" }'), "'toilet.grade' is not a measure that is counted; leave the counting rule out: its answer is no number"),
        (('[circumstances.found_by]', '[circumstances.overdue]\nzh = "逾期"\nvalues = { yes = "是" }\n\n[circumstances.found_by]'), "circumstance 'overdue' is told by the life of a finding already; give it another code"),
        (('values = { city = "市级", district = "区级" }', ""), "circumstance 'found_by' has no answers; list them under values"),
        (('values = { city = "市级", district = "区级" }', "values = { city = 1 }"), "ruleset.toml, circumstances.found_by.values: 1 is not text; write it in quotes"),
        (('values = { city = "市级", district = "区级" }', 'value = { city = "市级" }'), "ruleset.toml, circumstances.found_by: 'value' is not a known key"),
        (("[assessments.civilized.score.sheet]\nfull = 100", "[assessments.civilized.score.sheet]\nfull = 100\nbonus = -1"), "ruleset.toml, assessments.civilized.score.sheet.bonus: -1 is not a bonus; write how far gains may lift the score above the full mark, 0 or more"),
    ],
)
def test_each_mistake_of_what_is_counted(tmp_path, edit, message):
    """A counting rule, a circumstance or a bonus that cannot be is told with its place."""
    with pytest.raises(Refused) as caught:
        load_ruleset(changed(tmp_path, ("ruleset.toml", *edit)))

    assert [] == lacking(str(caught.value), message)


def test_what_is_wrong_with_a_line_alone_does_not_blame_the_standard(tmp_path):
    """Where the line is to be mended whatever the standard asks, that place alone is told: the tariff, or the columns of the row."""
    with pytest.raises(Refused) as in_tariff:
        load_ruleset(priced(tmp_path / "tariff", LINE + 'each = 1\nwhere = { repeated = "1.." }'))
    with pytest.raises(Refused) as in_row:
        load_ruleset(changed(tmp_path / "row", ("indicators.csv", ",1,,,,5,", ",1,,,,0.5,")))

    assert ["ruleset.toml, tariffs.litter"] == [str(problem).partition(":")[0] for problem in in_tariff.value.exceptions]
    assert {"indicators.csv, row 2, column each"} == {str(problem).partition(":")[0] for problem in in_row.value.exceptions}
