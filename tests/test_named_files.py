from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from service.errors import InvalidContent
from service.named_files import digests_in, refuse_lost_files, with_images, without_images

PICTURE = b"\x89PNG and so on"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
OTHER = "b" * 64


def a_tree(**image: Any) -> dict[str, Any]:
    block = {"kind": "image", "alternative": "图", **image}
    return {"paper": {"text": [{"kind": "phase", "text": [block]}]}}


def test_an_image_goes_by_its_digest_and_comes_back() -> None:
    whole = a_tree(data=base64.b64encode(PICTURE).decode(), caption="图1")
    named, files = without_images(whole)
    assert named == a_tree(digest=DIGEST, caption="图1")
    assert files == {DIGEST: PICTURE}
    assert with_images(named, files) == whole
    assert digests_in(named) == {DIGEST}


def test_what_is_no_base64_stays_where_it_is() -> None:
    assert without_images(a_tree(data="！")) == (a_tree(data="！"), {})
    assert without_images(a_tree()) == (a_tree(), {})


def test_a_lost_image_is_told_at_its_place() -> None:
    with pytest.raises(InvalidContent) as refused:
        with_images(a_tree(digest=OTHER), {})
    (finding,) = refused.value.findings
    assert (finding.rule, finding.pointer) == ("lost-file", "/paper/text/0/text/0/digest")


def test_lost_attachments_are_told_too() -> None:
    tree = {"paper": {"attachments": [{"title": "表", "file": {"name": "表.xlsx", "digest": OTHER}}]}}
    refuse_lost_files(tree, {OTHER})
    with pytest.raises(InvalidContent) as refused:
        refuse_lost_files(tree, {DIGEST})
    assert refused.value.findings[0].pointer == "/paper/attachments/0/file/digest"
