"""A small service on the library: takes observations through the quarter, serves scorecards, publishes editions.

    python service.py RULES SITES DATABASE

DATABASE is a URL: `sqlite:///quarter.db`, or `postgresql+psycopg://user@host/name`.

Every rule of the assessments stays in the library and every fact in the database. In memory stand
the last register and results of a period, so that one more report costs what it changes; whoever
starts the service anew makes them again. It has no login: put it behind one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from io import StringIO, TextIOWrapper
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Flask, request
from sqlalchemy import Connection, Engine, create_engine, event, text

import tristandard as ts

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")

OPEN = text("INSERT INTO periods (period, version) VALUES (:period, 0) ON CONFLICT (period) DO NOTHING")
VERSION = text("SELECT version FROM periods WHERE period = :period")
TURN = text("UPDATE periods SET version = version + 1 WHERE period = :period AND version = :version")
TOLD = text(
    "SELECT body FROM observations WHERE period = :period UNION ALL SELECT body FROM superseded WHERE period = :period"
)
TAKE = text("""
    INSERT INTO observations (period, source, id, revision, body) VALUES (:period, :source, :id, :revision, :body)
    ON CONFLICT (period, source, id) DO UPDATE SET revision = excluded.revision, body = excluded.body
    WHERE excluded.revision > observations.revision
""")
KEEP = text("""
    INSERT INTO superseded (period, source, id, revision, body) VALUES (:period, :source, :id, :revision, :body)
    ON CONFLICT (period, source, id, revision) DO NOTHING
""")
CHAIN = text("SELECT results, certificate FROM publications WHERE period = :period ORDER BY edition")
EDITION = text("SELECT results FROM publications WHERE period = :period AND edition = :edition")
PUBLISH = text("""
    INSERT INTO publications (period, edition, supersedes, reason, digest, results, certificate)
    VALUES (:period, :edition, :supersedes, :reason, :digest, :results, :certificate)
""")

Answer = tuple[list[dict[str, str]], int]


class Conflict(Exception):
    """What was asked does not follow on what is stored by now."""


def opened(database: str) -> Engine:
    """Return the database with its tables; SQLite has to be told that references hold."""
    engine = create_engine(database)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda db, _: db.execute("PRAGMA foreign_keys = ON"))
    with engine.begin() as db:
        for statement in SCHEMA.split(";\n"):
            if statement.strip():
                db.exec_driver_sql(statement)
    return engine


def written(write: Callable[..., None], thing: object) -> str:
    """Return the text that one of the library's `write_…` functions writes."""
    file = StringIO()
    write(thing, file)
    return file.getvalue()


def rows(plan: ts.Plan, observations: Iterable[ts.Observation]) -> list[dict[str, Any]]:
    """Return observations of a plan as rows of the database, each with its JSON as the library reads it."""
    return [
        {
            "period": str(plan.period),
            "source": row["source"],
            "id": row["id"],
            "revision": row.get("revision", 1),
            "body": json.dumps(row, ensure_ascii=False),
        }
        for row in ts.files.to_rows(observations, plan.rules)
    ]


class Kept:
    """The last register of each period with its version, and the last results: nothing that the database could not give again."""

    #: So many periods at a time.
    most = 8

    def __init__(self) -> None:
        self.registers: dict[str, tuple[int, ts.Register]] = {}
        self.results: dict[str, ts.Results] = {}
        self.lock = Lock()

    def keep(self, version: int, register: ts.Register) -> tuple[int, ts.Register]:
        """Keep the register of a period at a version, and let the first period go where there are too many."""
        with self.lock:
            self.registers[str(register.plan.period)] = version, register
            if len(self.registers) > self.most:
                first = next(iter(self.registers))
                del self.registers[first]
                self.results.pop(first, None)
        return version, register

    def scored(self, register: ts.Register) -> ts.Results:
        """Return the results of a register, onto the last ones: what did not change since is not scored anew."""
        period = str(register.plan.period)
        last = self.results.get(period)
        if last is None or last.ledger.register is not register:
            last = ts.score(ts.share(register, onto=last.ledger if last else None), onto=last)
            self.results[period] = last
        return last


def held(db: Connection, plan: ts.Plan, kept: Kept) -> tuple[int, ts.Register]:
    """Return everything that was told of a period, and the version of it: read first, so that whatever comes in between is noticed."""
    period = {"period": str(plan.period)}
    (version,) = db.execute(VERSION, period).fetchone() or (0,)
    known, before = kept.registers.get(str(plan.period), (-1, None))
    if before is not None and known == version:
        return version, before
    bodies = [json.loads(body) for (body,) in db.execute(TOLD, period)]
    return kept.keep(version, ts.register(plan, ts.load_observations(bodies, plan.rules), onto=before))


def turn(db: Connection, period: ts.Period, version: int) -> None:
    """Take a period from the version that was read to the next; the first of two writers does, the second is refused."""
    db.execute(OPEN, {"period": str(period)})
    if not db.execute(TURN, {"period": str(period), "version": version}).rowcount:
        raise Conflict(f"{period} was written to meanwhile, and nothing of this was stored; send it again")


def edition(db: Connection, plan: ts.Plan, number: int) -> ts.Results | None:
    """Return a published edition; the library checks that it follows from its own observations."""
    found = db.execute(EDITION, {"period": str(plan.period), "edition": number}).fetchone()
    return ts.files.load_results(StringIO(found[0]), plan.merged) if found else None


