from __future__ import annotations

from pathlib import Path

import pytest

from service.catalog.catalog import Catalog
from service.catalog.labels import label
from service.catalog.setting_files import LAYOUT_SCHEMA, read_default_layout, read_unit_directory
from service.settings import InvalidSetting


def written(folder: Path, text: str) -> Path:
    path = folder / "版式.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_profile_is_read_as_it_is_written(catalog: Catalog, tmp_path: Path) -> None:
    path = written(tmp_path, '{"line_pitch": 28, "fonts": {"fangsong": "仿宋"}}')
    assert read_default_layout(path, catalog) == {"line_pitch": 28, "fonts": {"fangsong": "仿宋"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "内容是空的"),
        ('{"line_pitch": 28,}', "第 1 行"),
        ("[]", "应当是"),
        ('{"line_pitch": "28"}', "行距：应当是数字"),
        ('{"line_pitch": 20}', "行距：不能小于26"),
        ('{"mark_size": 50.3}', "应是整磅或半磅"),
        ('{"line_pich": 28}', "line_pitch"),
        ('{"fonts": {"fangsong": "华文仿宋"}}', "字体 › 仿宋体：只能是“仿宋_GB2312”"),
        ('{"page_number_place": "left"}', "单页居右、双页居左"),
        ('{"imprint_on_even_page": "no"}', "“是”或“否”"),
        ('{"seal_blank_lines": 9}', "不能大于6"),
        ('{"page_number_distance": 2}', "不能小于4"),
    ],
)
def test_a_wrong_file_is_refused_in_chinese(catalog: Catalog, tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InvalidSetting) as refused:
        read_default_layout(path, catalog)
    assert str(refused.value).startswith(f"设置 CHENGWEN_LAYOUT={path} 不能用：")
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_named(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match="读不到这个文件"):
        read_default_layout(tmp_path / "none.json", catalog)


def test_every_paper_may_bring_a_layout(catalog: Catalog) -> None:
    for paper in catalog.papers:
        properties = catalog.schema(paper.schema_name)["properties"]
        assert properties["layout"] == {"$ref": LAYOUT_SCHEMA}, paper.id
        assert label(catalog, paper.schema_name, ("layout", "line_pitch")) == "版式约定 › 行距"


def test_the_sample_directory_is_read(catalog: Catalog, root: Path) -> None:
    directory = read_unit_directory(root / "samples" / "directory.json", catalog)
    bureau = directory.unit("市海洋发展局")
    assert bureau is not None
    assert [unit.name for unit in directory.superiors(bureau)] == ["滨海市人民政府"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "机关和单位"),
        ('{"units": [{"name": "甲局", "kind": "公司"}]}', "请选类别"),
        ('{"units": [{"name": "甲局", "superior": "省局"}]}', "名录里没有“省局”"),
    ],
)
def test_a_directory_that_is_unfit_is_refused_at_the_place(
    catalog: Catalog, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "directory.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidSetting, match=said):
        read_unit_directory(path, catalog)
