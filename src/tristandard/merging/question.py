"""One question at one kind of place: what is measured there once, and who uses it."""

from __future__ import annotations

from functools import cached_property
from typing import final

from attrs import define

from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.rules.standard import Standard


@final
@define(frozen=True, slots=False, kw_only=True, eq=False)
class Question:
    """One shared indicator at one kind of place: what is measured there once, and who uses it."""

    indicator: SharedIndicator
    bar: Standard
    #: The contributions whose assessments count the outcome there.
    users: tuple[Contribution, ...]

    @cached_property
    def code(self) -> str:
        """The key under which it is measured."""
        return self.indicator.code

    @cached_property
    def bars(self) -> tuple[Standard, ...]:
        """The part of the bar that is the business of each user, in their order."""
        return tuple(self.bar.only(user.measures) for user in self.users)

    @cached_property
    def bar_text(self) -> str:
        """The bar as rule sets write it."""
        return str(self.bar)

    @cached_property
    def rewarding(self) -> bool:
        """Whether some user gives points for what is better than the bar."""
        return any(rule.tariff.rewards for user in self.users for rule in user.indicator.deductions)

    @cached_property
    def looking_back(self) -> frozenset[str]:
        """The indicators of the users of which a line looks back to earlier periods."""
        return frozenset(
            user.indicator.code for user in self.users if any(rule.look_back for rule in user.indicator.deductions)
        )

    def hosted_by(self, user: Contribution) -> bool:
        """Return whether an assessment is the one that measures it; of several uses in it, the first."""
        return self.indicator.hosts(user, self.users)

    def uses(self, assessment: str) -> tuple[Contribution, ...]:
        """Return the users of an assessment: several where it counts the outcome in several items."""
        return self._uses.get(assessment, ())

    @cached_property
    def _uses(self) -> dict[str, tuple[Contribution, ...]]:
        found = dict[str, tuple[Contribution, ...]]()
        for user in self.users:
            found[user.assessment] = (*found.get(user.assessment, ()), user)
        return found
