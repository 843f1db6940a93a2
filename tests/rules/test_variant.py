"""A named reading of the same sources."""

import pytest

from samples import crosswalk, indicator, match, refusal, rule_set, scope, subjects
from tristandard.basics.errors import BadValue
from tristandard.basics.lookup import UnknownKey
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.variant import Variant


def test_a_variant_is_read_once():
    """A rule set that a variant has changed is not changed by another."""
    rules = rule_set(indicator("a.x"), variants=[Variant(code=code, zh="式", en=code) for code in "vw"])
    with pytest.raises(BadValue) as again:
        rules.varied("v").varied("w")
    with pytest.raises(UnknownKey) as unknown:
        rules.varied("x")

    assert "'w' is not a variant of sample as it was declared; it is read as 'v' already: vary the rule set that was loaded" == str(again.value)
    assert "'x' is not a variant of sample; give one of v, w" == str(unknown.value)


def test_a_variant_replaces_what_it_declares():
    """A variant replaces the ground of the crosswalks it names and the policy, and nothing else."""
    variant = Variant(code="v", zh="式", en="v", where={"ab": scope("zone=built_up")}, policy=Policy(Reading.POINTWISE))
    rules = rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x")), crosswalk(code="cd")), variants=[variant])
    varied = rules.varied("v")

    assert ([found.where for found in varied.crosswalks], varied.policy.reading, varied.variant, varied.assessments) == (
        [scope("zone=built_up"), None],
        Reading.POINTWISE,
        "v",
        rules.assessments,
    )


def test_a_variant_without_a_policy_keeps_it():
    """What a variant does not declare stays."""
    rules = rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v")], policy=Policy(Reading.POINTWISE))

    assert rules.varied("v").policy == rules.policy


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: Variant(code="v", zh="式", en="v", where=3), "3 is not a value of the kind Mapping for `where` (Variant); give one Mapping", "3 不是Mapping 类型的值（变体的 `where`）；请给出一个 Mapping"),
        (lambda: Variant(code="v", zh="式", en="v", where={"ab": 3}), "3 is not a value of the kind Scope in `where` (Variant); give one Scope", "3 不是Scope 类型的值（变体的 `where` 之中）；请给出一个 Scope"),
        (lambda: Variant(code="v", zh="式", en="v", where={"ab": subjects("any")}), "Scope(axes=('kind', 'unit'), extents=frozenset({((), ())})) is not a scope over area, zone, site_type for `where` (Variant); make it by Scope.of(area=…)", "Scope(axes=('kind', 'unit'), extents=frozenset({((), ())})) 不是area、zone、site_type 上的范围（变体的 `where`）；请用 Scope.of(area=…) 写出"),
        (lambda: Variant(code="v", zh="式", en="v", where={"a\nb": scope("any")}), "'a\\nb' is not a text on one line for `where` (Variant); take out the line break U+000A", "'a\\nb' 不是单行文字（变体的 `where`）；请删去换行符 U+000A"),
    ],
)
def test_what_is_no_ground_is_told_whole(call, en, zh):
    """The ground of a variant is a table of places, by the codes of crosswalks."""
    assert (en, zh) == refusal(call)
