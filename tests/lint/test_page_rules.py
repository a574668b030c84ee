"""Each rule passes on a correct paper and speaks when its one fault is planted."""

from dataclasses import replace

import pytest

from service.document.finding import Severity
from service.lint import Paragraph, Texts, lint_pages
from service.lint.page_rules import all_rules
from service.page import Ink, Line, Picture
from tests.lint import papers
from tests.lint.format_rules import OF_FORMATS
from tests.lint.papers import (
    BODY,
    FANG,
    HEI,
    PITCH,
    TEXTS,
    centred,
    correct,
    line,
    moved,
    on_line,
    on_page,
    on_rules,
    restyled,
    row,
    with_line,
)
from tests.lint.test_landscape import DRAWN

SHEET = correct()
UPWARD = papers.upward()
FIRST_BODY = BODY[:26]


def test_a_correct_paper_has_no_findings():
    assert [finding.message for finding in lint_pages(SHEET)] == []
    assert [finding.message for finding in lint_pages(UPWARD)] == []


GENERAL = [rule for rule in all_rules() if rule.id not in OF_FORMATS and rule.id not in DRAWN]


@pytest.mark.parametrize("rule", GENERAL, ids=lambda rule: rule.id)
def test_every_rule_measures_something_on_it(rule):
    assert list(rule.check(SHEET)) or list(rule.check(UPWARD))


def turned_over(*texts):
    """The lines of page 1 that read ``texts`` stand on a page of their own behind it."""
    first, *others = SHEET.pages
    over = tuple(one for one in first.lines if one.text in texts)
    assert len(over) == len(texts)
    kept = tuple(one for one in first.lines if one not in over)
    second = replace(first, number=2, lines=(*over, papers.page_number(2)), rules=())
    rest = (replace(page, number=page.number + 1) for page in others)
    return replace(SHEET, pages=(replace(first, lines=kept), second, *rest))


def without_page_break():
    """The issued plan's title right under the signature."""
    first = with_line(SHEET, 1, centred(TEXTS.issued_title[0], 250, size=22, font=papers.TITLE))
    return on_line(first, 2, TEXTS.issued_title[0], lambda one: None)


def split_title():
    """The title broken inside a word."""
    first, second = TEXTS.title
    sheet = SHEET
    for start, text in ((first, first + second[0]), (second, second[1:])):
        sheet = on_line(sheet, 1, start, lambda o, t=text: centred(t, o.baseline, size=22, font=papers.TITLE))
    return sheet


def title_with_a_particle_first():
    """The title broken before 的."""
    sheet, parts = SHEET, ("关于印发《创先争优活动实施方案》", "的通知")
    for old, new in zip(TEXTS.title, parts, strict=True):
        sheet = on_line(sheet, 1, old, lambda o, t=new: centred(t, o.baseline, size=22, font=papers.TITLE))
    return replace(sheet, texts=replace(TEXTS, title=parts))


def line_of_27():
    """The line before a paragraph's last gives its last 字 to that one."""
    page = SHEET.pages[3]
    short, after = page.lines[:2]
    longer = line(short.text[-1] + after.text, after.baseline)
    lines = (Line(short.chars[:-1]), longer, *page.lines[2:])
    return on_page(SHEET, 4, lambda p: replace(p, lines=lines))


def page_of_21():
    """The last line of page 2 stands on page 3, whose lines are set closer."""
    moved_over = SHEET.pages[1].lines[-2]
    sheet = on_page(SHEET, 2, lambda p: replace(p, lines=(*p.lines[:-2], p.lines[-1])))
    closer = [
        moved(dy=row(0) + (index + 1) * PITCH * 21 / 22 - row(index))(one)
        for index, one in enumerate(SHEET.pages[2].lines[:-1])
    ]
    top = line(moved_over.text, row(0))
    return on_page(sheet, 3, lambda p: replace(p, lines=(top, *closer, p.lines[-1])))


def blank_in_the_middle():
    blank = replace(SHEET.pages[1], lines=(), rules=())
    rest = (replace(page, number=page.number + 1) for page in SHEET.pages[1:])
    return replace(SHEET, pages=(SHEET.pages[0], blank, *rest))


def on_issue_date(change):
    return on_line(SHEET, 1, TEXTS.issue_date, change)


def outside(page):
    return replace(page, pictures=(Picture(Ink(10, 100, 20, 110)),))


def imprint_not_last():
    fifth = replace(SHEET.pages[0], number=5, lines=(papers.page_number(5),), rules=())
    return replace(SHEET, pages=(*SHEET.pages, fifth))


