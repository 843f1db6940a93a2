"""Names of files that Windows takes too."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tristandard.desk.safe_names import safe_name, safe_names

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_TEXTS = st.text(max_size=200) | st.sampled_from(["CON", "nul.txt", "com1", "a:b", "a/b\\c", "x. . ", "天宁区", "A", "a", ""])


@given(_TEXTS)
def test_a_name_that_windows_takes(text):
    """No mark that Windows refuses, no device, no blank or dot at the end, at most 81 characters, never empty."""
    name = safe_name(text)

    assert re.search(r'[<>:"/\\|?*\x00-\x1f]', name) is None
    assert name.partition(".")[0].lower() not in _DEVICES
    assert 0 < len(name) <= 81
    assert name == name.strip(" ").rstrip(".")


@given(st.lists(_TEXTS, max_size=8, unique=True))
def test_names_that_differ_by_more_than_capitals(texts):
    """Each text has a name of its own, also where the system takes capitals and small letters for one."""
    names = safe_names(texts)

    assert len({name.casefold() for name in names.values()}) == len(texts) == len(names)


def test_a_label_stays_as_it_is():
    """What every system takes is not changed."""
    assert "扣分明细-天宁区" == safe_name("扣分明细-天宁区")
    assert ("_CON", "a-b", "2022-07-01-2022-09-30") == (safe_name("CON"), safe_name("a:b"), safe_name("2022-07-01/2022-09-30"))
