from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.catalog.labels import label
from service.document.pointer import split

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
#: Widget → what its value is in the schema; "missing" stands beside it where the schema allows it.
WIDGETS = {
    "line": "string", "passage": "string", "date": "string", "choice": "enum", "document_number": "string", "number": "integer", "yes_no": "boolean",
    "lines": "array", "passages": "array", "blocks": "array", "body": "array", "rows": "array",
}  # fmt: skip


def resolved(catalog: Catalog, schema: Any, document: str) -> tuple[Any, str]:
    while "$ref" in schema:
        name, _, fragment = schema["$ref"].partition("#")
        document = name or document
        schema = catalog.schemas[document]
        for part in fragment.split("/")[1:]:
            schema = schema[part]
    return schema, document


def leaves(catalog: Catalog, schema: Any, document: str, at: str) -> Iterator[tuple[str, str, bool]]:
    """Yield pointer, kind of value and whether it may be missing, of each field below a schema."""
    schema, document = resolved(catalog, schema, document)
    choices = [resolved(catalog, s, document)[0] for s in schema.get("oneOf", ())]
    kinds = [s for s in (choices or [schema]) if s.get("title") != "原件所缺"]
    if schema.get("type") == "object":
        for name, inner in schema["properties"].items():
            yield from leaves(catalog, inner, document, f"{at}/{name}")
    else:
        yield at, "enum" if "enum" in kinds[0] else kinds[0]["type"], len(kinds) < len(choices)


FORMS = sorted(p.parent.name for p in TEMPLATES.glob("*/v1.form.json"))


@pytest.fixture(params=FORMS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def form(root: Path, name: str) -> Any:
    return json.loads((root / f"templates/{name}/v1.form.json").read_text("utf-8"))


def of_paper(catalog: Catalog, name: str) -> tuple[Any, str, str]:
    """Return the schema that a form fills, the document that it stands in, and where it begins.

    A paper's form asks for what that paper alone needs; the campaign's facts have a form of their own.
    """
    if name == "campaign":
        return catalog.schemas["campaign.v1"], "campaign.v1", "/campaign"
    return catalog.schemas[f"{name}.v1"]["$defs"]["paper"], f"{name}.v1", "/paper"


def test_every_paper_has_a_form(catalog: Catalog) -> None:
    assert {p.id for p in catalog.papers} | {"campaign"} == set(FORMS)
    assert all(p.form["sections"] for p in catalog.papers)


def test_the_form_holds_every_field_of_the_schema_once(catalog: Catalog, name: str, form: Any) -> None:
    fields = [f for s in form["sections"] for f in s["fields"]]
    schema, document, at = of_paper(catalog, name)
    wanted = {p: (kind, missing) for p, kind, missing in leaves(catalog, schema, document, at)}
    assert sorted(f["pointer"] for f in fields) == sorted(wanted)
    for field in fields:
        kind, missing = wanted[field["pointer"]]
        assert WIDGETS[field["widget"]] == kind, field
        assert field.get("may_be_missing", False) == missing, field
        assert set(field) <= {"pointer", "widget", "may_be_missing", "folded", "default"}


def test_sections_and_fields_have_chinese_titles(catalog: Catalog, name: str, form: Any) -> None:
    schema_name = "issuing_notice.v1" if name == "campaign" else f"{name}.v1"
    assert re.search("[一-龥]", form["title"])
    for section in form["sections"]:
        assert re.search("[一-龥]", section["title"])
        for field in section["fields"]:
            assert re.fullmatch("[^a-z]+", label(catalog, schema_name, split(field["pointer"])))
