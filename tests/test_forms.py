"""Every form of rule that real assessments use has a worked case: the rows of the list, and the files that write them down."""

import pytest

from worked import CASES, read

#: The rows of the list of forms, by section, each with its files in `cases/forms`. The rank bonus stands elsewhere.
ROWS = {
    "标准 · absence": ("absence",),
    "标准 · presence, count at least": ("presence",),
    "标准 · share": ("share", "share_lamps"),
    "标准 · count per length": ("count_per_length",),
    "标准 · count per area": ("count_per_area",),
    "标准 · duration": ("duration",),
    "标准 · sample k of n": ("sample_k_of_n",),
    "标准 · grade": ("grade",),
    "标准 · per theme quota": ("theme_quota", "theme_quota_unruled"),
    "计数 · All litter within 1 m² is one spot": ("counting_litter_within_1_m2",),
    "计数 · Notices pasted together count as one": ("counting_pasted_together",),
    "计数 · one per 20 m outdoors": ("counting_one_per_20_m",),
    "计数 · one per 10 m indoors": ("counting_one_per_10_m",),
    "计数 · A cigarette end seen counts as smoking": ("counting_cigarette_end",),
    "计数 · Stalls or parking inside painted lines are not a problem": ("counting_inside_painted_lines",),
    "计数 · Walk 200 m from the gate": ("counting_walk_200_m",),
    "计数 · sample two stairwells": ("counting_two_stairwells",),
    "计数 · sample of five, or all where there are fewer": ("counting_five_or_all",),
    "计数 · Banners and roll-ups are no notices": ("counting_banners",),
    "扣分 · per problem, with a cap": ("points_per_problem",),
    "扣分 · any case zeroes the item": ("points_any_case",),
    "扣分 · item that counts only when all is met": ("points_all_met",),
    "扣分 · exclusive steps": ("points_exclusive_steps",),
    "扣分 · per shortfall step": ("points_shortfall_steps",),
    "扣分 · gain per step with a ceiling": ("points_gain",),
    "扣分 · proportional": ("points_proportional",),
    "扣分 · bands with counts": ("points_bands",),
    "扣分 · grade by number met": ("points_grade_by_number",),
    "扣分 · noted": ("points_noted",),
    "扣分 · chosen in whole points": ("points_chosen_whole",),
    "扣分 · multiplier": ("points_doubled",),
    "扣分 · by who found it, by repetition": ("points_by_who_and_repetition",),
    "扣分 · repeated": ("points_repeated",),
    "扣分 · split": ("points_split",),
    "责任 · One problem has one responsible body, or declared shares": ("responsible_one_or_shares",),
    "责任 · Components (部件) go to the owner first": ("responsible_components",),
    "责任 · events (事件) to the territory first": ("responsible_events",),
    "责任 · Unclear ownership is a state of its own": ("responsible_unclear",),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_list_has_its_files(row):
    """Each file of a row says in its source that it is of that row, and works at least one case."""
    for name in ROWS[row]:
        case = read((CASES / "forms" / f"{name}.toml").read_text(encoding="utf-8"))

        assert row in case["source"]
        assert case["cases"]


def test_every_file_is_of_a_row():
    """No form has a file that the list does not know."""
    assert sorted(name for names in ROWS.values() for name in names) == sorted(path.stem for path in (CASES / "forms").glob("*.toml"))
