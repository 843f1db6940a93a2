"""Labels in the place of codes: taken where they are unique, refused with the codes to choose from where not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import final

from attrs import define, field, frozen

from tristandard.basics.language import CODED, either
from tristandard.basics.place import Site
from tristandard.basics.terms import Tree
from tristandard.desk.cells import half
from tristandard.desk.mistakes import NotRead
from tristandard.merging.merged import merge
from tristandard.rules.assessment import Assessment
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

#: So many codes are told of a label that several have.
_TOLD = 6
_CIRCUMSTANCES = Told("问题情形", "circumstances")
_FIGURES = Told("给定数据项", "figures from outside")
_AMBIGUOUS = Sentence(
    "“{text}”是 {count} 个{kind}的名称；请写编码：{codes}",
    "{text!r} is the label of {count} {kind}; write the code: {codes}",
)
_CODE = Sentence("{code}", "{code}")
#: What is told of a site that 点位表 does not have.
NO_SITE = Sentence(
    "没有点位“{site}”；请按点位表写编码或名称，或在点位表里补上",
    "there is no site {site!r}; write the code or the label of one in 点位表, or add it there",
)


_NONE_THERE = Sentence(
    "点位“{site}”没有叫“{text}”的指标；这里可写：{known}",
    "no indicator called {text!r} holds at {site!r}; there are {known}",
)


@final
@frozen
class Labels:
    """The codes of one kind of thing, what each is called, and what the kind is."""

    kind: Told
    _codes: Mapping[str, str]
    _called: Mapping[str, list[str]]

    @classmethod
    def of(cls, kind: Told, named: Iterable[tuple[str, str]]) -> Labels:
        """Return labels from pairs of a code and a label."""
        codes, called = dict[str, str](), defaultdict[str, list[str]](list)
        for code, label in named:
            codes[code] = label
            if label and code not in called[label]:
                called[label].append(code)
        return cls(kind, codes, called)

    def near(self, text: str) -> list[Told]:
        """Return labels with their codes: those that are like a text, else the first."""
        alike = [code for code, label in self._codes.items() if text and (text in label or label in text) and label]
        close = get_close_matches(text, [*self._called, *self._codes], _TOLD)
        alike += [code for one in close for code in self._called.get(one, [one])]
        chosen = list(dict.fromkeys(alike)) or list(self._codes)
        return [self.told(code) for code in chosen[:_TOLD]]

    def told(self, code: str) -> Told:
        """Return what a code is called, with the code; the code alone where it has no label."""
        label = self._codes.get(code, "")
        return CODED(label=label, code=code) if label else _CODE(code=code)

    @property
    def offered(self) -> list[str]:
        """What may be written for each code: its label where that is the only one so called, else the code."""
        return [self.shown(code) for code in self._codes]

    def shown(self, code: str) -> str:
        """Return the label of a code where it is the only one so called, else the code."""
        label = self._codes.get(code, "")
        return label if label and label not in self._codes and self._called.get(label) == [code] else code

    def code(self, text: str) -> str:
        """Return the code that a text is, or is the label of; a text that is neither as it is, for the library to say.

        Raises:
            NotRead: When several have that label.
        """
        for told in (text, half(text)):
            if told in self._codes:
                return told
            found = self._called.get(told, [])
            if len(found) > 1:
                raise ambiguous(self, told, found)
            if found:
                return found[0]
        return text


@final
@frozen
class NoSite(NotRead):
    """A site that is not known where a label needs it."""

    site: str


def ambiguous(labels: Labels, text: str, codes: list[str]) -> NotRead:
    """Return the error for a label that several have."""
    told = ", ".join(codes[:_TOLD]) + (" …" if len(codes) > _TOLD else "")
    return NotRead(_AMBIGUOUS(text=text, count=len(codes), kind=labels.kind, codes=told))


def _tree(kind: Told, tree: Tree) -> Labels:  # type: ignore[type-arg]
    return Labels.of(kind, [(term.code, term.zh) for term in tree.terms])


def assessments_of(rules: RuleSet) -> Labels:
    """Return what assessments are called: by their labels in both languages, and by their offices."""
    books = rules.assessments
    named = [(one.code, label) for one in books for label in (one.office, one.en, one.zh) if label]
    return Labels.of(Told("测评", "assessments"), named)


def units_of(rules: RuleSet) -> Labels:
    """Return what units are called, in both languages."""
    named = [(one.code, label) for one in rules.units.terms for label in (one.en, one.zh)]
    return Labels.of(Told("单位", "units"), named)


def figures_of(book: Assessment) -> Labels:
    """Return what the figures are called that an assessment is given from outside, each by its code."""
    nodes = book.model.nodes
    called = {one.count: one.zh for _, node in nodes for one in node.adjustments}
    called |= {name: node.zh for name, node in nodes if name in node.figures(name)}
    return Labels.of(_FIGURES, [(name, called.get(name, "")) for name in book.model.figures])


@final
@define
class Known:
    """The labels of a rule set and of the sites that are surveyed."""

    rules: RuleSet
    sites: Mapping[str, Site] = field(factory=dict)
    #: Whether some sites are wrong, so that not all are known.
    broken: bool = False
    by_axis: Mapping[str, Labels] = field(init=False)
    called: Mapping[str, list[Indicator]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        rules = self.rules
        called = defaultdict[str, list[Indicator]](list)
        for indicator in rules.indicators.values():
            called[indicator.zh].append(indicator)
        self.called = called
        self.by_axis = {
            "assessment": assessments_of(rules),
            "area": _tree(Told("区域", "areas"), rules.areas),
            "zone": _tree(Told("地带", "zones"), rules.zones),
            "site_type": _tree(Told("点位类型", "site types"), rules.site_types),
            "kind": _tree(Told("单位类别", "kinds of unit"), rules.kinds),
            "unit": _tree(Told("单位", "units"), rules.units),
            "measure": Labels.of(Told("测量项目", "measures"), [(one.code, one.zh) for one in rules.measures]),
            "indicator": Labels.of(Told("指标", "indicators"), [(one.code, "") for one in rules.indicators.values()]),
            "circumstance": Labels.of(_CIRCUMSTANCES, [(one.code, one.zh) for one in rules.circumstances]),
            "site": Labels.of(Told("点位", "sites"), [(one.code, one.zh) for one in self.sites.values()]),
        }

    @cached_property
    def units(self) -> frozenset[str]:
        """The units of measures, as the rule set writes them."""
        units = [one.unit for one in self.rules.measures]
        return frozenset(name for unit in units for name in (unit.name, unit.per) if name)

    def answer(self, circumstance: str, text: str) -> str:
        """Return the code of an answer to a circumstance."""
        known = next((one for one in self.rules.circumstances if one.code == circumstance), None)
        return Labels.of(Told("答案", "answers"), known.values if known else ()).code(text)

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        """The shared indicator of each indicator, by their codes."""
        merged = merge(self.rules)
        return {
            one.indicator.code: shared.code for shared in (*merged.shared, *merged.own) for one in shared.contributions
        }

    def figures(self, assessment: str) -> Labels:
        """Return what the figures of an assessment are called; of one that is not known there are none."""
        book = next((one for one in self.rules.assessments if one.code == assessment), None)
        return figures_of(book) if book else Labels.of(_FIGURES, ())

    def indicator(self, text: str, site: str) -> str:
        """Return the code of an indicator by its code, or by its label among those that hold at the site.

        Raises:
            NotRead: When several that are measured apart have that label there.
            NoSite: When several have it, and there is no such site among those that are known.
        """
        labels = self.by_axis["indicator"]
        found = [] if "+" in text or text in self.rules.indicators else self._labelled(text, site)
        if not found:
            return labels.code(text)
        if len(found) > 1 and len({self._groups.get(one.code, one.code) for one in found}) > 1:
            if site not in self.sites and (self.sites or self.broken):
                raise NoSite(NO_SITE(site=site), site)
            if site in self.sites and not self._holding(found, site):
                raise self._none_there(text, site)
            raise ambiguous(labels, text, [one.code for one in found])
        return found[0].code

    def indicator_told(self, code: str) -> Told:
        """Return what an indicator, or a shared one by the codes of its members, is called, with the code."""
        found = self.rules.indicators.get(code.split("+", maxsplit=1)[0])
        return CODED(label=either(found.zh, found.en), code=code) if found else _CODE(code=code)

    def _labelled(self, text: str, site: str) -> list[Indicator]:
        """Return the indicators with a label: those that hold at a site, where some do."""
        found = self.called.get(text) or self.called.get(half(text)) or []
        return self._holding(found, site) or found

    def _holding(self, found: Iterable[Indicator], site: str) -> list[Indicator]:
        """Return those of some indicators that hold at a site."""
        place = self.sites.get(site)
        return [one for one in found if place is not None and one.scope.covers(place.point)]

    def _none_there(self, text: str, site: str) -> NotRead:
        """Return that no indicator of a label holds at a site, with those that do and are called like it."""
        alike = self.indicators_like(text, site)
        return NotRead(_NONE_THERE(site=self.by_axis["site"].told(site), text=text, known=alike))

    def indicators_like(self, text: str, site: str) -> list[Told]:
        """Return what the indicators are called that hold at a site, or all where it is not known: those that are
        called like a text, else the first.
        """
        all_of_them = self.rules.indicators.values()
        there = self._holding(all_of_them, site) or all_of_them
        return Labels.of(Told("指标", "indicators"), [(one.code, one.zh) for one in there]).near(text)
