"""What is read from and written to: a path, an open text file, or rows and tables that are at hand already.

Whatever it is becomes a path, a text in memory (`Held`) or rows in memory (`Given`), and is read from there on
by the same code, up to the same limits, with the same errors. An open file is read to its end and is not closed.
Its encoding is for whoever opened it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, TextIO

from tristandard.basics.errors import BadValue, whole_from
from tristandard.codec.bad_input import NOWHERE, bad, under
from tristandard.codec.csv_table import Table, read_csv
from tristandard.codec.files import SURVEY_LIMIT, check_size, path_of, reason_of
from tristandard.codec.given_rows import Given, given
from tristandard.codec.held import Held
from tristandard.codec.open_file import OPEN_FILE, name_of, shown_file
from tristandard.codec.output import encoded
from tristandard.codec.toml_json import too_deep
from tristandard.words.sentence import Sentence, Told

#: Where rows are read from.
RowSource = str | PathLike[str] | TextIO | io.TextIOBase | Iterable[Mapping[str, Any]]
#: Where a document is read from: a plan, a ledger, results, a handover, notices, a certificate.
Document = str | PathLike[str] | TextIO | io.TextIOBase | Mapping[str, Any]


_A_LIMIT = Told("字节数的上限", "a limit in bytes")
_SUCH_AS = Sentence("请写整数，例如 {limit}", "write a whole number, such as {limit}")
_ROWS_OR = Told("路径、已打开的文本文件或一行一行的列表", "a path, an open text file, or a list of rows")


def rows_from(source: object, limit: int) -> Path | Held | Given:
    """Return where rows are read from: a path, an open text file, or the mappings that were given.

    Args:
        source: Any of these.
        limit: The most that is read, in bytes of text.

    Raises:
        BadInput: When a file cannot be read, or there is more than the limit.
        BadValue: When it is none of these.
    """
    if not whole_from(limit, 0):
        raise BadValue(limit, _A_LIMIT, _SUCH_AS(limit=SURVEY_LIMIT))
    if isinstance(source, io.TextIOBase):
        return _held(source, limit)
    if isinstance(source, (str, PathLike, bytes, Mapping)) or not isinstance(source, Iterable):
        return path_of(source, _ROWS_OR)
    return given(source, "rows", limit)


_NO_ENCODING = Told("文本的字符编码（文本不需要写明）", "no encoding of text")
_IS_TEXT_ALREADY = Told("请不写：给出的已是文本", "leave it out: what is given is text already")


def no_encoding(name: str, encoding: str | None) -> None:
    """Refuse the encoding of what is text already."""
    if encoding is not None:
        raise bad(name, under("encoding"), encoding, _NO_ENCODING, _IS_TEXT_ALREADY)


def read_table_of(
    source: Path | Held | Given,
    columns: tuple[str, ...],
    optional: tuple[str, ...],
    *,
    limit: int,
    encoding: str | None = None,
) -> Table:
    """Return the rows of a table, wherever they come from; see `files.read_csv`."""
    if not isinstance(source, Path):
        no_encoding(source.name, encoding)
    if isinstance(source, Given):
        return source.table(columns, optional)
    return read_csv(source, columns, optional, limit=limit, encoding=encoding)


_TABLE_OR = Told("路径、已打开的文本文件或一张表", "a path, an open text file, or a table")
_AS_JSON_HAS_IT = Told("能用 JSON 表示的表", "a table as JSON has it")
_WHAT_LOADS_MADE = Told("请给出 json.loads 读出的内容", "give what json.loads made of the file")


def document_from(source: object) -> Path | Held:
    """Return where a document is read from: a path, an open text file, or its table. Raises as `rows_from` does."""
    if isinstance(source, io.TextIOBase):
        return _held(source, None)
    if not isinstance(source, Mapping):
        return path_of(source, _TABLE_OR)
    try:
        text = json.dumps(dict(source), ensure_ascii=False, default=str)
    except RecursionError:
        raise too_deep("table") from None
    except (TypeError, ValueError) as error:
        raise bad("table", NOWHERE, str(error), _AS_JSON_HAS_IT, _WHAT_LOADS_MADE) from None
    return Held("table", ".json", encoded("table", text))


_OPEN_FOR_READING = Sentence(
    "请以读的方式、按它的字符编码打开（{reason}）", "open it for reading, in the encoding that it has ({reason})"
)


def _held(file: io.TextIOBase, limit: int | None) -> Held:
    """Return the text of an open file, from where it stands to its end."""
    name = name_of(file)
    try:
        text = file.read() if limit is None else file.read(limit + 1)
    except (OSError, ValueError) as error:
        remedy = _OPEN_FOR_READING(reason=reason_of(error))
        raise bad(name or "text", NOWHERE, shown_file(file), OPEN_FILE, remedy) from None
    text = text.removeprefix("\ufeff")
    suffix = Path(name).suffix
    if suffix not in (".csv", ".json"):
        suffix = ".json" if text.lstrip()[:1] in ("[", "{") else ".csv"
    # a mark at its start says that a table is UTF-8, so that its encoding is not guessed again
    content = encoded(f"{name or 'text'}{'' if suffix == '.json' else '.csv'}", text)
    check_size(name or "text", len(content), limit)
    return Held(name or "text", suffix, content)
