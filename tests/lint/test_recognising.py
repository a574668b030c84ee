"""Elements are recognised by their words, their place and their looks; papers that are wrong too."""

from __future__ import annotations

import datetime as dt

import pytest

from service.lint.passages import Passage, Span
from service.lint.recognising import Recognition, recognise

FANG, TITLE, HEI, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"


def passage(text, place=0, *, family=FANG, size=16.0, color="000000", alignment="left", indent=11.1, **more):
    spans = (Span("".join(text.split()), family, size, color),)
    return Passage((text,), spans, alignment, indent, more.pop("hanging", False), place, **more)


def mark(text="滨海市教育局文件"):
    return passage(text, family=TITLE, size=44, color="FF0000", alignment="center", indent=0)


def title(text, **more):
    return passage(text, family=TITLE, size=22, alignment="center", indent=0, **more)


def number(text="滨教发〔2026〕5号", **more):
    return passage(text, **{"alignment": "center", "indent": 0, **more})


def flush(text):
    return passage(text, indent=0)


def right(text):
    return passage(text, alignment="right", indent=0)


def read(*passages) -> Recognition:
    from dataclasses import replace

    return recognise([replace(each, place=i) for i, each in enumerate(passages, 1)])


NOTICE = (
    mark(), number(), title("关于开展校园安全检查的通知"), flush("各县区教育局，市直各学校："),
    passage("现将有关事项通知如下："), passage("一、检查时间", family=HEI), passage("2026年4月1日开始。"),
    passage("附件：1.检查表"), passage("2.名单", indent=27), right("滨海市教育局"), right("2026年3月25日"),
    passage("（联系人：李明）"),
    passage("附件1", family=HEI, indent=0, new_page=True), title("检查表"), passage("序号"),
    passage("附件2", family=HEI, indent=0, new_page=True), title("名单"),
    passage("抄送：市政府办公室。", size=14), passage("滨海市教育局办公室　2026年3月26日印发", size=14),
)  # fmt: skip


def test_a_whole_paper():
    found = read(*NOTICE)
    texts = found.texts
    assert (found.form, found.document_type, found.day) == ("通用格式", "通知", dt.date(2026, 3, 25))
    assert (texts.issuer_mark, texts.document_number) == ("滨海市教育局文件", "滨教发〔2026〕5号")
    assert texts.principal_receivers == "各县区教育局，市直各学校："
    assert [p.text for p in texts.text] == ["现将有关事项通知如下：", "一、检查时间", "2026年4月1日开始。"]
    assert [(p.level, p.heading) for p in texts.text][1] == (1, "一、检查时间")
    assert texts.attachment_notes == ("附件：1.检查表", "2.名单")
    assert (texts.issuer, texts.issue_date) == ("滨海市教育局", "2026年3月25日")
    assert texts.annotation == "（联系人：李明）"
    assert [(a.label, a.title) for a in texts.attachments] == [("附件1", ("检查表",)), ("附件2", ("名单",))]
    assert texts.other_receivers == "抄送：市政府办公室。"
    assert (texts.printing_office, texts.printing_date) == ("滨海市教育局办公室", "2026年3月26日印发")


@pytest.mark.parametrize(
    "wrong",
    [
        "滨教发[2026]5号", "滨教发（2026）5号", "滨教发〔2026〕第5号", "滨教发〔2026〕05号", "滨教发〔26〕5号",
    ],
)  # fmt: skip
def test_a_wrong_number_is_still_the_number(wrong):
    assert read(mark(), number(wrong), *NOTICE[2:]).texts.document_number == wrong


def test_a_black_mark_a_small_title_and_indented_receivers_are_still_what_they_are():
    black = passage("滨海市教育局文件", size=30, alignment="center")
    small = passage("关于开展校园安全检查的通知", size=16, indent=0)
    receivers = passage("各县区教育局：")
    texts = read(black, number(), small, receivers, *NOTICE[4:]).texts
    assert (texts.issuer_mark, texts.title) == ("滨海市教育局文件", ("关于开展校园安全检查的通知",))
    assert texts.principal_receivers == "各县区教育局："


