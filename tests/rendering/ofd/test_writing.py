"""What an OFD is made of, of contents made by hand; what can't be read is refused with its page."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace

import ofdkit
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image as Picture

from service.errors import RenderingError
from service.office.fonts import FontFace, font_set
from service.page.contents import Glyph, PageContents, Path
from service.page.images import Image
from service.rendering.ofd import About, write_ofd
from service.settings import Settings
from tests.rendering.ofd.drawn import NS, Reader, draw, unlike

ABOUT = About("关于<开展>活动的通知", "滨海发〔2026〕12号", "滨海市海洋发展局", "2026年3月16日", "2026-03-16")
FontOf = Callable[[str], FontFace | None]


@pytest.fixture(scope="module")
def face_of(settings: Settings) -> FontOf:
    chain = font_set(settings.fonts_conf).served("仿宋_GB2312").chain
    if not chain:
        pytest.skip("没有字体")
    return {"Fang": chain[0]}.get


def glyphs(text: str, x: float = 28.0, y: float = 50.0, **typeface: object) -> tuple[Glyph, ...]:
    look: dict[str, object] = {
        "size": 5.6,
        "stretch": 1.0,
        "turn": 0.0,
        "font": "Fang",
        "color": "000000",
    } | typeface
    return tuple(Glyph(c, x + 5.6 * i, y, **look) for i, c in enumerate(text))  # type: ignore[arg-type]


def page(*parts: tuple[Glyph, ...], drawings: tuple[Path | Image, ...] = ()) -> PageContents:
    return PageContents(210.0, 297.0, drawings, tuple(g for part in parts for g in part))


def test_text_stays_text_and_white_space_at_its_ends_goes(face_of: FontOf) -> None:
    made = Reader(write_ofd([page(glyphs("  甲　乙 "), glyphs("丙", y=60))], About(), face_of))
    assert made.texts() == ["甲　乙", "丙"]
    code = next(made.pages()).find(".//ofd:TextCode", NS)
    assert code is not None
    assert code.get("DeltaX") == "5.6 5.6"


def test_equal_steps_are_counted(face_of: FontOf) -> None:
    code = next(Reader(write_ofd([page(glyphs("甲乙丙丁"))], About(), face_of)).pages()).find(
        ".//ofd:TextCode", NS
    )
    assert code is not None
    assert code.get("DeltaX") == "g 3 5.6"


def test_another_reader_finds_text_title_and_pages(face_of: FontOf) -> None:
    data = write_ofd([page(glyphs("第一页")), page(glyphs("第二页"))], ABOUT, face_of)
    with ofdkit.open(data) as document:
        assert document.info.title == ABOUT.title
        assert [p.text().strip() for p in document.pages] == ["第一页", "第二页"]


def test_the_entry_says_what_the_paper_is(face_of: FontOf) -> None:
    entry = Reader(write_ofd([page(glyphs("甲"))], ABOUT, face_of, archival=True)).entry
    own = {d.get("Name"): d.text for d in entry.iterfind(".//ofd:CustomData", NS)}
    assert own == {"发文字号": ABOUT.document_number, "发文机关": ABOUT.issuer, "成文日期": ABOUT.issue_date}
    assert entry.get("DocType") == "OFD-A"
    assert entry.findtext(".//ofd:CreationDate", namespaces=NS) == "2026-03-16"


def test_tags_point_at_the_texts_in_their_order(face_of: FontOf) -> None:
    lines = (
        "滨海市海洋发展局文件",
        "滨海发〔2026〕12号",
        "关于<开展>",
        "活动的通知",
        "滨海市海洋发展局",
        "2026年3月16日",
    )
    parts = [glyphs(text, y=40.0 + 10 * i) for i, text in enumerate(lines)]
    tagged = Reader(write_ofd([page(*parts)], ABOUT, face_of)).tagged()
    assert tagged == {
        "DocumentNumber": "滨海发〔2026〕12号",
        "Title": "关于<开展>活动的通知",
        "Issuer": "滨海市海洋发展局",
        "IssueDate": "2026年3月16日",
    }


def test_a_font_holds_what_is_used_of_it_and_no_more(face_of: FontOf) -> None:
    (data,) = Reader(write_ofd([page(glyphs("甲乙甲"))], About(), face_of)).resources().values()
    font = TTFont(io.BytesIO(data))
    assert sorted(map(chr, font.getBestCmap())) == sorted("甲乙")


def test_the_same_contents_give_the_same_bytes(face_of: FontOf) -> None:
    first, second = (write_ofd([page(glyphs("甲乙"))], ABOUT, face_of) for _ in range(2))
    assert first == second
    assert first != write_ofd([page(glyphs("甲丙"))], ABOUT, face_of)


RULE = Path((("M", ((28.0, 100.0),)), ("L", ((184.0, 100.0),))), None, "FF0000", 0.5, even_odd=False)
BOX = Path(
    (("M", ((50.0, 120.0),)), ("L", ((60.0, 120.0),)), ("B", ((62.0, 121.0), (62.0, 129.0), (60.0, 130.0))), ("C", ())),
    "0000FF", None, 0.0, even_odd=True,
)  # fmt: skip


def test_rules_and_shapes_stay_vectors(face_of: FontOf) -> None:
    paths = next(Reader(write_ofd([page(drawings=(RULE, BOX))], About(), face_of)).pages()).findall(
        ".//ofd:PathObject", NS
    )
    assert [p.get("Boundary") for p in paths] == ["27.75 99.75 156.5 0.5", "50 120 12 10"]
    assert [p.findtext("ofd:AbbreviatedData", namespaces=NS) for p in paths] == [
        "M 0.25 0.25 L 156.25 0.25",
        "M 0 0 L 10 0 B 12 1 12 9 10 10 C",
    ]
    assert [(p.get("LineWidth"), p.get("Stroke"), p.get("Fill"), p.get("Rule")) for p in paths] == [
        ("0.5", None, None, None),
        (None, "false", "true", "Even-Odd"),
    ]


def test_an_image_is_kept_pixel_by_pixel_and_once(face_of: FontOf) -> None:
    pixels = bytes((255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9))
    one = Image((20.0, 0.0, 0.0, 10.0, 30.0, 40.0), (2, 2), None, pixels)
    reader = Reader(
        write_ofd(
            [page(drawings=(one, replace(one, matrix=(5.0, 0.0, 0.0, 5.0, 80.0, 80.0))))], About(), face_of
        )
    )
    (data,) = reader.resources().values()
    assert Picture.open(io.BytesIO(data)).convert("RGB").tobytes() == pixels
    first, second = next(reader.pages()).findall(".//ofd:ImageObject", NS)
    assert (first.get("Boundary"), first.get("CTM")) == ("30 40 20 10", "20 0 0 10 0 0")
    assert first.get("ResourceID") == second.get("ResourceID")


def test_a_turned_text_stands_where_it_stood(face_of: FontOf) -> None:
    """A text turned by a quarter is the unturned picture turned about its first character's origin."""
    upright = draw(write_ofd([page(glyphs("国土", x=100.0, y=100.0))], About(), face_of))[0]
    down = tuple(replace(g, x=100.0, y=100.0 + 5.6 * i, turn=90.0) for i, g in enumerate(glyphs("国土")))
    turned = draw(write_ofd([page(down)], About(), face_of))[0]
    origin = (round(100 * 150 / 25.4), round(100 * 150 / 25.4))
    assert unlike(upright.rotate(-90, center=origin, fillcolor=255), turned) <= 5


