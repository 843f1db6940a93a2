"""Which rule sets there are: those that come along and those that packages bring, as data, by version and date."""

import shutil
import sys
from datetime import date

import pytest

from samples import TINY, lacking
from tristandard.basics.clause import OutOfForce
from tristandard.basics.errors import Refused
from tristandard.codec import available
from tristandard.codec.available import available_rulesets, codes, versions_in
from tristandard.codec.bad_input import BadInput
from tristandard.codec.folder import load_ruleset
from tristandard.codec.version_gaps import gaps


def version(folder, number, start, end, code="tiny"):
    """Return a copy of the tiny rule set as a version with dates of its own; None leaves an end open."""
    place = shutil.copytree(TINY, folder)
    text = (place / "ruleset.toml").read_text(encoding="utf-8").replace('version = "1"', f'version = "{number}"', 1).replace('code = "tiny"', f'code = "{code}"', 1)
    dates = "".join(f"{key} = {day}\n" for key, day in (("start", start), ("end", end)) if day)
    text = text.replace("start = 2022-05-10\nend = 2023-12-31\n", dates, 1)
    (place / "ruleset.toml").write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def site_packages(tmp_path, monkeypatch):
    """Return a folder of installed packages, without any rule set that comes along; `install` puts one in."""
    (tmp_path / "bundled").mkdir()
    place = tmp_path / "site"
    place.mkdir()
    monkeypatch.setattr(available, "BUNDLED", tmp_path / "bundled")
    monkeypatch.setattr(sys, "path", [*sys.path, str(place)])
    return place


def install(place, *, code="tiny", value="city_rules", package="city_rules", runs=""):
    """Put a package into a folder of installed ones that names its rule set."""
    (place / package).mkdir(exist_ok=True)
    if runs:
        (place / package / "__init__.py").write_text(runs, encoding="utf-8")
    info = place / f"{package}-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[tristandard.rulesets]\n{code} = {value}\n", encoding="utf-8")
    return place / package


def test_what_comes_along():
    """The rule set of Changzhou comes along, with its version and dates."""
    assert [str(one) for one in available_rulesets()] == ["changzhou-2022 2022.1 (from 2022-05-10 to further notice)"]


def test_a_package_brings_a_rule_set(site_packages):
    """A rule set is found by the code under which a package names its folder, and nothing of the package runs."""
    shutil.copytree(TINY, install(site_packages, runs="raise SystemExit('it ran')"), dirs_exist_ok=True)

    assert ([(one.code, one.version) for one in available_rulesets()], codes()) == ([("tiny", "1")], ("tiny",))
    assert load_ruleset("tiny") == load_ruleset(TINY)
    assert "city_rules" not in sys.modules


def test_a_folder_inside_a_package(site_packages):
    """A dotted name leads to a folder inside the package, which need hold no code at all."""
    shutil.copytree(TINY, install(site_packages, value="city_rules.data.now") / "data" / "now")

    assert load_ruleset("tiny").version == "1"


def test_versions_of_one_rule_set(site_packages):
    """The day asked tells the version; without a day several are refused."""
    place = install(site_packages)
    version(place / "v1", "1", date(2022, 1, 1), date(2023, 12, 31))
    version(place / "v2", "2", date(2024, 1, 1), None)

    assert [load_ruleset("tiny", on=date(year, 6, 1)).version for year in (2022, 2023, 2024, 2030)] == ["1", "1", "2", "2"]
    with pytest.raises(BadInput) as caught:
        load_ruleset("tiny")
    assert lacking(str(caught.value), "'no day' is not a day that tells which version is meant", "version 1 from 2022-01-01 to 2023-12-31 in v1; version 2 from 2024-01-01 to further notice in v2", "say `on` which day") == []


@pytest.mark.parametrize(("day", "nearest"), [(date(2021, 6, 1), "2022-01-01 (version 1)"), (date(2023, 7, 1), "2023-06-30 (version 1)"), (date(2023, 12, 1), "2024-01-01 (version 2)"), (date(2026, 1, 1), "2025-01-01 (version 2)")])
def test_a_day_between_versions(tmp_path, day, nearest):
    """A day on which no version is in force is refused, and the nearest day is named with its version."""
    version(tmp_path / "v1", "1", date(2022, 1, 1), date(2023, 6, 30))
    version(tmp_path / "v2", "2", date(2024, 1, 1), date(2025, 1, 1))
    with pytest.raises(OutOfForce) as caught:
        load_ruleset(tmp_path, on=day)

    assert lacking(str(caught.value), f"rule set 'tiny' is not in force on {day}", f"the nearest day is {nearest}") == []


