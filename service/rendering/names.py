"""What a template may name, in Chinese: read off the context, for the page and the documentation of templates."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from service.rendering.context import Context

_KINDS: dict[type, str] = {str: "文字", int: "数", bool: "是否"}
#: What a loop's items are called in our templates.
_ITEMS = {
    "TextBlock": "block",
    "Signature": "signature",
    "Section": "section",
    "Sheet": "sheet",
    "AttachmentNote": "note",
    "Attachment": "attachment",
    "IssuedDocument": "document",
    "Row": "row",
    "Cell": "cell",
    "SignatoryRow": "row",
    "Attendance": "entry",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a template may write.

    Attributes:
        path: as it is written, such as ``signature.issuer``.
        kind: 文字, 数, 是否 or 列表.
        told: what it is.
    """

    path: str
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names that may be written in the same places.

    Attributes:
        loops: the loops inside which they are known, such as ``for block in text``; empty: anywhere.
        names: the names.
    """

    loops: tuple[str, ...]
    names: tuple[Name, ...]


def name_groups() -> tuple[NameGroup, ...]:
    """Return all names: those to write anywhere, then those of each list's items."""
    groups = [NameGroup((), tuple(_names(Context, "")))]
    for kind in _listed(Context):
        item = _ITEMS[kind.__name__]
        paths = dict.fromkeys(_lists_of(Context, "", kind))
        loops = tuple(f"for {item} in {path}" for path in paths)
        groups.append(NameGroup(loops, tuple(_names(kind, f"{item}."))))
    return tuple(groups)


def _hints(kind: type) -> Iterator[tuple[str, object, str]]:
    """Yield name, type and Chinese description of each field."""
    hints = typing.get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        hint, description = typing.get_args(hints[field.name])
        yield field.name, hint, description


def _names(kind: type, prefix: str) -> Iterator[Name]:
    for name, hint, description in _hints(kind):
        if is_dataclass(hint) and isinstance(hint, type):
            yield from _names(hint, f"{prefix}{name}.")
            continue
        many = typing.get_origin(hint) is tuple
        yield Name(f"{prefix}{name}", "列表" if many else _KINDS[typing.cast(type, hint)], description)


def _lists_of(kind: type, prefix: str, wanted: type, seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """Yield each list of ``wanted``, those in the items of other lists too, as it is named in a loop."""
    for name, hint, _ in _hints(kind):
        if is_dataclass(hint) and isinstance(hint, type):
            yield from _lists_of(hint, f"{prefix}{name}.", wanted, seen)
            continue
        item = typing.get_args(hint)[:1]
        if item == (wanted,):
            yield prefix + name
        if item and is_dataclass(item[0]) and isinstance(item[0], type) and item[0] not in seen:
            yield from _lists_of(item[0], f"{_ITEMS[item[0].__name__]}.", wanted, seen | {item[0]})


def _listed(kind: type) -> list[type]:
    """Return the dataclasses that stand in lists, each once."""
    found: dict[type, None] = {}
    for _, hint, _ in _hints(kind):
        item = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
        if is_dataclass(item) and isinstance(item, type):
            found |= ({item: None} if item is not hint else {}) | dict.fromkeys(_listed(item))
    return list(found)
