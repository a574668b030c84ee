"""The Chinese name of a place in a document, read off the titles of its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from service.catalog.catalog import Catalog

_BRANCHES = ("allOf", "oneOf", "anyOf")


def _resolve(
    catalog: Catalog, schema: Mapping[str, Any], document: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield a schema and all that apply beside it (``$ref``, ``allOf``, ``if``/``then``), with their document."""
    yield document, schema
    if "$ref" in schema:
        name, _, fragment = schema["$ref"].partition("#")
        target: Any = catalog.schemas[name or document]
        for part in fragment.split("/")[1:]:
            target = target[part]
        yield from _resolve(catalog, target, name or document)
    inner = [s for key in _BRANCHES for s in schema.get(key, ())] + [
        schema[k] for k in ("then", "else") if k in schema
    ]
    for s in inner:
        if isinstance(s, dict):
            yield from _resolve(catalog, s, document)


def _step(
    catalog: Catalog, schemas: Iterable[tuple[str, Mapping[str, Any]]], part: str | int
) -> list[tuple[str, Mapping[str, Any]]]:
    found = []
    for document, schema in schemas:
        below = schema.get("items") if isinstance(part, int) else schema.get("properties", {}).get(part)
        if isinstance(below, dict):
            found += list(_resolve(catalog, below, document))
    return found


def label(catalog: Catalog, schema_name: str, path: Iterable[str | int]) -> str:
    """Return the place ``path`` in Chinese, such as ``公文 › 通知正文 › 第2项``; unknown names stand as they are."""
    return label_in(catalog, catalog.schemas[schema_name], path, schema_name)


def label_in(
    catalog: Catalog, schema: Mapping[str, Any], path: Iterable[str | int], document: str = ""
) -> str:
    """Return the place ``path`` of what ``schema`` describes, which belongs to ``document``, as `label` does."""
    schemas = list(_resolve(catalog, schema, document))
    words = []
    for part in path:
        schemas = _step(catalog, schemas, part)
        title = next((s["title"] for _, s in schemas if "title" in s), None)
        words.append(f"第{part + 1}项" if isinstance(part, int) else str(title or part))
    return " › ".join(words)
