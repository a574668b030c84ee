"""Markdown and other texts as blocks, with the real pandoc."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from service.catalog.catalog import Catalog
from service.errors import PandocMissing, UnreadableDocument
from service.importing import pandoc
from service.importing.assembly import Imported
from service.importing.reading import MEDIA_TYPES, format_of, read_document

PAPER = """# 关于做好防汛工作的通知

各县区水务局：

现将有关事项通知如下。

## 一、总体要求

各单位要高度重视，
层层压实责任。

### （一）工作目标。确保安全度汛。

1. 完成隐患排查；
2. 完成物资储备。

| 单位 | 数量 |
|---|---|
| 滨海市水务局 | 12 |
"""


def markdown(text: str) -> Imported:
    return read_document(text.encode(), "markdown")


def rules(imported: Imported) -> list[str]:
    return [f.rule.removeprefix("import-") for f in imported.findings]


def test_a_paper_in_markdown():
    imported = markdown(PAPER)
    assert imported.title == "关于做好防汛工作的通知"
    assert imported.blocks == (
        {"kind": "paragraph", "text": "各县区水务局："},
        {"kind": "paragraph", "text": "现将有关事项通知如下。"},
        {"kind": "heading", "level": 1, "number": "一、", "title": "总体要求"},
        {"kind": "paragraph", "text": "各单位要高度重视，层层压实责任。"},
        {
            "kind": "heading", "level": 2, "number": "（一）", "title": "工作目标", "end_mark": "。",
            "body": "确保安全度汛。",
        },
        {
            "kind": "list", "layout": "lines",
            "items": [{"number": "1.", "body": "完成隐患排查；"}, {"number": "2.", "body": "完成物资储备。"}],
        },
        {"kind": "table", "header": ["单位", "数量"], "rows": [["滨海市水务局", "12"]]},
    )  # fmt: skip
    assert rules(imported) == ["receivers"]


@pytest.mark.parametrize(
    "text", [PAPER, "甲\n\n- 乙\n  1. 丙\n- 丁", "**加强领导。**各单位要重视。\n\n# 一、甲\n# 乙"]
)
def test_blocks_fit_the_schema(text: str, catalog: Catalog):
    check = jsonschema.Draft202012Validator({"$ref": "blocks.v1#/$defs/text"}, registry=catalog.registry)
    assert list(check.iter_errors(list(markdown(text).blocks))) == []


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("甲^[乙注]丙", "footnote", "“乙注”"),
        ("甲$E=mc^2$丙", "formula", "“E=mc^2”"),
        ("甲![示意图](a.png)丙", "image", "“示意图”，不在这份文件里"),
        ("甲![](http://example.com/a.png)丙", "image", "“a.png”，不在这份文件里"),
        ("甲![图](data:image/gif;base64,R0lGODlhAQABAAAAACw=)丙", "image", "“图”，这是 GIF 动图"),
        ("甲[网站](http://example.com/)丙", "link", "“网站”（http://example.com/）"),
        ("甲**要紧**丙", "emphasis", "加粗“要紧”"),
        ("甲*要紧*丙", "emphasis", "斜体、下划线“要紧”"),
        ("10m^2^丙", "script", "上标“2”"),
        ("甲~~作废~~丙", "struck", "“作废”"),
        ("甲`x=1`丙", "code", "“x=1”"),
        ("甲<span>乙</span>`<b>`{=html}丙", "raw", "“<b>”"),
        ("> 引用的话", "quote", "引用"),
        ("---\n\n乙", "rule", "分隔线"),
        ("甲\\\n乙", "line-break", "分段"),
        ("- 甲\n- 乙", "bullet", "项目符号"),
        ("甲\n\n:   乙", "definition", "“术语：解释”"),
        ("# 甲\n\n# 乙\n\n丙", "unnumbered", "没有序数"),
    ],
)
def test_what_is_not_kept_is_told_at_its_paragraph(text: str, rule: str, said: str):
    imported = markdown(f"开头的一段。\n\n{text}")
    finding = next(f for f in imported.findings if f.rule == f"import-{rule}")
    assert said in finding.message
    assert finding.label.startswith("第2段")


def test_text_stays_as_it_was_typed():
    text = '"引号"——...… 10%~20% (a) @某人 #话题 $5 一万\\$'
    assert markdown(text).blocks[0]["text"] == text.replace("\\", "")


def test_bold_in_headings_is_no_loss():
    assert (
        rules(
            markdown(
                "## **一、总体要求**\n\n**（一）压实责任。**各单位要落实。\n\n**加强领导。**各单位要重视。"
            )
        )
        == []
    )


def test_a_list_in_a_list_stays_inside():
    (block,) = markdown("1. 甲\n   1. 乙\n   2. 丙\n2. 丁").blocks
    inner = {
        "kind": "list",
        "layout": "lines",
        "items": [{"number": "1.", "body": "乙"}, {"number": "2.", "body": "丙"}],
    }
    assert block["items"] == [{"number": "1.", "body": "甲", "text": [inner]}, {"number": "2.", "body": "丁"}]


def test_a_table_with_too_many_columns_is_told():
    row = "|甲" * 21 + "|\n"
    imported = markdown(f"前文。\n\n{row}{'|-' * 21}|\n{row}")
    assert [b["kind"] for b in imported.blocks] == ["paragraph"]
    assert "表格有21列" in imported.findings[0].message


def test_a_title_is_found_in_plain_text():
    imported = read_document(
        "滨海市水务局文件\n滨水发〔2026〕12号\n关于印发《防汛工作方案》\n的通知\n各县区水务局：\n一、总体要求\n".encode(),
        "text",
    )
    assert imported.title == "关于印发《防汛工作方案》的通知"
    assert rules(imported) == ["mark", "number", "receivers"]
    assert imported.blocks[1] == {"kind": "heading", "level": 1, "number": "一、", "title": "总体要求"}


def test_signature_and_attachment_notes_are_pointed_out():
    imported = read_document("正文。\n附件：1.名单\n滨海市水务局\n2026年3月16日".encode(), "text")
    assert rules(imported) == ["attachments", "signature"]


def test_plain_text_needs_no_pandoc(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pandoc, "find_pandoc", lambda: None)
    assert read_document(b"a", "text").blocks == ({"kind": "paragraph", "text": "a"},)
    with pytest.raises(PandocMissing, match="apt-get install pandoc"):
        markdown("甲")


def test_html_and_odt_are_read_too():
    html = b"<h1>\xe7\x94\xb2</h1><p>\xe4\xb9\x99<script>x</script></p>"
    assert [b.get("text") for b in read_document(html, "html").blocks] == ["乙"]
    with pytest.raises(UnreadableDocument, match="OpenDocument"):
        read_document(html, "odt")


def test_no_file_is_read_and_no_address_asked():
    html = b'<p>a</p><iframe src="/etc/passwd"></iframe><p><img src="/etc/hostname">b</p>'
    assert [b["text"] for b in read_document(html, "html").blocks] == ["a", "b"]
    included = markdown("甲\n\n```{include=/etc/passwd}\n```\n\n乙")
    assert [b["text"] for b in included.blocks] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有可以导入的文字"),
        ("\n\n".join(["甲"] * 2001), "正文有 2001 段，超过上限 2000 段"),
        ("甲" * 20_001, "第 1 段超过 20000 字"),
        ("".join(f"{'    ' * i}- 甲\n" for i in range(8)), "超过 6 层"),
        ("".join(f"{'    ' * i}- 甲\n" for i in range(200)), "嵌套太"),
    ],
)
def test_what_is_too_much_is_refused(text: str, said: str):
    with pytest.raises(UnreadableDocument, match=said):
        markdown(text)


def test_a_text_that_takes_pandoc_too_long_is_refused(monkeypatch: pytest.MonkeyPatch):
    slow: dict[str, Any] = {"processor_s": 1, "wall_s": 20.0, "memory_bytes": 1_000_000_000}
    monkeypatch.setattr(pandoc, "LIMITS", pandoc.Limits(**slow))
    with pytest.raises(UnreadableDocument, match="太复杂"):
        markdown("[" * 50_000)


@pytest.mark.parametrize(
    ("name", "format"), [("a.MD", "markdown"), ("方案.docx", "docx"), ("a.htm", "html"), ("a.odt", "odt")]
)
def test_the_name_tells_the_format(name: str, format: str):
    assert format_of(name) == format
    assert format in MEDIA_TYPES.values()


@pytest.mark.parametrize(
    ("name", "said"), [("a.wps", "另存为 .docx"), ("a.pdf", "可以导入的有"), ("方案", "可以导入的有")]
)
def test_other_names_are_explained(name: str, said: str):
    with pytest.raises(UnreadableDocument, match=said):
        format_of(name)


def test_what_stands_in_the_head_of_a_file_is_told():
    imported = markdown("---\ntitle: 防汛通知\nauthor: 张某\n---\n\n正文。")
    assert imported.title == "防汛通知"
    assert [f.message for f in imported.findings] == ["文件头里的author没有导入"]
