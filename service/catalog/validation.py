"""Holds a document against its schema; what is wrong comes back as findings, in document order."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError

from service.catalog.catalog import Catalog, Paper
from service.catalog.labels import label_in
from service.catalog.messages import sentence, short
from service.document import pointer
from service.document.finding import Finding

_FORMATS = FormatChecker(formats=())
_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
#: What takes no place on paper but changes the text: zero-width characters, marks of direction, soft hyphens.
#: They come with text that is copied from web pages, and nobody sees them.
_INVISIBLE = re.compile(
    "[\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_LOST = "\ufffd"  #: where a program before us lost what was written
#: C0 and C1 controls, lone surrogates, line separators and what is no character: XML or paper can't hold them.
_CONTROL = "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]"
_UNPRINTABLE = re.compile(f"{_CONTROL}|{_INVISIBLE.pattern}|{_LOST}")
_CONTROL_NAMES = {
    "\n": "换行", "\r": "换行", "\u2028": "换行", "\u2029": "换行", "\t": "制表符", "\x00": "空字符",
}  # fmt: skip
Path = tuple[str | int, ...]
#: More findings than this help nobody.
MAX_FINDINGS = 200
#: Levels of nesting; the schemas have fewer than 20.
MAX_DEPTH = 64
#: Values in a document; a table of 2,000 rows and 20 columns has 42,000. One costs about 0.1 ms to validate.
MAX_VALUES = 60_000
#: Errors looked at; each costs about 0.05 ms, and a request may hold a million.
_MAX_ERRORS = 3_000


@_FORMATS.checks("chinese-date", raises=ValueError)
def _is_date(value: object) -> bool:
    match = _DATE.match(value) if isinstance(value, str) else None
    if match:
        dt.date(*map(int, match.groups()))
    return True


def _joined(
    _validator: Any, pairs: Mapping[str, str], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """The keyword ``x-joined``: ``{"title_lines": "title"}`` asks that the lines joined be the title.

    A line may end where the title has a blank. A text in place of lines is joined by taking its white space out (``{"printed_name": "name"}``).
    """
    for lines, whole in pairs.items() if isinstance(instance, dict) else ():
        parts, text = instance.get(lines), instance.get(whole)
        if isinstance(parts, str):
            parts = parts.split()
        told = isinstance(parts, list) and all(isinstance(p, str) for p in parts) and isinstance(text, str)
        if told and "".join(parts) != text and "".join(parts) != "".join(text.split()):
            yield ValidationError("lines differ from the whole", path=[lines])


def _refers(
    _validator: Any, pairs: Mapping[str, str], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """The keyword ``x-refers``: ``{"/paper/meeting": "/campaign/meetings"}`` asks that the id given there stand here.

    A list of ids is asked one by one; an id may stand at any depth. ``**/group`` is a reference at any depth.
    """
    for place, listing in pairs.items():
        below = list(pointer.walk(_at(instance, pointer.split(listing)), MAX_DEPTH))
        known = {str(value.get("id")) for _, value in below if isinstance(value, dict)}
        for path, given in _references(instance, place):
            if given not in known:
                yield ValidationError("no such id", path=path, instance=given)


def _references(instance: Any, place: str) -> Iterator[tuple[Path, str]]:
    """Yield the ids that are given at a place, with their paths."""
    name, found = place.removeprefix("**/"), list[tuple[Path, Any]]()
    if name == place:
        found.append((tuple(pointer.split(place)), _at(instance, pointer.split(place))))
    else:
        found += [at for at in pointer.walk(instance, MAX_DEPTH) if at[0] and at[0][-1] == name]
    for path, value in found:
        entries = enumerate(value) if isinstance(value, list) else [(None, value)]
        yield from (
            ((*path, *(() if i is None else (i,))), one) for i, one in entries if isinstance(one, str)
        )


def _at(tree: Any, path: Sequence[str]) -> Any:
    """Return what stands at a path of names; None if nothing does."""
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def _items(validator: Any, items: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    """The keyword ``items``, up to ``maxItems``: what is too long is refused without reading all of it."""
    most = schema.get("maxItems")
    few = instance[:most] if isinstance(instance, list) and most is not None else instance
    yield from Draft202012Validator.VALIDATORS["items"](validator, items, few, schema)


_Validator: Any = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"x-joined": _joined, "x-refers": _refers, "items": _items}
)


def validate(tree: Any, paper: Paper, catalog: Catalog) -> tuple[Finding, ...]:
    """Return what is wrong with a document ``{campaign, paper}``; nothing means that it can be rendered."""
    return validate_as(tree, paper.schema_name, catalog)


def validate_as(tree: Any, schema_name: str, catalog: Catalog) -> tuple[Finding, ...]:
    """Return what the schema called ``schema_name`` finds wrong with a value; see `validate_by`."""
    return validate_by(catalog.schema(schema_name), tree, catalog, schema_name)


def validate_by(
    schema: Mapping[str, Any], tree: Any, catalog: Catalog, document: str = ""
) -> tuple[Finding, ...]:
    """Return what ``schema``, which belongs to ``document``, finds wrong with a value.

    One finding a place, in document order, `MAX_FINDINGS` at most. A character that can't be printed outweighs
    whatever else is wrong with its text.
    """
    places: dict[str, tuple[Path, str, str]] = {}
    for count, (path, value) in enumerate(pointer.walk(tree, MAX_DEPTH), 1):
        if count > MAX_VALUES:
            message = f"内容超过{MAX_VALUES}个值（文字、列表、字段都算），一份公文用不着这么多，请核对"
            place = path[:2]
            return (
                Finding(
                    "too-many-values",
                    message,
                    pointer.join(place),
                    label_in(catalog, schema, place, document),
                ),
            )
        if len(path) > MAX_DEPTH:
            message = f"嵌套超过{MAX_DEPTH}层，公文用不着这么深，请核对"
            return (Finding("nesting", message, pointer.join(path[:1])),)
        if isinstance(value, str) and (message := _unprintable(value)) and len(places) < MAX_FINDINGS:
            places[pointer.join(path)] = path, "character", message
    validator = _Validator(schema, registry=catalog.registry, format_checker=_FORMATS)
    for error in islice(validator.iter_errors(tree), _MAX_ERRORS):
        for path, rule, message in islice(_explain(error), MAX_FINDINGS):
            places.setdefault(pointer.join(path), (path, rule, message))
    first = sorted(places.values(), key=lambda found: _rank(tree, found[0]))[:MAX_FINDINGS]
    return tuple(
        Finding(rule, message, pointer.join(path), label_in(catalog, schema, path, document))
        for path, rule, message in first
    )


def _rank(tree: Any, path: Path) -> tuple[int, ...]:
    """Return where a place stands in the document; a missing field comes right after the thing that lacks it."""
    rank = []
    for part in path:
        if isinstance(tree, dict) and part in tree:
            rank.append(list(tree).index(str(part)))
        elif isinstance(tree, list) and isinstance(part, int):
            rank.append(part)
        else:
            return (*rank, -1)
        tree = tree[part]
    return tuple(rank)


def _explain(error: ValidationError) -> Iterator[tuple[Path, str, str]]:
    path, keyword = tuple(error.absolute_path), str(error.validator)
    if keyword in ("oneOf", "anyOf") and error.context:
        yield from _explain(_nearest_branch(error))
    elif keyword == "required":
        for name in error.validator_value:  # type: ignore[union-attr]
            if isinstance(error.instance, dict) and name not in error.instance:
                yield (*path, name), "required", "必须填写"
    elif keyword == "dependentRequired":
        yield from _explain_dependent(error, path)
    elif keyword == "additionalProperties":
        allowed = list(error.schema.get("properties", ())) if isinstance(error.schema, dict) else []
        for name in [n for n in error.instance if n not in allowed]:  # type: ignore[union-attr]
            yield (*path, name), "unknown-field", f"没有“{short(name)}”这个字段{_did_you_mean(name, allowed)}"
    else:
        own = error.schema.get("x-message") if isinstance(error.schema, dict) else None
        yield path, keyword, sentence(keyword, error.validator_value, error.instance, own)


def _explain_dependent(error: ValidationError, path: Path) -> Iterator[tuple[Path, str, str]]:
    wanted: Mapping[str, Sequence[str]] = error.validator_value  # type: ignore[assignment]
    known: Mapping[str, Any] = error.instance  # type: ignore[assignment]
    for name, others in wanted.items():
        for other in others if name in known else ():
            if other not in known:
                yield (*path, other), "required", "必须填写"


def _nearest_branch(error: ValidationError) -> ValidationError:
    """Return the error of the branch whose type the value has: a wrong 文号 is a wrong text, not a wrong object."""
    context = list(error.context or ())
    return next((e for e in context if e.validator != "type"), context[0])


def _did_you_mean(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"，是不是“{close[0]}”？" if close else "，请删去"


def _unprintable(text: str) -> str:
    """Return what is said of the first character that can't be printed; "" if there is none."""
    match = _UNPRINTABLE.search(text)
    if match is None:
        return ""
    c = match[0]
    name, advice = _CONTROL_NAMES.get(c, "不能印的控制字符"), "请删去"
    if name == "换行":
        advice = "请分成两段填写"
    elif c == _LOST:
        name, advice = "乱码", "请重新输入原来的字"
    elif _INVISIBLE.match(c):
        name = "看不见的字符"
    return f"第{match.start() + 1}个字是{name}（U+{ord(c):04X}），{advice}"
