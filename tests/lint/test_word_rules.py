"""Every rule on Word files measures something on a correct paper, and speaks when its fault is planted."""

from __future__ import annotations

import pytest

from service.checking import check_docx
from service.docx import read_docx
from service.lint.manuscript import Manuscript
from service.lint.passages import of_word_file
from service.lint.recognising import recognise
from service.lint.report import word_measurements
from service.lint.wishes import sealed_in_word_file, wishes
from service.lint.word_rules import all_word_rules
from service.rendering.pipeline import render
from tests.planted import DOCUMENT, edited, font, footers, in_style, look, put

NOTICE, REPORT, SUMMARY = "issuing_notice", "final_report", "phase_summary"
FORMS = ("letter", "letter_urgent", "order", "minutes", "joint", "joint_upward")
HEADS = "notice with 份号, 密级 and 紧急程度"


def head(text: str, name: str = "黑体") -> str:
    fonts = f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="PrincipalReceivers"/></w:pPr><w:r><w:rPr>{fonts}</w:rPr><w:t>{text}</w:t></w:r></w:p>'


def heads(*paragraphs: str):
    return put(DOCUMENT, "<w:body>", "<w:body>" + "".join(paragraphs), 1)


#: Rule → the paper, and the edit that breaks it; those that `FAULTS` breaks are not repeated.
MORE = {
    "text-black": (NOTICE, look("PrincipalReceivers", '<w:color w:val="0000FF"/>')),
    "mark-position": (NOTICE, in_style("IssuerMark", r'<w:jc w:val="center"/>', '<w:jc w:val="left"/>')),
    "bold": (NOTICE, in_style("Title", r"</w:rPr>", "<w:b/></w:rPr>")),
    "copy-number-look": (NOTICE, heads(head("000123").replace("PrincipalReceivers", "Normal"))),
    "classification-look": (NOTICE, heads(head("机密★1年", "宋体"))),
    "precedence-look": (NOTICE, heads(head("特急", "宋体"))),
    "number-position": (
        NOTICE,
        in_style("DocumentNumber", r'<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
    ),
    "number-font": (NOTICE, look("DocumentNumber", '<w:sz w:val="28"/>')),
    "signatory": (REPORT, font("KaiCharacters", "宋体")),
    "sealed-issuer": (NOTICE, put(DOCUMENT, r'(<w:pStyle w:val="Issuer"/>.*?)<w:ind [^>]*/>', r"\1", 1)),
    "unsealed-signature": (
        SUMMARY,
        put(DOCUMENT, r'(<w:pStyle w:val="IssueDate"/>.*?)<w:ind [^>]*/>', r'\1<w:ind w:right="200"/>', 1),
    ),
    "signature-font": (NOTICE, look("IssueDate", '<w:sz w:val="28"/>')),
    "attachment-head": (NOTICE, font("AttachmentLabel", "宋体")),
    "imprint-font": (NOTICE, in_style("Printing", r'<w:sz w:val="28"/>', '<w:sz w:val="32"/>')),
    "page-number-text": (NOTICE, footers("— ", "- ")),
    "order-mark": ("order", in_style("IssuerMark", r'<w:jc w:val="center"/>', '<w:jc w:val="left"/>')),
}


@pytest.fixture(scope="module")
def papers(content, metrics) -> dict[str, bytes]:
    made = {
        paper: render(content("binhai", paper), metrics, None).docx for paper in (NOTICE, REPORT, SUMMARY)
    }
    made |= {name: render(content("genres", name), metrics, None).docx for name in FORMS}
    right = heads(head("000123", "仿宋_GB2312"), head("机密★1年"), head("特急"))
    return made | {HEADS: edited(made[NOTICE], right)}


@pytest.mark.parametrize("rule", [rule.id for rule in all_word_rules()])
def test_every_rule_passes_on_a_correct_paper(papers, rule):
    rows = [row for docx in papers.values() for row in measured(docx) if row.rule.id == rule]
    assert rows or rule == "unsealed-signature"
    assert all(row.measurement.ok for row in rows)


def measured(docx):
    file = read_docx(docx)
    recognition = recognise(of_word_file(file.paragraphs))
    manuscript = Manuscript(file, recognition, wishes(recognition))
    sealed = sealed_in_word_file(manuscript)
    return word_measurements(Manuscript(file, recognition, wishes(recognition, sealed=sealed)))


@pytest.mark.parametrize("rule", MORE)
def test_a_planted_fault_is_found(papers, rule):
    paper, edit = MORE[rule]
    report = check_docx(edited(papers[paper], edit))
    assert rule in {finding.rule for finding in report.findings}, [f.message for f in report.findings]
