from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.errors import TemplateError, UnknownPaper
from service.rendering.context import CONTRACT
from tests.catalog.word_files import a_template


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A copy of schemas and templates that may be broken."""
    for name in ("schemas", "templates"):
        shutil.copytree(root / name, tmp_path / name)
    return tmp_path


def change(path: Path, **changes: Any) -> None:
    value = json.loads(path.read_text("utf-8")) | changes
    path.write_text(json.dumps({k: v for k, v in value.items() if v is not None}), "utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(TemplateError) as caught:
        Catalog.load(folder, CONTRACT)
    assert caught.value.findings
    return "\n".join(f"{f.label}：{f.message}" for f in caught.value.findings)


def test_the_papers_of_the_service(catalog: Catalog) -> None:
    paper = catalog.paper("issuing_notice")
    assert (paper.id, paper.version, paper.title) == ("issuing_notice", 1, "印发通知")
    assert paper.elements["issued_document"] == "required"
    assert set(paper.elements.values()) <= {"required", "optional", "forbidden"}
    assert catalog.paper("issuing_notice", 1) is paper
    assert len(paper.digest) == 64


def test_loading_twice_gives_the_same_digests(catalog: Catalog, root: Path) -> None:
    again = Catalog.load(root, CONTRACT)
    assert [p.digest for p in again.papers] == [p.digest for p in catalog.papers]
    assert [again.schema_digest(p) for p in again.papers] == [
        catalog.schema_digest(p) for p in catalog.papers
    ]


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("templates/issuing_notice/v1.json", "template"),
        ("templates/issuing_notice/v1.form.json", "form"),
        ("schemas/issuing_notice.v1.json", "schema"),
        ("schemas/common.v1.json", "schema"),
    ],
)
def test_each_file_has_its_digest(catalog: Catalog, folder: Path, name: str, changed: str) -> None:
    change(folder / name, description="改过")
    other = Catalog.load(folder, CONTRACT)
    digests = [
        {"template": p.digest, "form": p.form_digest, "schema": c.schema_digest(p)}
        for c in (catalog, other)
        for p in [c.paper("issuing_notice")]
    ]
    assert {k for k in digests[0] if digests[0][k] != digests[1][k]} == {changed}
    assert {len(d) for d in digests[0].values()} == {64}


def test_an_unknown_paper_is_told_with_those_that_exist(catalog: Catalog) -> None:
    with pytest.raises(
        UnknownPaper, match="没有“notice”这种公文；可用的有：issuing_notice 第1版（印发通知）"
    ):
        catalog.paper("notice")
    with pytest.raises(UnknownPaper, match="“issuing_notice”第9版"):
        catalog.paper("issuing_notice", 9)
    with pytest.raises(UnknownPaper, match=r"没有名为“plan\.v9”的数据规范；可用的有：.*plan\.v1"):
        catalog.schema("plan.v9")


def test_the_newest_version_is_taken_unless_one_is_named(folder: Path) -> None:
    shutil.copy(folder / "templates/issuing_notice/v1.docx", folder / "templates/issuing_notice/v2.docx")
    shutil.copy(folder / "templates/issuing_notice/v1.json", folder / "templates/issuing_notice/v2.json")
    change(folder / "templates/issuing_notice/v2.json", version=2)
    catalog = Catalog.load(folder, CONTRACT)
    assert catalog.paper("issuing_notice").version == 2
    assert catalog.paper("issuing_notice", 1).version == 1


@pytest.mark.parametrize("name", ["common.v1", "plan.v1", "campaign.v1", "issuing_notice.v1"])
def test_a_schema_that_is_referred_to_changes_the_digest(catalog: Catalog, folder: Path, name: str) -> None:
    change(folder / f"schemas/{name}.json", title="改过的标题")
    changed = Catalog.load(folder, CONTRACT)
    paper = changed.paper("issuing_notice")
    assert changed.schema_digest(paper) != catalog.schema_digest(catalog.paper("issuing_notice"))
    assert paper.digest == catalog.paper("issuing_notice").digest


def test_a_schema_that_is_not_referred_to_does_not(catalog: Catalog, folder: Path) -> None:
    (folder / "schemas/other.v1.json").write_text('{"type": "object"}')
    changed = Catalog.load(folder, CONTRACT)
    assert changed.schema_digest(changed.papers[0]) == catalog.schema_digest(catalog.papers[0])


def test_a_changed_manifest_changes_the_digest(catalog: Catalog, folder: Path) -> None:
    change(folder / "templates/issuing_notice/v1.json", title="改过的标题")
    assert Catalog.load(folder, CONTRACT).papers[0].digest != catalog.papers[0].digest


def test_a_name_outside_the_contract_stops_the_start(folder: Path) -> None:
    (folder / "templates/issuing_notice/v1.docx").write_bytes(
        a_template("{{ titel }}", "{{ documnt_number }}")
    )
    change(folder / "templates/issuing_notice/v1.json", bindings={})
    told = refusal(folder)
    assert "正文第1段" in told
    assert "没有“documnt_number”这个名称，是不是“document_number”？" in told


def test_the_mistakes_of_all_templates_and_schemas_are_told_together(folder: Path) -> None:
    other = folder / "templates/other"
    other.mkdir()
    shutil.copy(folder / "templates/issuing_notice/v1.json", other / "v1.json")
    change(other / "v1.json", id="other", bindings={})
    (other / "v1.docx").write_bytes(a_template("{{ titel }}"))
    third = folder / "templates/third"
    third.mkdir()
    (third / "v1.json").write_text('{"id": "third"}')
    (folder / "schemas/broken.v1.json").write_text("{")
    change(folder / "schemas/campaign.v1.json", properties={"plan": {"$ref": "paln.v1"}})
    told = refusal(folder)
    for part in (
        "titel",
        "缺少“version”、“title”",
        "broken.v1.json 不是有效的 JSON",
        "引用的“paln.v1”不存在",
    ):
        assert part in told


def test_a_schema_that_is_none(folder: Path) -> None:
    change(folder / "schemas/campaign.v1.json", type="objekt")
    assert "不是有效的 JSON Schema，请看“type”" in refusal(folder)


def test_a_fragment_that_leads_nowhere(folder: Path) -> None:
    change(folder / "schemas/campaign.v1.json", properties={"name": {"$ref": "common.v1#/$defs/lien"}})
    assert "引用的“common.v1#/$defs/lien”不存在" in refusal(folder)


def test_a_manifest_without_its_docx(folder: Path) -> None:
    (folder / "templates/issuing_notice/v1.docx").unlink()
    assert "读不到 templates/issuing_notice/v1.docx" in refusal(folder)


def test_a_manifest_with_an_unknown_schema(folder: Path) -> None:
    change(folder / "templates/issuing_notice/v1.json", schema="issuing_notice.v7")
    assert "数据规范“issuing_notice.v7”不存在" in refusal(folder)


def test_two_templates_of_one_name(folder: Path) -> None:
    shutil.copytree(folder / "templates/issuing_notice", folder / "templates/again")
    assert "两份模板都叫 issuing_notice 第1版" in refusal(folder)