NUMBER_LINE = "— 2 —"
FAULTS = {
    "paper-size": lambda: on_page(SHEET, 2, lambda p: replace(p, width=215.9, height=279.4)),
    "left-edge": lambda: on_line(SHEET, 1, "各科室", moved(dx=1.5)),
    "right-edge": lambda: on_line(SHEET, 1, TEXTS.issue_date, moved(dx=23.5)),
    "type-area": lambda: on_page(SHEET, 2, outside),
    "lines-per-page": page_of_21,
    "zi-per-line": line_of_27,
    "text-black": lambda: on_line(SHEET, 1, "各科室", restyled(color="0000FF")),
    "fonts-embedded": lambda: on_line(SHEET, 1, "各科室", restyled(embedded=False)),
    "blank-page": blank_in_the_middle,
    "elements": lambda: with_line(SHEET, 1, line("123456", row(0))),
    "text-complete": lambda: on_line(SHEET, 4, "抄送", lambda one: Line(one.chars[:-1])),
    "body-on-first-page": lambda: turned_over(
        "现将实施方案印发给你们。", TEXTS.issuer, TEXTS.issue_date, TEXTS.annotation
    ),
    "mark-position": lambda: on_line(SHEET, 1, TEXTS.issuer_mark, moved(dy=-1.5)),
    "mark-look": lambda: on_line(SHEET, 1, TEXTS.issuer_mark, restyled(color="FF8000")),
    "number-position": lambda: on_line(SHEET, 1, TEXTS.document_number, moved(dx=3)),
    "number-font": lambda: on_line(SHEET, 1, TEXTS.document_number, restyled(font=HEI)),
    "signatory": lambda: on_line(
        UPWARD,
        1,
        papers.UPWARD.document_number,
        lambda o: Line((*o.chars[:-1], replace(o.chars[-1], font=FANG))),
    ),
    "red-rule": lambda: on_rules(SHEET, 1, 0, x1=182),
    "title-look": lambda: on_line(SHEET, 1, TEXTS.title[1], restyled(font=HEI)),
    "title-place": lambda: on_line(SHEET, 1, TEXTS.title[0], moved(dy=-4)),
    "title-lines": split_title,
    "title-break": title_with_a_particle_first,
    "receivers": lambda: replace(
        on_line(SHEET, 1, "各科室", lambda o: line("各科室:", o.baseline)),
        texts=replace(TEXTS, principal_receivers="各科室:"),
    ),
    "text-under-receivers": lambda: on_line(SHEET, 1, "现将", moved(dy=PITCH)),
    "paragraph-indent": lambda: on_line(SHEET, 1, "现将", moved(dx=-papers.ZI)),
    "text-font": lambda: on_line(SHEET, 1, "现将", restyled(font=HEI)),
    "heading-fonts": lambda: on_line(SHEET, 4, "一、", restyled(font=FANG)),
    "issued-on-new-page": without_page_break,
    "sealed-date": lambda: on_line(on_issue_date(moved(dx=8)), 1, TEXTS.issuer, moved(dx=8)),
    "sealed-issuer": lambda: on_line(SHEET, 1, TEXTS.issuer, moved(dx=3)),
    "unsealed-signature": lambda: on_line(UPWARD, 1, papers.UPWARD.issue_date, moved(dx=-papers.ZI)),
    "signature-with-text": lambda: turned_over(TEXTS.issuer, TEXTS.issue_date, TEXTS.annotation),
    "signature-font": lambda: on_issue_date(restyled(size_pt=14)),
    "annotation": lambda: on_line(SHEET, 1, TEXTS.annotation, moved(dx=-papers.ZI)),
    "attachment-notes": lambda: on_line(UPWARD, 1, "2.先进", moved(dx=papers.ZI)),
    "attachment-head": lambda: on_line(UPWARD, 2, "主要数据表", moved(dy=PITCH)),
    "imprint-rules": lambda: on_rules(SHEET, 4, -1, y=258.5),
    "imprint-rule-thickness": lambda: on_rules(SHEET, 4, 1, thickness=0.5),
    "imprint-page": lambda: replace(
        SHEET,
        pages=(*SHEET.pages, replace(SHEET.pages[0], number=5, lines=(papers.page_number(5),), rules=())),
    ),
    "imprint-font": lambda: on_line(SHEET, 4, "抄送", restyled(font=HEI)),
    "imprint-indent": lambda: on_line(SHEET, 4, "抄送", moved(dx=-papers.SMALL_ZI + 1)),
    "printing-line": lambda: on_line(
        replace(SHEET, texts=replace(TEXTS, printing_date="2010年6月18日印")),
        4,
        TEXTS.printing_office,
        lambda one: Line(one.chars[:-1]),
    ),
    "page-number-text": lambda: on_line(SHEET, 2, NUMBER_LINE, lambda one: None),
    "page-number-place": lambda: on_line(SHEET, 2, NUMBER_LINE, moved(dx=130)),
    "page-number-font": lambda: on_line(SHEET, 2, NUMBER_LINE, restyled(font=FANG)),
}

#: A page too many turns the sides of all pages behind it.
SHIFTED = {"imprint-page", "page-number-text", "page-number-place"}
#: Faults that cannot be had alone, and what they break besides.
ALSO = {
    "printing-line": {"imprint-indent"},
    "imprint-rules": {"printing-line"},
    "right-edge": {"sealed-date", "sealed-issuer"},
    "blank-page": SHIFTED,
    "text-complete": {"imprint-rules", "elements"},
    "body-on-first-page": SHIFTED,
    "issued-on-new-page": {"lines-per-page"},
    "signature-with-text": SHIFTED,
    "imprint-page": {"imprint-rules"},
}


