from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from service.catalog.catalog import Catalog, Paper
from service.catalog.labels import label
from service.document.pointer import split

#: Widget → what its value is in the schema; "missing" stands beside it where the schema allows it.
WIDGETS = {
    "line": "string", "passage": "string", "date": "string", "choice": "enum", "document_number": "string",
    "lines": "array", "passages": "array", "blocks": "array",
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


@pytest.fixture(params=["issuing_notice"])
def paper(request: pytest.FixtureRequest, catalog: Catalog) -> Paper:
    return catalog.paper(request.param)


def test_the_form_holds_every_field_of_the_schema_once(catalog: Catalog, paper: Paper) -> None:
    fields = [f for s in paper.form["sections"] for f in s["fields"]]
    schema = catalog.schemas[paper.schema_name]
    wanted = {p: (kind, missing) for p, kind, missing in leaves(catalog, schema, paper.schema_name, "")}
    assert len(wanted) > 15
    pointers = [f["pointer"] for f in fields]
    assert sorted(pointers) == sorted(wanted)
    for field in fields:
        kind, missing = wanted[field["pointer"]]
        assert WIDGETS[field["widget"]] == kind, field
        assert field.get("may_be_missing", False) == missing, field
        assert set(field) <= {"pointer", "widget", "may_be_missing", "folded"}


def test_sections_and_fields_have_chinese_titles(catalog: Catalog, paper: Paper) -> None:
    assert re.search("[一-龥]", paper.form["title"])
    for section in paper.form["sections"]:
        assert re.search("[一-龥]", section["title"])
        for field in section["fields"]:
            assert re.fullmatch("[^a-z]+", label(catalog, paper.schema_name, split(field["pointer"])))
