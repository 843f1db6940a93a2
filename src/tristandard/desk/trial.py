"""What scoring a project now would come to, with nothing written."""

from __future__ import annotations

from typing import final

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.scoring.results import Results
from tristandard.survey.register import Register


@final
@frozen
class Trial:
    """What scoring a project now would come to.

    Attributes:
        register: What is reported.
        results: The scores of it, as a first edition.
        published: The last edition that is written; None where none is.
        unfollowed: What `correct` would refuse to change in that; where nobody has it yet, it may be scored again.
    """

    register: Register
    results: Results
    published: Results | None = None
    unfollowed: tuple[TristandardError, ...] = ()
