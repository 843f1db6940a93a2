"""The list of score nodes: whoever adds one adds it here, and the codec reads it under its key."""

from __future__ import annotations

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum

#: What a model may be made of.
ScoreNode = Rate | Given | Met | Sheet | Mean | Blend | Sum
