from __future__ import annotations

from typing import Any

import pytest

from service.document.directory import Directory, contradictions, read_directory

STORED: dict[str, Any] = {
    "units": [
        {"name": "滨海市人民政府", "short_names": ["市政府"], "kind": "政府"},
        {
            "name": "滨海市海洋发展局",
            "short_names": ["市海洋发展局"],
            "codes": ["滨海发"],
            "superior": "市政府",
        },
        {"name": "市监测站", "superior": "滨海市海洋发展局"},
        {"name": "甲区海洋发展局"},
    ],
    "groups": [{"name": "各区县局", "members": ["甲区海洋发展局"]}],
}


@pytest.fixture
def directory() -> Directory:
    return read_directory(STORED)


def test_a_unit_is_found_by_each_of_its_names(directory: Directory) -> None:
    assert directory.unit("市政府") is directory.unit("滨海市人民政府") is directory.units[0]
    assert directory.unit("市政府（办公室）") is directory.units[0]
    assert directory.unit("省政府") is None
    assert directory.units[1].codes == ("滨海发",)


def test_superiors_come_nearest_first(directory: Directory) -> None:
    government, bureau, station, other = directory.units
    assert directory.superiors(station) == (bureau, government)
    assert directory.is_above(government, station)
    assert not directory.is_above(station, government)
    assert directory.superiors(other) == ()


def test_receivers_are_units_groups_or_unknown(directory: Directory) -> None:
    found = {name: [u.name for u in units] for name, units in directory.named("市政府，各区县局、省政府")}
    assert found == {"市政府": ["滨海市人民政府"], "各区县局": ["甲区海洋发展局"], "省政府": []}


def test_a_sound_directory_has_no_contradictions(directory: Directory) -> None:
    assert list(contradictions(directory)) == []


@pytest.mark.parametrize(
    ("units", "groups", "place"),
    [
        ([{"name": "甲局"}, {"name": "乙局", "short_names": ["甲局"]}], [], "/units/1/name"),
        ([{"name": "甲局", "superior": "省局"}], [], "/units/0/superior"),
        (
            [{"name": "甲局", "superior": "乙局"}, {"name": "乙局", "superior": "甲局"}],
            [],
            "/units/0/superior",
        ),
        ([{"name": "甲局"}], [{"name": "各局", "members": ["甲局", "丙局"]}], "/groups/0/members/1"),
    ],
)
def test_what_contradicts_itself_is_named(units: list[Any], groups: list[Any], place: str) -> None:
    found = dict(contradictions(read_directory({"units": units, "groups": groups})))
    assert place in found
    assert (
        found[place].endswith(("请先列入，或改用全称", "请改正", "请只留一处")) or "请先列入" in found[place]
    )
