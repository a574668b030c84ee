from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from service.layout.metrics import FontMetrics
from service.rendering.content import Content
from service.rendering.office_copy import for_libreoffice
from service.rendering.pipeline import render
from tests.rendering.papers import altered

OVERFLOW = re.compile(rb'<w:overflowPunct w:val="[^"]*"/>')


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as z:
        return {n: z.read(n) for n in z.namelist()}


@pytest.mark.parametrize("name", ["yingkou", "binhai"])
def test_the_copy_differs_in_one_constant_only(
    content: Callable[[str], Content], metrics: FontMetrics, name: str
) -> None:
    docx = render(content(name), metrics, None).docx
    own, copy = parts(docx), parts(for_libreoffice(docx))
    assert list(own) == list(copy)
    changed = {n for n in own if own[n] != copy[n]}
    assert changed == {"word/styles.xml"}
    for part in changed:
        assert OVERFLOW.sub(b"", own[part]) == OVERFLOW.sub(b"", copy[part])
        assert set(OVERFLOW.findall(own[part])) == {b'<w:overflowPunct w:val="0"/>'}
        assert set(OVERFLOW.findall(copy[part])) == {b'<w:overflowPunct w:val="1"/>'}


def test_the_copy_of_the_copy_is_the_original(
    content: Callable[[str], Content], metrics: FontMetrics
) -> None:
    docx = render(content("binhai"), metrics, None).docx
    assert parts(for_libreoffice(for_libreoffice(docx))) == parts(docx)


def test_text_that_looks_like_the_constant_stays_as_it_is(
    content: Callable[[str], Content], metrics: FontMetrics
) -> None:
    text = '<w:overflowPunct w:val="0"/>'
    docx = render(altered(content("binhai"), {"text": [text]}), metrics, None).docx
    assert parts(for_libreoffice(docx))["word/document.xml"] == parts(docx)["word/document.xml"]
