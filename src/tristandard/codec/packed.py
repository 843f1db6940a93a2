"""What is packed in a zip file, unpacked no further than it says it is large."""

from __future__ import annotations

from zipfile import BadZipFile, ZipFile, ZipInfo


def unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Return what an entry of a zip file holds.

    Raises:
        BadZipFile: When it is damaged, or larger than it says.
        OSError, ValueError, RuntimeError, EOFError, zlib.error: As `zipfile` raises them.
    """
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)  # what is unpacked at a time is no larger than what is asked for
    if len(content) != entry.file_size:
        raise BadZipFile(entry.filename)
    return content
