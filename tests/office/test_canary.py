"""The canary page: right as LibreOffice prints it, and every wrong page is seen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest

from service.errors import ConverterFailed
from service.office import canary
from service.office.child import ConverterProcess, local_converter
from service.office.converter import ConverterOptions
from tests.small_fonts import make_font

pytestmark = pytest.mark.xdist_group("office")


@pytest.fixture(scope="module")
def promised(fonts_conf: Path) -> dict[str, frozenset[str]]:
    return {family: font.names for family, font in canary.promised_fonts(fonts_conf).items()}


@pytest.fixture(scope="module")
def printed(office: ConverterProcess) -> bytes:
    return office.converter().convert(canary.canary_docx())


def _changed(old: str, new: str) -> bytes:
    """The canary's docx with one thing changed in its text."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(canary.canary_docx())) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name).decode()
            assert name != "word/document.xml" or old in part
            after.writestr(name, part.replace(old, new))
    return made.getvalue()


def test_the_page_is_right(printed: bytes, promised: dict[str, frozenset[str]]) -> None:
    assert canary.find_fault(printed, promised) == ""


def test_it_shows_every_family_full_lines_and_kinsoku(printed: bytes) -> None:
    pages = canary.read_lines(printed)
    assert [len(page) for page in pages] == [12, 0, 1]
    assert {len(line.text) for line in pages[0]} >= {28, 27, 20}
    assert len({font for page in pages for line in page for font in line.fonts}) == 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('overflowPunct w:val="1"', 'overflowPunct w:val="0"', "应有一行"),
        ('w:line="579"', 'w:line="560"', "行距应为 28.95 磅"),
        ('"oddPage"', '"nextPage"', "应为 3 页，实为 2 页"),
        ("楷体_GB2312", "黑体", "楷体_GB2312应以字体"),
        ("共同完成。", "", "应有一行"),
        ("不能丢掉", "不能丢掉" + "的样页" * 20, "应有一行"),
    ],
)
def test_a_wrong_page_is_seen(
    office: ConverterProcess, promised: dict[str, frozenset[str]], old: str, new: str, said: str
) -> None:
    assert said in canary.find_fault(office.converter().convert(_changed(old, new)), promised)


def test_a_font_that_is_not_embedded_is_seen(printed: bytes, promised: dict[str, frozenset[str]]) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as document:
        fonts = [
            each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
        ]
        del fonts[0]["/FontFile2"]
        document.save(made)
    assert "没有嵌入" in canary.find_fault(made.getvalue(), promised)


def test_conversions_that_differ_are_seen(printed: bytes, fonts_conf: Path) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as document:
        # 0.1 point up: still within the standard's tolerance, yet not the same page.
        page = document.pages[0]
        page.contents_add(b"1 0 0 1 0 0.1 cm", prepend=True)
        document.save(made)
    answers = iter([printed, made.getvalue()])
    with pytest.raises(ConverterFailed, match="两次转换的结果不同"):
        canary.prove(lambda docx: next(answers), fonts_conf)


def test_without_chinese_fonts_no_pdf_is_made(options: ConverterOptions, tmp_path: Path) -> None:
    bare = tmp_path / "fonts.conf"
    make_font(tmp_path / "latin.ttf", "Latin Only")
    bare.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    with local_converter(ConverterOptions(bare, work=options.work)) as converter:
        with pytest.raises(ConverterFailed, match=r"PDF 已停用：.*缺少“"):
            converter.convert(canary.canary_docx())
        assert "PDF 已停用" in converter.health().problem
