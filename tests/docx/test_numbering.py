from __future__ import annotations

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from service.docx.numbering import Numbering
from service.importing.reading import read_document
from tests.importing.word_files import a_file, in_list, numbered

IN_LIST = {"numPr/numId": {"val": "5"}, "numPr/ilvl": {"val": "0"}}


def texts(build: object) -> list[str]:
    blocks = read_document(a_file(build), "docx").blocks  # type: ignore[arg-type]
    return [b.get("number", "") + b.get("title", b.get("text", "")) for b in blocks]


def test_word_s_own_numbers_are_written_out():
    def build(document: Document) -> None:
        document.add_paragraph("各单位要做好下列工作。")
        made = numbered(
            document, ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")
        )
        for text, depth in (("总则", 0), ("目标", 1), ("原则", 1), ("依法", 2), ("任务", 0), ("巡查", 1)):
            in_list(document, text, made, depth)

    assert texts(build)[1:] == ["一、总则", "（一）目标", "（二）原则", "1.依法", "二、任务", "（一）巡查"]


def test_a_number_of_several_levels():
    def build(document: Document) -> None:
        document.add_paragraph("各单位要做好下列工作。")
        made = numbered(document, ("decimal", "%1"), ("decimal", "%1.%2"))
        for text, depth in (("甲", 0), ("乙", 1), ("丙", 1)):
            in_list(document, text, made, depth)

    assert texts(build)[1:] == ["1甲", "1.1乙", "1.2丙"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "3"), ("chineseCounting", "三"), ("ideographTraditional", "丙"), ("decimalEnclosedCircle", "③"),
        ("decimalFullWidth", "３"), ("decimalZero", "03"), ("upperLetter", "C"), ("lowerRoman", "iii"), ("upperRoman", "III"),
    ],
)  # fmt: skip
def test_every_format(form: str, expected: str):
    root = parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    numbering = Numbering(root)
    assert numbering.next(IN_LIST)[0] == expected
    assert not numbering.unknown


def test_a_format_that_is_not_known_is_told():
    def build(document: Document) -> None:
        document.add_paragraph("下列工作。")
        in_list(document, "甲", numbered(document, ("hebrew1", "%1.")))

    imported = read_document(a_file(build), "docx")
    assert imported.blocks[1]["number"] == "1."
    told = next(f.message for f in imported.findings if f.rule == "import-list-number")
    assert told.startswith("自动编号的格式（hebrew1）")


def test_without_lists_nothing_is_numbered():
    assert Numbering(None).next(IN_LIST) == ("", {})


def test_a_list_that_restarts_counts_again():
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root = parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="6"><w:abstractNumId w:val="1"/>{again}</w:num></w:numbering>'
    )
    numbering = Numbering(root)
    other = {**IN_LIST, "numPr/numId": {"val": "6"}}
    counted = [numbering.next(each)[0] for each in (IN_LIST, IN_LIST, other, other)]
    assert counted == ["1.", "2.", "1.", "2."]


def test_a_list_told_by_a_style_has_its_levels():
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    root = parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="x"/>{levels}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="x"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )
    assert Numbering(root).next(IN_LIST)[0] == "一、"
