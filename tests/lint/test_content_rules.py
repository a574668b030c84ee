"""Each rule speaks where it should and, more important, is silent where it should be."""

import pytest

from service.document.finding import Severity
from service.lint import TextAt, lint_content


def rules(pointer, text):
    return [finding.rule for finding in lint_content([(pointer, "某处", text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某气发〔2010〕5号", []),
        ("某气发〔2010〕105号", []),
        ("某气发[2010]5号", ["document-number-brackets"]),
        ("某气发［2010］5号", ["document-number-brackets"]),
        ("某气发（2010）5号", ["document-number-brackets"]),
        ("某气发【2010】5号", ["document-number-brackets"]),
        ("某气发〔2010〕05号", ["document-number-padding"]),
        ("某气发〔2010〕第5号", ["document-number-ordinal"]),
        ("某气发〔2010〕第05号", ["document-number-ordinal", "document-number-padding"]),
        ("", []),
    ],
)
def test_document_number(text, expected):
    assert rules("/paper/document_number", text) == expected


def test_a_number_quoted_in_the_text_is_left_alone():
    assert rules("/campaign/basis/0", "根据某委发[2010]05号要求") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010年6月8日", []),
        ("2010年10月20日", []),
        ("2010年06月8日", ["date-padding"]),
        ("2010年6月08日", ["date-padding"]),
        ("2010年 06 月 08 日", ["date-padding"]),
        ("二〇一〇年六月八日", []),
    ],
)
def test_date(text, expected):
    assert rules("/paper/issue_date", text) == expected


def test_a_padded_date_in_the_text_is_only_a_hint():
    (finding,) = lint_content([("/campaign/overview/1", "总体要求", "从2010年05月1日开始")])
    assert finding.severity is Severity.NOTE
    (finding,) = lint_content([("/paper/issue_date", "成文日期", "2010年05月1日")])
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于印发《创先争优活动实施方案》的通知", []),
        ("某某市人民政府令", []),
        ("关于印发实施方案的通知。", ["title-punctuation"]),
        ("创先争优活动实施方案", ["title-type"]),
        ("创先争优活动总结：", ["title-punctuation", "title-type"]),
        ("", []),
    ],
)
def test_title_of_the_paper(text, expected):
    assert rules("/paper/title", text) == expected


def test_titles_of_other_things_need_no_statutory_type():
    assert rules("/campaign/plan/title", "创先争优活动实施方案") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各科室、各党小组：", []),
        ("各科室、各党小组", []),
        ("各科室、各党小组:", ["receivers-colon"]),
        ("各科室、各党小组。", ["receivers-colon"]),
    ],
)
def test_receivers(text, expected):
    assert rules("/paper/principal_receivers", text) == expected
    assert rules("/paper/principal_receivers/2", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "提高认识,加强领导",
        "主要任务:学习",
        "学习;整改",
        "统一思想!落实",
        "领导小组(办公室)设在党办",
        "按照《方案》,认真落实",
    ],
)
def test_half_width_punctuation_between_chinese_characters(text):
    assert rules("/campaign/overview/0", text) == ["half-width-punctuation"]


@pytest.mark.parametrize(
    "text",
    [
        "提高认识，加强领导。",
        "上午9:00召开，比分3:2",
        "1,000元",
        "电话:0417-1234567",
        "WTO(世界贸易组织)",
        "http://example.com/a,b",
        "A,B两类",
        "第1.2节",
    ],
)
def test_half_width_marks_beside_digits_and_letters_are_left_alone(text):
    assert rules("/campaign/overview/0", text) == []


def test_findings_carry_place_excerpt_and_clause():
    (finding,) = lint_content(
        [TextAt("/campaign/phases/0/tasks/1/text", "阶段1 › 任务2", "提高认识,加强领导")]
    )
    assert (finding.pointer, finding.label, finding.clause) == (
        "/campaign/phases/0/tasks/1/text",
        "阶段1 › 任务2",
        "GB/T 15834",
    )
    assert "“高认识,加强领”" in finding.message


def test_findings_come_in_the_order_of_the_texts():
    found = lint_content([("/b", "", "甲,乙"), ("/paper/title", "", "方案。"), ("/a", "", "甲,乙")])
    assert [f.pointer for f in found] == ["/b", "/paper/title", "/paper/title", "/a"]
