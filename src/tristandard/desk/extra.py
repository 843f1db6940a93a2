"""The packages of the extra `desk`: each is imported where it is used, and said by name where it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tristandard.basics.errors import TristandardError
from tristandard.desk.mistakes import NotRead
from tristandard.words.sentence import Sentence

_MISSING = Sentence(
    '没有安装 {package}；请安装附加组件：pip install "tristandard[desk]"',
    '{package} is not installed; install the extra: pip install "tristandard[desk]"',
)


def is_missing(error: TristandardError) -> bool:
    """Return whether an error says that a package of the extra is not installed."""
    return isinstance(error, NotRead) and error.why.template == _MISSING.en


def needed(package: str) -> Any:
    """Return a package of the extra `desk`.

    Raises:
        NotRead: When it is not installed; the message names the extra.
    """
    try:
        return import_module(package)
    except ImportError:
        raise NotRead(_MISSING(package=package)) from None
