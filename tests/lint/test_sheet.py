from dataclasses import replace

import pytest

from service.layout import gbt9704
from service.lint import Paragraph, read_paragraphs
from tests.lint.papers import char, correct


@pytest.mark.parametrize(
    ("text", "level", "heading"),
    [
        ("一、总体要求", 1, "一、总体要求"),
        ("十二、附则", 1, "十二、附则"),
        ("（三）加强领导。各单位要高度重视。", 2, "（三）加强领导。"),
        ("（三）加强领导。", 2, "（三）加强领导。"),
        ("2.学习培训。组织党员学习。", 3, "2.学习培训。"),
        ("（2）自查。", 4, "（2）自查。"),
        ("2010.5是版本号", 0, ""),
        ("3.5万元用于奖励。", 0, ""),
        ("现将方案印发给你们。请执行。", 0, ""),
        ("一、" + "很" * 50 + "长的一句话。后面还有。", 1, ""),
    ],
)
def test_level_and_heading_are_read_off_the_numbering(text, level, heading):
    assert read_paragraphs([text]) == (Paragraph(text, level, heading),)


@pytest.mark.parametrize(
    ("embedded", "family"),
    [
        ("Chengwen Fang", gbt9704.FONT_FANGSONG),
        ("ChengwenFang", gbt9704.FONT_FANGSONG),
        ("FangSong_GB2312", gbt9704.FONT_FANGSONG),
        ("KaiTi_GB2312", gbt9704.FONT_KAI),
        ("SimHei", gbt9704.FONT_HEI),
        ("FZXBSJW--GB1-0", gbt9704.FONT_TITLE),
        ("Arial", "Arial"),
    ],
)
def test_embedded_names_become_families_of_the_document(embedded, family):
    assert correct().family(char("文", 28, 45, 16, embedded)) == family


def test_families_come_in_as_a_value():
    sheet = replace(correct(), families={"House Song": gbt9704.FONT_SONG})
    assert sheet.family(char("文", 28, 45, 16, "HouseSong")) == gbt9704.FONT_SONG
