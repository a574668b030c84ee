"""What an office's editing does to a template: mended where it can be, told at its paragraph where it can't."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import docx
import pytest
from lxml import etree

from service.catalog.compiling import compile_template
from service.catalog.contract import contract_of
from service.document.finding import Finding
from service.errors import TemplateError
from tests.catalog.word_files import a_template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}"'


@dataclass(frozen=True)
class Row:
    text: str


@dataclass(frozen=True)
class Facts:
    title: str
    rows: tuple[Row, ...]


CONTRACT = contract_of(Facts)
FACTS = {"title": "甲", "rows": (Row("一"), Row("二"))}


def replaced(data: bytes, parts: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as z, zipfile.ZipFile(kept, "w") as out:
        for name in z.namelist():
            out.writestr(name, parts.get(name, lambda part: part)(z.read(name)))
    return kept.getvalue()


def with_paragraph(xml: str, *others: str) -> bytes:
    """A template whose first paragraph is this XML, the content of a ``w:p``."""

    def put(part: bytes) -> bytes:
        root = etree.fromstring(part)
        body = root.find(f"{{{W}}}body")
        assert body is not None
        body.insert(0, etree.fromstring(f"<w:p {NS}>{xml}</w:p>"))
        return etree.tostring(root)

    return replaced(a_template(*others), {"word/document.xml": put})


def texts(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def printed(template: bytes) -> list[str]:
    return texts(compile_template(template, {}, CONTRACT).render(FACTS))


def mistakes(template: bytes) -> list[Finding]:
    with pytest.raises(TemplateError) as caught:
        compile_template(template, {}, CONTRACT)
    return list(caught.value.findings)


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    "xml",
    [
        # What Word does: spelling marks and revision numbers between runs.
        t("{{ ti") + '<w:proofErr w:type="spellStart"/>' + '<w:r w:rsidR="00AB12CD"><w:t>tle</w:t></w:r>'
        + '<w:proofErr w:type="spellEnd"/>' + t(" }}"),
        t("{") + t("{ title }") + t("}"),
        t("{") + '<w:bookmarkStart w:id="1" w:name="b"/>' + t("{title}") + '<w:bookmarkEnd w:id="1"/>' + t("}"),
        t("{{ ti") + '<w:smartTag w:uri="u" w:element="e">' + t("tle") + "</w:smartTag>" + t(" }}"),
        '<w:hyperlink w:anchor="b">' + t("{{ ti") + "</w:hyperlink>" + t("tle }}"),
        t("{{ ti") + "<w:sdt><w:sdtContent>" + t("tle }}") + "</w:sdtContent></w:sdt>",
        t("{{\u3000title\u00a0}}"),
        t("{{ ti\u200btle }}"),
        t("{% if title == “甲” %}") + t("{{ title }}") + t("{% endif %}"),
        t("{% if title == ‘甲’ %}甲{% endif %}"),
    ],
)  # fmt: skip
def test_a_tag_that_an_editor_cut_up_works(xml: str) -> None:
    assert printed(with_paragraph(xml))[0] == "甲"


def test_text_beside_a_tag_that_was_cut_up_stays_in_its_place() -> None:
    xml = t("前{{ ti") + "<w:r><w:rPr><w:b/></w:rPr><w:t>tle }}中{</w:t></w:r>" + t("{title}}后")
    template = compile_template(with_paragraph(xml), {}, CONTRACT)
    paragraph = docx.Document(io.BytesIO(template.render(FACTS))).paragraphs[0]
    assert paragraph.text == "前甲中甲后"
    assert [r.text for r in paragraph.runs if r.bold] == ["中甲"]


def test_a_bookmark_in_a_tag_is_kept_whole() -> None:
    xml = t("{{ ti") + '<w:bookmarkStart w:id="1" w:name="b"/>' + t("tle }}") + '<w:bookmarkEnd w:id="1"/>'
    made = compile_template(with_paragraph(xml), {}, CONTRACT).render(FACTS)
    with zipfile.ZipFile(io.BytesIO(made)) as z:
        part = z.read("word/document.xml")
    assert part.count(b"bookmarkStart") == part.count(b"bookmarkEnd") == 1


def test_a_statement_with_a_wide_space_works() -> None:
    assert printed(a_template("{%p\u3000for row\u3000in rows %}", "{{ row.text }}", "{%p endfor %}")) == [
        "一",
        "二",
    ]


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<w:ins w:id="1" w:author="张三">' + t("加") + "</w:ins>", "修订"),
        (
            '<w:del w:id="1" w:author="张三"><w:r><w:delText>删</w:delText></w:r></w:del>' + t("乙"),
            "修订",
        ),
        ('<w:pPr><w:pPrChange w:id="1" w:author="张三"><w:pPr/></w:pPrChange></w:pPr>' + t("乙"), "修订"),
        ('<w:pPr><w:rPr><w:ins w:id="1" w:author="张三"/></w:rPr></w:pPr>' + t("乙"), "修订"),
        (t("乙") + '<w:r><w:commentReference w:id="0"/></w:r>', "批注"),
    ],
)
def test_what_would_be_printed_into_every_paper_is_told(xml: str, said: str) -> None:
    found = mistakes(with_paragraph(xml, "{{ title }}"))
    assert [(f.rule, f.label) for f in found] == [("editing-trace", "正文第1段")]
    assert said in found[0].message


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (t("{%p if title %}") + '<w:r><w:br w:type="page"/></w:r>', "分页符"),
        ("<w:pPr><w:sectPr/></w:pPr>" + t("{%p if title %}"), "分节符"),
        (t("{%p if title %}") + "<w:r><w:pict/></w:r>", "图片"),
    ],
)
def test_a_break_that_would_vanish_with_its_statement_is_told(xml: str, said: str) -> None:
    found = mistakes(with_paragraph(xml, "甲", "{%p endif %}"))
    assert [(f.rule, f.label) for f in found] == [("text-beside-tag", "正文第1段")]
    assert f"段里的“{said}”请移到别的段" in found[0].message


@pytest.mark.parametrize(
    "text", ["｛｛ title ｝｝", "{｛ title ｝}", "{％p if title ％}", "｛% if title %｝"]
)
def test_full_width_brackets_are_told(text: str) -> None:
    found = mistakes(a_template("乙", text))
    assert [(f.rule, f.label) for f in found] == [("stray-delimiter", "正文第2段")]
    assert "全角" in found[0].message


def test_a_tag_outside_the_text_of_paragraphs_is_told() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {{ titel }} </w:instrText></w:r>'
    found = mistakes(with_paragraph(field + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    assert [f.rule for f in found] == ["hidden-tag"]
    assert "{{ titel }}" in found[0].message


@pytest.mark.parametrize("brace", ["}", "{"])
def test_a_brace_alone_is_told(brace: str) -> None:
    """docxtpl would take it, with the paragraph's edge, for a part of the tag next to it."""
    found = mistakes(a_template("{{ title }}", brace, "{{ title }}"))
    assert [(f.rule, f.label) for f in found] == [("stray-delimiter", "正文第2段")]


