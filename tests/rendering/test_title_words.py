from __future__ import annotations

import pytest

from service.rendering.title_words import words


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("关于2026年3月15日至6月30日休渔的通告", "2026年3月15日至6月30日"),
        ("关于2025—2026学年度工作的通知", "2025—2026学年度"),
        ("关于2024年1—6月监管情况的通报", "2024年1—6月"),
        ("关于二〇二六年工作总结的报告", "二〇二六年"),
        ("关于开展第3届渔业博览会的通知", "第3届"),
        ("关于申请拨付13.5万元经费的请示", "13.5万元"),
        ("关于向张伟同志学习的决定", "张伟同志"),
        ("关于任命欧阳建国同志职务的通知", "欧阳建国"),
        ("关于聘任林晓峰、司徒美兰等为顾问的通知", "司徒美兰"),
        ("关于解决东港县石门镇柳树湾村道路资金的请示", "柳树湾村"),
        ("滨海市党委办公室关于值班的通知", "党委办公室"),
        ("滨海市人民政府办公厅关于值班的通知", "市人民政府办公厅"),
        ("东港县养犬管理办法", "东港县"),
        ("关于渔船管理办法（试行）的通知", "办法（试行）"),
        ("关于转发滨政办〔2026〕12号文件的通知", "〔2026〕12号"),
        ("关于贯彻《渔业法》的通知", "《渔业法》"),
        ("关于开展“优服务、促发展”活动的通知", "“优服务、促发展”"),
        ("关于加强Wi-Fi管理的通知", "Wi-Fi"),
    ],
)
def test_what_belongs_together_is_one_word(title: str, whole: str) -> None:
    found = words(title)
    assert "".join(found) == title
    assert any(whole in word for word in found), found


def test_a_quoted_term_wider_than_a_line_may_be_cut() -> None:
    title = "关于开展“优服务、促发展、转作风、树形象”活动的通知"
    assert "“优服务、促发展、转作风、树形象”" in "|".join(words(title))
    assert not any(
        "“优服务、促发展、转作风、树形象”" in word for word in words(title, (), lambda text: len(text) < 10)
    )


def test_the_terms_given_are_whole() -> None:
    assert "海洋牧场守护行动" in words("关于开展海洋牧场守护行动的通知", ("海洋牧场守护行动",))


def test_other_words_stay_apart() -> None:
    assert words("关于加强渔船安全管理的通知") == ["关于", "加强", "渔船", "安全", "管理", "的", "通知"]
