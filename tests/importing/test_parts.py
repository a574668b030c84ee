"""The parts of a paper in a text from elsewhere."""

from __future__ import annotations

from service.importing.parts import Parts, parts_of
from service.importing.reading import read_document

PAPER = """滨海市水务局文件
滨水发〔2026〕12号
关于做好防汛准备工作的通知
各区县水务局，局属各单位：
今年汛期将至，现就有关事项通知如下。
一、检查堤防
（一）逐段排查
6月10日前完成。
附件：1.检查表
2.联系人名单
滨海市水务局
2026年5月8日
（此件公开发布）
附件1
检查表
逐项填写。
附件2
联系人名单
张某，李某。
抄送：市应急管理局。
滨海市水务局办公室　2026年5月9日印发
"""


def parts(text: str) -> Parts:
    return parts_of(read_document(text.encode(), "text"))


def test_every_part_is_put_into_its_field() -> None:
    made = parts(PAPER)
    text = made.paper.pop("text")
    assert made.paper == {
        "issuer_mark": "滨海市水务局文件",
        "document_number": "滨水发〔2026〕12号",
        "title": "关于做好防汛准备工作的通知",
        "document_type": "通知",
        "principal_receivers": "各区县水务局，局属各单位",
        "signature": {"issuer": "滨海市水务局", "issue_date": "2026年5月8日"},
        "annotation": "此件公开发布",
        "attachments": [
            {"title": "检查表", "text": [{"kind": "paragraph", "text": "逐项填写。"}]},
            {"title": "联系人名单", "text": [{"kind": "paragraph", "text": "张某，李某。"}]},
        ],
        "other_receivers": "市应急管理局",
        "printing_office": "滨海市水务局办公室",
        "printing_date": "2026年5月9日",
    }
    assert [block.get("level", 0) for block in text] == [0, 1, 2, 0]
    assert made.findings == []
    assert made.lines[0] == "滨海市水务局文件"


def test_what_is_not_sure_stays_in_the_text_with_its_hint() -> None:
    made = parts("一、先办\n各项工作要抓紧。落实到人。\n2026年5月8日\n")
    assert "signature" not in made.paper
    assert made.paper["text"][-1] == {"kind": "paragraph", "text": "2026年5月8日"}
    assert [finding.rule for finding in made.findings] == ["import-signature"]


def test_what_stands_behind_the_date_and_is_nothing_known_is_told() -> None:
    made = parts("关于检查的通知\n请检查。\n滨海市水务局\n2026年5月8日\n联系电话另行通知。\n")
    assert made.paper["text"][-1]["text"] == "联系电话另行通知。"
    assert [finding.rule for finding in made.findings] == ["import-behind"]
