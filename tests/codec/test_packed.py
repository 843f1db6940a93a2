"""What is packed in a zip file is unpacked no further than it says it is large."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest

from tristandard.codec.packed import unpacked


def archive():
    """Return a zip file of one entry of five bytes."""
    content = BytesIO()
    with ZipFile(content, "w") as file:
        file.writestr("a.txt", "12345")
    return ZipFile(content)


def test_an_entry_is_unpacked():
    """To its last byte."""
    with archive() as file:
        assert b"12345" == unpacked(file, file.getinfo("a.txt"))


@pytest.mark.parametrize(("size", "told"), [(3, "Bad CRC-32 for file 'a.txt'"), (6, "a.txt")])
def test_an_entry_of_another_size_is_damaged(size, told):
    """It is named; what is larger than it says is not read to its end."""
    with archive() as file:
        entry = file.getinfo("a.txt")
        entry.file_size = size
        with pytest.raises(BadZipFile) as caught:
            unpacked(file, entry)

    assert (told,) == caught.value.args
