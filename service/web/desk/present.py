"""What every view of the desk begins with: the desk, its author, the draft that an address names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from flask import Request, Response, current_app, url_for

from service.drafting.changing import Posted
from service.drafting.desk import Author, Desk, open_desk
from service.drafting.uploading import Upload
from service.errors import InvalidRequest
from service.images.reading import BadImage, read_image
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN
from service.web.attachment import attachment
from service.web.current import current_person, services

BOXES = {"campaigns": CAMPAIGN, "drafts": ""}
"""First part of an address → the kind of what it names; drafts are of many kinds."""


def desk() -> Desk:
    """Return the desk of the application that answers the present request."""
    if "desk" not in current_app.extensions:
        current_app.extensions["desk"] = open_desk(services())
    held: Desk = current_app.extensions["desk"]
    return held


def author() -> Author:
    """Return who is at the other end."""
    person = current_person()
    return Author(person.unit.id, person.name)


def draft_at(box: str, id: str) -> Draft:
    """Return the draft that an address names.

    Raises:
        DraftNotFound: if the author's unit has none such.
    """
    return desk().store(BOXES[box]).get(id, author().unit_id)


def box_of(draft: Draft) -> str:
    """Return the first part of a draft's address."""
    return "campaigns" if draft.paper_type == CAMPAIGN else "drafts"


def address(draft: Draft, view: str = "desk.edit", **values: Any) -> str:
    """Return the address of one of a draft's pages."""
    return url_for(view, box=box_of(draft), id=draft.id, **values)


def upload(request: Request, place: str) -> Upload | None:
    """Return the file that a form brought for a place; None if it brought none."""
    file = request.files.get(f"file:{place}")
    if file is None or not file.filename:
        return None
    caret = request.form.get(f"caret:{place}", "")
    at = int(caret) if caret.isascii() and caret.isdigit() and len(caret) < 9 else None
    with closing(file):  # a large one lies in a temporary file
        return Upload(" ".join(re.split(r"[/\\]", file.filename)[-1].split())[-200:], file.read(), at)


def shown_file(content: bytes, name: str) -> Response:
    """Return a file of a draft: an image as it would be printed, to be shown; anything else to be kept."""
    try:
        image = read_image(content)
    except BadImage:
        return attachment(content, name, "application/octet-stream")
    response = Response(image.data, content_type=f"image/{image.name.rpartition('.')[2]}")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def posted(request: Request) -> Posted:
    """Return what a form posted.

    Raises:
        InvalidRequest: if it doesn't say which revision it was made of.
    """
    number = request.form.get("revision", "")
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 10):
        raise InvalidRequest("提交的内容里没有写明依据第几次保存的稿，请刷新页面再试")

    def values(name: str) -> Sequence[str]:
        return request.form.getlist(name)

    return Posted(int(number), request.form.get("page", "")[:32], values)
