"""The service that the how-to shows: observations in pieces, one writer, editions whole or not at all.

On SQLite; and on a PostgreSQL server as well, where `POSTGRESQL` names one: `postgresql+psycopg://user@host/database`,
with the right to make databases.
"""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from attrs import evolve

import tristandard as ts

pytest.importorskip("flask", reason="the example service needs Flask, from the dependency group dev")
pytest.importorskip("sqlalchemy", reason="the example service needs SQLAlchemy, from the dependency group dev")

import service
import sqlalchemy

BOTH = "civilized.main_road.lamps_lit+urban.main_road.lamps_lit"


@pytest.fixture(scope="module")
def merged():
    """The rules that come along, with the one question of the lamps: it is the service that is tested here."""
    rules, lamps = ts.load_ruleset("changzhou-2022"), set(BOTH.split("+"))
    books = [evolve(one, indicators=[indicator for indicator in one.indicators if indicator.code in lamps]) for one in rules.assessments]
    crosswalks = [evolve(one, matches=[match for match in one.matches if match.first in lamps]) for one in rules.crosswalks]
    return ts.merge(evolve(rules, assessments=books, crosswalks=crosswalks))


@pytest.fixture(scope="module")
def sites(merged):
    """Two main roads, each of one district."""
    paths = merged.rule_set.paths
    where = {"zone": paths["zone"]["built_up"], "site_type": paths["site_type"]["main_road"]}
    return [ts.Site(code=f"P{unit}", units=unit, area=paths["area"][unit], **where) for unit in ("320411", "320412")]


