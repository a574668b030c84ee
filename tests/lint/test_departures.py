from __future__ import annotations

from typing import Any

import pytest

from service.document.finding import Severity
from service.layout.profile import STANDARD, LayoutProfile, read_profile
from service.lint.departures import DEPARTURES, Path, lint_layout

EVERYTHING = dict.fromkeys(("printing_office", "seal", "page_number"), "required")


def label(path: Path) -> str:
    return "版式约定 › " + str(path[-1])


def found(stored: dict[str, Any], elements: dict[str, str] = EVERYTHING) -> list[tuple[str, str, str | None]]:
    findings = lint_layout(read_profile(stored), elements, label)
    return [(f.pointer, f.severity.value, f.clause) for f in findings]


def test_the_standard_departs_nowhere() -> None:
    assert lint_layout(STANDARD, EVERYTHING, label) == ()


@pytest.mark.parametrize(
    ("stored", "severity", "clause"),
    [
        ({"line_pitch": 28}, Severity.WARNING, "GB/T 9704 5.2.3"),
        ({"page_number_place": "center"}, Severity.ERROR, "GB/T 9704 7.5"),
        ({"page_number_distance": 9}, Severity.ERROR, "GB/T 9704 7.5"),
        ({"imprint_on_even_page": False}, Severity.NOTE, "GB/T 9704 7.4.1"),
        ({"seal_blank_lines": 4}, Severity.NOTE, "GB/T 9704 7.3.5.1"),
    ],
)
def test_each_constant_is_told_with_its_clause(stored: dict[str, Any], severity: str, clause: str) -> None:
    assert found(stored) == [(f"/layout/{next(iter(stored))}", severity, clause)]


@pytest.mark.parametrize(
    ("role", "clause"),
    [("fangsong", "5.2.2"), ("kai", "7.3.3"), ("hei", "7.3.3"), ("biaosong", "7.3.1"), ("song", "7.5")],
)
def test_a_family_of_another_design_departs(role: str, clause: str) -> None:
    other = "黑体" if role != "hei" else "宋体"
    assert found({"fonts": {role: other}}) == [(f"/layout/fonts/{role}", "warning", f"GB/T 9704 {clause}")]


def test_the_same_design_under_its_other_name_does_not() -> None:
    assert found({"fonts": {"fangsong": "仿宋", "kai": "楷体"}}) == []


def test_the_standard_gives_no_size_for_the_mark() -> None:
    assert found({"mark_size": 72}) == []


def test_what_is_chosen_as_the_standard_has_it_departs_nowhere() -> None:
    stored = {
        "line_pitch": 28.95, "page_number_place": "outside", "page_number_distance": 7,
        "imprint_on_even_page": True, "seal_blank_lines": 2,
    }  # fmt: skip
    assert found(stored) == []


@pytest.mark.parametrize(
    ("stored", "element"),
    [
        ({"imprint_on_even_page": False}, "printing_office"),
        ({"seal_blank_lines": 0}, "seal"),
        ({"page_number_place": "center"}, "page_number"),
    ],
)
def test_a_paper_without_the_element_is_left_alone(stored: dict[str, Any], element: str) -> None:
    assert len(found(stored, {element: "optional"})) == 1
    assert found(stored, {element: "forbidden"}) == []
    assert found(stored, {}) == []


def test_the_sentences_say_what_is_and_what_should_be() -> None:
    (pitch,) = lint_layout(LayoutProfile(line_pitch_twips=600), {}, label)
    assert pitch.message.startswith("行距30磅，每面最多21行；国标按22行撑满版心，是28.95磅。")
    assert pitch.label == "版式约定 › line_pitch"
    (distance,) = lint_layout(LayoutProfile(page_number_distance_mm=9.5), EVERYTHING, label)
    assert "9.5毫米；国标是7毫米" in distance.message


def test_ids_are_given_once() -> None:
    assert len({each.id for each in DEPARTURES}) == len(DEPARTURES)
