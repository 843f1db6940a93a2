"""What law 20 excepts: that findings which come in later blame a unit at a site of others."""

from samples import indicator
from survey import MEAN, Q2, city, finding, found, priced, seen, site
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured
from tristandard.merging.merged import merge
from tristandard.survey.planning import plan
from tristandard.testing.laws.still_open import OPEN
from tristandard.testing.survey import Survey


def test_blamed_again_at_one_site() -> None:
    """A unit that one finding names at another's site may be named there by a second, for something else: its interval does not speak of that."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1)),
        indicator("a.notices", "notice.count <= 0 处", priced(1, None, 1, "notice.count")),
        models={"a": MEAN},
    )
    asked = plan(merge(rules), (site("s1", "wujin"), site("s2", "tianning")), Q2)
    before = (
        seen(0, "s1", "a.litter"), seen(Measured({"notice.count": 0}), "s1", "a.notices"),
        seen(found(finding("f1", "wujin")), "s2", "a.litter"),
    )  # fmt: skip
    after = (*before, seen(found(Finding(id="f1", measure="notice.count", unit="wujin")), "s2", "a.notices"))
    first, later = (Survey(asked, observations) for observations in (before, after))

    assert (99, 98) == (first.results["a"]["wujin"].interval[0], later.results["a"]["wujin"].exact)
    assert [True, True, True] == [law.holds(first, later) for law in OPEN]
