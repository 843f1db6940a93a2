"""Worked cases, run: what was seen, and what comes of it by hand.

A case file, TOML or JSON, has a `name`, a `source` and either a rule set of its own or none:

- With the key `format` it is one: the tables of `ruleset.toml`, a row for each line of
  `indicators.csv` and of `crosswalk.csv` (`indicators`, `matches`). `problems` and `remarks` are
  then words of what `check` must list of it; a rule set that must not load is told by `problems` too.
  What it doubts is held against `doubts` where that is written: a case may be a piece of a rule set.
- Without, it belongs to the rule set that it is run with.

What was seen is one quarter (`period`, `sites`, `observations`, `given` figures); or `cases`, each
with a name and either a quarter of its own or one place seen once; or `periods`, one after another,
each with what is `expected` of it and carrying what those before it decide; one with `own = true` is a
round of the whole time, which counts beside them. What a case does not
say of what was seen, or of what comes of it, it takes from its file.

- A site is a row as sites are read; an observation has `site` (where there is one alone, it may be
  left out), `indicator`, and `values`, `findings`, `not_applicable` or `not_measured`. Without `id`,
  `source` and `made` it is numbered by its place and made forty days into the period. A finding
  without an id or a measure has its place in the list, and the sole measure that is asked about.
- In the place of observations a case may hold `values`, `findings`, `not_applicable` or
  `not_measured` of one `indicator`, by default the first of its file.
- `expected` has by assessment and unit what its scorecard must say (see `TOLD`), of all that are
  scored: its `score` and `published` score, `interval`, `place`, `reason`, `grade`; by part `parts`,
  `weights`, `imputed`, `added`, and those that `failed`; by item its `losses` and `warnings`.
- Without `expected`, a case tells what one place loses, and what it does not tell is nothing: `lost`
  and `gained` points, `vetoes`, what is `unassessed`, the sites `unowned`. Points are a table by
  assessment, `{ civic = 6, street = 5 }`: one that it leaves out loses nothing. A number alone, or a
  table by unit, `{ bureau = 1 }`, is what each assessment takes. `counted` is the value that came of
  the findings, `score` the exact score, in the same form; `items` what each item of the first
  assessment lost. `refused` has words of the refusal.
- Without `periods` a case is of the first period there is: no score is carried. Where a line looks back, `earlier` has
  what was seen in the periods before, the nearest first; `earlier = []` says that there is none.
- Every quarter that is scored must also have a certificate that holds.
"""

from tristandard.testing.worked.cards import TOLD
from tristandard.testing.worked.case_file import VECTORS, cases_of, read_case, rules_of
from tristandard.testing.worked.running import differences, outcomes

__all__ = [
    "TOLD",
    "VECTORS",
    "cases_of",
    "differences",
    "outcomes",
    "read_case",
    "rules_of",
]
