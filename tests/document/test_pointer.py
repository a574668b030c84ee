from __future__ import annotations

from typing import Any

import pytest

from service.document.pointer import get, join, split, walk


@pytest.mark.parametrize("parts", [(), ("paper",), ("a/b", "c~d", "", "0"), ("附件", "1")])
def test_split_takes_apart_what_join_made(parts: tuple[str, ...]) -> None:
    assert split(join(parts)) == list(parts)


def test_a_pointer_begins_with_a_stroke() -> None:
    with pytest.raises(ValueError, match="not a JSON Pointer"):
        split("paper/title")


def test_get_follows_names_and_numbers() -> None:
    tree = {"a/b": [{"x": 1}, {"x": 2}]}
    assert get(tree, "/a~1b/1/x") == 2
    assert get(tree, "") is tree
    with pytest.raises(KeyError):
        get(tree, "/c")


def test_walk_is_in_document_order() -> None:
    tree = {"b": [1, {"c": 2}], "a": 3}
    assert [join(place) for place, _ in walk(tree, 9)] == ["", "/b", "/b/0", "/b/1", "/b/1/c", "/a"]
    assert all(get(tree, join(place)) is value for place, value in walk(tree, 9))


def test_walk_opens_nothing_below_its_levels_however_deep_the_tree() -> None:
    tree: Any = 1
    for _ in range(100_000):
        tree = [tree]
    assert [len(place) for place, _ in walk(tree, 3)] == [0, 1, 2, 3, 4]
    while isinstance(tree, list):  # or its destruction would overflow the stack
        tree = tree.pop()