def test_two_versions_in_force_at_once(tmp_path):
    """Two versions that hold on one day are refused: nobody can tell which is meant."""
    version(tmp_path / "v1", "1", date(2022, 1, 1), None)
    version(tmp_path / "v2", "2", date(2024, 1, 1), None)
    with pytest.raises(BadInput, match=r"'2024-06-01' is not a day that tells which version is meant .*; let their dates not overlap"):
        load_ruleset(tmp_path, on=date(2024, 6, 1))


TWICE = "v1/ruleset.toml, version; v2/ruleset.toml, version: '1' is not the version of one folder alone: 2 folders hold version 1 of tiny"
BOTH = "v1/ruleset.toml, valid; v2/ruleset.toml, valid: "


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ((date(2022, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), None), []),
        (
            (date(2022, 1, 1), date(2023, 12, 30)),
            (date(2024, 1, 1), None),
            [
                "'2023-12-30' is not the day before another version starts: no rules are in force for 1 day after 2023-12-30 "
                "(version 1 is in force from 2022-01-01 to 2023-12-30, version 2 from 2024-01-01 to further notice); let version 2 start on 2023-12-31, or version 1 last until 2023-12-31"
            ],
        ),
        (
            (date(2022, 1, 1), date(2023, 11, 30)),
            (date(2024, 1, 1), date(2024, 12, 31)),
            [
                "'2023-11-30' is not the day before another version starts: no rules are in force for 31 days after 2023-11-30 "
                "(version 1 is in force from 2022-01-01 to 2023-11-30, version 2 from 2024-01-01 to 2024-12-31); let version 2 start on 2023-12-01, or version 1 last until 2023-12-31"
            ],
        ),
        (
            (date(2022, 1, 1), date(2024, 1, 1)),
            (date(2024, 1, 1), None),
            ["'2024-01-01' is not a day on which one version alone is in force (version 1 is in force from 2022-01-01 to 2024-01-01, version 2 from 2024-01-01 to further notice); let version 1 end on 2023-12-31"],
        ),
        (
            (None, None),
            (date(2024, 1, 1), None),
            ["'2024-01-01' is not a day on which one version alone is in force (version 1 is in force from the beginning to further notice, version 2 from 2024-01-01 to further notice); let version 1 end on 2023-12-31"],
        ),
        (
            (date(2024, 1, 1), None),
            (date(2024, 1, 1), date(2024, 12, 31)),
            [
                "'2024-01-01' is not a day on which one version alone is in force (version 1 is in force from 2024-01-01 to further notice, version 2 from 2024-01-01 to 2024-12-31); "
                "let one of them end on the day before the other starts"
            ],
        ),
        (
            (None, None),
            (None, date(2024, 12, 31)),
            [
                "'the beginning' is not a day on which one version alone is in force (version 1 is in force from the beginning to further notice, version 2 from the beginning to 2024-12-31); "
                "let one of them end on the day before the other starts"
            ],
        ),
    ],
)
def test_gaps_between_versions(tmp_path, first, second, told):
    """Versions must follow each other day by day: days without rules, and days with two, are told with both folders, all dates whole, and the day to write."""
    version(tmp_path / "v1", "1", *first)
    version(tmp_path / "v2", "2", *second)

    assert [str(one) for one in gaps(versions_in(tmp_path))] == [f"{BOTH}{one}" for one in told]


def test_a_package_whose_folder_is_gone(site_packages):
    """A rule set that a package names and does not bring is told when it is asked for, and beside the others when all are listed."""
    install(site_packages, value="nowhere.data")
    shutil.copytree(TINY, install(site_packages, code="other", value="other_rules", package="other_rules"), dirs_exist_ok=True)
    with pytest.raises(BadInput, match=r"nowhere.data, tiny: 'tiny' is not a rule set that is there; reinstall the package that names it"):
        load_ruleset("tiny")
    with pytest.raises(Refused) as caught:
        available_rulesets()

    assert [str(reason) for reason in caught.value.exceptions] == [
        "nowhere.data, tiny: 'tiny' is not a rule set that is there; reinstall the package that names it",
        "other_rules/ruleset.toml, code: 'tiny' is not the code 'other', by which other_rules names it; let the two agree",
    ]


def test_a_head_with_mistakes(tmp_path):
    """A version whose head cannot be read is told with its folder."""
    version(tmp_path / "v1", "1", date(2022, 1, 1), date(2021, 1, 1))
    version(tmp_path / "v2", "", date(2024, 1, 1), None)
    with pytest.raises(Refused) as caught:
        load_ruleset(tmp_path)

    assert [lacking(str(reason), *parts) for reason, parts in zip(caught.value.exceptions, [("v1/ruleset.toml, valid: ", "let the first day come before the last"), ("v2/ruleset.toml, version: '' is not a text",)], strict=True)] == [[], []]


