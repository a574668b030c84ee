"""The command line as users meet it, with the real parts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.cli import main
from service.console import width
from service.settings import Settings
from tests.fakes import a_docx, as_bytes

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples/yingkou/issuing_notice.json"
REPORT, CAMPAIGN = ROOT / "samples/binhai/final_report.json", ROOT / "samples/binhai/campaign.json"
FONTS_CONF = Settings.from_environment(os.environ).fonts_conf


@pytest.fixture(autouse=True)
def without_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No fonts means no PDF, so that only the test that asks for it needs LibreOffice."""
    monkeypatch.setenv("CHENGWEN_FONTS_CONF", str(tmp_path / "none/fonts.conf"))
    monkeypatch.setenv("CHENGWEN_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("CHENGWEN_ROOT", str(ROOT))


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            [],
            ["--help"],
            *([name, "--help"] for name in ("render", "serve", "doctor", "import", "check", "redhead")),
        ),
        *([group, *command, "--help"] for group in ("user", "token") for command in ([], ["list"])),
        *(["user", "add", "--help"], ["token", "create", "--help"]),
    ],
)
def test_help_is_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：chengwen")
    for english in ("Usage", "Options", "Commands", "Show this", "ARGS", "OPTIONS"):
        assert english not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rendr"], "没有命令 rendr，是不是 render？"),
        (["--verison"], "没有选项 --verison"),
        (["render"], "缺少 文件.json..."),
        (["render", "a.json", "--batch", "b.json"], "请求文件和 --batch 只能用一样"),
        (["render", "a.json", "--formt", "docx"], "没有选项 --formt，是不是 --format"),
        (["render", "a.json", "--format", "doc"], "--format 只能是 docx、pdf"),
        (["render", "a.json", "-o"], "选项 -o 的写法不对"),
        (["serve", "--port", "八千"], "--port 应是 1 到 65535 的整数"),
        (["serve", "--port", "70000"], "--port 应是 1 到 65535 的整数"),
        (["doctor", "more"], "命令的写法不对"),
    ],
)
def test_a_wrong_command_line_is_explained_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    assert main(arguments) == 64
    shown = capsys.readouterr().err
    assert said in shown
    assert "--help" in shown


def test_render_makes_a_file_and_keeps_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["render", str(SAMPLE), "-o", str(tmp_path / "out"), "--format", "docx"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/out/issuing_notice.docx\n"
    assert (tmp_path / "out/issuing_notice.docx").read_bytes()[:2] == b"PK"
    assert not (tmp_path / "var").exists()


def test_render_says_that_pdf_is_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["render", str(SAMPLE), "-o", str(tmp_path)]) == 0
    assert "只生成了 Word 文件" in capsys.readouterr().err
    assert main(["render", str(SAMPLE), "-o", str(tmp_path), "--format", "docx,pdf"]) == 69
    assert "PDF 功能未启用" in capsys.readouterr().err


def test_render_prints_findings_with_label_and_pointer(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    request = json.loads(SAMPLE.read_bytes())
    request["content"]["paper"]["document_number"] = "滨海发(2026)第12号"
    (tmp_path / "bad.json").write_bytes(as_bytes(request))
    assert main(["render", str(tmp_path / "bad.json"), "-o", str(tmp_path / "out")]) == 65
    shown = capsys.readouterr()
    assert "内容不符合要求" in shown.err
    assert "发文字号（/paper/document_number）：" in shown.err
    assert shown.out == ""
    assert not (tmp_path / "out").exists()


def test_render_takes_the_campaign_from_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    arguments = ["render", str(REPORT), "--campaign", str(CAMPAIGN), "-o", str(tmp_path), "--format", "docx"]
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"{tmp_path}/final_report.docx\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([str(REPORT)], 64, "请求里没有活动（campaign）；活动单独存成文件的，请用 --campaign"),
        ([str(SAMPLE), "--campaign", str(CAMPAIGN)], 64, "请求里已经有活动（campaign），又指定了活动文件"),
        ([str(REPORT), "--campaign", str(REPORT)], 64, "活动文件应是一个 JSON 对象"),
        ([str(REPORT), "--campaign", "none.json"], 64, "找不到文件 none.json"),
    ],
)
def test_a_campaign_that_is_missing_or_double_is_said(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["render", *arguments, "-o", str(tmp_path), "--format", "docx"]) == code
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_render_of_several_goes_on_and_exits_with_the_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    sources = [tmp_path / "broken.json", tmp_path / "good.json"]
    sources[0].write_bytes(b"{")
    sources[1].write_bytes(SAMPLE.read_bytes())
    assert main(["render", *map(str, sources), "-o", str(tmp_path), "--format", "docx"]) == 65
    shown = capsys.readouterr()
    assert "第 1 行第 2 列" in shown.err
    assert shown.out == f"{tmp_path}/good.docx\n"


