"""Debian's Chromium, driven over its own pipe: what a page fetches, logs and shows, on a screen and on paper."""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode
from contextlib import contextmanager, suppress
from fcntl import F_DUPFD, fcntl
from itertools import count
from tempfile import TemporaryDirectory

#: Where it is; None where it is not installed.
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: How wide the print of an A4 page is between its margins, in CSS pixels.
A4 = round((210 - 2 * 11) / 25.4 * 96)
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip

#: Chromium reads what it is told from its third handle and answers to its fourth.
_AS_3_AND_4 = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"


class Chromium:
    """A running Chromium, to which commands are written and from which answers and events are read, each ended by a zero byte."""

    def __init__(self, home):
        theirs, self._to = os.pipe()
        self._from, answers = os.pipe()
        self._left, self._numbers, self.events = b"", count(1), []
        ends = [fcntl(end, F_DUPFD, 10) for end in (theirs, answers)]  # neither is 3 or 4 already
        self.process = subprocess.Popen(
            [sys.executable, "-c", _AS_3_AND_4, *map(str, ends), CHROMIUM, *_OPTIONS, f"--user-data-dir={home}"],
            pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in (theirs, answers, *ends):
            os.close(end)

    def call(self, method, session=None, **params):
        """Return what a command answers; events that come meanwhile are kept."""
        number = next(self._numbers)
        told = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._to, json.dumps(told).encode() + b"\0")
        while True:
            got = self._next()
            if got.get("id") == number:
                assert "error" not in got, got
                return got["result"]
            self.events.append(got)

    def wait(self, method):
        """Read until an event has come."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._next())

    def _next(self):
        while b"\0" not in self._left:
            piece = os.read(self._from, 1 << 20)
            assert piece, "Chromium ended"
            self._left += piece
        first, _, self._left = self._left.partition(b"\0")
        return json.loads(first)

    def close(self):
        """End it."""
        with suppress(OSError, AssertionError):
            self.call("Browser.close")
        self.process.wait(30)
        os.close(self._to), os.close(self._from)


class Page:
    """A page that is open in it."""

    def __init__(self, chromium, path, *, width=1280):
        self._chromium = chromium
        chromium.events.clear()
        target = chromium.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = chromium.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log", "Audits"):
            self._call(f"{domain}.enable")
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self._call("Page.navigate", url=path.as_uri())
        chromium.wait("Page.loadEventFired")

    def _call(self, method, **params):
        return self._chromium.call(method, self._session, **params)

    def run(self, script):
        """Return what a script in the page comes to, as plain data."""
        got = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in got, got["exceptionDetails"]
        return got["result"].get("value")

    def fetched(self):
        """Return every address that it asked for beside its own, and the data inside it."""
        asked = [event["params"]["request"]["url"] for event in self._chromium.events if event.get("method") == "Network.requestWillBeSent"]
        return [url for url in asked[1:] if not url.startswith("data:")]

    def logged(self):
        """Return every error, warning and issue that it logged."""
        loud = {"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Audits.issueAdded"}
        return [event["params"] for event in self._chromium.events if event.get("method") in loud]

    def on_paper(self):
        """Lay it out as wide as it is printed on A4, with the rules for print."""
        self._call("Emulation.setEmulatedMedia", media="print")
        self._call("Emulation.setDeviceMetricsOverride", width=A4, height=1000, deviceScaleFactor=1, mobile=False)

    def pdf(self):
        """Return it as it is printed."""
        return b64decode(self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def picture(self, *, height=None, scale=1):
        """Return it as a PNG, from its top, as high as is asked for."""
        size = self._call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"], "scale": scale}
        return b64decode(self._call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"])


@contextmanager
def chromium():
    """Start Chromium, and end it."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as home:
        started = Chromium(home)
        try:
            yield started
        finally:
            started.close()
