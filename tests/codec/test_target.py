"""Where a text is written to: which kind of file it is, and when nothing is written."""

from io import StringIO

import pytest

from tristandard.basics.errors import TristandardError
from tristandard.codec.target import Target, target_of

KINDS = (".csv", ".json")
NOT_WRITTEN = "is not a kind of file that is written here"


def told(call):
    """Return what is told in both languages."""
    with pytest.raises(TristandardError) as caught:
        call()
    return caught.value.text("zh"), str(caught.value)


def named(name):
    """Return an open file of some name."""
    file = StringIO()
    file.name = name
    return file


def test_which_kind_of_file_it_is(tmp_path):
    """A path has its own ending; an open file that of its name, or the one that is said, or the only one."""
    path = tmp_path / "a.csv"
    nameless, file, number = StringIO(), named("folder/b.json"), named(3)

    assert Target("a.csv", ".csv", path) == target_of(path, KINDS) == target_of(str(path), KINDS)
    assert Target("text", ".csv", nameless) == target_of(nameless, (".csv",))
    assert Target("text", ".json", nameless) == target_of(nameless, KINDS, ".json")
    assert Target("b.json", ".json", file) == target_of(file, KINDS)
    assert Target("b.json", ".csv", file) == target_of(file, KINDS, ".csv")
    assert Target("text", ".csv", number) == target_of(number, (".csv",))


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (lambda: target_of(None, KINDS), "None 不是路径或已打开的文本文件；请给出文本或 pathlib.Path", "None is not a path, or an open text file; give a text or a pathlib.Path"),
        (lambda: target_of("a.csv", KINDS, ".csv"), "'.csv' 不是路径以外另写的扩展名；请不写：路径自有扩展名", "'.csv' is not no ending beside a path; leave it out: the path has its own"),
        (lambda: target_of("x/a.txt", KINDS), "a.txt：'.txt' 不是可以写出的文件种类；请给出扩展名为 .csv 或 .json 的文件", f"a.txt: '.txt' {NOT_WRITTEN}; give a path that ends in .csv or .json"),
        (lambda: target_of(StringIO(), KINDS), "text：'' 不是可以写出的文件种类；请写明是哪一种：ending='.csv' 或 ending='.json'", f"text: '' {NOT_WRITTEN}; say which: ending='.csv' or ending='.json'"),
        (lambda: target_of(named("a.txt"), KINDS, ".x"), "a.txt：'.x' 不是可以写出的文件种类；请写明是哪一种：ending='.csv' 或 ending='.json'", f"a.txt: '.x' {NOT_WRITTEN}; say which: ending='.csv' or ending='.json'"),
    ],
)  # fmt: skip
def test_what_is_not_written(call, zh, en):
    """Another kind of file, what is neither a path nor a file, and an ending beside a path."""
    assert (zh, en) == told(call)


def test_an_open_file_gets_no_more_than_is_read_again():
    """A text of just so many bytes is written; a longer one is not, nor the beginning of it."""
    file = StringIO()
    target = target_of(file, (".csv",))
    target.write("区x", limit=4)

    assert "text: '5 bytes' is not a file of at most 4 bytes; check that it is the file you meant; split it if it is" == told(lambda: target.write("区xy", limit=4))[1]
    target.write(iter(["1", "2"]), limit=1)
    target.write("\u00e9", limit=None)
    assert "区x12é" == file.getvalue()


def test_a_file_that_cannot_be_written():
    """It is told with what to do."""
    closed = named("a.csv")
    closed.close()

    assert (
        "a.csv：“已关闭的文件” 不是已打开的文本文件；请以写的方式、按 UTF-8（供电子表格软件用的按“utf-8-sig”）打开（I/O operation on closed file）",
        "a.csv: 'a closed file' is not an open text file; open it for writing, in UTF-8 (\"utf-8-sig\" for a spreadsheet) (I/O operation on closed file)",
    ) == tuple(text.replace("file.", "file") for text in told(lambda: target_of(closed, KINDS).write("x")))
    assert "a.csv: 'a closed file' is not an open text file; " in told(lambda: target_of(closed, KINDS).write(iter("x")))[1]
