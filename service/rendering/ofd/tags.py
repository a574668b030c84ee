"""CustomTags: which text objects are the title, the number, the issuer, the date (GB/T 33190, 自定义标引)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from service.rendering.ofd.xml import DECLARATION, NAMESPACE, element, part, text_element

TAG_NAMESPACE = "urn:chengwen:official-document:1"
"""Names the elements of the tag file: DocumentNumber, Title, Issuer, IssueDate."""

_BLANK = re.compile(r"\s")


class Placed(NamedTuple):
    """A text object: its page, its own number, its text."""

    page: int
    identifier: int
    text: str


def tag_parts(placed: Sequence[Placed], texts: Mapping[str, str]) -> Mapping[str, bytes]:
    """Return the parts that tag ``texts`` (element → its text, in the order of the page), each as far as it is found.

    A text is looked for behind the one before it, so that an issuer in the mark is not taken for the 署名.
    """
    found, at = [], 0
    joined = "".join(_squeezed(one.text) for one in placed)
    for name, text in texts.items():
        wanted = _squeezed(text)
        start = joined.find(wanted, at) if wanted else -1
        if start >= 0:
            at = start + len(wanted)
            found.append((name, list(_overlapping(placed, start, at))))
    rows = "".join(
        f"<t:{name}>"
        + "".join(text_element("ObjectRef", str(o.identifier), PageRef=o.page) for o in objects)
        + f"</t:{name}>"
        for name, objects in found
    )
    tag = (
        f"{DECLARATION}<t:OfficialDocument xmlns:t={quoteattr(TAG_NAMESPACE)} xmlns:ofd={quoteattr(NAMESPACE)}>"
        f"{rows}</t:OfficialDocument>"
    )
    listed = element("CustomTag", text_element("FileLoc", "CustomTag.xml"), NameSpace=TAG_NAMESPACE)
    return {"Tags/CustomTags.xml": part("CustomTags", [listed]), "Tags/CustomTag.xml": tag.encode()}


def _overlapping(placed: Sequence[Placed], start: int, end: int) -> Iterator[Placed]:
    at = 0
    for one in placed:
        length = len(_squeezed(one.text))
        if at < end and at + length > start:
            yield one
        at += length


def _squeezed(text: str) -> str:
    return _BLANK.sub("", text)