def asked(url, statement, **values):
    """Return what a statement of SQL finds, once it is kept."""
    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        found = db.execute(sqlalchemy.text(statement), values)
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request, tmp_path):
    """Return the URL of an empty database."""
    if request.param == "SQLite":
        yield f"sqlite:///{tmp_path}/quarter.db"
        return
    server = os.environ.get("POSTGRESQL")
    if not server:
        pytest.skip("POSTGRESQL names no server")
    name = f"quarter_{uuid4().hex}"
    asked(server, f"CREATE DATABASE {name}")
    yield sqlalchemy.make_url(server).set(database=name).render_as_string(hide_password=False)
    asked(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def client(merged, sites, database):
    return service.create_app(merged, sites, database).test_client()


def lit(share, id_="1", unit="320412", source="app", **more):
    """Return a report of the share of lamps lit on a district's road, as JSON."""
    return {
        "source": source, "id": id_, "site": f"P{unit}", "indicator": "urban.main_road.lamps_lit", "made": "2022-07-04", "outcome": {"measured": {"lamps.lit": share}}, **more,
    }  # fmt: skip


def post(client, *reports):
    answer = client.post("/periods/2022Q3/observations", json=list(reports))
    return answer.status_code, answer.json


def publish(client, reason=""):
    answer = client.post("/periods/2022Q3/editions", data=reason)
    return answer.status_code, answer.json


def card(client, edition=None):
    return client.get(f"/periods/2022Q3/{f'editions/{edition}/' if edition else ''}scorecards/urban/320412").json


def stored(database, table):
    """Return how many rows a table holds."""
    return asked(database, f"SELECT count(*) FROM {table}")[0][0]


def version(database):
    return asked(database, service.VERSION.text, period="2022Q3")


def test_it_starts_from_files(tmp_path, monkeypatch, sites):
    """The command takes the name of a rule set, a file of sites and the URL of a database."""
    started = []
    monkeypatch.setattr(service.Flask, "run", lambda app: started.append(app))
    ts.files.write_sites(sites, tmp_path / "sites.csv")
    service.main("changzhou-2022", str(tmp_path / "sites.csv"), f"sqlite:///{tmp_path}/quarter.db")

    assert [(200, {"new": 1})] == [post(app.test_client(), lit(97)) for app in started]


# ---- observations


def test_pieces_in_any_order_are_the_whole(client, merged, sites):
    """What came in three posts, a higher revision before the lower one, is served with the digest of one registration of all."""
    reports = [lit(95, revision=2), lit(97), lit(99, "2", "320411")]
    for report in reports:
        assert (200, {"new": 1}) == post(client, report)
    observations = [
        ts.Observation(
            source="app", id=report["id"], revision=report.get("revision", 1), site=report["site"], indicator=report["indicator"], made=date(2022, 7, 4),
            outcome=ts.Measured(report["outcome"]["measured"]),
        )
        for report in reports
    ]  # fmt: skip
    results = ts.score(ts.share(ts.register(ts.plan(merged, sites, ts.Quarter(2022, 3)), observations)))

    assert results.digest == card(client)["inputs"]
    assert str(results["urban"]["320412"].exact) == card(client)["exact"]


def test_the_same_again_changes_nothing(client, database):
    """A report that was taken before is neither stored again nor a new version of the period."""
    first = [post(client, lit(97)), version(database), card(client)]

    assert (200, {"new": 0}) == post(client, lit(97))
    assert first[1:] == [version(database), card(client)]


def test_a_contradiction_is_refused_with_both(client, database):
    """Two sources that saw different things are both named, and nothing of the second is stored."""
    post(client, lit(97))
    code, told = post(client, lit(98, "7", source="patrol"), lit(99, "2", "320411"))

    assert (422, ["MeasuredTwice"]) == (code, [one["kind"] for one in told])
    assert told[0]["en"] == (
        f"'{BOTH}' at 'P320412' was measured more than once in 2022Q3, as measured lamps.lit = 97 by 'app' '1' on 2022-07-04 "
        "and as measured lamps.lit = 98 by 'patrol' '7' on 2022-07-04; keep one: report the other again with a higher revision, as not measured or as the same; or choose a settlement in the policy (每季度重复指标只测一次)"
    )
    assert 1 == stored(database, "observations")


def test_every_mistake_is_told_at_once(client, database):
    """A list with three mistakes is answered with three, each with its entry, and nothing is stored."""
    code, told = post(client, lit(97, made="4 July"), lit(97.5), lit("bright", "2"), lit(97, "3", indicator="urban.main_road.lamps"))

    assert (422, ["BadValue", "BadValue", "Undeclared"]) == (code, [one["kind"] for one in told])
    assert [("1", "made"), ("3", "outcome.measured"), ("4", "indicator")] == [(one["row"], one["key"]) for one in told]
    assert 0 == stored(database, "observations")


def test_a_number_with_a_point_stays_exact(client):
    """The JSON number 98.7 is read as a decimal: three tenths short of 99 %, at half a point for each per cent 0.15."""
    post(client, lit(98.7))

    assert "扣 0.15 分 · P320412 · 道路亮灯率达标（urban.main_road.lamps_lit）" in card(client)["explanation"]


def test_a_revision_supersedes_and_the_old_one_is_kept(client, database):
    """A higher revision stands in the place of the lower one, which is kept as superseded."""
    post(client, lit(95))
    before = card(client)["exact"]
    post(client, lit(97, revision=2))

    assert (1, 1) == (stored(database, "observations"), stored(database, "superseded"))
    assert card(client)["exact"] != before


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (lit(97, revision=0), "0 is not the revision of report '1'; write a whole number from 1, of at most 18 digits"),
        (lit(97, revision=10**18), "is not the revision of report '1'; write a whole number from 1, of at most 18 digits"),
        (lit(f"0.{'7' * 60}"), "is not an exact number for lamps.lit"),
        (lit(97, id_="a\x00b"), "is not"),
        (lit(97, id_="a\ud800b"), "is not"),
    ],
    ids=["revision 0", "a revision of 19 digits", "60 decimals", "a character that no table holds", "half a character"],
)
def test_what_no_database_holds_is_refused_at_the_door(client, database, report, said):
    """It is refused in the words of the library, and nothing is stored: not even a period."""
    answer = client.post("/periods/2022Q3/observations", data=json.dumps([report]))
    code, told = answer.status_code, answer.json

    assert (422, True) == (code, said in told[0]["en"]), told
    assert 0 == stored(database, "observations") == stored(database, "periods")


