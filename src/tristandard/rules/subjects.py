"""What the parts of a rule set are called by those who write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from tristandard.words.sentence import Sentence, Told

#: What says how a part of a rule set is called: it is asked only where something is told of it.
Subject: TypeAlias = Callable[[], Told]

RULE_SET: Final = Sentence("规则集“{code}”", "rule set {code!r}")
ASSESSMENT: Final = Sentence("考核“{code}”", "assessment {code!r}")
INDICATOR: Final = Sentence("指标“{code}”", "indicator {code!r}")
NODE: Final = Sentence("{assessment} 的计分节点“{node}”", "score node {node!r} of {assessment}")
CROSSWALK: Final = Sentence("对照表“{code}”", "crosswalk {code!r}")
MATCH: Final = Sentence("“{first}”与“{second}”的对照", "the match of {first!r} and {second!r}")
VARIANT: Final = Sentence("变体“{code}”", "variant {code!r}")
MEASURE: Final = Sentence("测量项目“{code}”", "measure {code!r}")
CIRCUMSTANCE: Final = Sentence("问题情形“{code}”", "circumstance {code!r}")
UNIT: Final = Sentence("单位“{code}”", "unit {code!r}")
