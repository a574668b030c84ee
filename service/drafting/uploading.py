"""Files put into a draft: an attachment's file, an image of the text. Kept by digest; the draft names them."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.document.pointer import split, walk
from service.drafting.buttons import Act, trail_at
from service.drafting.desk import Author, Desk
from service.errors import ConversionError, InvalidContent, InvalidRequest
from service.forms.operations import insert
from service.forms.places import put
from service.forms.rows import Trail, Writing, path_of, value_at
from service.forms.weaving import reader_at
from service.forms.written import spans
from service.images.reading import BadImage, read_image
from service.services import Making
from service.storage.draft import Draft

ATTACH, PICTURE = "attach", "picture"
"""What the buttons say: ``attach:/paper/attachments`` adds an attachment that is the file, ``attach:/paper/attachments/1``
gives that one the file, ``picture:/paper/text`` adds an image to a text, ``picture:/paper/text/3`` puts another into a
block."""

_MOST_TITLE = 200
_MOST_LEVELS = 64
_IMAGE_NAME = "图片"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in.

    Attributes:
        name: as its owner called it, without folders.
        content: its bytes.
        caret: where in a text it goes, in UTF-16 units as browsers count; None: at the end.
    """

    name: str
    content: bytes
    caret: int | None = None


def file_name_in(tree: Mapping[str, Any], digest: str) -> str:
    """Return what a file is called that a draft names; "" if it names none such."""
    for _, value in walk(tree, _MOST_LEVELS):
        if isinstance(value, dict) and value.get("digest") == digest:
            return str(value.get("name") or _IMAGE_NAME)
    return ""


def is_upload(command: str) -> bool:
    """Tell whether a button's command brings a file."""
    return command.partition(":")[0] in (ATTACH, PICTURE)


def upload_act(
    desk: Desk, making: Making, author: Author, draft: Draft, base: int, command: str, upload: Upload | None
) -> Act:
    """Keep a file for the author's unit, and return what puts it into the draft.

    Raises:
        DraftNotFound: if there is no such revision.
        InvalidRequest: if there is no file, it can't be used there, or the place is gone; the message says it in Chinese.
    """
    verb, _, pointer = command.partition(":")
    seen = desk.store(draft.paper_type).revision(draft.id, author.unit_id, base)
    trail = trail_at(pointer, seen) if pointer.startswith("/") else None
    if trail is None:
        raise InvalidRequest("放文件的那一处已经不在，请刷新页面再放")
    if upload is None or not upload.content:
        raise InvalidRequest("还没有选文件，或者文件是空的；请先选一个文件")
    path = tuple(int(part) if part.isdecimal() else part for part in split(pointer))
    if verb == PICTURE:
        _refuse_bad_image(upload)
    else:
        _refuse_bad_file(making, desk, upload, value_at(seen.tree, path))
    digest = desk.uploads.put(author.unit_id, upload.content, desk.clock())
    is_row = isinstance(path[-1], int)
    if verb == PICTURE:
        return (
            _with_data(trail, digest) if is_row else _with_picture(desk, draft, trail, digest, upload.caret)
        )
    held = {"name": upload.name, "digest": digest}
    return _with_file(trail, held) if is_row else _with_attachment(desk, draft, trail, held)


def _refuse_bad_image(upload: Upload) -> None:
    try:
        read_image(upload.content)
    except BadImage as error:
        raise InvalidRequest(f"“{upload.name}”：{error}") from error


def _refuse_bad_file(making: Making, desk: Desk, upload: Upload, row: Any) -> None:
    """Make the file's pages: what can't be told now, LibreOffice being away, is told when the paper is made."""
    digest = hashlib.sha256(upload.content).hexdigest()
    attachment: dict[str, Any] = {"title": "附件", "file": {"name": upload.name, "digest": digest}}
    if isinstance(row, dict) and "binding" in row:
        attachment["binding"] = row["binding"]
    tree = {"paper": {"attachments": [attachment]}}
    try:
        making.attach(desk.catalog.paper(_ANY_PAPER), tree, {digest: upload.content}, {})
    except InvalidContent as error:
        raise InvalidRequest("；".join(finding.message for finding in error.findings)) from error
    except ConversionError:
        return


_ANY_PAPER = "general"  #: attachments are the same in all; a campaign's belong to none


def _with_file(trail: Trail, file: dict[str, str]) -> Act:
    def act(now: Writing) -> Writing:
        row = _row(now, trail)
        return _put(now, trail, {**row, "title": row.get("title") or _title(file["name"]), "file": file})

    return act


def _with_attachment(desk: Desk, draft: Draft, trail: Trail, file: dict[str, str]) -> Act:
    row = {"title": _title(file["name"]), "file": file}
    return lambda now: insert(desk.shapes, desk.shape(draft.paper_type), now, trail, None, [row], None)


def _with_data(trail: Trail, digest: str) -> Act:
    def act(now: Writing) -> Writing:
        row = {name: value for name, value in _row(now, trail).items() if name != "data"}
        return _put(now, trail, {**row, "digest": digest})

    return act


def _with_picture(desk: Desk, draft: Draft, trail: Trail, digest: str, caret: int | None) -> Act:
    block = {"kind": "image", "digest": digest}

    def act(now: Writing) -> Writing:
        at = None if caret is None else _index_at(desk, now, trail, caret)
        return insert(desk.shapes, desk.shape(draft.paper_type), now, trail, at, [block], None)

    return act


def _index_at(desk: Desk, now: Writing, trail: Trail, caret: int) -> int | None:
    """Return before which block a place in the shown text is: behind the one whose lines it stands in."""
    path = path_of(trail, now.ids)
    reader = reader_at(desk.shapes, now, trail, value_at(now.tree, path or ()))
    ends = [end for _, end in spans(reader.shown)]
    return next((i + 1 for i, end in enumerate(ends) if caret <= end), None)


def _row(now: Writing, trail: Trail) -> dict[str, Any]:
    path = path_of(trail, now.ids)
    row = value_at(now.tree, path) if path else None
    if not isinstance(row, dict):
        raise LookupError(trail)
    return row


def _put(now: Writing, trail: Trail, row: dict[str, Any]) -> Writing:
    tree = copy.deepcopy(dict(now.tree))
    put(tree, path_of(trail, now.ids) or (), row)
    return Writing(tree, now.ids)


def _title(name: str) -> str:
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.split())[:_MOST_TITLE] or name