@pytest.mark.parametrize("value", ["", "not-a-package", "/etc", "a b", "...", "__main__", "sys", "city_rules.nowhere"])
def test_an_entry_point_that_names_no_folder(site_packages, value):
    """Whatever an entry point names that is no folder of a package is told as missing, and keeps nothing else from being loaded."""
    install(site_packages, value=value)

    with pytest.raises(BadInput, match="'tiny' is not a rule set that is there; reinstall the package that names it"):
        load_ruleset("tiny")
    assert load_ruleset(TINY).code == "tiny"


def test_a_version_that_cannot_be_read(tmp_path):
    """A version whose file cannot be read is told with its folder, beside the mistakes of the others."""
    version(tmp_path / "v1", "", date(2022, 1, 1), None)
    (tmp_path / "v2").mkdir()
    (tmp_path / "v2" / "ruleset.toml").write_text("x = [", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_ruleset(tmp_path)

    assert [str(reason).partition(":")[0] for reason in caught.value.exceptions] == ["v1/ruleset.toml, version", "v2/ruleset.toml"]


def test_one_version_twice(tmp_path):
    """Two folders that bear one version are told, though their dates follow each other."""
    version(tmp_path / "v1", "1", date(2022, 1, 1), date(2023, 12, 31))
    version(tmp_path / "v2", "1", date(2024, 1, 1), None)

    assert [str(one) for one in gaps(versions_in(tmp_path))] == [f"{TWICE}; keep one, or give each its own version"]


def test_a_copy_of_a_folder_is_told_once(tmp_path):
    """A copy with the same version and dates is told as that, once, whatever order the folders come in, and the versions after it as if it were not there."""
    version(tmp_path / "v2", "1", date(2022, 1, 1), date(2023, 12, 31))
    version(tmp_path / "v1", "1", date(2022, 1, 1), date(2023, 12, 31))
    version(tmp_path / "v3", "2", date(2024, 1, 1), None)
    found = versions_in(tmp_path)

    assert ["v1", "v2", "v3"] == [one.folder.name for one in found]
    assert [str(one) for one in gaps(found)] == [str(one) for one in gaps(reversed(found))] == [f"{TWICE}; keep one, or give each its own version"]


def test_a_version_inside_another_leaves_no_gap(tmp_path):
    """A version that lies inside the dates of another is told as in force beside it, and what comes after is compared with the one that lasts."""
    for name, start, end in (("1", date(2022, 1, 1), date(2023, 12, 31)), ("2", date(2022, 3, 1), date(2022, 6, 30)), ("3", date(2023, 6, 1), None)):
        version(tmp_path / f"v{name}", name, start, end)
    told = [str(one) for one in gaps(versions_in(tmp_path))]

    assert ["v1/ruleset.toml, valid; v2/ruleset.toml", "v1/ruleset.toml, valid; v3/ruleset.toml"] == [one.partition(", valid: ")[0] for one in told]
    assert all(one.text("zh").startswith("v1/ruleset.toml valid；v") for one in gaps(versions_in(tmp_path)))
    assert all("is not a day on which one version alone is in force" in one for one in told)


def test_one_version_in_a_folder_of_its_own(tmp_path):
    """It is told by the name of its file alone, and what is wrong with all of them by the folder that holds them."""
    version(tmp_path / "rules" / "v1", "", date(2022, 1, 1), None)
    with pytest.raises(Refused) as caught:
        versions_in(tmp_path / "rules")

    assert "the rule set in 'rules' cannot be told" == caught.value.message
    assert ["ruleset.toml, version: '' is not a text for `version` (AvailableRuleSet); write one that is not blank"] == [str(one) for one in caught.value.exceptions]


def test_an_overlay_names_its_base(tmp_path):
    """Of a rule set that is laid over another, the head says over which; every other part of it is not read."""
    place = version(tmp_path / "v1", "1", date(2022, 1, 1), None)
    text = (place / "ruleset.toml").read_text(encoding="utf-8")
    (place / "ruleset.toml").write_text(text.replace("format = 1", 'format = 1\nbase = "other"\nsurplus = 3', 1), encoding="utf-8")
    (one,) = versions_in(place)

    assert ("tiny", "1", "小规则集", "A tiny rule set", "other", place) == (one.code, one.version, one.zh, one.en, one.base, one.folder)


def test_what_is_wrong_with_versions_stands_in_the_first(tmp_path):
    """Whoever reads one place alone reads that of the first."""
    version(tmp_path / "v1", "1", None, None)
    version(tmp_path / "v2", "2", date(2024, 1, 1), None)
    (one,) = gaps(versions_in(tmp_path))

    assert ("v1/ruleset.toml", ("valid",)) == (one.file, one.at.steps)
    assert ["v1/ruleset.toml", "v2/ruleset.toml"] == [place.file for place in one.places]
    assert one.text("zh").endswith("（版本 1 施行期 长期，版本 2 施行期 2024-01-01 起）；请让版本 1 在 2023-12-31 结束")