def test_a_lower_revision_that_comes_late_is_kept_and_changes_no_score(client, database):
    """The order of arrival decides nothing."""
    post(client, lit(97, revision=2))
    before = card(client)["exact"]
    post(client, lit(95))

    assert (1, 1) == (stored(database, "observations"), stored(database, "superseded"))
    assert before == card(client)["exact"]


def test_the_second_of_two_writers_is_refused(client, database, monkeypatch):
    """Whoever read the period before another wrote to it is told to send again, and nothing of his is stored."""
    turn, other = service.turn, []

    def late(db, period, version):
        monkeypatch.setattr(service, "turn", turn)
        other.append(post(client, lit(99, "2", "320411")))
        turn(db, period, version)

    monkeypatch.setattr(service, "turn", late)
    answer = post(client, lit(97))

    assert [(200, {"new": 1})] == other
    assert (409, [{"kind": "Conflict", "en": "2022Q3 was written to meanwhile, and nothing of this was stored; send it again"}]) == answer
    assert 1 == stored(database, "observations")
    assert (200, {"new": 1}) == post(client, lit(97))


# ---- scorecards


def test_a_scorecard_says_what_it_was_made_from(client):
    """It has the exact score, how much was measured, the explanation, and the notice of the rules; before publication it is a draft."""
    post(client, lit(97))
    told = card(client)

    assert (None, "320412", "changzhou-2022", "1") == (told["edition"], told["unit"], told["rule_set"], told["coverage"])
    assert "均为示例" in told["notice_zh"]
    assert "测评记录：app 1，2022-07-04" in told["explanation"]


def test_what_is_not_there_is_told_with_what_is(client):
    """A unit without a score, and a period outside the rules, are answered in the words of the library."""
    post(client, lit(97))
    nobody, early = client.get("/periods/2022Q3/scorecards/urban/999999"), client.get("/periods/2021Q3/scorecards/urban/320412")

    assert (404, "UnknownKey", "'999999' is not a unit that urban scored; give one of 320411, 320412") == (nobody.status_code, nobody.json[0]["kind"], nobody.json[0]["en"])
    assert (422, "OutOfForce") == (early.status_code, early.json[0]["kind"])
    assert [{"kind": "Conflict", "en": "2022Q3 has no edition 1 yet; publish it, or ask without an edition for how things stand"}] == card(client, 1)


# ---- editions


def test_what_was_published_stays(client):
    """After the first edition reports go on; its scorecards are served as they were published."""
    post(client, lit(97))
    code, told = publish(client)
    published = card(client, 1)
    post(client, lit(99, revision=2))

    assert (201, "1", "", True) == (code, told["identity"]["edition"], told["changes"], "分毫不差" in told["certificate"])
    assert published == card(client, 1)
    assert (1, None) == (published["edition"], card(client)["edition"])
    assert published["exact"] != card(client)["exact"]


