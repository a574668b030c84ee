from __future__ import annotations

import io
import zipfile

import docx
import pytest

from service.catalog.package import Package
from tests.catalog.word_files import a_template

DATA = a_template("甲", "乙")


def members(data: bytes) -> dict[str, tuple[bytes, bytes]]:
    """Name → (compressed, uncompressed) bytes."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        for i in z.infolist():
            start = i.header_offset + 30 + len(i.filename.encode())
            found[i.filename] = data[start : start + i.compress_size], z.read(i)
    return found


def test_what_is_read_is_what_is_written() -> None:
    written = members(Package(DATA).write())
    with zipfile.ZipFile(io.BytesIO(DATA)) as z:
        assert {n: plain for n, (_, plain) in written.items()} == {n: z.read(n) for n in z.namelist()}
        assert list(written) == z.namelist()


def test_python_docx_and_zipfile_open_what_is_written() -> None:
    data = Package(DATA).write()
    assert [p.text for p in docx.Document(io.BytesIO(data)).paragraphs] == ["甲", "乙"]
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        assert z.testzip() is None
        assert {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_members_give_the_same_bytes() -> None:
    package = Package(DATA)
    assert package.write() == package.write() == Package(package.write()).write()


def test_writing_changes_only_what_changed_and_leaves_the_package_alone() -> None:
    package = Package(DATA)
    before = package.write()
    changed = members(package.write({"word/styles.xml": b"<new/>"}))
    assert changed["word/styles.xml"][1] == b"<new/>"
    assert {n for n, m in members(before).items() if m != changed[n]} == {"word/styles.xml"}
    assert package.write() == before


def test_chinese_member_names_survive() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as z:
        z.writestr("word/图片.xml", "<图/>")
    with zipfile.ZipFile(io.BytesIO(Package(kept.getvalue()).write())) as z:
        assert z.read("word/图片.xml").decode() == "<图/>"


def test_an_empty_member_and_an_empty_package() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as z:
        z.writestr("empty", "")
    assert members(Package(kept.getvalue()).write())["empty"][1] == b""
    kept = io.BytesIO()
    zipfile.ZipFile(kept, "w").close()
    with zipfile.ZipFile(io.BytesIO(Package(kept.getvalue()).write())) as z:
        assert z.namelist() == []


def test_no_zip_is_refused() -> None:
    with pytest.raises(zipfile.BadZipFile):
        Package(b"no zip")
