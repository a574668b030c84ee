"""The checker finds each fault planted in a joint paper, a letter, an order or minutes, and says where it is."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

import pytest

from service.checking import check_docx, check_pdf
from service.inspection import inspect
from service.layout.metrics import FontMetrics
from service.office.converter import Converter
from service.rendering.content import Content
from service.rendering.office_copy import for_libreoffice
from service.rendering.pipeline import render
from tests.planted import edited
from tests.planted_formats import FORMAT_FAULTS, FormatFault

FORMS = {
    "letter": "信函格式", "letter_urgent": "信函格式", "order": "命令格式", "minutes": "纪要格式", "joint": "通用格式",
    "joint_upward": "通用格式", "joint_ten": "通用格式", "signature_stamp": "通用格式", "letter_general": "通用格式",
    "minutes_general": "通用格式", "order_general": "通用格式",
}  # fmt: skip


@pytest.fixture(scope="module")
def word_file(content: Callable[..., Content], metrics: FontMetrics) -> Callable[[str], bytes]:
    made: dict[str, bytes] = {}

    def make(sample: str) -> bytes:
        if sample not in made:
            made[sample] = render(content("genres", sample), metrics, None).docx
        return made[sample]

    return make


@pytest.mark.parametrize("name", FORMS)
def test_the_form_is_recognised(word_file: Callable[[str], bytes], name: str) -> None:
    assert check_docx(word_file(name)).form == FORMS[name]


def test_there_are_more_than_a_dozen_faults_in_every_form() -> None:
    assert len(FORMAT_FAULTS) > 12
    assert {FORMS[fault.sample] for fault in FORMAT_FAULTS} == set(FORMS.values())


@pytest.mark.parametrize("fault", [f for f in FORMAT_FAULTS if not f.page], ids=lambda fault: fault.name)
def test_a_fault_is_found_in_the_word_file(word_file: Callable[[str], bytes], fault: FormatFault) -> None:
    report = check_docx(edited(word_file(fault.sample), fault.edit))
    found = [finding for finding in report.findings if finding.rule == fault.rule]
    assert found, [f"{f.rule}: {f.message}" for f in report.findings]
    assert found[0].paragraph == fault.paragraph
    assert found[0].strength


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("fault", [f for f in FORMAT_FAULTS if f.page], ids=lambda fault: fault.name)
def test_a_fault_is_found_on_the_page(
    word_file: Callable[[str], bytes], converter: Converter, fault: FormatFault
) -> None:
    wrong = edited(word_file(fault.sample), fault.edit)
    pdf = converter.convert(for_libreoffice(wrong))
    for report in (check_docx(wrong, lambda _docx: pdf), check_pdf(pdf)):
        found = [finding for finding in report.findings if finding.rule == fault.rule]
        assert found, [f"{f.rule}: {f.message}" for f in report.findings]
        assert fault.page in {finding.page for finding in found}


@pytest.mark.xdist_group("office")
def test_three_agencies_with_a_signatory_each_are_told_apart(
    content: Callable[..., Content], metrics: FontMetrics, converter: Converter
) -> None:
    """The names of 签发人 fill two lines; those of the agencies side by side all but touch."""
    bound = content("genres", "joint_upward")
    tree = copy.deepcopy(dict(bound.tree))
    paper, third = tree["paper"], "滨海市海洋发展局"
    paper["signatories"].append({"name": "贺川"})
    paper["issuer_mark"]["issuers"].append(third)
    paper["signature"]["issuer"].append(third)
    made = render(replace(bound, tree=tree), metrics, converter)
    assert made.pdf is not None
    pdf = made.pdf
    for report in (check_pdf(pdf), check_docx(made.docx), check_docx(made.docx, lambda _docx: pdf)):
        assert [f"{f.rule}: {f.message}" for f in report.findings] == []
    assert [f.message for f in inspect(replace(bound, tree=tree), made)] == []
