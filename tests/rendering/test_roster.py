from __future__ import annotations

from typing import Any

from service.layout import gbt9704 as gb
from service.rendering.roster import roster
from tests.rendering.papers import printed


def group(*roles: tuple[str, str]) -> dict[str, Any]:
    return {
        "roles": [
            {"label": label, "members": [{"kind": "person", "name": name, "posts": "局长"}]} for label, name in roles
        ]
    }  # fmt: skip


def lines(*roles: tuple[str, str]) -> list[str]:
    return [printed(block) for block in roster(group(*roles), "lines")]


def test_labels_and_names_are_spaced_to_stand_under_one_another() -> None:
    assert lines(("组长", "张力"), ("副组长", "欧阳明澜")) == [
        "组　长：张　力　　局长",
        "副组长：欧阳明澜　局长",
    ]


def test_beside_a_long_label_a_short_one_is_not_torn_apart() -> None:
    made = lines(("总指挥", "张力"), ("常务副总指挥", "李耕耘"), ("成员", "王川"))
    assert made == ["总指挥：　　　张　力　局长", "常务副总指挥：李耕耘　局长", "成员：　　　　王　川　局长"]


def test_a_name_of_two_is_spaced_in_a_table_and_joined_in_prose() -> None:
    people = group(("组长", "张力"), ("成员", "王川"))
    (table,), (prose,) = roster(people, "table"), roster(people, "prose")
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["组长", "张　力", "局长"],
        ["成员", "王　川", "局长"],
    ]
    assert sum(table.columns) == gb.TYPE_AREA_WIDTH_TWIPS
    assert prose.body == "由局长张力任组长，局长王川为成员。"


def test_other_names_at_the_door_are_printed_and_who_sets_up_an_inner_group() -> None:
    inner = {"name": "督导组", "founder": "机关纪委", "aliases": ["督查办"], **group(("组长", "王川"))}
    outer = {"name": "领导小组", "founder": "局党组", "aliases": ["指挥部", "专班"], "subgroups": [inner]}
    said = [printed(block) for block in roster(outer, "lines")]
    assert said[0] == "领导小组加挂指挥部、专班牌子。"
    assert said[1:3] == ["督导组", "督导组由机关纪委成立，加挂督查办牌子。"]
