"""The checker finds every planted fault, and nothing on our own papers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from service.catalog.setting_files import read_unit_directory
from service.checking import check_docx, check_pdf
from service.lint.judging import Report
from service.office.converter import Converter
from service.rendering.pipeline import render
from tests.docx import files
from tests.planted import FAULTS, NO_CLOSING_PHRASE, edited

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr>'
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
BODY = '<w:ind w:firstLine="632"/>'
FOOTERS = {
    "word/settings.xml": f"<w:settings {files.W}><w:evenAndOddHeaders/></w:settings>",
}


def look(font: str, half_points: int, color: str = "000000") -> str:
    return f'<w:rFonts w:eastAsia="{font}"/><w:color w:val="{color}"/><w:sz w:val="{half_points}"/>'


PAPERS = [
    ("binhai", "issuing_notice"),
    ("binhai", "leading_group_notice"),
    ("binhai", "phase_summary"),
    ("binhai", "final_report"),
    ("binhai", "plan_paper"),
    ("extremes", "issuing_notice"),
    ("extremes", "members_as_lines"),
    ("extremes", "members_as_prose"),
    ("extremes", "members_as_table"),
    ("extremes", "phase_summary"),
    ("extremes", "final_report"),
    ("extremes", "plan_paper"),
]


@pytest.fixture(scope="module")
def word_file(content, metrics) -> Callable[[str, str], bytes]:
    made: dict[tuple[str, str], bytes] = {}

    def make(sample: str, paper: str) -> bytes:
        if (sample, paper) not in made:
            made[sample, paper] = render(content(sample, paper), metrics, None).docx
        return made[sample, paper]

    return make


def told(report: Report) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in report.findings]


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


@pytest.mark.parametrize(("name", "paper"), PAPERS)
def test_our_own_word_files_have_no_findings(word_file, name, paper):
    report = check_docx(word_file(name, paper))
    assert told(report) == []
    assert report.measured > 60


def test_there_are_38_faults():
    assert len(FAULTS) + 1 == 38


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(word_file, fault):
    report = check_docx(edited(word_file("binhai", "issuing_notice"), fault.edit))
    assert fault.rule in rules(report), told(report)
    found = next(f for f in report.findings if f.rule == fault.rule)
    assert found.strength
    assert found.measured != found.expected


def test_a_notice_without_a_closing_phrase_is_only_hinted_at(word_file):
    whole = word_file("binhai", "leading_group_notice")
    report = check_docx(edited(whole, NO_CLOSING_PHRASE.edit))
    (finding,) = report.findings
    assert (finding.rule, finding.strength) == (NO_CLOSING_PHRASE.rule, "实务")


def test_an_old_paper_without_its_missing_elements_is_not_blamed_for_its_age(word_file):
    report = check_docx(word_file("yingkou", "issuing_notice"), day=dt.date(2010, 6, 18))
    assert report.former
    assert "elements" not in rules(report)
    assert any("2012年7月1日以前" in each.reason for each in report.unverified)


FORMER = (
    files.paragraph("滨海市人民政府文件", '<w:jc w:val="center"/>', look("方正小标宋简体", 88, "FF0000")),
    files.paragraph("滨政发〔2011〕5号", '<w:pBdr><w:bottom w:val="single" w:sz="12" w:color="FF0000"/></w:pBdr><w:jc w:val="center"/>'),
    files.paragraph("关于开展春季植树的通知", '<w:jc w:val="center"/>', look("方正小标宋简体", 44)),
    files.paragraph("各县区人民政府："),
    files.paragraph("现就开展春季植树工作通知如下，请认真贯彻执行。", BODY),
    files.paragraph("一、时间安排", BODY),
    files.paragraph("二○一一年三月十八日", '<w:ind w:right="1264"/><w:jc w:val="right"/>'),
    files.paragraph("主题词：林业　植树　通知"),
    files.paragraph("抄送：市委办公室。"),
    files.paragraph("滨海市人民政府办公室　　2011年3月20日印发"),
    files.paragraph("（共印50份）"),
)  # fmt: skip


def former(*paragraphs: str) -> Report:
    return check_docx(files.word_file("".join(paragraphs), styles=STYLES, more=FOOTERS))


def test_a_paper_of_2011_is_not_blamed_for_what_was_right_then():
    """Han numerals, no 署名 over the seal, 主题词, 共印, a first level in the font of the text."""
    report = former(*FORMER)
    assert report.former
    assert report.day == dt.date(2011, 3, 18)
    assert told(report) == []
    reasons = {each.clause: each.reason for each in report.unverified}
    assert "2012年7月1日以前" in reasons["GB/T 9704 7.3.5.4"]


def test_the_same_paper_of_2013_is():
    found = rules(former(*(p.replace("二○一一", "二○一三").replace("2011", "2013") for p in FORMER)))
    assert {"date-numerals", "theme-words", "heading-fonts"} <= found


def test_an_older_paper_of_a_party_organ_is_not_judged():
    report = former(*(p.replace("滨海市人民政府文件", "中共滨海市委文件") for p in FORMER))
    assert told(report) == []
    assert report.measured == 0
    assert any("党的机关" in each.reason for each in report.unverified)


def test_a_pdf_without_its_fonts_says_that_looks_are_not_certain():
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = pdf.make_stream(b"BT /F 16 Tf 100 700 Td (Notice) Tj ET")
    out = io.BytesIO()
    pdf.save(out)
    report = check_pdf(out.getvalue())
    assert "没有嵌入全部字体" in report.unverified[0].reason


def test_a_letter_is_not_held_to_the_general_form():
    letter = (
        files.paragraph("滨海市人民政府", '<w:jc w:val="center"/>', look("方正小标宋简体", 88, "FF0000")),
        files.paragraph("滨政函〔2026〕5号", '<w:jc w:val="right"/>'),
        *FORMER[2:6],
        files.paragraph("2026年3月18日", '<w:ind w:right="1264"/><w:jc w:val="right"/>'),
    )
    report = former(*letter)
    assert report.form == "信函格式"
    assert rules(report) == {"heading-fonts"}


def test_the_directory_shows_who_may_not_write_to_whom(content, catalog, metrics, root, word_file) -> None:
    directory = read_unit_directory(root / "samples" / "directory.json", catalog)
    assert told(check_docx(word_file("binhai", "final_report"), directory=directory)) == []
    bound = content("binhai", "final_report")
    wrong = {**bound.tree["paper"], "other_receivers": "滨海市海洋与渔业监测站"}
    report = render(replace(bound, tree={**bound.tree, "paper": wrong}), metrics, None).docx
    (finding,) = check_docx(report, directory=directory).findings
    assert (finding.rule, finding.label) == ("copied-to-subordinate", "抄送机关")


def test_without_a_directory_routing_is_not_verified(word_file) -> None:
    report = check_docx(word_file("binhai", "final_report"))
    assert (
        "CHENGWEN_DIRECTORY" in {each.clause: each.reason for each in report.unverified}["条例第十四至十七条"]
    )
    plan = check_docx(word_file("binhai", "plan_paper"))
    assert "条例第十四至十七条" not in {each.clause for each in plan.unverified}


@pytest.mark.xdist_group("office")
def test_what_file_and_page_have_wrong_alike_is_told_once(word_file, converter: Converter):
    (fault,) = (fault for fault in FAULTS if fault.name == "date not 右空")
    report = check_docx(edited(word_file("binhai", "issuing_notice"), fault.edit), converter.convert)
    assert report.pages == 10
    assert sum(finding.rule == "sealed-date" for finding in report.findings) == 1
    assert check_pdf(converter.convert(word_file("binhai", "issuing_notice"))).pages == 10
