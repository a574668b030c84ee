from __future__ import annotations

import dataclasses

import pytest

from service.layout import gbt9704 as gb
from service.layout.profile import FAMILIES, ROLES, STANDARD, LayoutProfile, read_profile
from service.office.fonts import DOCUMENT_FAMILIES, SUBSTITUTES


def test_nothing_chosen_is_the_standard() -> None:
    assert read_profile({}) == read_profile({"fonts": {}}) == STANDARD
    assert STANDARD.families == {family: family for family in DOCUMENT_FAMILIES}
    assert STANDARD.page_height_twips == 22 * 579


def test_every_choice_changes_its_own_number() -> None:
    stored = {
        "fonts": {
            "fangsong": "仿宋",
            "kai": "楷体",
            "hei": "宋体",
            "biaosong": "黑体",
            "song": "楷体_GB2312",
        },
        "line_pitch": 28,
        "mark_size": 60,
        "page_number_place": "center",
        "page_number_distance": 5.5,
        "imprint_on_even_page": False,
        "seal_blank_lines": 3,
    }
    profile = read_profile(stored)
    assert profile == LayoutProfile(
        "仿宋", "楷体", "宋体", "黑体", "楷体_GB2312", 60, 560, "center", 5.5, False, 3
    )
    untouched = [
        f.name for f in dataclasses.fields(profile) if getattr(profile, f.name) == getattr(STANDARD, f.name)
    ]
    assert untouched == []


@pytest.mark.parametrize(("points", "twips"), [(28, 560), (28.95, 579), (28.0, 560), (30.5, 610), (26, 520)])
def test_a_pitch_is_whole_twips(points: float, twips: int) -> None:
    assert read_profile({"line_pitch": points}).line_pitch_twips == twips


def test_another_pitch_fills_the_type_area() -> None:
    assert read_profile({"line_pitch": 28}).page_height_twips == gb.TYPE_AREA_HEIGHT_TWIPS
    assert read_profile({"line_pitch": 28.95}).page_height_twips == 22 * 579


def test_a_family_of_the_standard_is_known_by_its_design() -> None:
    profile = read_profile({"fonts": {"kai": "楷体"}})
    assert profile.family("楷体_GB2312") == "楷体"
    assert profile.family("仿宋_GB2312") == "仿宋_GB2312"
    assert profile.family("Times New Roman") == "Times New Roman"


def test_it_is_known_of_every_family_what_stands_for_it() -> None:
    assert set(FAMILIES) == set(SUBSTITUTES)
    assert set(ROLES.values()) == set(DOCUMENT_FAMILIES)
    assert {FAMILIES[family] for family in ROLES.values()} == set(ROLES)
