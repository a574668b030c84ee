"""What a template may name: the shape of the context, read off its dataclasses.

A shape is a `Text` (a plain value), a `Many` (something to loop over) or a `Fields` (something with names).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass


@dataclass(frozen=True)
class Text:
    """A value that is printed or tested."""


@dataclass(frozen=True)
class Many:
    """A sequence; a template loops over it."""

    item: Shape


@dataclass(frozen=True)
class Fields:
    """A thing with names."""

    names: Mapping[str, Shape]


Shape = Text | Many | Fields

#: What Jinja's own ``loop`` offers, as far as templates need it.
LOOP = Fields({"first": Text(), "last": Text(), "index": Text()})


def contract_of(kind: type) -> Fields:
    """Return the contract of a context dataclass, nested dataclasses and tuples of them included.

    Raises:
        TypeError: if a field is neither a plain value, a tuple nor a dataclass.
    """
    hints = typing.get_type_hints(kind)
    return Fields({f.name: _shape(hints[f.name]) for f in fields(kind)})


def _shape(hint: object) -> Shape:
    if hint in (str, int, bool):
        return Text()
    if is_dataclass(hint) and isinstance(hint, type):
        return contract_of(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return Many(_shape(arguments[0]))
    if origin in (types.UnionType, typing.Union):
        return _shape(next(a for a in arguments if a is not type(None)))
    raise TypeError(f"no template can use a {hint!r}")
