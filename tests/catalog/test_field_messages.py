"""Every field of every schema, held against wrong values: each is refused, in Chinese, and nothing is without a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from service.catalog.catalog import Catalog
from service.catalog.messages import sentence

WRONG = (
    None,
    7,
    -1,
    0.5,
    True,
    "",
    " ",
    "甲 ",
    "\t",
    "甲" * 30_000,
    [],
    [None],
    [None] * 3_000,
    ["甲"],
    {},
    {"zz": 1},
)
#: Keywords that are told field by field in `service.catalog.validation`.
BY_FIELD = {"required", "additionalProperties"}


def fields(node: Any, at: str) -> Iterator[tuple[str, Any]]:
    """Yield every property of a schema and every item of its lists, with its JSON Pointer."""
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            if isinstance(inner, dict):
                yield f"{at}/properties/{name}", inner
        if isinstance(node.get("items"), dict):
            yield f"{at}/items", node["items"]
        for key, value in node.items():
            if key not in ("if", "enum"):
                yield from fields(value, f"{at}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from fields(value, f"{at}/{i}")


def leaves(errors: list[ValidationError]) -> Iterator[ValidationError]:
    for error in errors:
        if error.context:
            yield from leaves(error.context)
        else:
            yield error


def test_every_wrong_value_of_every_field_has_a_chinese_sentence(catalog: Catalog) -> None:
    places = [(f"{name}#{at}", node) for name, s in catalog.schemas.items() for at, node in fields(s, "")]
    assert len(places) > 150
    said = set()
    for place, _node in places:
        validator = Draft202012Validator({"$ref": place}, registry=catalog.registry)
        refused = [list(leaves([e])) for value in WRONG for e in validator.iter_errors(value)]
        assert refused, place
        for error in (leaf for found in refused for leaf in found if leaf.validator not in BY_FIELD):
            own = error.schema.get("x-message") if isinstance(error.schema, dict) else None
            text = sentence(str(error.validator), error.validator_value, error.instance, own)
            said.add(text)
            assert re.search("[一-龥]", text), (place, text)
            assert text != "不符合要求", (place, error.validator)
            assert "的写法不符合要求" not in text, place
            assert not re.search(r"[\\^$]|\[A-Z|None|True", text), (place, text)
    assert len(said) > 60


def nodes(node: Any, at: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if "type" in node and not isinstance(node["type"], dict):
            yield at, node
        for key, value in node.items():
            yield from nodes(value, f"{at}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from nodes(value, f"{at}/{i}")


def test_every_list_and_every_text_has_a_limit(catalog: Catalog) -> None:
    found = [(name + at, n) for name, s in catalog.schemas.items() for at, n in nodes(s, "")]
    arrays = [(at, n) for at, n in found if n["type"] == "array"]
    texts = [(at, n) for at, n in found if n["type"] == "string"]
    assert len(arrays) > 30
    assert len(texts) > 15
    for at, node in arrays:
        assert node["maxItems"] <= 2_000, at
    for at, node in texts:
        bounded = "maxLength" in node or not set("*+") & set(node.get("pattern", "+"))
        assert bounded, at


def test_every_choice_of_english_words_is_explained(catalog: Catalog) -> None:
    choices = [n for s in catalog.schemas.values() for _, n in fields(s, "") if "enum" in n]
    choices += [n for s in catalog.schemas.values() for n in s.get("$defs", {}).values() if "enum" in n]
    english = [n for n in choices if any(re.fullmatch("[a-z_]+", str(value)) for value in n["enum"])]
    assert len(english) > 5
    for node in english:
        assert all(f"（{value}）" in node["x-message"] for value in node["enum"]), node["title"]
        assert sentence("enum", node["enum"], "lins", node["x-message"]) == node["x-message"]


@pytest.mark.parametrize(
    ("value", "said"),
    [(3, "应当是“是”或“否”（true、false）"), ("是", "应当是“是”或“否”（true、false）")],
)
def test_yes_or_no(value: Any, said: str) -> None:
    assert sentence("type", "boolean", value, None) == said
