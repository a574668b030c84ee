"""Rules on the tree of facts: what a single text cannot show. They read (pointer, value) and never change anything.

A rule yields (pointer, finding without place); `lint_tree` adds pointer and label. False alarms cost more than misses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from service.document.finding import Finding, Severity
from service.document.pointer import join

Path = tuple[str | int, ...]
Node = Mapping[str, Any]
_NO_LABEL = ""
_MOST = 100
"""More findings of one rule help nobody."""


class At(NamedTuple):
    """A part of the tree and the path that leads to it."""

    path: Path
    value: Any


def _words_of_image(block: Node) -> Iterator[tuple[str, Any]]:
    """Yield what an image has but its data, which is no text."""
    yield from ((name, value) for name, value in block.items() if name not in ("data", "digest"))


TreeRule = Callable[[Node], Iterator[tuple[Path, Finding]]]


def walk(value: Any, path: Path = ()) -> Iterator[At]:
    """Yield every part of a tree in document order, the tree itself first."""
    yield At(path, value)
    below: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        below = value.items() if value.get("kind") != "image" else _words_of_image(value)
    elif isinstance(value, list):
        below = enumerate(value)
    for key, item in below:
        yield from walk(item, (*path, key))


def facts(tree: Node, listing: str) -> Iterator[tuple[Path, Node]]:
    """Yield each fact of a list of the campaign with its path, as far as the paper is about it."""
    for i, fact in enumerate(tree.get("campaign", {}).get(listing, ())):
        if fact:
            yield ("campaign", listing, i), fact


def block_lists(tree: Node) -> Iterator[tuple[Path, Sequence[Node]]]:
    """Yield every sequence of blocks (schema ``blocks.v1``) with its path."""
    for path, value in walk(tree):
        if path and path[-1] in ("text", "done") and isinstance(value, list) and _are_blocks(value):
            yield path, value


def _are_blocks(value: Sequence[Any]) -> bool:
    return bool(value) and all(isinstance(item, dict) and "kind" in item for item in value)


def item_lists(tree: Node) -> Iterator[tuple[Path, Node, Sequence[Node]]]:
    """Yield every list and phase that has items: its path, itself, its items."""
    for path, blocks in block_lists(tree):
        for i, block in enumerate(blocks):
            items = block.get("items") or block.get("tasks")
            if items:
                yield (*path, i), block, items


def texts(tree: Node) -> Iterator[At]:
    """Yield every text of a tree."""
    yield from (at for at in walk(tree) if isinstance(at.value, str))


def remark(
    path: Path, rule: str, message: str, severity: Severity = Severity.WARNING
) -> tuple[Path, Finding]:
    """Return what a rule yields: the place, and what is questionable there."""
    return path, Finding(rule, message, severity=severity)


def lint_tree(
    tree: Node, rules: Iterable[TreeRule], label: Callable[[Path], str] = lambda _path: _NO_LABEL
) -> tuple[Finding, ...]:
    """Return the findings of rules on a tree ``{campaign, paper}``, rule by rule, each with pointer and label."""
    return tuple(
        replace(finding, pointer=join(path), label=label(path))
        for rule in rules
        for path, finding in islice(rule(tree), _MOST)
    )
