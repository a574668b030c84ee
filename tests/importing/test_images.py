"""Images of texts from elsewhere: those in the file become blocks, in their place; none is fetched."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pypandoc
import pytest
from docx.document import Document
from docx.shared import Mm

from service.catalog.catalog import Catalog
from service.importing.assembly import Imported
from service.importing.reading import read_document
from tests.images.drawn import base64_of, drawn
from tests.importing.word_files import a_file

PNG = drawn((192, 96))


def markdown(text: str) -> Imported:
    return read_document(text.encode(), "markdown")


def data_uri(data: bytes = PNG, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64_of(data)}"


def images(imported: Imported) -> list[dict[str, Any]]:
    return [dict(block) for block in imported.blocks if block["kind"] == "image"]


def word_file(*, described: str = "渔港示意图", caption: str = "", data: bytes = PNG) -> bytes:
    def build(document: Document) -> None:
        document.add_paragraph("第一段文字在图的上面。")
        document.add_paragraph().add_run().add_picture(io.BytesIO(data), width=Mm(80))
        for said in document.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):  # fmt: skip
            said.set("descr", described)
        if caption:
            document.add_paragraph(caption)
        document.add_paragraph("第二段文字在图的下面。")

    return a_file(build)


def test_an_image_of_a_word_file_stands_between_its_paragraphs(catalog: Catalog) -> None:
    imported = read_document(word_file(), "docx")
    assert [block["kind"] for block in imported.blocks] == ["paragraph", "image", "paragraph"]
    (image,) = images(imported)
    assert base64.b64decode(image["data"]) == PNG
    assert (image["alternative"], image["width_mm"]) == ("渔港示意图", 80)
    assert imported.findings == ()
    check = jsonschema.Draft202012Validator({"$ref": "blocks.v1#/$defs/text"}, registry=catalog.registry)
    assert list(check.iter_errors(list(imported.blocks))) == []


def test_what_is_called_figure_1_under_it_is_its_caption() -> None:
    imported = read_document(word_file(caption="图1　渔港示意图"), "docx")
    (image,) = images(imported)
    assert image["caption"].split() == ["图1", "渔港示意图"]
    assert len(imported.blocks) == 3


def test_a_sentence_on_a_figure_is_no_caption() -> None:
    imported = read_document(word_file(caption="图1 是渔港。各站照此办理。"), "docx")
    assert "caption" not in images(imported)[0]
    assert len(imported.blocks) == 4


def test_without_words_it_asks_for_them() -> None:
    imported = read_document(word_file(described=""), "docx")
    assert images(imported)[0]["alternative"] == "图片"
    assert [f.rule for f in imported.findings] == ["import-alternative"]


def test_a_damaged_one_is_told_and_left_out() -> None:
    good = word_file()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[:-200] if name.startswith("word/media/") else data)
    imported = read_document(out.getvalue(), "docx")
    assert images(imported) == []
    (finding,) = imported.findings
    assert finding.rule == "import-image"
    assert "损坏" in finding.message


@pytest.mark.parametrize(
    ("width", "mm"), [("50%", 78), ("4cm", 40), ("192px", 51), ("9999px", 156), ("x", None)]
)
def test_markdown_holds_images_as_data(width: str, mm: int | None) -> None:
    imported = markdown(f"甲段。\n\n![一幅图]({data_uri()}){{width={width}}}\n\n乙段。")
    assert [block["kind"] for block in imported.blocks] == ["paragraph", "image", "paragraph"]
    assert images(imported)[0].get("width_mm") == mm


def test_one_among_words_stands_behind_their_paragraph() -> None:
    imported = markdown(f"甲![一幅图]({data_uri()})乙。")
    assert [block["kind"] for block in imported.blocks] == ["paragraph", "image"]
    assert imported.blocks[0]["text"] == "甲乙。"


def test_one_in_a_table_is_told() -> None:
    imported = markdown(f"| 甲 | 乙 |\n|---|---|\n| ![一幅图]({data_uri()}) | 丙 |\n")
    assert images(imported) == []
    assert "import-image" in [f.rule for f in imported.findings]


def test_html_holds_them_too() -> None:
    imported = read_document(f"<p>甲</p><p><img src='{data_uri()}' alt='图'></p><p>乙</p>".encode(), "html")
    assert [block["kind"] for block in imported.blocks] == ["paragraph", "image", "paragraph"]


def test_an_odt_holds_them_too(tmp_path: Path) -> None:
    made = tmp_path / "图.odt"
    pypandoc.convert_text(f"甲段。\n\n![]({data_uri()})\n\n乙段。", "odt", "markdown", outputfile=str(made))
    assert [base64.b64decode(image["data"]) for image in images(read_document(made.read_bytes(), "odt"))] == [
        PNG
    ]


def test_a_word_file_with_nothing_but_an_image_is_a_text() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PNG))
    out = io.BytesIO()
    document.save(out)
    assert [b["kind"] for b in read_document(out.getvalue(), "docx").blocks] == ["image"]
