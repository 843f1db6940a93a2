"""A named reading of the same sources: what of the declared rules it replaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, final

from attrs import Attribute, field, frozen

from tristandard.basics.clause import Clause
from tristandard.basics.errors import as_text, wanted
from tristandard.basics.fields import (
    coded,
    each_of,
    filled,
    for_field,
    kind_of,
    listed,
    own_table,
    table_of,
)
from tristandard.rules.policy import Policy
from tristandard.rules.scope import SITE_AXES, Scope, over


def _grounds(owner: object, attribute: Attribute[Any], value: object) -> None:
    wanted(value, Mapping, for_field(owner, attribute))
    table_of(Scope)(owner, attribute, value)
    for where in cast(Mapping[str, Scope], value).values():
        over(SITE_AXES)(owner, attribute, where)


@final
@frozen(kw_only=True)
class Variant:
    """A named reading of the same sources that replaces declared parts: the ground of crosswalks, the policy."""

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))
    #: The ground that replaces `Crosswalk.where`, by the crosswalk's code.
    where: Mapping[str, Scope] = field(factory=dict, hash=False, converter=own_table, validator=_grounds)
    policy: Policy | None = field(default=None, validator=kind_of(Policy | None))
