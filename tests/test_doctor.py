from __future__ import annotations

import dataclasses
import shutil
import tomllib
from pathlib import Path

import docx
import pytest

from service import doctor
from service.doctor import State, examine
from service.office.installation import LibreOffice, find_libreoffice
from service.settings import Settings, describe

SETTINGS = Settings.from_environment({})


def by_component(checks: tuple[doctor.Check, ...]) -> dict[str, doctor.Check]:
    return {check.component: check for check in checks}


def test_after_the_setup_nothing_is_missing() -> None:
    checks = by_component(examine(SETTINGS))
    assert [check for check in checks.values() if check.state is State.MISSING] == []
    assert checks["PDF 功能"].version == "开启"
    assert checks["LibreOffice Writer"].version.count(".") == 3
    assert checks["Python 组件 docxtpl"].version


def test_it_reads_the_templates(tmp_path: Path) -> None:
    assert by_component(examine(SETTINGS))["公文模板"].version.split("、").count("印发通知第1版") == 1
    elsewhere = by_component(examine(dataclasses.replace(SETTINGS, root=tmp_path)))["公文模板"]
    assert elsewhere.state is State.MISSING
    assert "CHENGWEN_ROOT" in elsewhere.advice


def test_without_pandoc_it_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_component(examine(SETTINGS))["pandoc"].state is State.FINE
    monkeypatch.setattr(doctor, "find_pandoc", lambda: None)
    missing = by_component(examine(SETTINGS))["pandoc"]
    assert missing.state is State.ATTENTION
    assert "apt-get install pandoc" in missing.advice


def test_every_font_of_a_paper_has_its_line() -> None:
    checks = by_component(examine(SETTINGS))
    for family in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"):
        assert checks[f"字体 {family}"].version


def test_every_package_of_the_project_has_its_version() -> None:
    checks = by_component(examine(SETTINGS))
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [name for name in project["dependencies"] if f"Python 组件 {name}" in checks]
    assert asked == project["dependencies"]
    assert all(checks[f"Python 组件 {name}"].version for name in asked)


def test_the_font_of_rare_characters_has_its_line(tmp_path: Path) -> None:
    there = by_component(examine(SETTINGS))["补字字体 AR PL UMing CN"]
    assert (there.state, there.version.partition("，")[0]) == (State.FINE, "uming.ttc")
    absent = by_component(examine(dataclasses.replace(SETTINGS, fonts_conf=tmp_path / "fonts.conf")))
    assert absent["补字字体 AR PL UMing CN"].state is State.ATTENTION
    assert "fonts-arphic-uming" in absent["补字字体 AR PL UMing CN"].advice


def test_every_setting_has_its_line() -> None:
    secret = dataclasses.replace(SETTINGS, port=8123, database_url="postgresql://me:secret@here/papers")
    checks = by_component(examine(secret))
    assert {each.variable for each in describe()} <= set(checks)
    assert checks["CHENGWEN_PORT"].version == "8123（端口号）"
    assert "secret" not in checks["CHENGWEN_DATABASE_URL"].version


def test_without_fonts_it_says_what_to_run(tmp_path: Path) -> None:
    checks = by_component(examine(dataclasses.replace(SETTINGS, fonts_conf=tmp_path / "fonts.conf")))
    assert checks["字体 黑体"].state is State.MISSING
    assert checks["PDF 功能"].state is State.MISSING
    assert "make setup" in checks["PDF 功能"].advice


def test_without_libreoffice_it_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = LibreOffice(None, "", writer=False, uno=None)
    for module in ("service.doctor", "service.office.installation", "service.office.toolchain"):
        monkeypatch.setattr(f"{module}.find_libreoffice", lambda: absent)
    checks = by_component(examine(SETTINGS))
    assert "libreoffice-writer-nogui" in checks["LibreOffice Writer"].advice
    assert checks["LibreOffice 的 Python 接口"].state is State.MISSING
    assert "libreoffice-writer-nogui python3-uno" in checks["PDF 功能"].advice


def test_without_calc_workbooks_cannot_be_attached(monkeypatch: pytest.MonkeyPatch) -> None:
    without = dataclasses.replace(find_libreoffice(), calc=False)
    monkeypatch.setattr("service.doctor.find_libreoffice", lambda: without)
    calc = by_component(examine(SETTINGS))["LibreOffice Calc"]
    assert calc.state is State.ATTENTION
    assert "libreoffice-calc-nogui" in calc.advice


def test_without_fontconfig_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The canary asks fc-match which fonts were promised."""
    monkeypatch.setattr("service.office.installation._FC_MATCH", tmp_path / "fc-match")
    checks = by_component(examine(SETTINGS))
    assert checks["fontconfig"].state is State.MISSING
    assert checks["PDF 功能"].state is State.MISSING
    assert "apt-get install fontconfig" in checks["PDF 功能"].advice


def test_a_data_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    checks = by_component(examine(dataclasses.replace(SETTINGS, data=blocked / "var")))
    assert checks["数据目录"].state is State.MISSING
    assert "CHENGWEN_DATA" in checks["数据目录"].advice
    assert (
        by_component(examine(dataclasses.replace(SETTINGS, data=tmp_path / "new")))["数据目录"].state
        is State.FINE
    )


def test_each_paper_that_can_be_made_has_its_line() -> None:
    check = by_component(examine(SETTINGS))["模板 印发通知"]
    assert check.state is State.FINE
    assert check.version.startswith("issuing_notice 第1版")


def test_every_mistake_of_a_template_has_its_line(tmp_path: Path) -> None:
    shutil.copytree(SETTINGS.root / "schemas", tmp_path / "schemas")
    shutil.copytree(SETTINGS.root / "templates", tmp_path / "templates")
    path = tmp_path / "templates" / "issuing_notice" / "v1.docx"
    document = docx.Document(str(path))
    styles = [p.style.name for p in document.paragraphs]
    first, second = styles.index("发文机关标志") + 1, styles.index("发文字号") + 1
    for number, text in ((first, "{{ mark.txt }}"), (second, "｛｛ document_number ｝｝")):
        document.paragraphs[number - 1].runs[0].text = text
    document.save(str(path))
    wrong = [c for c in examine(dataclasses.replace(SETTINGS, root=tmp_path)) if c.state is State.WRONG]
    assert [c.version for c in wrong] == [
        f"templates/issuing_notice/v1.docx 正文第{n}段" for n in (first, second)
    ]
    assert "是不是“text”" in wrong[0].advice
    assert "全角" in wrong[1].advice


def test_the_unit_s_layout_profile_has_its_line_and_its_fonts_theirs(tmp_path: Path) -> None:
    path = tmp_path / "版式.json"
    path.write_text('{"fonts": {"fangsong": "仿宋", "kai": "黑体"}}', encoding="utf-8")
    checks = by_component(examine(dataclasses.replace(SETTINGS, layout=path)))
    assert (checks["版式约定"].state, checks["版式约定"].version) == (State.FINE, str(path))
    assert checks["字体 仿宋"].version
    assert "字体 仿宋" not in by_component(examine(SETTINGS))
    assert "版式约定" not in by_component(examine(SETTINGS))
    path.write_text('{"line_pitch": 99}', encoding="utf-8")
    wrong = by_component(examine(dataclasses.replace(SETTINGS, layout=path)))["版式约定"]
    assert wrong.state is State.WRONG
    assert "行距：不能大于32" in wrong.advice
