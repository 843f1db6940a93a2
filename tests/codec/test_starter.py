"""A rule set to start one's own from: under the name of its folder, whole or not at all."""

from errno import ENOSPC
from shutil import Error as CopyError

import pytest

from tristandard.basics.errors import TristandardError
from tristandard.codec.folder import load_ruleset
from tristandard.codec.starter import new_ruleset, starter_ruleset


def test_it_is_called_as_its_folder(tmp_path):
    """It reads back equal, and is the starter but for its code."""
    rules = new_ruleset(tmp_path / "in" / "mine")

    assert rules == load_ruleset(tmp_path / "in" / "mine") == starter_ruleset("mine")
    assert {"ruleset.toml", "indicators.csv", "crosswalk.csv"} <= {path.name for path in (tmp_path / "in" / "mine").iterdir()}


def told(call):
    """Return what is told in both languages."""
    with pytest.raises(TristandardError) as caught:
        call()
    return caught.value.text("zh"), str(caught.value)


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    """Another name is to be chosen."""
    zh, en = told(lambda: new_ruleset(tmp_path))

    assert zh.startswith(f"{tmp_path}：'")
    assert zh.endswith("' 不是新文件夹；它已经存在；请另取一个名称")
    assert en.startswith(f"{tmp_path}: '")
    assert en.endswith("' is not a new folder; it is there already; name another")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [OSError(ENOSPC, "No space left on device"), CopyError([("a", "b", "[Errno 28] No space left on device: 'b'")])])
def test_what_cannot_be_copied_is_taken_away_again(tmp_path, monkeypatch, error):
    """Nothing half done is left, and it is told what to do."""

    def full(source, folder, **_):
        (folder / "half").write_text("x", encoding="utf-8")
        raise error

    monkeypatch.setattr("tristandard.codec.starter.copytree", full)
    zh, en = told(lambda: new_ruleset(tmp_path / "mine"))

    assert zh.startswith("mine：'")
    assert zh.endswith("mine' 不是可以写入的文件夹；磁盘已满，请腾出空间再试一次（磁盘已满）")
    assert en.startswith("mine: '")
    assert en.endswith("mine' is not a folder that can be written to; the disk is full: make room, and try again (No space left on device)")
    assert [] == list(tmp_path.iterdir())
