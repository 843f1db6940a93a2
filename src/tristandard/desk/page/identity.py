"""Which results a page shows: period, edition, rules, digest, as their identity says it."""

from __future__ import annotations

from tristandard.basics.errors import said
from tristandard.desk.page.texts import NTH_EDITION, RULES, RULES_VARIANT, TEXTS
from tristandard.scoring.results import Results
from tristandard.words.sentence import Language


def identity_of(results: Results, language: str | Language) -> list[tuple[str, str, str]]:
    """Return what the identity of some results says: by which key, what that is called, and what it is."""
    held = results.identity
    rules = RULES_VARIANT if held["variant"] else RULES
    named = {"code": held["rule_set"], "version": held["rule_set_version"]}
    told = {
        "rule_set": said(rules(**named, variant=held["variant"]) if held["variant"] else rules(**named), language),
        "period": held["period"],
        "edition": said(NTH_EDITION(edition=held["edition"]), language),
        "reason": held["reason"],
        "supersedes": held["supersedes"],
        "only": held["only"],
        "inputs": held["inputs"],
        "library": f"tristandard {held['library_version']}",
    }
    return [(key, said(TEXTS[key], language), text) for key, text in told.items() if text]