def test_the_second_publication_is_a_new_edition_that_lists_the_changes(client, database):
    """It supersedes the first by its digest, says why, and names every posting and score that moved."""
    post(client, lit(97))
    first = publish(client)[1]["identity"]
    post(client, lit(99, revision=2))
    code, told = publish(client, "复核")

    assert (201, "2", first["inputs"], "复核") == (code, *(told["identity"][key] for key in ("edition", "supersedes", "reason")))
    assert [
        f"扣分台账：提升文明城市测评 · 武进区 · P320412 · 道路亮灯率达标（2022Q3/P320412/{BOTH}/civilized/320412）：扣 2 分 → —",
        f"扣分台账：城市长效综合管理 · 武进区 · P320412 · 道路亮灯率达标（2022Q3/P320412/{BOTH}/urban/320412）：扣 1 分 → —",
    ] == [line.strip() for line in told["changes"].splitlines()[1:3]]
    assert [(1, None), (2, 1)] == asked(database, "SELECT edition, supersedes FROM publications ORDER BY edition")


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ("UPDATE publications SET results = replace(results, '示例更正', '申诉') WHERE edition = 2", 422, "someone or something changed it"),
        ("UPDATE publications SET results = (SELECT results FROM publications WHERE edition = 1) WHERE edition = 2", 422, "1 is not edition 2 of 2022Q3; give every edition once, the first included"),
        ("UPDATE publications SET certificate = (SELECT certificate FROM publications WHERE edition = 1) WHERE edition = 2", 409, "the certificate of edition 2 is of other results: "),
    ],
)
def test_nothing_is_published_on_editions_that_were_altered(client, database, change, code, message):
    """Before an edition is added, those before it must follow each other, each as it was sealed, and the last have its own certificate."""
    for value, revision, reason in ((97, 1, ""), (99, 2, "示例更正")):
        post(client, lit(value, revision=revision))
        publish(client, reason)
    post(client, lit(98, revision=3))
    asked(database, change)
    answer = publish(client, "再更正")

    assert (code, 2) == (answer[0], stored(database, "publications"))
    assert any(message in one["en"] for one in answer[1])


def test_a_correction_needs_a_reason(client, database):
    """Without one the second edition is refused, in the words of the library."""
    post(client, lit(97))
    publish(client)
    post(client, lit(99, revision=2))

    code, (told,) = publish(client)

    assert (422, "BadValue", "'' is not a reason; say why the published results are corrected") == (code, told["kind"], told["en"])
    assert 1 == stored(database, "publications")


def test_nothing_is_published_twice(client, database):
    """Where nothing came in since the last edition there is nothing to correct."""
    post(client, lit(97))
    publish(client)

    assert (409, [{"kind": "Conflict", "en": "edition 1 of 2022Q3 says all that was told; there is nothing to correct"}]) == publish(client)
    assert 1 == stored(database, "publications")