def test_what_can_not_be_read_is_refused_with_its_page(face_of: FontOf) -> None:
    good = page(glyphs("甲"))
    with pytest.raises(RenderingError) as nameless:
        write_ofd([good, page(glyphs("乙", font="Unknown"))], About(), face_of)
    assert [f.rule for f in nameless.value.findings] == ["ofd-font"]
    assert "第2页" in nameless.value.findings[0].message
    with pytest.raises(RenderingError) as mute:
        write_ofd([page((Glyph("", 1, 1, 5.6, 1.0, 0.0, "Fang", "000000"),))], About(), face_of)
    assert [f.rule for f in mute.value.findings] == ["ofd-unreadable"]


def test_every_part_is_well_formed_and_the_zip_sound(face_of: FontOf) -> None:
    data = write_ofd([page(glyphs("甲"), drawings=(RULE,))], ABOUT, face_of)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "OFD.xml"
        for name in package.namelist():
            if name.endswith(".xml"):
                etree.fromstring(package.read(name))
    identifiers = [
        int(one.get("ID", "0")) for page_ in Reader(data).pages() for one in page_.iterfind(".//*[@ID]")
    ]
    assert len(set(identifiers)) == len(identifiers)
    assert struct.unpack("<4s", data[:4]) == (b"PK\3\4",)
