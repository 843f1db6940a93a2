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
_NO_TABLES = Told(
    "没有安装 pyarrow；DuckDB 和 Spark 的得分是 PyArrow 的表：pip install pyarrow；"
    "不装时请用 results 的 cards 或 rows()",
    "pyarrow is not installed; the scores of DuckDB and Spark are a table of PyArrow: pip install pyarrow, or read "
    "the cards or rows() of `results`",
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


def need_tables() -> None:
    """Refuse that PyArrow is not installed, where scores are to be a table of it."""
    try:
        import_module("pyarrow")
    except ImportError:
        raise BadFrame(_NO_TABLES) from None
