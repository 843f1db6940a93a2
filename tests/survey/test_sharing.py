"""Sharing onto an earlier ledger, and what keeps a register from being shared."""

import pytest
from attrs import evolve

from samples import indicator
from survey import LITTER, city, finding, found, litter, priced, registered, seen, site
from tristandard.basics.errors import BadValue
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

TWO = (site("s1"), site("s2"))
AGAIN = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=1)
LOOKING = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), AGAIN))


def test_what_did_not_change_is_used_again():
    """The entries of a site at which nothing is new are those of the earlier ledger; the ledger is the same as one made at once."""
    before = share(registered(seen(3, "s1"), sites=TWO))
    held = register(before.register.plan, [seen(1, "s2")], onto=before.register)
    after = share(held, onto=before)

    assert after.entries["s1"] is before.entries["s1"]
    assert after == share(held)
    assert list(after.postings()) == list(share(held).postings())


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: share(registered(seen(3)), onto=share(registered(sites=TWO))), "'a ledger of another plan' is not one of the plan of the register; share onto an earlier ledger of the same plan"),
        (
            lambda: share(held := registered(seen(found(finding("f1")), what="a.litter"), rules=LOOKING), history={}, onto=share(held, history={"s1": {"litter.spots": [1]}})),
            "'a ledger of another history' is not one of the same history; share onto a ledger that knows the same earlier periods, or leave `onto` out",
        ),
        (lambda: share(registered(seen(3)), onto=registered(seen(3))), "is not a value of the kind Ledger for `onto`; give share(register)"),
        (lambda: share(None), "None is not a value of the kind Register; give register(plan, observations)"),
        (lambda: share(registered(seen(3)), history=[]), "[] is not what earlier periods found; give what history([earlier registers], period) returned"),
        (
            lambda: share(registered(seen(found(finding("f1")), what="a.litter"), rules=LOOKING)),
            "'' is not a history, which a.litter looks back to; give share(register, history=history([earlier registers], period)), or history={} for the first period",
        ),
    ],
)
def test_what_cannot_be_shared(refused, message):
    """A ledger of another plan or history, what is none, and a line that looks back to nothing are refused with what to give."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value).endswith(message)


def test_several_lines_that_look_back_name_the_first():
    """Of several indicators that look back the first by its code is told."""
    both = [indicator(code, "litter.spots <= 0 处", priced(1), AGAIN) for code in ("b.litter", "a.waste", "a.litter")]
    with pytest.raises(BadValue, match=r"^'' is not a history, which a\.litter looks back to"):
        share(registered(rules=city(*both)))


def test_what_means_the_same_is_worked_out_once():
    """Sites at which a question has one and the same outcome share what it means."""
    ledger = share(registered(seen(3, "s1"), seen(3, "s2"), seen(4, "s3"), sites=(*TWO, site("s3"))))
    one, same, other = (ledger.entries[where][LITTER] for where in ("s1", "s2", "s3"))

    assert (True, False) == (one is same, one is other)


def test_whom_an_outcome_names_depends_on_its_site():
    """One and the same outcome names a town's district at two sites: at the town's own it is as good as nobody, at the bureau's it names the district."""
    rules = city(models={"a": Model({"total": Mean(over="unit", of="sheet"), "sheet": Sheet()})})
    held = registered(rules=rules, sites=(site("s1", "hutang"), site("s2", "bureau")))
    outcome = litter(1, finding("f1", "wujin"))
    both = evolve(held, outcomes={where: {LITTER: outcome} for where in ("s1", "s2")})
    named = {where: told[LITTER].named for where, told in share(both).entries.items()}

    assert {"s1": (("wujin", "b"),), "s2": (("wujin", "a"), ("wujin", "b"))} == named
