"""A drawn case as text that a person can work out by hand."""

from collections.abc import Iterator

import attrs

import tristandard as ts
from differential.quarters import Case


def bare(value: object) -> str:
    """Return a value without what is as usual: fields that have their default, and labels."""
    if attrs.has(type(value)) and not isinstance(value, (ts.rules.Range, ts.rules.Forms, ts.rules.Mark)):
        said = []
        for one in attrs.fields(type(value)):
            found = getattr(value, one.name)
            if one.name not in ("zh", "en", "by") and found != one.default and found not in ((), "", None):
                said.append(f"{one.name}={bare(found)}")
        return f"{type(value).__name__}({', '.join(said)})"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(bare(one) for one in value) + "]"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(bare(one) for one in value)) + "}"
    return getattr(value, "value", None) if isinstance(getattr(value, "value", None), str) else str(value)


def rules(case: Case) -> Iterator[str]:
    """Yield the rules."""
    yield f"{case.rules.policy.reading.value}, settled by {case.rules.policy.settlement.value}"
    for book in case.rules.assessments:
        named = getattr(book, "named", ())
        items = ", ".join(f"{one.code} of {one.full}" for one in book.items)
        printed = f"{book.publication.interval} {book.publication.rounding.value}, ties {book.ties.value} by {book.ties_by} {book.after_ties.value}"
        yield f"{book.code}: items {items}; {printed}, ranks {book.ranks.value}, named {', '.join(named)}"
        for name, node in book.model.nodes:
            yield f"  {name} = {bare(node)}"
        for one in book.indicators:
            yield f"  {one.code} in {one.item}: {one.standard}; {one.scope}; {one.subjects}"
            for line in one.deductions:
                yield f"    {bare(line)}"
    for walk in case.rules.crosswalks:
        where = "" if walk.where is None else f" where {walk.where}"
        pairs = [f"{one.first} {one.relation.value} {one.second} {sorted(one.measures)}" for one in walk.matches]
        yield f"matched, hosts {', '.join(walk.hosts)}{where}: {', '.join(pairs)}"


def quarter(case: Case) -> Iterator[str]:
    """Yield the quarter."""
    for site in case.sites:
        units = ", ".join(f"{unit} {share}" for unit, share in site.units)
        where = f"{site.area[-1]}, {site.zone[-1]}, {site.site_type[-1]}"
        yield f"site {site.code}: {where}: {units or 'nobody'}; before {dict(case.history.get(site.code, {}))}"
    for one in case.observations:
        yield f"  {one.source} {one.id} {one.visit} {one.made} {one.site} {one.indicator}: {seen(one.outcome)}"
    for key, figure in sorted(case.givens.items()):
        yield f"given {' '.join(key)}: {figure}"
    if case.only is not None:
        yield f"only {', '.join(sorted(case.only))}"
    for book, units in case.carried.items():
        yield f"carried in {book}: {', '.join(units)}"


def seen(outcome: ts.Outcome) -> str:
    """Return an outcome in one line, findings with whom they name."""
    if not isinstance(outcome, ts.Measured):
        return type(outcome).__name__
    values = ", ".join(
        f"{code} {value if not isinstance(value, frozenset) else sorted(value)}" for code, value in outcome.values
    )
    found = "; ".join(one_finding(one) for one in outcome.findings)
    return f"{values} [{found}]" if found else values


def one_finding(finding: ts.Finding) -> str:
    """Return a finding in a few words."""
    life = " ".join(f"{event.stage.value} {event.day:%m-%d}" for event in finding.life)
    at = " ".join(str(one) for one in finding.at)
    return f"{finding.id} {finding.measure} {finding.unit or ''} {at} {dict(finding.circumstances)} {life}"


def tell(case: Case) -> str:
    """Return a case as text."""
    return "\n".join((*rules(case), *quarter(case)))
