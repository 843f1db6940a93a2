"""Without the packages of the extra, the message names it."""

import pytest

from tristandard.desk.extra import needed
from tristandard.desk.mistakes import NotRead


@pytest.mark.parametrize("package", ["jinja2", "openpyxl", "xlsxwriter"])
def test_a_missing_package_is_named_with_its_extra(monkeypatch, package):
    """Whoever has not installed the extra is told how, in both languages."""

    def nothing(name):
        raise ImportError(name)

    monkeypatch.setattr("tristandard.desk.extra.import_module", nothing)
    with pytest.raises(NotRead) as caught:
        needed(package)

    assert [True] * 4 == [word in caught.value.text(language) for language in ("zh", "en") for word in (package, "tristandard[desk]")]