def test_render_refuses_sources_of_the_same_name(capsys: pytest.CaptureFixture[str]):
    assert main(["render", "a/x.json", "b/x.json"]) == 64
    assert "请求有误：有几个文件同名" in capsys.readouterr().err


def test_an_unforeseen_error_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def unforeseen(*_: object) -> None:
        raise KeyError("odd")

    monkeypatch.setattr("service.cli.check_sources", unforeseen)
    assert main(["render", "a.json"]) == 70
    shown = capsys.readouterr().err
    assert shown.startswith("程序内部出错")
    assert "Traceback" not in shown
    assert len(shown.splitlines()) == 1


def test_a_wrong_setting_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("CHENGWEN_PORT", "zero")
    assert main(["doctor"]) == 78
    assert "CHENGWEN_PORT" in capsys.readouterr().err


def test_doctor_shows_an_aligned_table_and_fails_when_something_is_missing(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["doctor"]) == 1  # there are no fonts here
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["组件", "状态", "版本", "怎样处理"]
    columns = {
        width(line[: line.index(state)])
        for line in lines
        for state in ("状态", "正常", "缺少")
        if state in line
    }
    assert len(columns) == 1


def test_doctor_speaks_json(capsys: pytest.CaptureFixture[str]):
    assert main(["doctor", "--json"]) == 1
    checks = json.loads(capsys.readouterr().out)
    assert {"component", "version", "state", "advice"} == set(checks[0])
    assert {check["state"] for check in checks} <= {"fine", "attention", "missing"}


@pytest.mark.xdist_group("office")
def test_render_makes_the_same_pdf_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("CHENGWEN_FONTS_CONF", str(FONTS_CONF))
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_bytes(SAMPLE.read_bytes())
    sources = [str(tmp_path / "one.json"), str(tmp_path / "two.json")]
    assert main(["render", *sources, "-o", str(tmp_path / "out"), "--format", "pdf"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/out/one.pdf\n{tmp_path}/out/two.pdf\n"
    assert (tmp_path / "out/one.pdf").read_bytes()[:5] == b"%PDF-"
    assert (tmp_path / "out/one.pdf").read_bytes() == (tmp_path / "out/two.pdf").read_bytes()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["one.pdf", "two.pdf"]


NOTICE = ROOT / "samples/binhai/notice.md"


def test_import_writes_blocks_and_says_what_was_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["import", str(NOTICE), "-o", str(tmp_path / "new/text.json")]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{tmp_path}/new/text.json\n"
    assert "脚注、尾注没有导入" in shown.err
    made = json.loads((tmp_path / "new/text.json").read_text("utf-8"))
    assert made["title"] == "关于做好2026年防汛备汛工作的通知"
    kinds = [block["kind"] for block in made["blocks"]]
    assert kinds == [
        "paragraph", "paragraph", "heading", "heading", "heading", "heading", "paragraph", "table", "heading", "list",
        "paragraph",
    ]  # fmt: skip


def test_import_prints_where_no_file_is_named(capsys: pytest.CaptureFixture[str]):
    assert main(["import", str(NOTICE)]) == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("关于做好")


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("a.docx", b"no", 65, "无法读取文件"),
        ("a.wps", b"no", 65, "另存为 .docx"),
        ("a.md", b"a" * 200, 64, "超过上限"),
    ],
)
def test_import_explains_what_it_refuses(
    name: str,
    data: bytes,
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("CHENGWEN_MAX_UPLOAD", "100")
    (tmp_path / name).write_bytes(data)
    assert main(["import", str(tmp_path / name), "-o", str(tmp_path / "text.json")]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "text.json").exists()


def profile(folder: Path, text: str) -> str:
    path = folder / "版式.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_render_takes_a_layout_profile_and_lists_its_departures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    layout = profile(tmp_path, '{"line_pitch": 28, "fonts": {"kai": "黑体"}}')
    plain, styled = tmp_path / "plain", tmp_path / "styled"
    assert main(["render", str(SAMPLE), "-o", str(plain), "--format", "docx"]) == 0
    assert "行距28磅" not in capsys.readouterr().err
    arguments = ["render", str(SAMPLE), "-o", str(styled), "--format", "docx"]
    assert main([*arguments, "--layout", layout]) == 0
    shown = capsys.readouterr().err
    assert "版式约定 › 行距" in shown
    assert "/layout/line_pitch" in shown
    assert "版式约定 › 字体 › 楷体" in shown
    assert (plain / "issuing_notice.docx").read_bytes() != (styled / "issuing_notice.docx").read_bytes()


def test_the_layout_profile_of_the_settings_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    layout = profile(tmp_path, '{"line_pitch": 28}')
    one, other = tmp_path / "one", tmp_path / "other"
    assert main(["render", str(SAMPLE), "-o", str(one), "--format", "docx", "--layout", layout]) == 0
    monkeypatch.setenv("CHENGWEN_LAYOUT", layout)
    assert main(["render", str(SAMPLE), "-o", str(other), "--format", "docx"]) == 0
    assert (one / "issuing_notice.docx").read_bytes() == (other / "issuing_notice.docx").read_bytes()


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        ('{"line_pitch": 50}', "不能大于32", 65),
        ('{"fonts": {"song": "Times New Roman"}}', "只能是“仿宋_GB2312”", 65),
        ('{"line_pich": 28}', "line_pitch", 65),
        ("{", "第 1 行", 65),
        ('{"paper_type": "issuing_notice"}', "不是请求", 64),
    ],
)
def test_a_wrong_layout_profile_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str, code: int
):
    layout = profile(tmp_path, text)
    out = tmp_path / "out"
    assert main(["render", str(SAMPLE), "-o", str(out), "--layout", layout]) == code
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_two_layout_profiles_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    request = json.loads(SAMPLE.read_bytes())
    request["content"]["layout"] = {}
    path = tmp_path / "own.json"
    path.write_bytes(as_bytes(request))
    assert main(["render", str(path), "-o", str(tmp_path), "--layout", profile(tmp_path, "{}")]) == 64
    assert "请去掉其中一个" in capsys.readouterr().err


