"""Law 1, the algebra, for standards, scopes and subjects alike.

It speaks of `|` and `<=` alone, so that an axis of one's own can be held against it too.

>>> from tristandard.rules.scope import Scope
>>> wide, narrow = Scope.of(), Scope.of(zone=("village",))
>>> [law.name for law in JOIN if law.takes == ("value", "value") and not law.holds(wide, narrow)]
[]
"""

from __future__ import annotations

from tristandard.testing.laws.law import Law
from tristandard.words.sentence import Told

_ONE, _TWO, _THREE = ("value",), ("value", "value"), ("value", "value", "value")

#: Law 1, for standards, scopes and subjects alike, and for whatever they are made of.
JOIN = (
    Law(
        number=1,
        name="idempotent",
        statement=Told("与自身合并，什么也不变", "joining a thing with itself changes nothing"),
        takes=_ONE,
        holds=lambda a: a | a == a,
    ),
    Law(
        number=1,
        name="commutative",
        statement=Told("谁在前谁在后都一样", "it does not matter which comes first"),
        takes=_TWO,
        holds=lambda a, b: a | b == b | a,
    ),
    Law(
        number=1,
        name="associative",
        statement=Told("先合并哪两个都一样", "it does not matter which two are joined first"),
        takes=_THREE,
        holds=lambda a, b, c: (a | b) | c == a | (b | c),
    ),
    Law(
        number=1,
        name="upper bound",
        statement=Told("合并所得包含两者", "the join includes both"),
        takes=_TWO,
        holds=lambda a, b: a <= a | b and b <= a | b,
    ),
    Law(
        number=1,
        name="least",
        statement=Told("凡包含两者的，都包含合并所得", "whatever includes both includes the join"),
        takes=_THREE,
        holds=lambda a, b, c: a | b <= c or not (a <= c and b <= c),
    ),
    Law(
        number=1,
        name="inclusion is joining",
        statement=Told("a <= b 就是 a | b == b", "a <= b is a | b == b"),
        takes=_TWO,
        holds=lambda a, b: (a <= b) == (a | b == b),
    ),
    Law(
        number=1,
        name="inclusion is an order",
        statement=Told("互相包含的两者相等", "two things that include each other are equal"),
        takes=_TWO,
        holds=lambda a, b: a == b or not (a <= b <= a),
    ),
    Law(
        number=1,
        name="equal things hash alike",
        statement=Told("含义相同的，在同一处找到", "the same meaning is found in the same place"),
        takes=_TWO,
        holds=lambda a, b: a != b or hash(a) == hash(b),
    ),
)
