"""Pictures of pages as bytes, to be passed from one process to another."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict

from service.rendering.attached import PagePicture

_LENGTH = struct.Struct("!I")


def written(pictures: tuple[PagePicture, ...]) -> bytes:
    """Return pictures as bytes that `read` understands."""
    about = json.dumps(
        [{**asdict(picture), "data": len(picture.data)} for picture in pictures], ensure_ascii=False
    ).encode()
    return b"".join((_LENGTH.pack(len(about)), about, *(picture.data for picture in pictures)))


def read(written: bytes) -> tuple[PagePicture, ...]:
    """Return the pictures that `written` wrote."""
    (length,) = _LENGTH.unpack_from(written)
    place = _LENGTH.size + length
    found = []
    for about in json.loads(written[_LENGTH.size : place]):
        size = about.pop("data")
        about |= {"size": tuple(about["size"]), "box": tuple(about["box"])}
        found.append(PagePicture(data=written[place : place + size], **about))
        place += size
    return tuple(found)
