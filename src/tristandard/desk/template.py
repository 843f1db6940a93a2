"""A template that an office edits in Word: filled in, or refused by its name and the tag that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, final
from zipfile import BadZipFile, ZipFile

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.codec.files import content_of, path_of
from tristandard.desk.extra import needed
from tristandard.desk.vocabulary import FIELDS
from tristandard.words.sentence import Sentence, Told

#: The largest template, in bytes, and all that is packed in it.
_LIMIT, _UNPACKED = 20_000_000, 200_000_000
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_NAMED = re.compile("'([^']+)' (?:is undefined|has no attribute '([^']+)')")
_SHOWN = 80
#: A tag that begins with a full-width brace, which Word would print as it stands; and where text is in a document.
_WIDE = re.compile(r"(?:｛[｛{%％#]|\{[｛％]).{0,80}?[}｝%％#][}｝]")
_TEXTS = re.compile(r"word/(?:document|header[0-9]*|footer[0-9]*)\.xml")

_BAD_TEMPLATE = Sentence("模板 {file}{tag}：{reason}", "template {file}{tag}: {reason}")
_AT = Sentence("，标记 {tag}", ", tag {tag}")
_NO_DOCX = Told("不是 Word 的 .docx 文件；请在 Word 或 WPS 中另存为 .docx", "it is no .docx of Word; save it as .docx")
_TOO_LARGE = Told("解压后大得反常，未予读取", "unpacks to a size out of all proportion, and was not read")
_UNKNOWN = Sentence("没有“{name}”这一项；可用的是 {known}", "there is no field {name!r}; there are {known}")
_BROKEN = Sentence(
    "标记写得不对（{why}）；请对照原来的模板改正，或重新取出模板",
    "the tag cannot be read ({why}); compare it with the template as it came, or take that out anew",
)
_HALF = Told(
    "标记的括号是全角的，不会被填写；请改用半角的 {{ }} 或 {% %}",
    "its braces are full-width, and it would not be filled in; type half-width ones, {{ }} or {% %}",
)


@final
@frozen
class BadTemplate(TristandardError):
    """A template of letters that cannot be filled in.

    Attributes:
        file: Its name.
        tag: The tag that is wrong; empty where the whole file is.
        reason: What is wrong, and what to do.
    """

    file: str
    tag: str
    reason: Told

    @property
    def told(self) -> Told:
        """Which template, which tag, what is wrong and what to do, in both languages."""
        tag = _AT(tag=self.tag) if self.tag else ""
        return _BAD_TEMPLATE(file=self.file, tag=tag, reason=self.reason)

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen
class Template:
    """A template, read once and filled in often.

    Attributes:
        name: That of its file.
    """

    name: str
    _content: bytes

    @classmethod
    def read(cls, path: str | Path) -> Template:
        """Read a template.

        Raises:
            BadTemplate: When it is no .docx.
            BadInput: When the file is missing or cannot be read.
        """
        path = path_of(path)
        content = content_of(path, _LIMIT)
        try:
            with ZipFile(BytesIO(content)) as archive:
                entries = archive.infolist()
        except (BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
            raise BadTemplate(path.name, "", _NO_DOCX) from None
        if sum(entry.file_size for entry in entries) > _UNPACKED:
            raise BadTemplate(path.name, "", _TOO_LARGE)
        return cls(path.name, content)

    def fill(self, fields: Mapping[str, Any]) -> bytes:
        """Return the document: fields in the place of the tags, and nothing of a field taken for a tag or markup.

        Raises:
            NotRead: When the extra `desk` is not installed.
            BadTemplate: When a tag is wrong, has full-width braces, or names what there is not.
        """
        jinja, docxtpl = needed("jinja2"), needed("docxtpl")
        sandbox = needed("jinja2.sandbox").SandboxedEnvironment
        template, made = docxtpl.DocxTemplate(BytesIO(self._content)), BytesIO()
        try:
            environment = sandbox(undefined=jinja.StrictUndefined, autoescape=True)
            template.render(_escaped(dict(fields), needed("markupsafe").Markup), environment, autoescape=True)
        except jinja.TemplateError as error:
            raise self._refused(error, fields) from None
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise BadTemplate(self.name, "", _BROKEN(why=type(error).__name__)) from None
        if wide := _WIDE.search(self._text(_TEXTS)):
            raise BadTemplate(self.name, wide[0], _HALF)
        template.save(made)
        return made.getvalue()

    def _refused(self, error: Any, fields: Mapping[str, Any]) -> BadTemplate:
        """Return what is wrong with the template: the tag where it is known, and the field that is not there."""
        text = str(error.message or "")
        lines = [line.strip() for line in getattr(error, "docx_context", ())]
        tags = [tag for line in lines for tag in _TAG.findall(line)]
        unknown = _NAMED.search(text)
        if unknown:
            name = unknown[2] or unknown[1]
            tag = next((one for one in (*tags, *self._tags()) if name in one), name)
            known = [zh for zh, en in FIELDS.items() if en in fields]
            return BadTemplate(self.name, tag, _UNKNOWN(name=name, known=known))
        tag = next((one for one in tags if "%" in one), tags[0] if tags else "".join(lines)[:_SHOWN])
        return BadTemplate(self.name, tag, _BROKEN(why=text))

    def _tags(self) -> list[str]:
        """Return the tags of the document, in their order."""
        return _TAG.findall(self._text(re.compile(r"word/document\.xml")))

    def _text(self, parts: re.Pattern[str]) -> str:
        """Return the text of some parts of the document, however Word parts it."""
        with ZipFile(BytesIO(self._content)) as archive:
            found = [archive.read(name) for name in archive.namelist() if parts.fullmatch(name)]
        return "\n".join(re.sub("<[^>]+>", "", one.decode("utf-8", "replace")) for one in found)


def _escaped(value: Any, markup: Any) -> Any:
    """Return fields as XML holds them, braces too: docxtpl takes {_{ in a text for what it put there itself."""
    if isinstance(value, Mapping):
        return {key: _escaped(one, markup) for key, one in value.items()}
    if isinstance(value, list):
        return [_escaped(one, markup) for one in value]
    return markup(str(markup.escape(value)).replace("{", "&#123;").replace("}", "&#125;")) if value else value
