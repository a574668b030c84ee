from __future__ import annotations

import pytest

from service.web.navigation import ENTRIES


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "首页"),
        ("/campaigns/1", "活动"),
        ("/drafts/1/handling", "草稿箱"),
        ("/drafts/1/spreadsheet", "草稿箱"),
        ("/issued/1", "已发文件"),
        ("/register/", "已发文件"),
        ("/administration/log", "管理"),
        ("/templates/general", "管理"),
    ],
)
def test_one_entry_of_the_bar_is_the_current_one(path: str, text: str) -> None:
    assert [entry.text for entry in ENTRIES if entry.is_current(path)] == [text]


def test_a_page_without_an_entry_has_none() -> None:
    assert not any(entry.is_current("/password") for entry in ENTRIES)
