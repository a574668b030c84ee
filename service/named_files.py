"""Files that content names by their digest: attachments, and images of a text in drafts and in jobs that wait.

A draft has many revisions, and each would repeat an image's bytes; so they name it. What a paper is made from, and
its record keeps, holds the bytes: it needs nothing else to be made again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from service.document.finding import Finding
from service.document.pointer import join, walk
from service.errors import InvalidContent

Path = tuple[str | int, ...]
Tree = Mapping[str, Any]
_MOST_LEVELS = 64


def with_images(tree: Tree, files: Mapping[str, bytes]) -> Tree:
    """Return content with the bytes of each image in place of its digest; the same tree if it names none.

    Raises:
        InvalidContent: if ``files`` lacks one; it names each.
    """
    named = [(path, block["digest"]) for path, block in _images(tree) if "digest" in block]
    _refuse_lost(named, files)

    def put(block: Tree) -> Tree:
        if "digest" not in block:
            return block
        data = base64.b64encode(files[block["digest"]]).decode()
        return {name: value for name, value in block.items() if name != "digest"} | {"data": data}

    return _changed(tree, put) if named else tree


def without_images(tree: Tree) -> tuple[Tree, Mapping[str, bytes]]:
    """Return content with the digest of each image in place of its bytes, and the images by digest.

    What is no base64 stays where it is, for the check to tell of it.
    """
    files: dict[str, bytes] = {}

    def take(block: Tree) -> Tree:
        data = _decoded(block.get("data"))
        if data is None:
            return block
        digest = hashlib.sha256(data).hexdigest()
        files[digest] = data
        return {name: value for name, value in block.items() if name != "data"} | {"digest": digest}

    return _changed(tree, take), files


def digests_in(tree: Tree) -> set[str]:
    """Return the digests of all files that content names: images of the text, files of attachments."""
    return {digest for _, digest in _named(tree)}


def refuse_lost_files(tree: Tree, files: Container[str]) -> None:
    """Refuse content that names a file which is not among ``files`` (digests).

    Raises:
        InvalidContent: it names each.
    """
    _refuse_lost(list(_named(tree)), files)


def _refuse_lost(named: Sequence[tuple[Path, str]], files: Container[str]) -> None:
    told = "没有收到这个文件的内容，请重新添上"
    lost = tuple(
        Finding("lost-file", told, join((*path, "digest")), "文件")
        for path, digest in named
        if digest not in files
    )
    if lost:
        raise InvalidContent(f"有 {len(lost)} 个文件没有收到，请逐个重新添上", lost)


def _named(tree: Any) -> Iterator[tuple[Path, str]]:
    for path, value in walk(tree, _MOST_LEVELS):
        if isinstance(value, Mapping) and isinstance(value.get("digest"), str):
            yield path, value["digest"]


def _images(tree: Any) -> Iterator[tuple[Path, Tree]]:
    for path, value in walk(tree, _MOST_LEVELS):
        if isinstance(value, Mapping) and value.get("kind") == "image":
            yield path, value


def _changed(value: Any, change: Callable[[Tree], Tree]) -> Any:
    if isinstance(value, Mapping):
        if value.get("kind") == "image":
            return change(value)
        return {name: _changed(part, change) for name, part in value.items()}
    return [_changed(part, change) for part in value] if isinstance(value, list) else value


def _decoded(data: object) -> bytes | None:
    try:
        return (base64.b64decode(data, validate=True) if isinstance(data, str) else b"") or None
    except (binascii.Error, ValueError):
        return None
