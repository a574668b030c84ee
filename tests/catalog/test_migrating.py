from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.catalog.migrating import migrated
from service.catalog.stored import stored_paper
from service.catalog.validation import validate
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.rendering.pipeline import render

TREE = {"paper": {"contact": "电话", "rows": [{"a": 1}, {"b": 2}, {"a": 3, "c": 4}]}}


@pytest.mark.parametrize(
    ("step", "paper"),
    [
        ({"move": "/paper/contact", "to": "/paper/note"}, {"note": "电话", "rows": TREE["paper"]["rows"]}),
        (
            {"move": "/paper/contact", "to": "/paper/new/note"},
            {"new": {"note": "电话"}, "rows": TREE["paper"]["rows"]},
        ),
        ({"move": "/paper/nothing", "to": "/paper/note"}, TREE["paper"]),
        (
            {"move": "/paper/rows/*/a", "to": "/paper/rows/*/c"},
            {"contact": "电话", "rows": [{"c": 1}, {"b": 2}, {"a": 3, "c": 4}]},
        ),
        ({"remove": "/paper/contact"}, {"rows": TREE["paper"]["rows"]}),
        ({"remove": "/paper/rows/*/a"}, {"contact": "电话", "rows": [{}, {"b": 2}, {"c": 4}]}),
        ({"default": "/paper/seal", "value": "space"}, {**TREE["paper"], "seal": "space"}),
        ({"default": "/paper/contact", "value": "x"}, TREE["paper"]),
        ({"default": "/nowhere/at/all", "value": "x"}, TREE["paper"]),
    ],
)
def test_each_step_does_what_it_says_and_overwrites_nothing(step: dict[str, Any], paper: dict[str, Any]):
    before = json.dumps(TREE)
    assert migrated(TREE, [step]) == {"paper": paper}
    assert json.dumps(TREE) == before


def test_what_is_no_step_is_refused():
    with pytest.raises(ValueError, match="not a step"):
        migrated(TREE, [{"rename": "/paper/contact"}])


@pytest.fixture
def two_versions(root: Path, tmp_path: Path) -> Path:
    """The project's templates, with a second version of the letter whose contact is called otherwise."""
    for name in ("schemas", "templates"):
        shutil.copytree(root / name, tmp_path / name)
    folder = tmp_path / "templates/letter"
    manifest = json.loads((folder / "v1.json").read_text("utf-8"))
    schema = json.loads((tmp_path / f"schemas/{manifest['schema']}.json").read_text("utf-8"))
    paper = schema["$defs"]["paper"]
    paper["properties"]["former_title"] = paper["properties"].pop("title")
    paper["required"] = [name if name != "title" else "former_title" for name in paper["required"]]
    older = f"{manifest['schema'].rpartition('.')[0]}.v0"
    (tmp_path / f"schemas/{older}.json").write_text(json.dumps(schema | {"$id": older}), "utf-8")
    newer = manifest | {"version": 2, "migration": [{"move": "/paper/former_title", "to": "/paper/title"}]}
    for end in (".docx", ".form.json"):
        shutil.copy(folder / f"v1{end}", folder / f"v2{end}")
    (folder / "v2.json").write_text(json.dumps(newer), "utf-8")
    (folder / "v1.json").write_text(json.dumps(manifest | {"schema": older}), "utf-8")
    return tmp_path


def test_content_of_the_first_version_is_made_in_the_second_and_stays_renderable_in_the_first(
    two_versions: Path, sample: Callable[..., dict[str, Any]], metrics: Any, root: Path
):
    catalog = Catalog.load(two_versions, CONTRACT)
    first, second = catalog.paper("letter", 1), catalog.paper("letter")
    assert (first.version, second.version) == (1, 2)
    request = json.loads(next((root / "samples").rglob("letter.json")).read_text("utf-8"))
    tree = request["content"]
    title = tree["paper"].pop("title")
    tree["paper"]["former_title"] = title
    assert validate(tree, first, catalog) == ()
    assert validate(tree, second, catalog) != ()
    newer = catalog.migrated(tree, "letter", 1)
    assert newer["paper"]["title"] == title
    assert validate(newer, second, catalog) == ()
    made = render(Content(second, newer), metrics, None)
    assert made.docx == render(Content(second, catalog.migrated(newer, "letter", 2)), metrics, None).docx
    then = stored_paper(catalog.sources(first), CONTRACT)
    assert render(Content(then, newer), metrics, None).docx == made.docx
