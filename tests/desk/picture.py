"""The picture of a page that the README shows, made from the example quarter in Debian's Chromium.

    PYTHONPATH=tests python tests/desk/picture.py
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import tristandard as ts
from desk.browser import Page, chromium
from desk.paged import ROOT, example

#: How wide the page is laid out, how much of it is shown, and how small, in pixels.
WIDTH, HEIGHT, SCALE = 1120, 1480, 0.7


def main() -> None:
    """Write `docs/pictures/page.png`."""
    with TemporaryDirectory() as folder, chromium() as started:
        path = Path(folder) / "page.html"
        ts.desk.write_page(path, example())
        (ROOT / "docs" / "pictures" / "page.png").write_bytes(Page(started, path, width=WIDTH).picture(height=HEIGHT, scale=SCALE))


if __name__ == "__main__":
    main()