def test_an_opening_sentence_with_a_colon_is_no_receiver():
    opening = passage("根据森林防火条例，现发布如下命令：")
    assert read(mark(), number(), title("关于森林防火的通告"), opening).texts.principal_receivers == ""


def test_heads_over_the_mark():
    found = read(flush("000123"), flush("机密★1年"), flush("特急"), *NOTICE)
    assert {"copy_number", "security_classification", "precedence"} <= set(found.passages)
    assert found.texts.issuer_mark == "滨海市教育局文件"


def test_an_upward_paper():
    upward = number("滨教发〔2026〕5号\t签发人：周海宁", alignment="left")
    texts = read(mark(), upward, *NOTICE[2:]).texts
    assert (texts.document_number, texts.signatory) == ("滨教发〔2026〕5号", "周海宁")


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ((mark("滨海市人民政府令"), passage("第12号", alignment="center")), "命令格式"),
        ((mark("滨海市人民政府办公会议纪要"), number("〔2026〕3号", alignment="center")), "纪要格式"),
        ((mark("滨海市教育局"), number(alignment="right")), "信函格式"),
        ((mark("滨海市教育局"), number()), "通用格式"),
        ((title("滨海市教育局工作方案"),), ""),
    ],
)
def test_forms(head, form):
    assert read(*head, passage("正文正文。"), passage("再说一句。")).form == form


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年3月25日", dt.date(2026, 3, 25)),
        ("2026年03月05日", dt.date(2026, 3, 5)),
        ("二〇一一年三月十八日", dt.date(2011, 3, 18)),
        ("二○一○年十月二十日", dt.date(2010, 10, 20)),
        ("二零一一年十二月三十一日", dt.date(2011, 12, 31)),
        ("2026.3.25", dt.date(2026, 3, 25)),
    ],
)
def test_dates(text, day):
    assert read(*NOTICE[:10], right(text)).day == day


def test_the_issued_document_is_told_from_attachments():
    plan = (title("校园安全检查方案", new_page=True), passage("为做好工作，制定本方案。"))
    found = read(*NOTICE[:7], *NOTICE[9:11], *plan, *NOTICE[-2:])
    assert found.texts.issued_title == ("校园安全检查方案",)
    assert [p.text for p in found.texts.issued_text] == ["为做好工作，制定本方案。"]


def test_a_paragraph_that_a_word_file_divides_is_one():
    first = passage("为深入贯彻落实市委、市政府关于优化营商环境的部署要求，结合")
    found = read(*NOTICE[:5], first, flush("我市实际，制定本方案。"), right("2026年3月25日"))
    assert found.texts.text[-1].text.endswith("结合我市实际，制定本方案。")


def test_a_leading_sentence_is_a_heading_only_if_its_font_says_so():
    spans = (Span("（一）加强领导。", KAI, 16, "000000"), Span("各单位要高度重视。", FANG, 16, "000000"))
    led = Passage(("（一）加强领导。各单位要高度重视。",), spans, "left", 11.1, False, 0)
    plain = passage("（二）明确责任。各单位要落实责任。")
    headings = [p.heading for p in read(*NOTICE[:5], led, plain, right("2026年3月25日")).texts.text]
    assert headings == ["", "（一）加强领导。", ""]


def test_a_title_over_the_number_as_on_web_sites():
    found = read(title("市政府关于做好防汛工作的通知"), number(), *NOTICE[3:])
    assert found.texts.title == ("市政府关于做好防汛工作的通知",)
    assert (found.texts.issuer_mark, found.form) == ("", "")
    assert found.texts.principal_receivers == "各县区教育局，市直各学校："


def test_nothing_at_all():
    assert read().form == ""
