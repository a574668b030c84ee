"""Elements are found by their texts, whatever the line breaks."""

from service.lint.locating import locate
from service.lint.texts import Paragraph, Texts
from service.page import Page
from tests.lint.papers import correct, line


def pages(*texts):
    """Pages of lines, each page a list of texts."""
    return [
        Page(number, 210, 297, tuple(line(text, 45 + 10 * i) for i, text in enumerate(page)), ())
        for number, page in enumerate(texts, 1)
    ]


def texts_of(placed):
    return [p.line.text for p in placed]


def test_everything_on_the_correct_paper_is_found():
    located = correct().located
    assert located.missing == ()
    assert set(located.elements) == {
        "issuer_mark",
        "document_number",
        "title",
        "principal_receivers",
        "issuer",
        "issue_date",
        "annotation",
        "issued_document",
        "other_receivers",
        "printing_office",
    }
    assert sorted(located.page_numbers) == [1, 2, 3, 4]


def test_a_paragraph_may_run_over_lines_and_pages():
    located = locate(pages(["甲乙丙", "丁 戊"], ["己庚"]), Texts(text=(Paragraph("甲乙丙丁戊己庚"),)))
    (found,) = located.text
    assert [p.page for p in found.lines] == [1, 1, 2]
    assert "".join(c.text for c in found.chars) == "甲乙丙丁戊己庚"


def test_a_paragraph_cut_short_is_missing_and_those_behind_it_are_found():
    located = locate(pages(["甲乙", "第二段"]), Texts(text=(Paragraph("甲乙丙"), Paragraph("第二段"))))
    assert located.missing == (("text", "甲乙丙"),)
    assert [p.paragraph.text for p in located.text] == ["第二段"]


def test_what_comes_too_early_is_missing():
    texts = Texts(principal_receivers="各科室：", text=(Paragraph("正文"),))
    located = locate(pages(["正文", "各科室："]), texts)
    assert [name for name, _ in located.missing] == ["text"]


def test_equal_texts_are_told_apart_by_their_order():
    both = Texts(issuer_mark="某某站", issuer="某某站", text=(Paragraph("正文"),))
    located = locate(pages(["某某站", "正文", "某某站"]), both)
    assert located.lines("issuer_mark")[0].line.baseline < located.lines("issuer")[0].line.baseline


def test_receivers_and_printing_office_with_or_without_what_the_template_adds():
    printed = pages(["抄送：甲，乙。", "办公室2010年6月18日印发"])
    for others in ("甲，乙", "抄送：甲，乙", "甲，乙。"):
        for date in ("2010年6月18日", "2010年6月18日印发"):
            texts = Texts(other_receivers=others, printing_office="办公室", printing_date=date)
            assert locate(printed, texts).missing == ()


def test_a_number_in_the_text_is_no_page_number():
    located = locate(pages(["2010"]), Texts())
    assert located.page_numbers == {}
    assert texts_of(located.flow) == ["2010"]


def test_nothing_known_nothing_missing():
    located = locate(correct().pages, Texts())
    assert (located.missing, dict(located.elements), located.paragraphs) == ((), {}, ())
