"""The list of deduction forms: whoever adds one adds it here, and the codec reads it under its key."""

from __future__ import annotations

from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto

#: What a line may be priced by.
Tariff = Steps | Bands | Chosen | Gain | Veto | Noted