#: What lets every write of a kind to a table fail, and what takes that back.
FULL = {
    "sqlite": (["CREATE TRIGGER broken AFTER {kind} ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"], ["DROP TRIGGER broken"]),
    "postgresql": (
        ["CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END'", "CREATE TRIGGER broken AFTER {kind} ON {table} EXECUTE FUNCTION full_disk()"],
        ["DROP FUNCTION full_disk CASCADE"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ["periods", "publications"])
def test_a_publication_that_fails_in_the_middle_leaves_nothing(client, database, what):
    """Whether the row of the period or that of the edition cannot be written: no edition, no new version, and the next try succeeds."""
    post(client, lit(97))
    before = version(database)
    full, empty = FULL[database.partition("+")[0].partition(":")[0]]
    for statement in full:
        asked(database, statement.format(kind="UPDATE" if what == "periods" else "INSERT", table=what))
    failed = client.post("/periods/2022Q3/editions")

    assert (500, 0, before) == (failed.status_code, stored(database, "publications"), version(database))
    for statement in empty:
        asked(database, statement)
    assert 201 == publish(client)[0]


#: Publishes, and is killed by the system once the period has its new version and the edition is being written.
KILLED = """
import os, signal, sys, test_service as here
rules = here.merged.__wrapped__()
client = here.service.create_app(rules, here.sites.__wrapped__(rules), sys.argv[1]).test_client()
here.service.written = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
here.publish(client)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no signal that ends a process at once")
def test_a_kill_in_the_middle_of_a_publication_leaves_nothing(client, database):
    """A process that is killed between two writes has published nothing; whoever comes next publishes edition 1."""
    post(client, lit(97))
    before = version(database)
    ended = subprocess.run([sys.executable, "-c", KILLED, database], check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True)

    assert -signal.SIGKILL == ended.returncode, ended.stderr
    assert (0, before) == (stored(database, "publications"), version(database))
    assert (201, [(1,)]) == (publish(client)[0], asked(database, "SELECT edition FROM publications"))


def test_writers_at_the_same_time_lose_nothing(merged, sites, database):
    """Six at a time, each of whom sends again what was refused as too late: everything is stored once, and is what one writer would have stored."""
    app = service.create_app(merged, sites, database)

    def sent(number):
        """Send one report until it is taken; the answer may be lost, so it is sent once more."""
        client, report = app.test_client(), lit(90 + number % 3, f"{number % 2}", ("320411", "320412")[number % 2], revision=1 + number // 2)
        answers = [post(client, report)]
        while answers[-1][0] == 409:
            answers.append(post(client, report))
        return *answers, post(client, report)

    with ThreadPoolExecutor(6) as writers:
        answers = list(writers.map(sent, range(18)))

    assert {(200, 1)} == {(taken[0], taken[1]["new"]) for *_, taken, _ in answers}
    assert {(200, 0)} == {(again[0], again[1]["new"]) for *_, again in answers}
    assert (2, 16) == (stored(database, "observations"), stored(database, "superseded"))
    alone = service.create_app(merged, sites, database).test_client()
    assert card(alone) == card(app.test_client())
    assert 18 == version(database)[0][0]


def test_two_who_publish_at_the_same_time_publish_once(merged, sites, database):
    """One edition is made, and the others are told that it is there, or that it came in between."""
    app = service.create_app(merged, sites, database)
    post(app.test_client(), lit(97))
    with ThreadPoolExecutor(4) as offices:
        answers = list(offices.map(lambda _: publish(app.test_client()), range(4)))

    assert [201, 409, 409, 409] == sorted(code for code, _ in answers)
    assert 1 == stored(database, "publications")


def test_results_that_do_not_follow_are_not_published(client, database, monkeypatch):
    """A certificate that lists a disagreement keeps the edition from being stored."""
    certify = ts.certify
    monkeypatch.setattr(ts, "certify", lambda results: ts.Certificate(identity=results.identity, measurements=1, breaches=0, postings=0, handovers=0, disagreements=[ts.proof.Disagreement("score", "urban", "1", "2")]))
    post(client, lit(97))
    code, told = publish(client)

    assert (409, 0) == (code, stored(database, "publications"))
    assert told[0]["en"].startswith("the results of 2022Q3 are not published, for they do not follow: ")
    monkeypatch.setattr(ts, "certify", certify)
    assert 201 == publish(client)[0]


def test_an_edition_that_no_number_of_the_database_can_be(client):
    """An edition with a number larger than the database holds is not found."""
    found = client.get(f"/periods/2022Q3/editions/{10**30}/scorecards/urban/320412")

    assert 404 == found.status_code


# ---- SQL


def test_one_more_report_is_scored_onto_what_is_known(client, merged, sites, database, monkeypatch):
    """Asked again nothing is scored; one more report is scored onto the last results; another process, which knows nothing yet, serves the same."""
    post(client, lit(97), lit(99, "2", "320411"))
    first, onto = card(client), []
    share = ts.share
    monkeypatch.setattr(ts, "share", lambda register, **more: onto.append(more["onto"]) or share(register, **more))

    assert (first, []) == (card(client), onto)
    post(client, lit(95, revision=2))
    second = card(client)
    assert [first["inputs"]] == [ts.score(one).digest for one in onto]
    assert second == card(service.create_app(merged, sites, database).test_client())
    assert second["inputs"] != first["inputs"]


def test_few_periods_are_kept(client, merged, sites):
    """However many periods are asked for, only the last few stay in memory."""
    kept = service.Kept()
    for year in range(2023, 2035):
        kept.keep(0, ts.register(ts.plan(merged, sites, ts.Year(year)), []))

    assert kept.most == len(kept.registers)
