from __future__ import annotations

import pytest
from docx.document import Document

from service.importing.assembly import Imported
from service.importing.reading import read_document
from tests.importing.word_files import a_file, append, centred, paragraphs

BOX = (
    "<w:r><w:pict><w:p><w:r><w:t/></w:r></w:p><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></w:r>"
)


def found(imported: Imported, rule: str) -> list[tuple[str, str]]:
    return [(f.label, f.message) for f in imported.findings if f.rule == f"import-{rule}"]


def lost(xml: str, rule: str) -> tuple[list[str], list[tuple[str, str]]]:
    def build(document: Document) -> None:
        document.add_paragraph("开头的一段。")
        append(document, "有问题的一段。", xml)

    imported = read_document(a_file(build), "docx")
    return [b["text"] for b in imported.blocks], found(imported, rule)


def test_centred_lines_at_the_beginning_are_the_title():
    def build(document: Document) -> None:
        for text in ("滨海市水务局文件", "滨水发〔2026〕12号", "关于印发《防汛方案》", "的通知"):
            centred(document, text)
        document.add_paragraph("各县区水务局：")
        document.add_paragraph("现将方案印发给你们。")

    imported = read_document(a_file(build), "docx")
    assert imported.title == "关于印发《防汛方案》的通知"
    assert [b["text"] for b in imported.blocks] == ["各县区水务局：", "现将方案印发给你们。"]
    assert found(imported, "mark")[0][0] == "第1段“滨海市水务局文件”"
    assert found(imported, "number")[0][0] == "第2段“滨水发〔2026〕12号”"
    assert found(imported, "receivers")[0][0] == "第5段“各县区水务局：”"


def test_a_centred_text_is_no_title_if_nothing_follows():
    imported = read_document(a_file(lambda d: centred(d, "只有一行字")), "docx")
    assert (imported.title, [b["text"] for b in imported.blocks]) == (None, ["只有一行字"])


def test_a_text_box_is_told_and_left_out():
    texts, findings = lost(BOX, "text-box")
    assert texts == ["开头的一段。", "有问题的一段。"]
    assert findings == [("第2段“有问题的一段。”", "文本框没有导入，请把需要的文字移进正文：“框里的字”")]


def test_hidden_text_is_told_and_left_out():
    texts, findings = lost("<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>", "hidden")
    assert texts[1] == "有问题的一段。"
    assert "“看不见”" in findings[0][1]


def test_revisions_are_accepted_and_told():
    def build(document: Document) -> None:
        append(
            document, "保留", '<w:ins w:id="1" w:author="a"><w:r><w:t>加上</w:t></w:r></w:ins>',
            '<w:del w:id="2" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>',
        )  # fmt: skip

    imported = read_document(a_file(build), "docx")
    assert imported.blocks[0]["text"] == "保留加上"
    assert found(imported, "revisions") == [("全文", "文件里有修订，按“全部接受”导入：插入 1 处，删除 1 处")]


def test_an_embedded_object_is_told():
    _texts, findings = lost("<w:r><w:object/></w:r>", "object")
    assert findings == [("第2段“有问题的一段。”", "嵌入的对象没有导入")]


def test_a_line_break_parts_the_paragraph():
    imported = read_document(paragraphs("第一行\n第二行"), "docx")
    assert [b["text"] for b in imported.blocks] == ["第一行", "第二行"]
    assert found(imported, "line-break")


def test_the_header_of_the_page_is_told_but_not_a_page_number():
    def build(document: Document) -> None:
        document.add_paragraph("正文。")
        document.sections[0].header.paragraphs[0].text = "内部资料"
        document.sections[0].footer.paragraphs[0].text = "— 1 —"

    assert [m for _l, m in found(read_document(a_file(build), "docx"), "page-header")] == [
        "页眉、页脚里的文字没有导入：“内部资料”"
    ]


def test_sections_across_the_page_are_told():
    def build(document: Document) -> None:
        document.add_paragraph("正文。")
        document.add_section()
        document.add_paragraph("横向。")

    assert found(read_document(a_file(build), "docx"), "sections")


def test_merged_cells_are_taken_apart_and_told():
    def build(document: Document) -> None:
        document.add_paragraph("见下表。")
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(1, 0).merge(table.cell(1, 1)).text = "并列"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "并行"

    imported = read_document(a_file(build), "docx")
    assert imported.blocks[1] == {
        "kind": "table", "header": ["00", "01", "02"], "rows": [["并列", "", "并行"], ["20", "21", ""]],
    }  # fmt: skip
    assert [label for label, _m in found(imported, "merged-cells")] == ["第2段“00”", "第2段“00”"]


def test_a_plain_paper_loses_nothing():
    texts = ["一、总体要求", "各单位要高度重视。", "（一）压实责任。各单位要落实到人。"]
    imported = read_document(paragraphs(*texts), "docx")
    assert imported.findings == ()
    assert [b["kind"] for b in imported.blocks] == ["heading", "paragraph", "heading"]


@pytest.mark.parametrize(
    "xml",
    [
        '<w:customXml w:element="x"><w:r><w:t>里面</w:t></w:r></w:customXml>',
        '<w:smartTag w:element="x"><w:r><w:t>里面</w:t></w:r></w:smartTag>',
        '<w:fldSimple w:instr="DATE"><w:r><w:t>里面</w:t></w:r></w:fldSimple>',
        '<w:dir w:val="ltr"><w:r><w:t>里面</w:t></w:r></w:dir>',
        "<w:sdt><w:sdtContent><w:r><w:t>里面</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:moveTo w:id="1" w:author="a"><w:r><w:t>里面</w:t></w:r></w:moveTo>',
    ],
)
def test_text_inside_something_is_kept(xml: str):
    texts, findings = lost(xml, "incomplete")
    assert texts[1] == "有问题的一段。里面"
    assert findings == []


def test_whatever_else_pandoc_leaves_out_is_told():
    texts, findings = lost("<w:unheard><w:r><w:t>谁也不认识</w:t></w:r></w:unheard>", "incomplete")
    assert texts[1] == "有问题的一段。"
    assert findings == [("第2段“有问题的一段。谁也不认识”", "这一段的文字没有完整导入，请对照原文核对")]


def test_a_phonetic_guide_is_told_and_its_characters_stay():
    guide = (
        "<w:r><w:ruby><w:rt><w:r><w:t>róng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>镕</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>"
    )
    texts, findings = lost(guide, "ruby")
    assert texts[1] == "有问题的一段。镕"
    assert "“róng”" in findings[0][1]


def test_a_symbol_of_a_symbol_font_is_told():
    assert lost('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "symbol")[1]


def test_paragraphs_that_pandoc_takes_for_facts_stay():
    def build(document: Document) -> None:
        for text, style in (("防汛工作方案", "Title"), ("（试行）", "Subtitle"), ("正文。", None)):
            document.add_paragraph(text, style=style)

    imported = read_document(a_file(build), "docx")
    assert imported.title == "防汛工作方案"
    assert [b["text"] for b in imported.blocks] == ["（试行）", "正文。"]


def test_a_table_of_contents_is_told_and_left_out():
    def build(document: Document) -> None:
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("一、总体要求	1", style="toc 1")
        document.add_paragraph("一、总体要求")

    imported = read_document(a_file(build), "docx")
    assert [b["title"] for b in imported.blocks] == ["总体要求"]
    assert found(imported, "contents")
