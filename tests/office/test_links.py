from __future__ import annotations

import io
import zipfile

import pytest

from service.office.links import linked_contents
from tests.office.papers import a_docx

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with(kind: str, name: str = "word/_rels/document.xml.rels", mode: str = "External") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            name,
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/{kind}" Target="file:///etc/hosts" TargetMode="{mode}"/>'
            "</Relationships>",
        )
    return made.getvalue()


@pytest.mark.parametrize("kind", ["image", "oleObject", "aFChunk", "subDocument", "frame", "unheard-of"])
def test_contents_from_elsewhere_are_found(kind: str) -> None:
    assert linked_contents(_with(kind)) == ("file:///etc/hosts",)


@pytest.mark.parametrize("name", ["WORD/_rels/Header1.XML.RELS", "_rels/.rels"])
def test_in_every_part(name: str) -> None:
    assert linked_contents(_with("image", name)) == ("file:///etc/hosts",)


@pytest.mark.parametrize(
    ("kind", "mode"), [("hyperlink", "External"), ("attachedTemplate", "External"), ("image", "Internal")]
)
def test_what_opens_nothing_may_stay(kind: str, mode: str) -> None:
    assert linked_contents(_with(kind, mode=mode)) == ()


@pytest.mark.parametrize(
    "part",
    [b"<no", b" " * 2_000_000 + b"<a/>", b'<!DOCTYPE a [<!ENTITY x "External">]><a/>'],
    ids=["broken", "long", "dtd"],
)
def test_what_hides_its_links_is_found(part: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/_rels/document.xml.rels", part)
    assert linked_contents(made.getvalue()) == ("word/_rels/document.xml.rels",)


def test_a_paper_has_none_and_garbage_neither() -> None:
    assert linked_contents(a_docx("一")) == ()
    assert linked_contents(a_docx("一", picture="http://x/y.png")) == ("http://x/y.png",)
    assert linked_contents(b"no docx") == ()
    assert linked_contents(a_docx("一")[:9000]) == ()
