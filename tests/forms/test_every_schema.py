"""Every schema can be filled completely, and a page that nobody touched changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.document.pointer import get
from service.forms.merging import changes, merge
from service.forms.parts import Field, Form, Part, Rows, Written
from service.forms.places import places
from service.forms.rows import identified
from service.forms.shapes import Shapes, is_typed
from service.forms.view import form
from tests.forms.trees import blanked, fullest, samples, shown, trails

SAMPLES = samples()
every_sample = pytest.mark.parametrize("name", SAMPLES)


def filled(schemas: Mapping[str, Any]) -> list[str]:
    """The schemas that describe a whole document."""
    return [name for name, schema in schemas.items() if schema.get("type") == "object"]


def in_schema(schemas: Mapping[str, Any], place: str, seen: set[str]) -> Iterator[str]:
    """Yield the location of every property that can be reached from a location, as the schema itself tells."""
    if place in seen:
        return
    seen.add(place)
    document, _, fragment = place.partition("#")
    schema = get(schemas[document], fragment)
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        name, _, rest = schema["$ref"].partition("#")
        yield from in_schema(schemas, f"{name or document}#{rest}", seen)
    for name, part in schema.get("properties", {}).items():
        if is_typed(part):
            yield f"{place}/properties/{name}"
            yield from in_schema(schemas, f"{place}/properties/{name}", seen)
    for key in ("items", "then"):
        if key in schema:
            yield from in_schema(schemas, f"{place}/{key}", seen)
    for key in ("allOf", "oneOf", "anyOf"):
        for i in range(len(schema.get(key, ()))):
            yield from in_schema(schemas, f"{place}/{key}/{i}", seen)


def in_shapes(shapes: Shapes, place: str, seen: set[str]) -> Iterator[str]:
    """Yield the location of every part that the form engine knows from a location on."""
    if place in seen:
        return
    seen.add(place)
    shape = shapes.at(place)
    for _, part in shape.fields:
        yield part
        yield from in_shapes(shapes, part, seen)
    for _, rest in shape.kinds:
        yield from in_shapes(shapes, rest, seen)
    if shape.item:
        yield from in_shapes(shapes, shape.item, seen)


def test_the_form_engine_knows_every_property_of_every_schema(catalog: Catalog, shapes: Shapes) -> None:
    for name in filled(catalog.schemas):
        known = set(in_shapes(shapes, f"{name}#", set()))
        told = set(in_schema(catalog.schemas, f"{name}#", set()))
        # What an old paper lacks, and what a cell spans, is typed in the place itself.
        beside = {
            place for place in told if "/missing/" in place or "#/$defs/cell/" in place or "/oneOf/" in place
        }
        assert told - known - beside == set(), name


def inputs(parts: tuple[Part, ...]) -> Iterator[Field | Written]:
    for part in parts:
        if isinstance(part, Rows):
            for row in part.rows:
                yield from (field for cell in row.cells for field in cell)
                yield from inputs(row.parts)
        elif part.widget != "data":  # nobody types it
            yield part


def whole(shapes: Shapes, place: str, tree: Any) -> Form:
    """The form of a whole schema with everything opened."""
    root = shapes.at(place)
    writing = identified(shapes, root, tree, {})
    layout = {
        "title": "表",
        "sections": [{"title": "全部", "fields": [{"pointer": f"/{n}"} for n, _ in root.fields]}],
    }
    return form(shapes, root, layout, writing, (), [*trails(writing), *writing.ids, "/section-1"])


def test_every_place_of_the_fullest_tree_has_its_input(catalog: Catalog, shapes: Shapes) -> None:
    for name in filled(catalog.schemas):
        root = shapes.at(f"{name}#")
        tree = fullest(shapes, root)
        (section,) = whole(shapes, f"{name}#", tree).sections
        shown_there = [field.pointer for field in inputs(section.parts)]
        assert len(shown_there) == len(set(shown_there)), name
        assert set(shown_there) == {place.pointer for place in places(shapes, root, tree)}, name


def test_nothing_that_is_filled_is_hidden(shapes: Shapes) -> None:
    for place, tree in SAMPLES.values():
        root = shapes.at(place)
        layout = {
            "title": "表",
            "sections": [{"title": "全部", "fields": [{"pointer": f"/{n}"} for n, _ in root.fields]}],
        }
        (section,) = form(shapes, root, layout, identified(shapes, root, tree, {})).sections
        seen = {field.pointer for field in inputs(section.parts)}
        told = {place.pointer for place in places(shapes, root, tree) if shown(place) not in ([""], [])}
        boxes = tuple(f"{pointer}/" for pointer in seen)  # a text of blocks is one box, see test_written
        assert {pointer for pointer in told - seen if not pointer.startswith(boxes)} == set()


@every_sample
def test_a_page_that_nobody_touched_changes_nothing(shapes: Shapes, name: str) -> None:
    place, tree = SAMPLES[name]
    root = shapes.at(place)
    page = {each.pointer: shown(each) for each in places(shapes, root, tree)}
    # A browser sends line breaks as CR LF.
    posted = {pointer: [text.replace("\n", "\r\n") for text in texts] for pointer, texts in page.items()}
    assert changes(shapes, root, identified(shapes, root, tree, {}), lambda n: posted.get(n, [])) == ()


@every_sample
def test_what_is_shown_reads_back_as_the_sample(shapes: Shapes, name: str) -> None:
    """All of it is typed again into rows that hold nothing, so that no value can have stayed by itself."""
    place, tree = SAMPLES[name]
    root = shapes.at(place)
    page = {each.pointer: shown(each) for each in places(shapes, root, tree)}
    base = identified(shapes, root, blanked(shapes, root, tree), {})
    assert base.tree != tree
    typed = changes(shapes, root, base, lambda n: page.get(n, []))
    merged = merge(shapes, root, base, typed)
    assert merged.conflicts == ()
    assert merged.writing.tree == tree
