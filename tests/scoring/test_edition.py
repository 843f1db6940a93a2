"""Editions of one period."""

from fractions import Fraction

import pytest
from attrs import evolve

from scoring.quarters import given, other_rules
from survey import messages, seen, shared
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.period import Quarter
from tristandard.scoring.edition import editions
from tristandard.scoring.headline import notice_of
from tristandard.scoring.score import score
from tristandard.scoring.together import together


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda ledger: score(ledger, reason="复核"), "'复核' is not a reason; give the published results that are corrected as supersedes, or leave the reason out"),
        (lambda ledger: score(ledger, supersedes=other_rules(), reason="复核"), "'other' is not the rule set of the results that correct it (sample); supersede results of the same rule set"),
        (lambda ledger: score(ledger, supersedes=given({"wujin": 1}, Quarter(2022, 3)), reason="复核"), "'2022Q3' is not the period of the results that correct it (2022Q2); supersede results of the same period"),
    ],
)
def test_a_correction_is_of_the_same_results(wrong, message):
    """A reason without anything corrected, other rules or another period."""
    with pytest.raises(BadValue) as caught:
        wrong(shared(seen(3)))

    assert str(caught.value) == message


def test_a_correction_of_nothing():
    """Results of the very inputs of what they would correct are no edition, neither of a quarter nor of a year: nothing moved that a reason could speak of."""
    first = given({"wujin": 80}, Quarter(2022, 2))
    year = together([first])
    for again in (lambda: score(first.ledger, givens=first.givens, supersedes=first, reason="复核"), lambda: together([first], supersedes=year, reason="复核")):
        with pytest.raises(BadValue, match="'edition 2' is not a correction: nothing was reported or given otherwise than in edition 1; report or give something otherwise first"):
            again()


def chain():
    """Return three editions of one quarter."""
    first = given({"wujin": 80}, Quarter(2022, 2))
    second = score(first.ledger, givens={("a", "total", "wujin"): 85}, supersedes=first, reason="复核")
    return first, second, score(first.ledger, givens={("a", "total", "wujin"): 80}, supersedes=second, reason="撤回复核")


def test_editions_follow_each_other():
    """Each supersedes the one before by its digest, in whatever order they are given; one may go back to what the first said."""
    first, second, third = chain()

    assert (first, second, third) == editions([third, first, second])
    assert (first,) == editions([first])
    assert first.digest == third.digest


@pytest.mark.parametrize(
    ("altered", "message"),
    [
        (lambda *_: [], "'' is not a list of editions; give every edition, the first included"),
        (lambda _, second, third: [second, third], "2 is not edition 1 of 2022Q2; give every edition once, the first included"),
        (lambda first, _, third: [first, third], "3 is not edition 2 of 2022Q2"),
        (lambda first, second, third: [first, second, second, third], "2 is not edition 3 of 2022Q2"),
        (lambda first, second, third: [first, evolve(second, supersedes="0" * 64), third], "is not the digest of edition 1, which edition 2 supersedes"),
        (lambda first, second, third: [first, evolve(second, givens={("a", "total", "wujin"): Fraction(86)}), third], "is not the digest of edition 2, which edition 3 supersedes"),
        (lambda first, second, _: [first, evolve(second, reason="")], "is not what edition 2 supersedes; the first supersedes nothing; a later one names what it supersedes, and why"),
        (lambda first, *_: [evolve(first, reason="复核")], "'' is not what edition 1 supersedes"),
        (lambda first, *_: [first, evolve(first, edition=2, supersedes=first.digest, reason="复核")], "is not the digest of other inputs than those of edition 1, which edition 2 supersedes; drop it: it corrects nothing"),
        (lambda first, *_: [first, evolve(given({"wujin": 1}, Quarter(2022, 3)), edition=2, supersedes=first.digest, reason="复核")], "'2022Q3' is not the period of edition 1, which edition 2 supersedes (2022Q2)"),
        (lambda first, *_: [first, evolve(other_rules(), edition=2, supersedes=first.digest, reason="复核")], "'other' is not the rule set of edition 1, which edition 2 supersedes (sample)"),
    ],
)
def test_editions_that_do_not_follow(altered, message):
    """An edition that is missing or there twice, names another digest or no reason, corrects nothing or is of something else, is found."""
    with pytest.raises(Refused) as caught:
        editions(altered(*chain()))

    assert any(message in one for one in messages(caught)), messages(caught)


@pytest.mark.parametrize(
    ("identity", "zh", "en"),
    [({}, [], []), ({"notice_zh": "示例", "notice_en": "a sample"}, ["说明：示例"], ["Notice: a sample"]), ({"notice_en": "a sample"}, ["说明：a sample"], ["Notice: a sample"]), ({"notice_zh": "示例"}, ["说明：示例"], ["Notice: 示例"])],
)
def test_the_notice_of_the_rules(identity, zh, en):
    """A notice is told in the language asked for, else in the one that it has."""
    assert (zh, en) == (notice_of(identity, "zh"), notice_of(identity, "en"))
