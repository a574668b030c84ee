"""Holds a document against its schema; what is wrong comes back as findings, in document order."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from service.catalog.catalog import Catalog, Paper
from service.catalog.labels import label, property_names
from service.catalog.messages import sentence
from service.document import pointer
from service.document.finding import Finding

_FORMATS = FormatChecker(formats=())
_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_CONTROL_NAMES = {"\n": "换行", "\r": "换行", "\t": "制表符", "\x00": "空字符"}
#: More findings than this help nobody.
MAX_FINDINGS = 200


@_FORMATS.checks("chinese-date", raises=ValueError)
def _is_date(value: object) -> bool:
    match = _DATE.match(value) if isinstance(value, str) else None
    if match:
        dt.date(*map(int, match.groups()))
    return True


def validate(tree: Any, paper: Paper, catalog: Catalog) -> tuple[Finding, ...]:
    """Return what is wrong with a document ``{campaign, paper}``; nothing means that it can be rendered.

    One finding a place, in document order, `MAX_FINDINGS` at most.
    """
    schema = catalog.schema(paper.schema_name)
    validator = Draft202012Validator(schema, registry=catalog.registry, format_checker=_FORMATS)
    places: dict[str, tuple[list[str | int], str, str]] = {}
    for error in validator.iter_errors(tree):
        for path, rule, message in _explain(error, catalog, paper.schema_name):
            places.setdefault(pointer.join(path), (path, rule, message))
            if len(places) >= MAX_FINDINGS:
                break
    for path, message in _unprintable(tree, []):
        places.setdefault(pointer.join(path), (path, "character", message))
    order = {place: i for i, place in enumerate(_places(tree, []))}
    return tuple(
        Finding(rule, message, where, label(catalog, paper.schema_name, path))
        for where, (path, rule, message) in sorted(places.items(), key=lambda item: _rank(item[0], order))
    )[:MAX_FINDINGS]


def _rank(place: str, order: Mapping[str, int]) -> tuple[int, str]:
    """A missing field ranks with the thing that lacks it."""
    known = place
    while known not in order:
        known = known.rpartition("/")[0]
    return order[known], place


def _places(tree: Any, path: list[str | int]) -> Iterator[str]:
    yield pointer.join(path)
    for key, value in _children(tree):
        yield from _places(value, [*path, key])


def _children(tree: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(tree, dict):
        return tree.items()
    return enumerate(tree) if isinstance(tree, list) else ()


def _explain(
    error: ValidationError, catalog: Catalog, schema_name: str
) -> Iterator[tuple[list[str | int], str, str]]:
    path, keyword = list(error.absolute_path), str(error.validator)
    if keyword in ("oneOf", "anyOf"):
        yield from _explain(_nearest_branch(error), catalog, schema_name)
    elif keyword == "required":
        for name in error.validator_value:  # type: ignore[union-attr]
            if isinstance(error.instance, dict) and name not in error.instance:
                yield [*path, name], "required", "必须填写"
    elif keyword == "additionalProperties":
        known = property_names(catalog, schema_name, path)
        allowed = set(error.schema.get("properties", ())) if isinstance(error.schema, dict) else set()
        for name in [n for n in error.instance if n not in allowed]:  # type: ignore[union-attr]
            yield [*path, name], "unknown-field", f"没有“{name}”这个字段{_did_you_mean(name, known)}"
    else:
        own = error.schema.get("x-message") if isinstance(error.schema, dict) else None
        yield path, keyword, sentence(keyword, error.validator_value, error.instance, own)


def _nearest_branch(error: ValidationError) -> ValidationError:
    """Return the error of the branch whose type the value has: a wrong 文号 is a wrong text, not a wrong object."""
    context = list(error.context or ())
    fitting = [e for e in context if e.validator != "type"]
    return (fitting or context or [error])[0]


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 1)
    return f"，是不是“{close[0]}”？" if close else "，请删去"


def _unprintable(tree: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], str]]:
    if isinstance(tree, str):
        for i, c in enumerate(tree, 1):
            if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff\u2028\u2029":
                name = _CONTROL_NAMES.get(c, "不能印的控制字符")
                advice = "请分成两段填写" if name == "换行" else "请删去"
                yield path, f"第{i}个字是{name}（U+{ord(c):04X}），{advice}"
                return
    for key, value in _children(tree):
        yield from _unprintable(value, [*path, key])
