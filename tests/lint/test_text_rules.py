"""Every rule on words speaks where it should and, more important, is silent where it should be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from service.lint import AttachmentTexts, Paragraph, Texts
from service.lint.text_rules import PaperWords, all_text_rules, all_words_rules

#: Rule → texts that are right, texts that are wrong.
TEXTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "document-number-brackets": (("滨海发〔2026〕12号",), ("滨海发[2026]12号", "滨海发（2026）12号", "滨海发【2026】12号")),
    "document-number-year": (("滨海发〔2026〕12号",), ("滨海发〔26〕12号",)),
    "document-number-ordinal": (("滨海发〔2026〕12号",), ("滨海发〔2026〕第12号",)),
    "document-number-padding": (("滨海发〔2026〕102号",), ("滨海发〔2026〕012号",)),
    "date-padding": (("2026年10月20日",), ("2026年08月1日", "2026年8月01日")),
    "date-numerals": (("2026年8月1日",), ("二〇二六年八月一日",)),
    "date-form": (("2026年8月1日",), ("2026.8.1", "2026-08-01", "2026年8月1号")),
    "copy-number-form": (("000123",), ("123", "No.000123")),
    "security-classification-form": (("机密★10年", "秘密", "绝密★长期"), ("机密10年", "秘密☆3年")),
    "precedence-form": (("特急", "加急"), ("急件",)),
    "title-punctuation": (("关于开展活动的通知",), ("关于开展活动的通知。",)),
    "title-type": (("关于开展活动的通知", "工作规则的通知（试行）", "某某市人民政府令"), ("开展活动的安排",)),
    "receivers-colon": (("各科室：",), ("各科室:", "各科室。")),
    "other-receivers-end": (("抄送：市政府办公室。",), ("抄送：市政府办公室",)),
    "theme-words": (("抄送：市政府。",), ("主题词：活动通知",)),
    "attachment-notes-numbers": (("附件：1.名单", "2.样表", "附件：名单"), ("附件：1、名单", "2、样表", "附件1：名单")),
    "attachment-notes-colon": (("附件：名单",), ("附件:名单",)),
    "attachment-label": (("附件", "附件12"), ("附件1：", "附件一")),
    "number-marks": (
        ("一、要求", "（一）要求", "1.要求", "（1）要求", "2026年", "1.5万人", "十一、要求"),
        ("一.要求", "一．要求", "(一)要求", "（一）、要求", "1、要求", "1．要求", "(1)要求", "（1）.要求"),
    ),
    "ordinal-comma": (("第一，统一思想", "第一、二产业增加值"), ("首先、统一思想", "第二、统一行动")),
    "half-width-punctuation": (("提高认识，加强领导", "上午9:00", "1,000元"), ("提高认识,加强领导", "领导小组(办公室)设在")),
    "title-marks-list": (("《甲》《乙》",), ("《甲》、《乙》",)),
    "quotes-list": (("“五个好”“五带头”",), ("“五个好”、“五带头”",)),
    "nested-title-marks": (("《关于〈意见〉的通知》", "《甲》《乙》"), ("《关于《意见》的通知》",)),
    "trial-outside": (("《办法（试行）》",), ("《办法》（试行）",)),
    "years-range": (("2010—2012年", "2010年至2012年"), ("2010-2012年", "2010～2012年")),
    "double-hyphen": (("目标——规范",), ("目标--规范",)),
    "ellipsis": (("学习、讨论……", "学习。"), ("学习...", "学习。。。", "学习…好")),
    "ellipsis-and-so-on": (("学习、讨论等",), ("学习、讨论……等", "学习等……")),
    "comma-before-so-on": (("学习、讨论等", "一、等级评定"), ("学习、讨论、等",)),
    "stop-twice": (("他说：“好。”",), ("他说：“好。”。", "他说“好。”，又说")),
    "mark-twice": (("学习，讨论。",), ("学习，，讨论", "学习、、讨论", "讨论，。")),
    "straight-quotes": (("“五个好”", '5" 管'), ('"五个好"', '活动"五带头"')),
    "comma-before-and": (("学习和讨论", "学习、和谐社区", "汇报、及时整改"), ("学习、讨论、和总结", "学习、及讨论")),
    "unpaired-marks": (("（一）《办法》", "1）要求", "甲；2）要求"), ("（一要求", "《办法", "办法》")),
    "text-date-padding": (("2026年8月1日前",), ("自2026年08月1日起",)),
    "year-shortened": (("2012年3月", "5年3个月", "2011—12年"), ("12年3月开展",)),
    "percent-range": (("5%～10%", "增长10%"), ("5～10%", "5-10％")),
    "bare-decimal": (("增长0.5", "1.5万人", "3.2.1节"), ("增长.5",)),
    "han-year-zero": (("二〇一二年", "一九九八年"), ("二○一二年", "二O一二年", "二零一二年")),
    "day-as-number": (("3月5日",), ("3月5号",)),
    "thousands-mixed": (("3000元", "5万人", "三千人"), ("3千元", "5百人")),
    "vague-number": (("十几个", "3个"), ("10几个", "几10人")),
    "weekday": (("2026年3月13日（星期五）", "3月13日（星期一）"), ("2026年3月13日（星期四）", "2026年3月13日（周六）")),
    "impossible-date": (("2024年2月29日",), ("2026年2月29日", "2026年13月1日")),
    "placeholder": (("3×5米", "联系人：李明", "XX"[:1]), ("××单位", "XXX同志", "某某局", "{{ title }}", "TODO")),
    "wrong-word": (("部署、贯彻", "其他"), ("布署工作", "近一步", "涉及到")),
    "marks-of-no-work": (("《开展读书活动的方案》", "“读书”活动", "《条例》"), ("参加《读书》和《植树活动》", "颁发《营业执照》")),
    "colon-in-colon": (("会议要求：一、提高认识", "会议指出：“目标：规范”", "时间：3月5日"), ("会议强调：要抓好重点：一是生产",)),
    "middle-dot": (("“一二·九”运动", "阿凡提·买买提"), ("阿凡提•买买提", "诺尔曼・白求恩")),
    "month-dot": (("“一二·九”运动", "“五四”运动", "“3·15”"), ("“五·四”运动", "“八·一”建军节")),
    "han-count": (("十几个人", "二十大代表", "百人", "23人", "第二十三条"), ("参加培训的有二十三人", "三百二十户")),
    "decrease-by-times": (("增加2倍", "降低20%"), ("成本降低2倍", "减少了三倍")),
    "until": (("截至6月底", "报名截止"), ("截止6月底", "截止目前")),
}  # fmt: skip


def slips(id: str, text: str) -> list[str]:
    (rule,) = (rule for rule in all_text_rules() if rule.said.id == id)
    return [slip.message for slip in rule.check(text)]


@pytest.mark.parametrize(("id", "text"), [(id, text) for id, (right, _) in TEXTS.items() for text in right])
def test_it_is_silent_on(id, text):
    assert slips(id, text) == []


@pytest.mark.parametrize(("id", "text"), [(id, text) for id, (_, wrong) in TEXTS.items() for text in wrong])
def test_it_speaks_of(id, text):
    assert slips(id, text)


NOTICE = PaperWords(
    Texts(
        title=("关于开展活动的通知",), principal_receivers="各科室：", issue_date="2026年3月13日",
        text=(Paragraph("现将有关事项通知如下："), Paragraph("一、时间。3月20日。")),
        attachment_notes=("附件：1.名单", "2.样表"),
        attachments=(AttachmentTexts("附件1", ("名单",)), AttachmentTexts("附件2", ("样表",))),
        printing_date="2026年3月16日印发",
    ),
    "通知", "通用格式", dt.date(2026, 3, 13),
)  # fmt: skip
REPORT = PaperWords(
    Texts(
        title=("关于活动情况的报告",), principal_receivers="市政府：", signatory="周海宁",
        text=(Paragraph("现将有关情况报告如下："), Paragraph("特此报告。")),
    ),
    "报告", "通用格式", dt.date(2026, 3, 13),
)  # fmt: skip
REQUEST = REPORT._replace(
    document_type="请示",
    texts=replace(REPORT.texts, title=("关于解决经费的请示",), text=(Paragraph("妥否，请批示。"),)),
)
LETTER = REPORT._replace(
    document_type="函",
    texts=replace(REPORT.texts, title=("关于商请支持的函",), text=(Paragraph("请予支持为盼。"),)),
)


JOINT = REPORT._replace(
    texts=replace(
        REPORT.texts, joint_mark=("滨海市水利局", "滨海市海洋发展局"), issuers=("滨海市水利局", "滨海市海洋发展局"),
        signatories=("陆怀瑾　沈　岳",),
    )
)  # fmt: skip
MINUTES = PaperWords(
    Texts(title=("局务会议纪要",), text=(Paragraph("会议研究了渔港安全管理工作。"),), attendance=("出席：周海宁",)),
    "纪要", "纪要格式", dt.date(2026, 7, 14),
)  # fmt: skip
REPLY = REPORT._replace(
    document_type="批复",
    texts=replace(REPORT.texts, title=("关于同意设立机构的批复",), text=(Paragraph("你局请示收悉。此复。"),)),
)


def with_texts(words: PaperWords, **texts: object) -> PaperWords:
    return words._replace(texts=replace(words.texts, **texts))  # type: ignore[arg-type]


def saying(words: PaperWords, *paragraphs: str) -> PaperWords:
    return with_texts(words, text=tuple(map(Paragraph, paragraphs)))


#: Rule → a paper that breaks it.
WRONG = {
    "upward-signatory": with_texts(REPORT, signatory=""),
    "upward-receivers": with_texts(REQUEST, principal_receivers="市政府、市委："),
    "request-in-report": saying(REPORT, "妥否，请批示。", "特此报告。"),
    "one-request": saying(REQUEST, "请批准甲项目，请解决经费100万元，请审批乙项目。"),
    "to-a-person": with_texts(REPORT, principal_receivers="王书记："),
    "title-parts": with_texts(NOTICE, title=("开展活动的通知",)),
    "title-wording": with_texts(REQUEST, title=("关于请求解决经费的请示",)),
    "letter-tone": saying(LETTER, "请遵照执行。", "特此函告。"),
    "upward-tone": saying(REPORT, "请遵照执行。", "特此报告。"),
    "quoted-number": saying(NOTICE, "根据滨海发〔2026〕3号《关于活动的通知》，通知如下："),
    "closing-phrase": saying(NOTICE, "定于3月20日召开会议。"),
    "attachments-match": with_texts(
        NOTICE, attachments=(AttachmentTexts("附件1", ("名册",)), AttachmentTexts("附件2", ("样表",)))
    ),
    "printed-after-issue": with_texts(NOTICE, printing_date="2026年3月10日印发"),
    "downward-tone": saying(REPLY, "贵局请示收悉。此复。"),
    "joint-signatories": with_texts(JOINT, signatories=("陆怀瑾",)),
    "joint-issuers": with_texts(JOINT, issuers=("滨海市海洋发展局", "滨海市水利局")),
    "from-a-person": with_texts(REPORT, posts=("市长",)),
    "minutes-unsigned": with_texts(MINUTES, issuer="滨海市海洋发展局"),
    "issuing-verb": with_texts(NOTICE, title=("关于转发《2026年工作要点》的通知",)),
    "code-of-office": with_texts(
        NOTICE, issuer_mark="创先争优活动领导小组办公室文件", document_number="滨创先发〔2026〕3号"
    ),
    "one-request-title": with_texts(REQUEST, title=("关于解决经费和增加编制的请示",)),
    "passed-on-without-opinion": saying(REQUEST, "现将县水利局关于经费的请示转报你们。妥否，请批示。"),
    "thousands-forms": saying(NOTICE, "通知如下：投入12,500元，发放13600元。"),
    "clock-forms": saying(NOTICE, "通知如下：下午15:00开会。"),
    "numeral-forms": saying(NOTICE, "通知如下：完成百分之二十，增长5%。"),
    "item-ends": saying(
        NOTICE,
        "通知如下：",
        "（一）各单位要对照任务清单逐项落实工作责任。按时上报进展情况；",
        "（二）抓好落实。",
    ),
}


def said(words: PaperWords) -> set[str]:
    return {rule.said.id for rule in all_words_rules() for _ in rule.check(words)}


@pytest.mark.parametrize(
    "words", [NOTICE, REPORT, REQUEST, LETTER, JOINT, MINUTES, REPLY], ids=lambda w: w.document_type
)
def test_correct_papers_are_left_alone(words):
    assert said(words) == set()


@pytest.mark.parametrize("id", WRONG)
def test_a_wrong_paper_is_told_of_and_nothing_else(id):
    assert said(WRONG[id]) == {id}


def test_other_forms_of_the_same_slip_are_told_of_too():
    assert said(with_texts(JOINT, issuers=(*JOINT.texts.issuers, "滨海市财政局"))) == {"joint-issuers"}
    assert said(with_texts(NOTICE, title=("关于印发《市政府关于植树的通知》的通知",))) == {"issuing-verb"}
    assert said(saying(NOTICE, "通知如下：下午3:00报到，19:30开会。")) == {"clock-forms"}
    assert said(saying(REQUEST, "请你局审定。妥否，请批示。")) == {"upward-tone"}


def test_names_of_two_characters_have_a_blank_in_them():
    for names in ("陆怀瑾　沈　岳", "沈岳　陆怀瑾", "沈　岳　贺　川", "沈岳贺川"):
        assert said(with_texts(JOINT, signatories=(names,))) == set(), names
    three = with_texts(JOINT, joint_mark=("甲市水利局", "甲市财政局", "甲市公安局"), issuers=())
    assert said(with_texts(three, signatories=("陆怀瑾　沈　岳", "贺　川"))) == set()
    assert said(with_texts(three, signatories=("陆怀瑾　沈　岳",))) == {"joint-signatories"}


def test_a_long_name_on_two_lines_is_one_agency():
    alone = with_texts(
        JOINT, joint_mark=(), issuers=("滨海市水利和海洋发展", "联合委员会"), signatories=("沈　岳",)
    )
    assert said(alone) == set()
    assert said(with_texts(JOINT, issuers=("滨海市水利局", "滨海市海洋", "发展局"))) == set()


def test_closing_phrases():
    assert said(saying(NOTICE, "现将有关事项通知如下：", "特此通知。")) == {"closing-phrase"}
    assert said(saying(NOTICE, "定于3月20日召开会议。", "特此通知。")) == set()
    assert said(with_texts(saying(NOTICE, "现将方案印发给你们。"), issued_title=("方案",))) == set()


def test_a_missing_attachment_is_told_of():
    assert said(with_texts(NOTICE, attachments=NOTICE.texts.attachments[:1])) == {"attachments-match"}


def test_an_attachment_that_comes_apart_is_not_missed():
    one = with_texts(saying(NOTICE, "工程图纸另行印发。"), attachments=NOTICE.texts.attachments[:1])
    assert "attachments-match" not in said(one)
