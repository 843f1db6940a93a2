"""Statements, bulletins and certificates as files: every column, and every way in which a certificate can be wrong."""

import io
import json

import pytest
from attrs import evolve

from survey import changed, city, itemed, scored, seen, site
from tristandard.basics.errors import TristandardError
from tristandard.codec.issued import load_certificate, write_bulletin, write_certificate, write_statement
from tristandard.codec.output import seal
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.statement import statement
from tristandard.rules.model import Model
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.sheet import Sheet

RULES = evolve(city(), notice_zh="虚构", notice_en="made up")
CAPPED = scored(seen(3), seen(2, "s2"), sites=(site("s1", zh="人民路"), site("s2")), rules=changed(RULES, a={"items": itemed(RULES.assessments[0], item=4)}))
HEADS = {
    "en": "assessment,item,item_zh,site,site_zh,indicator,zh,finding,seen,bar,points,gained,counted,extrapolated,rounding,reason,clause,provenance,notice",
    "zh": "考核编码,项目编码,项目,点位编码,点位,指标编码,指标,问题序号,所见,标准,扣分,加分,计入得分,未测推及,修约差,不计的原因,依据,来历,说明",
}


def written(write, thing, **more):
    """Return the lines that are written into an open file."""
    file = io.StringIO()
    write(thing, file, **more)
    return file.getvalue().splitlines()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_table_of_a_statement(language):
    """3 and 2 spots cost 5, of which an item of 4 takes 4, in proportion: 2.4 and 1.6; in `b` half a point each costs 1.5 and 1."""
    assert [
        HEADS[language],
        "a,item,项,s1,人民路,a.litter,a.litter,,litter.spots 3 处,litter.spots <= 0 处,3,0,2.4,0,0,,,标准 公开工作文件，分值 示例,虚构",
        "a,item,项,s2,,a.litter,a.litter,,litter.spots 2 处,litter.spots <= 0 处,2,0,1.6,0,0,,,标准 公开工作文件，分值 示例,虚构",
        "a,,,,,,修约差,,,,,0,0,0,0,,,,虚构",
        "b,item,项,s1,人民路,b.litter,b.litter,,litter.spots 3 处,litter.spots <= 0 处,1.5,0,1.5,0,0,,,标准 公开工作文件，分值 示例,虚构",
        "b,item,项,s2,,b.litter,b.litter,,litter.spots 2 处,litter.spots <= 0 处,1,0,1,0,0,,,标准 公开工作文件，分值 示例,虚构",
        "b,,,,,,修约差,,,,,0,0,0,0,,,,虚构",
    ] == written(write_statement, statement(CAPPED, "wujin"), ending=".csv", language=language)


def test_why_something_counts_nowhere():
    """A breach in a part without a score is told with its reason: as a code for programs, in words for people."""
    blank = {"model": Model({"total": Sheet(unmeasured=Unmeasured.BLANK)})}
    results = scored(seen(3), sites=(site("s1"), site("s2")), rules=changed(RULES, a=blank, b=blank))
    (_, *rows), (_, *people) = ([row.split(",") for row in written(write_statement, statement(results, "wujin"), ending=".csv", language=language)] for language in ("en", "zh"))

    assert [row[:15] for row in rows] == [row[:15] for row in people]
    assert ["no_score", "no_score"] == [row[15] for row in rows if row[3] == "s1"]
    assert ["所在部分无得分", "所在部分无得分"] == [row[15] for row in people if row[3] == "s1"]


def test_the_whole_table_of_a_bulletin():
    """Before the columns of the bulletin stand the rules, the period and the edition, and after them the notice."""
    assert ["规则集,版本,期间,版次,类别,名次,单位,得分,等次,满分,项扣分,其他,未测推及,加分,尾差,预警,备注,说明", "sample,1,2022Q2,1,district,1,武进区,96.0,,100,4.0,,,,,,,虚构"] == written(write_bulletin, bulletin(CAPPED["a"]), ending=".csv")
    assert bulletin(CAPPED["a"]).text().splitlines() == written(write_bulletin, bulletin(CAPPED["a"]), ending=".md")
    assert statement(CAPPED, "wujin").text().splitlines() == written(write_statement, statement(CAPPED, "wujin"), ending=".txt")


def certificate(**changes):
    """Return the table of a certificate with changes and a seal of its own; None takes a key out, "identity_" leads to its identity."""
    table = json.loads("\n".join(written(write_certificate, certify(CAPPED))))
    del table["seal"]
    for name, value in changes.items():
        place, key = (table["identity"], name.removeprefix("identity_")) if name.startswith("identity_") else (table, name)
        place[key] = value
        if value is None:
            del place[key]
    return {**table, "seal": seal(table)}


ASK = "ask for the certificate again"
WHOLE = "is not a number of things; write a whole number from 0"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"holds": None}, [f"table: 'holds' is not there; {ASK}"]),
        ({"holds": False}, [f"table, holds: false is not true, as its 0 disagreements say; {ASK}"]),
        ({"measurements": "2"}, ["table, measurements: '2' is not a whole number; load a file that this library wrote"]),
        ({"postings": None}, ["table: 'postings' is not there; load a file that this library wrote"]),
        ({"postings": -1}, [f"table, postings: -1 {WHOLE}"]),
        ({"measurements": -1}, [f"table, breaches: 2 {WHOLE} to -1", f"table, measurements: -1 {WHOLE}", f"table, unmeasured: 0 {WHOLE} to -1"]),
        ({"breaches": 9}, [f"table, breaches: 9 {WHOLE} to 2"]),
        ({"identity_rule_set": "a b"}, [f"table, identity.rule_set: 'a b' is not the code of a rule set; {ASK}"]),
        ({"identity_only": "some"}, [f"table, identity.only: 'some' is not a number of indicators; {ASK}"]),
        ({"identity_edition": "first"}, [f"table, identity.edition: 'first' is not the number of an edition; {ASK}"]),
        ({"identity_more": "x"}, [f"table, identity.more: 'more' is not a known key; {ASK}"]),
        ({"identity_inputs": None}, [f"table, identity: ['edition', 'library_version', 'notice_en', 'notice_zh', 'only', 'period', 'reas… (141 characters) is not complete: it lacks inputs; {ASK}"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_certificate(changes, told):
    """Each is told with its key, what stands there, and what to do."""
    with pytest.raises(TristandardError) as caught:
        load_certificate(certificate(**changes))

    assert told == [str(one) for one in caught.value.reasons]


def test_a_certificate_is_read_from_its_table():
    """As it was issued."""
    assert certify(CAPPED) == load_certificate(certificate())
