from __future__ import annotations

import pytest

from service.document.names import joined, label, padded, spaced


@pytest.mark.parametrize(
    ("name", "printed"),
    [("张力", "张　力"), ("李建国", "李建国"), ("欧阳明澜", "欧阳明澜"), ("Li", "Li"), ("力", "力")],
)
def test_a_name_of_two_zi_is_spaced_in_lists(name: str, printed: str) -> None:
    assert spaced(name) == printed


def test_in_prose_and_metadata_no_space_stays() -> None:
    assert joined("张　力") == joined("张 力") == "张力"


def test_padding_fills_up_to_whole_zi_and_cuts_nothing() -> None:
    assert padded("张", 3) == "张　　"
    assert padded("古丽娜扎尔", 3) == "古丽娜扎尔"


@pytest.mark.parametrize(
    ("text", "printed"), [("组长", "组　长"), ("副组长", "副组长"), ("联络员", "联络员")]
)
def test_a_label_of_two_zi_is_spread(text: str, printed: str) -> None:
    assert label(text, 3) == printed
