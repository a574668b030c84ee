"""CustomTags: which text objects are the title, the number, the issuer, the date (GB/T 33190, 自定义标引)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    for name, text in texts.items():
        span = _spanning(placed, at, _squeezed(text))
        if span:
            at = span.stop
            found.append((name, placed[span.start : span.stop]))
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


def _spanning(placed: Sequence[Placed], at: int, wanted: str) -> range:
    """Return which objects from ``at`` on are together a text and nothing else; an empty range if none are."""
    for first in range(at, len(placed)) if wanted else ():
        joined = ""
        for last in range(first, len(placed)):
            joined += _squeezed(placed[last].text)
            if joined == wanted:
                return range(first, last + 1)
            if not wanted.startswith(joined):
                break
    return range(0)


def _squeezed(text: str) -> str:
    return _BLANK.sub("", text)
