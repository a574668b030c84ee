from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from scripts.make_fonts import fonts_conf
from service.office.fonts import DOCUMENT_FAMILIES, LAST_RESORT, SUBSTITUTES, font_set
from service.settings import Settings
from tests.small_fonts import make_font

STAND_INS = {
    "方正小标宋简体": "Chengwen Biaosong",
    "仿宋_GB2312": "Chengwen Fang",
    "仿宋": "Chengwen Fang",
    "楷体_GB2312": "Chengwen Kai",
    "楷体": "Chengwen Kai",
    "黑体": "Chengwen Hei",
    "宋体": "Chengwen Song",
}


def fontconfig_chain(conf: Path, family: str) -> list[str]:
    """The families in which fontconfig looks for a glyph, best first; it is what LibreOffice asks."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(conf)}
    command = ["fc-match", "-a", "-f", "%{family[0]}\\n", family]
    return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout.split(
        "\n"
    )


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    """A fontconfig file as the set-up writes it, over small fonts."""
    folder = tmp_path / "made"
    for family in {*STAND_INS.values(), LAST_RESORT}:
        make_font(folder / f"{family}.ttf", family)
    (tmp_path / "office").mkdir()
    path = folder / "fonts.conf"
    path.write_text(fonts_conf(folder, tmp_path / "office"), encoding="utf-8")
    return path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder into which an office drops its licensed fonts."""
    return tmp_path / "office"


@pytest.mark.parametrize("family", SUBSTITUTES)
def test_fonts_of_the_setup_serve_every_family(family: str) -> None:
    conf = Settings.from_environment({}).fonts_conf
    served = font_set(conf).served(family)
    if served.substituted:  # not where a developer has licensed fonts in fonts/
        assert served.served_by == STAND_INS[family]
    assert served.chain[-1].families[0].startswith("AR PL UMing")
    assert served.chain[0].families[0] == fontconfig_chain(conf, family)[0]
    assert not served.chain[0].cff


def test_the_system_s_fonts_stay_out() -> None:
    conf = Settings.from_environment({}).fonts_conf
    environment = {**os.environ, "FONTCONFIG_FILE": str(conf)}
    listing = subprocess.run(
        ["fc-list", ":", "file"], env=environment, capture_output=True, check=True, text=True
    )
    files = [Path(line.rstrip(": ")) for line in listing.stdout.splitlines()]
    own = {conf.parent, Settings.from_environment({}).office_fonts_dir()}
    assert files
    assert all(own & set(file.parents) for file in files)


@pytest.mark.parametrize("family", SUBSTITUTES)
def test_the_order_is_fontconfig_s(conf: Path, family: str) -> None:
    served = font_set(conf).served(family)
    assert [face.families[0] for face in served.chain] == [STAND_INS[family], LAST_RESORT]
    assert fontconfig_chain(conf, family)[:2] == [STAND_INS[family], LAST_RESORT]
    assert served.served_by == STAND_INS[family]
    assert served.substituted


@pytest.mark.parametrize("family", ["Times New Roman", "Liberation Serif", "Arial", "Noto Sans CJK SC"])
def test_any_other_family_falls_to_song(conf: Path, family: str) -> None:
    assert fontconfig_chain(conf, family)[:2] == ["Chengwen Song", LAST_RESORT]


@pytest.mark.parametrize("family", DOCUMENT_FAMILIES)
def test_an_office_s_own_font_wins_by_its_name(conf: Path, office: Path, family: str) -> None:
    own = make_font(office / "deep" / "ANYNAME.TTF", "Licensed Latin Name", chinese=family)
    served = font_set(conf).served(family)
    assert served.chain[0].path == own
    assert (served.served_by, served.substituted) == (family, False)
    assert fontconfig_chain(conf, family)[:3] == ["Licensed Latin Name", STAND_INS[family], LAST_RESORT]
    assert [face.families[0] for face in served.chain] == fontconfig_chain(conf, family)[:3]


def test_the_same_design_under_its_other_name_is_no_substitute(conf: Path, office: Path) -> None:
    make_font(office / "simfang.ttf", "FangSong", chinese="仿宋")
    served = font_set(conf).served("仿宋_GB2312")
    assert (served.served_by, served.substituted) == ("仿宋", False)
    assert fontconfig_chain(conf, "仿宋_GB2312")[:2] == ["FangSong", "Chengwen Fang"]


def test_a_font_with_cubic_outlines_is_told_apart(conf: Path, office: Path) -> None:
    make_font(office / "hei.otf", "SimHei", chinese="黑体", cff=True)
    assert font_set(conf).served("黑体").chain[0].cff
    assert not font_set(conf).served("宋体").chain[0].cff


def test_a_font_that_is_put_in_later_is_seen(conf: Path, office: Path) -> None:
    before = font_set(conf).served("黑体")
    make_font(office / "hei.ttf", "SimHei", chinese="黑体")
    assert before.substituted
    assert not font_set(conf).served("黑体").substituted


def test_a_broken_font_is_passed_over(conf: Path, office: Path) -> None:
    (office / "broken.ttf").write_bytes(b"this is no font")
    assert font_set(conf).complete


def test_without_the_setup_no_family_is_served(tmp_path: Path) -> None:
    fonts = font_set(tmp_path / "absent" / "fonts.conf")
    assert not fonts.complete
    assert fonts.served("黑体").chain == ()