@pytest.mark.parametrize("rule", FAULTS)
def test_the_planted_fault_is_found_and_nothing_else(rule):
    findings = lint_pages(FAULTS[rule]())
    assert {finding.rule for finding in findings} - ALSO.get(rule, set()) == {rule}, [
        finding.message for finding in findings
    ]


def test_finding_says_what_was_measured_and_wanted_and_names_page_and_clause():
    (finding,) = lint_pages(FAULTS["mark-position"]())
    assert "第1页发文机关标志上边缘：实测70.5" in finding.message
    assert "要求72±1 mm" in finding.message
    assert (finding.page, finding.clause, finding.severity) == (1, "GB/T 9704 7.2.4", Severity.ERROR)


def test_what_the_standard_only_recommends_is_a_hint():
    (finding,) = lint_pages(FAULTS["mark-look"]())
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("element", "extra", "page"),
    [
        ("security_classification", line("秘密★3年", row(1)), 1),
        ("precedence", line("特急", row(1)), 1),
        ("signatory", line("签发人：某某某", row(3)), 1),
        ("attachment_notes", line("附件：名单", row(20), x0=28 + 2 * papers.ZI), 1),
        ("attachments", line("附件1", row(0) - 2), 4),
    ],
)
def test_a_forbidden_element_is_seen(element, extra, page):
    found = [f for f in lint_pages(with_line(SHEET, page, extra)) if f.rule == "elements"]
    assert len(found) == 1
    assert "要求没有" in found[0].message


def test_elements_that_the_table_does_not_name_are_not_judged():
    bare = replace(SHEET, elements={}, texts=Texts())
    assert lint_pages(bare) == ()


def test_a_missing_required_element_is_reported_once_as_missing_and_once_as_not_printed():
    sheet = on_line(SHEET, 1, TEXTS.document_number, lambda one: None)
    assert sorted(f.rule for f in lint_pages(sheet)) == ["elements", "text-complete"]


def test_characters_lent_by_a_fallback_font_are_no_fault():
    def lend(one):
        return Line((replace(one.chars[0], font="UMingCN"), *one.chars[1:]))

    assert lint_pages(on_line(SHEET, 1, "现将", lend)) == ()


def test_long_issuer_moves_the_date_left():
    """7.3.5.1: a 署名 longer than 4 + date + 4 字 ends at the edge, and the date is centred under it."""
    long = "某某省某某市某某县气象灾害防御指挥部办公室"
    issuer = papers.ending(long, 220, right=184)
    texts = replace(TEXTS, issuer=long)
    sheet = on_line(SHEET, 1, TEXTS.issuer, lambda o: papers.ending(long, o.baseline, right=184))
    sheet = on_line(sheet, 1, TEXTS.issue_date, lambda o: centred(o.text, o.baseline, at=issuer.center))
    assert lint_pages(replace(sheet, texts=texts)) == ()


def kinsoku_paper(after):
    """The text's first line has 25 字, although 26 have room; ``after`` is what would begin the next."""
    text = BODY[:26] + after + BODY[:10]
    sheet = on_line(SHEET, 1, "现将", lambda o: line(text[:25], o.baseline, x0=28 + 2 * papers.ZI))
    sheet = with_line(sheet, 1, line(text[25:], sheet.pages[0].lines[5].baseline + PITCH))
    return replace(sheet, texts=replace(TEXTS, text=(Paragraph(text),)))


def test_kinsoku_excuses_a_shorter_line():
    assert lint_pages(kinsoku_paper("，")) == ()
    assert [finding.rule for finding in lint_pages(kinsoku_paper("按"))] == ["zi-per-line"]


def test_a_heading_kept_with_its_text_may_leave_a_page_of_21_lines():
    """Page 2 ends early because page 3 begins with a heading on its own line."""
    first, second, *rest = SHEET.pages[1:]
    texts = [one.text for one in first.lines[1:-2]]
    later = second.lines[0]
    plan = (Paragraph("".join(texts)), Paragraph("一、总体要求", 1, "一、总体要求"), Paragraph(BODY))
    heading = line("一、总体要求", row(0), x0=28 + 2 * papers.ZI, font=HEI)
    body = [
        line(BODY[:26], row(1), x0=28 + 2 * papers.ZI),
        line(BODY[26:], row(2)),
    ]
    pages = (
        SHEET.pages[0],
        replace(first, lines=(*first.lines[:-2], first.lines[-1])),
        replace(second, lines=(heading, *body, second.lines[-1])),
        replace(rest[0], lines=rest[0].lines[-4:]),
    )
    assert later.baseline == row(0)
    assert lint_pages(replace(SHEET, pages=pages, texts=replace(TEXTS, issued_text=plan))) == ()


def test_unsealed_papers_are_not_held_to_the_rules_of_the_seal():
    elements = {**SHEET.elements, "seal": "forbidden"}
    sheet = replace(FAULTS["sealed-date"](), elements=elements)
    assert {finding.rule for finding in lint_pages(sheet)} == {"unsealed-signature"}