def last_edition(db: Connection, plan: ts.Plan) -> ts.Results | None:
    """Return the last edition, once each was found to supersede the one before it, and the last to be the one that its certificate speaks of."""
    stored = db.execute(CHAIN, {"period": str(plan.period)}).fetchall()
    if not stored:
        return None
    *_, last = ts.editions([ts.files.load_results(StringIO(results), plan.merged) for results, _ in stored])
    if differences := ts.files.load_certificate(StringIO(stored[-1][1])).against(last):
        raise Conflict(
            f"the certificate of edition {last.edition} is of other results: {'; '.join(map(str, differences))}"
        )
    return last


def shown(card: ts.Scorecard, results: ts.Results, number: int | None) -> dict[str, Any]:
    """Return a scorecard as JSON: numbers as text, for they are exact, beside what it was made from; a draft has no edition."""
    made_from = {
        key: results.identity[key]
        for key in ("rule_set", "rule_set_version", "period", "inputs", "notice_zh", "notice_en")
    }
    (row,) = ts.files.to_rows(card)
    return {**row, "explanation": ts.explain(card).text("zh"), "edition": number, **made_from}


def create_app(merged: ts.MergedRules, sites: Iterable[ts.Site], database: str) -> Flask:
    """Return the service for one set of merged rules and the sites that are surveyed, on the database of a URL."""
    app, places, kept, engine = Flask("quarter"), tuple(sites), Kept(), opened(database)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]

    @lru_cache(Kept.most)
    def planned(period: str) -> ts.Plan:
        return ts.plan(merged, places, ts.Period.parse(period))

    @app.errorhandler(ts.TristandardError)
    def _refused(problem: ts.TristandardError) -> Answer:
        return ts.files.to_rows(problem), 404 if isinstance(problem, ts.UnknownKey) else 422

    @app.errorhandler(Conflict)
    def _conflict(problem: Conflict) -> Answer:
        return [{"kind": "Conflict", "en": str(problem)}], 409

    @app.post("/periods/<period>/observations")
    def _observe(period: str) -> dict[str, Any]:
        """Take a list of observations, in the JSON of the library, all or none."""
        plan = planned(period)
        with engine.connect() as db:
            version, before = held(db, plan, kept)
            more = ts.load_observations(TextIOWrapper(request.stream, "utf-8"), merged.rule_set)
            after = ts.register(plan, more, onto=before)
            new = [observation for observation in after.observations() if not before.holds(observation)]
            if new:
                turn(db, plan.period, version)
                for statement, told in ((KEEP, after.older - before.older), (TAKE, set(new) - after.older)):
                    if told:
                        db.execute(statement, rows(plan, told))
                db.commit()
                kept.keep(version + 1, after)
        return {"new": len(new)}

    @app.get("/periods/<period>/scorecards/<assessment>/<unit>")
    def _draft(period: str, assessment: str, unit: str) -> dict[str, Any]:
        """Serve a scorecard as things stand."""
        with engine.connect() as db:
            results = kept.scored(held(db, planned(period), kept)[1])
        return shown(results[assessment][unit], results, None)

    @app.get("/periods/<period>/editions/<int(max=999999):number>/scorecards/<assessment>/<unit>")
    def _published(period: str, number: int, assessment: str, unit: str) -> dict[str, Any]:
        """Serve a scorecard as it was published."""
        with engine.connect() as db:
            results = edition(db, planned(period), number)
        if results is None:
            raise Conflict(
                f"{period} has no edition {number} yet; publish it, or ask without an edition for how things stand"
            )
        return shown(results[assessment][unit], results, number)

    @app.post("/periods/<period>/editions")
    def _publish(period: str) -> tuple[dict[str, Any], int]:
        """Publish what was told so far: results, certificate and digest in one transaction. The body says why, after the first edition."""
        plan, reason = planned(period), request.get_data(as_text=True)
        with engine.connect() as db:
            (version, register), last = held(db, plan, kept), last_edition(db, plan)
            if last and last.ledger.register == register:
                raise Conflict(
                    f"edition {last.edition} of {period} says all that was told; there is nothing to correct"
                )
            before = kept.scored(register)
            results = ts.score(before.ledger, supersedes=last, reason=reason, onto=before)
            certificate = ts.certify(results)
            if not certificate.holds:
                raise Conflict(f"the results of {period} are not published, for they do not follow: {certificate}")
            turn(db, plan.period, version)
            db.execute(PUBLISH, {
                "period": str(plan.period), "edition": results.edition, "supersedes": last.edition if last else None, "reason": reason, "digest": results.digest,
                "results": written(ts.files.write_results, results), "certificate": written(ts.files.write_certificate, certificate),
            })  # fmt: skip
            db.commit()
        return {
            "identity": results.identity,
            "certificate": str(certificate),
            "changes": str(ts.changes(last, results)) if last else "",
        }, 201

    return app


def main(rules: str, sites: str, database: str) -> None:
    """Serve on this machine alone, with the server that Flask has for trying things out."""
    rule_set = ts.load_ruleset(rules)
    create_app(ts.merge(rule_set), ts.load_sites(sites, rule_set), database).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
