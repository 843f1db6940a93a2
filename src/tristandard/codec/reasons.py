"""What Python and the system say of a file they cannot read or write, in both languages."""

from __future__ import annotations

import re
from string import Formatter

from tristandard.words.sentence import Sentence, Told

#: What Python's readers of TOML and JSON say, to the letter; whatever stands in its fields is told as it is.
OF_PYTHON = (
    Sentence("不能改写已有的值", "Cannot overwrite a value"),
    Sentence("转义写法表示的不是一个字符", "Escaped character is not a Unicode scalar value"),
    Sentence("键之后应为“=”", "Expected '=' after a key in a key/value pair"),
    Sentence("表的声明末尾应为“]”", "Expected ']' at the end of a table declaration"),
    Sentence("表数组的声明末尾应为“]]”", "Expected ']]' at the end of an array declaration"),
    Sentence("一句写完后应换行", "Expected newline or end of document after a statement"),
    Sentence("日期或时间不合格", "Invalid date or datetime"),
    Sentence("十六进制写法不合格", "Invalid hex value"),
    Sentence("键不能以这个字符开头", "Invalid initial character for a key part"),
    Sentence("这一行不成句", "Invalid statement"),
    Sentence("值的写法不合格", "Invalid value"),
    Sentence("数组没有写完", "Unclosed array"),
    Sentence("行内表没有写完", "Unclosed inline table"),
    Sentence("文本中的“\\”没有转义", "Unescaped '\\' in a string"),
    Sentence("文本没有写完", "Unterminated string"),
    Sentence("{key} 声明了两次", "Cannot declare {key} twice"),
    Sentence("{key} 已经写完，不能再添加", "Cannot mutate immutable namespace {key}"),
    Sentence("{key} 已是别的内容，不能再作为表", "Cannot redefine namespace {key}"),
    Sentence("行内表中的键 {key} 写了两次", "Duplicate inline table key {key}"),
    Sentence("不能有字符 {char}", "Found invalid character {char}"),
    Sentence("不能有字符 {char}", "Illegal character {char}"),
    Sentence("应为 {text}", "Expected {text}"),
    Sentence("应为“,”", "Expecting ',' delimiter"),
    Sentence("应为“:”", "Expecting ':' delimiter"),
    Sentence("应为双引号内的键", "Expecting property name enclosed in double quotes"),
    Sentence("应为一个值", "Expecting value"),
    Sentence("写完之后还有多余的内容", "Extra data"),
    Sentence("自此开始的文本没有写完", "Unterminated string starting at"),
    Sentence("{of} 的最后一项之后不能有逗号", "Illegal trailing comma before end of {of}"),
    Sentence("\\uXXXX 的写法不合格", "Invalid \\uXXXX escape"),
    Sentence("“\\”的写法不合格：{text}", "Invalid \\escape: {text}"),
    Sentence("“\\”的写法不合格", "Invalid \\escape"),
    Sentence("不能有控制字符 {char}", "Invalid control character {char} at"),
    Sentence("不能有控制字符", "Invalid control character at"),
)
#: What the system says.
OF_THE_SYSTEM = (
    Sentence("没有这个文件或文件夹", "No such file or directory"),
    Sentence("没有权限", "Permission denied"),
    Sentence("系统不允许", "Operation not permitted"),
    Sentence("它是文件夹", "Is a directory"),
    Sentence("路径中有一段不是文件夹", "Not a directory"),
    Sentence("已有同名的文件", "File exists"),
    Sentence("文件名太长", "File name too long"),
    Sentence("磁盘已满", "No space left on device"),
    Sentence("磁盘配额已满", "Disk quota exceeded"),
    Sentence("磁盘是只读的", "Read-only file system"),
    Sentence("链接绕回了自身", "Too many levels of symbolic links"),
    Sentence("打开的文件太多", "Too many open files"),
    Sentence("文件太大", "File too large"),
    Sentence("设备正忙", "Device or resource busy"),
    Sentence("设备读写出错", "Input/output error"),
    Sentence("管道已断开", "Broken pipe"),
    Sentence("路径中有零字节", "embedded null byte"),
    Sentence("路径中有零字节", "embedded null character"),
)


_AT_THE_END = Sentence("{reason}（直到文件末尾）", "{reason} (at end of document)")


def tell_reason(text: str) -> Told:
    """Return a reason in both languages; one that is not known here stays as it is told."""
    if found := _AT_ITS_END.fullmatch(text):
        return _AT_THE_END(reason=tell_reason(found["reason"]))
    for pattern, sentence in _KNOWN:
        if found := pattern.fullmatch(text):
            return sentence(**found.groupdict())
    return Told(text, text)


def _pattern(sentence: Sentence) -> re.Pattern[str]:
    """Return what matches the English of a sentence, with its fields as groups."""
    parts = Formatter().parse(sentence.en)
    fields = (re.escape(text) + ("" if name is None else f"(?P<{name}>.+)") for text, name, _, _ in parts)
    return re.compile("".join(fields), re.DOTALL)


_AT_ITS_END = _pattern(_AT_THE_END)
_KNOWN = [(_pattern(one), one) for one in (*OF_PYTHON, *OF_THE_SYSTEM)]