def test_the_text_of_a_text_box_is_checked_once() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Choice>'
        "<mc:Fallback><w:pict><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = mistakes(with_paragraph(box.format(t("{{ titel }}"))))
    assert [(f.rule, f.label) for f in found] == [("unknown-name", "正文第2段")]


def test_everything_is_told_at_once_each_at_its_paragraph() -> None:
    trace = '<w:ins w:id="1" w:author="张三">' + t("{{ titel }}") + "</w:ins>"
    found = mistakes(with_paragraph(trace, "｛｛ title ｝｝", "{{ title }}", "{{ row.text }}"))
    assert [(f.label, f.rule) for f in found] == [
        ("正文第1段", "editing-trace"),
        ("正文第1段", "unknown-name"),
        ("正文第2段", "stray-delimiter"),
        ("正文第4段", "unknown-name"),
    ]


def test_who_edited_the_template_is_not_told_to_those_who_get_a_paper() -> None:
    document = docx.Document(io.BytesIO(a_template("{{ title }}")))
    document.core_properties.last_modified_by = "张三"
    document.core_properties.revision = 7
    kept = io.BytesIO()
    document.save(kept)
    company = b"<Company>\xe6\x9f\x90\xe5\x85\xac\xe5\x8f\xb8</Company></Properties>"
    template = replaced(
        kept.getvalue(), {"docProps/app.xml": lambda part: part.replace(b"</Properties>", company)}
    )
    made = compile_template(template, {}, CONTRACT).render(FACTS)
    with zipfile.ZipFile(io.BytesIO(made)) as z:
        properties = (z.read("docProps/core.xml") + z.read("docProps/app.xml")).decode()
    for trace in ("张三", "revision", "created", "modified", "某公司"):
        assert trace not in properties


