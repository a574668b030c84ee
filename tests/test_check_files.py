"""``chengwen check`` as users meet it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from service.cli import main
from service.rendering.pipeline import render
from service.settings import Settings
from tests.planted import FAULTS, edited

ROOT = Path(__file__).parents[1]
FONTS_CONF = Settings.from_environment(os.environ).fonts_conf


@pytest.fixture(autouse=True)
def without_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHENGWEN_FONTS_CONF", str(tmp_path / "none/fonts.conf"))
    monkeypatch.setenv("CHENGWEN_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("CHENGWEN_ROOT", str(ROOT))


@pytest.fixture(scope="module")
def notice(content, metrics) -> bytes:
    return render(content("binhai"), metrics, None).docx


@pytest.fixture
def correct(notice: bytes, tmp_path: Path) -> str:
    path = tmp_path / "通知.docx"
    path.write_bytes(notice)
    return str(path)


@pytest.fixture
def wrong(notice: bytes, tmp_path: Path) -> str:
    path = tmp_path / "错.docx"
    path.write_bytes(edited(notice, FAULTS[0].edit))
    return str(path)


def test_a_correct_paper(correct, capsys):
    assert main(["check", "--no-render", correct]) == 0
    shown = capsys.readouterr().out
    assert "通知.docx：通用格式，通知，成文日期2026年3月16日" in shown
    assert "不合格0处" in shown
    assert "GB/T 9704 4 用纸" in shown


def test_a_wrong_paper(wrong, capsys):
    assert main(["check", "--no-render", wrong]) == 1
    shown = capsys.readouterr().out
    assert (
        "✕ 不合格　纸张：实测215.9×279.4 mm，要求210×297±1 mm。请把纸张设为 A4。〔GB/T 9704 5.1，规定〕"
        in shown
    )


def test_json(wrong, capsys):
    assert main(["check", "--no-render", "--json", wrong]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    finding = next(each for each in report["findings"] if each["rule"] == "paper-size")
    assert (finding["clause"], finding["strength"]) == ("GB/T 9704 5.1", "规定")
    assert finding["measured"] == "215.9×279.4 mm"
    assert {"clause", "title", "reason"} == set(report["unverified"][0])


def test_what_can_be_checked_is_checked_though_another_file_is_none(correct, tmp_path, capsys):
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"nothing")
    assert main(["check", "--no-render", str(bad), correct]) == 65
    out, err = capsys.readouterr()
    assert "坏.docx：无法读取文件：这不是 Word 文件（.docx）" in err
    assert "通知.docx：通用格式" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "缺少 文件..."),
        (["check", "--date", "2012年", "a.docx"], "--date 应写成 2012-07-01 的样子"),
    ],
)
def test_a_wrong_command_line(arguments, said, capsys):
    assert main(arguments) == 64
    assert said in capsys.readouterr().err


def test_a_missing_file(capsys):
    assert main(["check", "没有.docx"]) == 64
    assert "找不到文件 没有.docx" in capsys.readouterr().err


def test_an_older_paper(correct, capsys):
    assert main(["check", "--no-render", "--date", "2011-03-18", correct]) == 0
    assert "适用2012年7月1日以前的格式" in capsys.readouterr().out


def test_content_is_checked_by_the_paper_that_is_made_of_it(capsys):
    sample = ROOT / "samples/binhai"
    campaign = str(sample / "campaign.json")
    assert main(["check", str(sample / "issuing_notice.json"), "--campaign", campaign]) == 0
    assert "issuing_notice.json：通用格式，通知" in capsys.readouterr().out


def test_content_without_its_campaign(capsys):
    assert main(["check", str(ROOT / "samples/binhai/issuing_notice.json")]) == 64
    assert "--campaign" in capsys.readouterr().err


@pytest.mark.xdist_group("office")
@pytest.mark.usefixtures("converter")
def test_with_pages(correct, monkeypatch, capsys):
    monkeypatch.setenv("CHENGWEN_FONTS_CONF", str(FONTS_CONF))
    assert main(["check", correct]) == 0
    assert "，10页" in capsys.readouterr().out
