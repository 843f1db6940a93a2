"""The package of the extra `frames`: said by name where it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.words.sentence import Sentence, Told

_MISSING = Sentence(
    '没有安装 {package}；请安装附加组件：pip install "tristandard[frames]"',
    '{package} is not installed; install the extra: pip install "tristandard[frames]"',
)


@final
@frozen
class BadFrame(TristandardError):
    """A frame that cannot be compiled or scored.

    Attributes:
        why: What is wrong with it, and what to do.
    """

    why: Told

    @property
    def told(self) -> Told:
        """What is wrong with it, and what to do, in both languages."""
        return self.why

    def __str__(self) -> str:
        return self.told[1]


def needed() -> Any:
    """Return narwhals.

    Raises:
        BadFrame: When it is not installed; the message names the extra.
    """
    try:
        return import_module("narwhals.stable.v2")
    except ImportError:
        raise BadFrame(_MISSING(package="narwhals")) from None