def test_a_file_in_the_strict_format_is_told() -> None:
    strict = replaced(
        a_template("{{ title }}"),
        {
            "word/document.xml": lambda part: part.replace(
                W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
        },
    )
    with pytest.raises(TemplateError, match="另存为"):
        compile_template(strict, {}, CONTRACT)


def test_properties_in_a_wrong_order_or_twice_are_put_right() -> None:
    xml = (
        '<w:pPr><w:pBdr><w:top w:val="nil"/></w:pBdr><w:rPr/><w:framePr w:w="100" w:hRule="exact"/>'
        '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr></w:pPr>'
    )
    made = compile_template(with_paragraph(xml + t("{{ title }}")), {}, CONTRACT).render(FACTS)
    properties = docx.Document(io.BytesIO(made)).paragraphs[0]._p.pPr
    assert [etree.QName(e).localname for e in properties] == ["framePr", "pBdr", "rPr"]
    assert properties.find(f"{{{W}}}pBdr/{{{W}}}top").get(f"{{{W}}}val") == "single"


def test_a_paragraph_of_the_imprint_that_lost_its_frame_is_told() -> None:
    bindings = {"Normal": {"pPr/framePr@h": "title", "pPr/framePr@y": "title"}}
    with pytest.raises(TemplateError) as caught:
        compile_template(a_template("{{ title }}"), bindings, CONTRACT)
    assert [(f.rule, f.label) for f in caught.value.findings] == [("lost-frame", "正文第1段")]


def test_what_the_grid_needs_is_set_whatever_the_editor_made_of_it() -> None:
    spoilt = b'<w:pPr><w:overflowPunct w:val="true"/><w:snapToGrid w:val="1"/></w:pPr></w:style>'

    def spoil(part: bytes) -> bytes:
        return part.replace(b"</w:style>", spoilt, 1) if b'w:default="1" w:styleId="Normal"' in part else part

    template = replaced(
        a_template("{{ title }}"),
        {
            "word/styles.xml": spoil,
            "word/settings.xml": lambda part: part.replace(b"doNotCompress", b"compressPunctuation"),
        },
    )
    with zipfile.ZipFile(io.BytesIO(template)) as z:
        assert spoilt in z.read("word/styles.xml")
        assert b"compressPunctuation" in z.read("word/settings.xml")
    made = compile_template(template, {}, CONTRACT).render(FACTS)
    with zipfile.ZipFile(io.BytesIO(made)) as z:
        assert b"compressPunctuation" not in z.read("word/settings.xml")
    body = docx.Document(io.BytesIO(made)).styles["Normal"].element.pPr
    for name in ("overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "widowControl"):
        assert [e.get(f"{{{W}}}val") for e in body.iter(f"{{{W}}}{name}")] == ["0"], name
