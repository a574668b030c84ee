from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from service.layout.metrics import FontMetrics, Ink
from service.office.metrics import load_metrics, read_face
from tests.small_fonts import make_font


def expected_advances(path: Path) -> dict[int, float]:
    with TTFont(path, fontNumber=0) as font:
        scale = 1000 / font["head"].unitsPerEm
        return {code: font["hmtx"][name][0] * scale for code, name in font.getBestCmap().items()}


@pytest.mark.parametrize("cff", [False, True])
def test_a_font_is_read_as_fonttools_reads_it(tmp_path: Path, cff: bool) -> None:
    path = make_font(tmp_path / "font.ttf", "Small", "一二𠮷", cff=cff)
    face = read_face(path)
    assert face.name == "Small"
    assert face.advances == expected_advances(path)
    assert set(map(chr, face.advances)) == set("A一二𠮷")
    assert face.missing_advance == 1000


@pytest.mark.parametrize(("cff", "top"), [(False, 900), (True, 850)])
def test_ink_reaches_to_the_points_of_truetype_and_to_the_curves_of_cff(
    tmp_path: Path, cff: bool, top: int
) -> None:
    face = read_face(make_font(tmp_path / "font.ttf", "Small", cff=cff))
    assert face.ink(ord("一")) == Ink(0, top)
    assert face.ink(ord("二")) is None


def test_a_face_of_a_collection_is_chosen_by_its_number(tmp_path: Path) -> None:
    collection = TTCollection()
    singles = [make_font(tmp_path / f"{i}.ttf", f"Small {i}", "一" + "二" * i) for i in (0, 1)]
    collection.fonts = [TTFont(path) for path in singles]
    path = tmp_path / "both.ttc"
    collection.save(path)
    collection.close()
    assert read_face(path).name == "Small 0"
    assert read_face(path, 1).name == "Small 1"
    metrics = load_metrics({"仿宋": [(path, 0)], "楷体": [(path, 1)]})
    assert metrics.missing_characters("二", "仿宋") == ("二",)
    assert metrics.missing_characters("二", "楷体") == ()


def test_families_share_their_fallback(tmp_path: Path) -> None:
    own = make_font(tmp_path / "own.ttf", "Own")
    other = make_font(tmp_path / "other.ttf", "Other", "一镕")
    metrics = load_metrics({"仿宋_GB2312": [own, other], "楷体_GB2312": [other]})
    assert metrics.fallback_characters("一镕", "仿宋_GB2312") == ("镕",)
    assert metrics.fallback_characters("一镕", "楷体_GB2312") == ()


def test_what_is_no_font_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "no.ttf").write_bytes(b"no font at all")
    with pytest.raises(TTLibError):
        load_metrics({"仿宋_GB2312": [tmp_path / "no.ttf"]})
    with pytest.raises(OSError, match=r"gone\.ttf"):
        load_metrics({"仿宋_GB2312": [tmp_path / "gone.ttf"]})


def test_the_fonts_in_use_are_read_as_fonttools_reads_them(metrics: FontMetrics) -> None:
    """The big fonts have segments, groups and shared widths that a small one lacks."""
    assert metrics.advances("仿宋_GB2312")["字"] == 1000
    assert metrics.fallback_characters("字", "仿宋_GB2312") == ()