def test_a_wrong_layout_setting_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("CHENGWEN_LAYOUT", profile(tmp_path, '{"line_pitch": 50}'))
    assert main(["render", str(SAMPLE), "-o", str(tmp_path), "--format", "docx"]) == 78
    shown = capsys.readouterr().err
    assert "设置 CHENGWEN_LAYOUT=" in shown
    assert "行距：不能大于32" in shown


def test_redhead_writes_the_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from tests.fakes import FakeConverter, a_pdf, fake_making

    @contextmanager
    def offline(settings: Settings, *, pdf: bool) -> Iterator[object]:
        assert pdf
        yield fake_making(FakeConverter())

    monkeypatch.setattr("service.cli.open_offline", offline)
    (tmp_path / "body.docx").write_bytes(b"body")
    (tmp_path / "elements.json").write_text('{"paper": {}}', "utf-8")
    sources = [str(tmp_path / "body.docx"), str(tmp_path / "elements.json")]
    assert main(["redhead", *sources, "-o", str(tmp_path / "out/made.docx"), "--format", "docx,pdf"]) == 0
    shown = capsys.readouterr()
    assert shown.out.split() == [str(tmp_path / "out/made.docx"), str(tmp_path / "out/made.pdf")]
    assert "纸张改成 A4" in shown.err
    assert (tmp_path / "out/made.docx").read_bytes() == b"body"
    assert (tmp_path / "out/made.pdf").read_bytes() == a_pdf()


def test_redhead_without_pdf_names_the_package_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "elements.json").write_text(
        '{"paper": {"issuer_mark": "滨海市水务局文件", "document_number": "滨水发〔2026〕12号"}}', "utf-8"
    )
    (tmp_path / "body.docx").write_bytes(a_docx("正文。"))
    arguments = ["redhead", str(tmp_path / "body.docx"), str(tmp_path / "elements.json")]
    assert main([*arguments, "-o", str(tmp_path / "made.docx")]) == 69
    assert "PDF 功能未启用" in capsys.readouterr().err
    assert not (tmp_path / "made.docx").exists()
