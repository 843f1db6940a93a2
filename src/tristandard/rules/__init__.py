"""What is written down: standards, scopes, deduction rules, assessments, crosswalks and rule sets."""

from tristandard.basics.clause import Clause, OutOfForce, Provenance, Validity
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.publication import Publication, Rounding
from tristandard.basics.terms import Term, Tree
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.assessment import AfterTies, Assessment, Carry, Ranks, TieRule
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.grade import Cut, Leading, UnitShare
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.tally import Each
from tristandard.rules.nodes.weighted import Take
from tristandard.rules.policy import HIGHEST_WIDEST_BROADEST, Policy, Reading, Settlement
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Standard, Verdict
from tristandard.rules.variant import Variant

__all__ = [
    "HIGHEST_WIDEST_BROADEST",
    "Absent",
    "AbsentItem",
    "Adjustment",
    "AfterTies",
    "Ask",
    "Assessment",
    "BadModel",
    "Bands",
    "Blend",
    "Carry",
    "Charged",
    "Chosen",
    "Circumstance",
    "Clause",
    "Counting",
    "CountingRule",
    "Crosswalk",
    "Cut",
    "DeductionRule",
    "Each",
    "End",
    "Factor",
    "Form",
    "Forms",
    "Gain",
    "Gate",
    "Given",
    "Indicator",
    "Item",
    "Leading",
    "Level",
    "Mark",
    "Match",
    "Mean",
    "Measure",
    "MeasureUnit",
    "Met",
    "Model",
    "Noted",
    "OutOfForce",
    "Part",
    "Parts",
    "Passed",
    "Policy",
    "Price",
    "Provenance",
    "Publication",
    "Range",
    "RankBonus",
    "Ranks",
    "Rate",
    "Reading",
    "Relation",
    "Rounding",
    "Ruling",
    "Scope",
    "Settlement",
    "Sheet",
    "Standard",
    "StepBonus",
    "Steps",
    "Sum",
    "Take",
    "Term",
    "TieRule",
    "TiedBonus",
    "Tree",
    "UnitShare",
    "Unmeasured",
    "Validity",
    "Variant",
    "Verdict",
    "Veto",
]
