"""Puts the pages of attached files themselves into a PDF, in place of their pictures: sharp, and text that can be found.

A page whose look may depend on more than what it draws stays a picture: one with notes or fields over it, with layers,
or with fonts that it doesn't bring.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from service.rendering.attached import AttachedFile, PagePicture

#: Forms may hold each other; deeper ones are not looked into, and stay pictures.
_MOST_LEVELS = 8
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def with_real_pages(pdf: bytes, attached: Mapping[str, AttachedFile], printed: Sequence[str]) -> bytes:
    """Return the PDF with the pages of ``attached`` files in place of their pictures.

    Args:
        pdf: as LibreOffice made it.
        attached: the files by digest.
        printed: the names of all images in the order in which they are printed.
    """
    places = {
        page.name: (digest, i)
        for digest, file in attached.items()
        if file.pdf
        for i, page in enumerate(file.pages)
    }
    wanted = [(attached[places[n][0]].pages[places[n][1]], *places[n]) for n in printed if n in places]
    if not wanted:
        return pdf
    sources = {digest: pikepdf.open(io.BytesIO(attached[digest].pdf)) for _, digest, _ in wanted}
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            _replace(document, wanted, sources)
            out = io.BytesIO()
            document.save(out, deterministic_id=True)
            return out.getvalue()
    finally:
        for source in sources.values():
            source.close()


def _replace(
    document: Pdf, wanted: Sequence[tuple[PagePicture, str, int]], sources: Mapping[str, Pdf]
) -> None:
    left = list(wanted)
    for page in document.pages:
        images = page.Resources.get("/XObject", Dictionary())
        uses, gone = Counter[str](), Counter[str]()
        instructions: list[Any] = []
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operands[0]) if str(instruction.operator) == "Do" else ""
            uses[name] += 1
            instructions.append(instruction)
            found = next((one for one in left if _shows(images.get(name), one[0])), None) if name else None
            if found is not None:
                left.remove(found)
                picture, digest, index = found
                form = _form(document, sources[digest], index, picture)
                if form is not None:
                    gone[name] += 1
                    instructions[-1] = (
                        [page.add_resource(form, Name.XObject, Name(f"/Attached{len(left)}"))],
                        instruction.operator,
                    )
        if gone:
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))
            page.Resources = _without(page.Resources, {name for name in gone if gone[name] == uses[name]})


def _without(resources: Any, names: set[str]) -> Any:
    """Return resources without these images; LibreOffice's pages share theirs."""
    kept = Dictionary(resources)
    kept.XObject = Dictionary({k: v for k, v in resources.XObject.items() if k not in names})
    return kept


def _shows(image: Any, picture: PagePicture) -> bool:
    if image is None or image.get("/Subtype") != "/Image":
        return False
    return (int(image.Width), int(image.Height)) == picture.size


def _form(document: Pdf, source: Pdf, index: int, picture: PagePicture) -> Any:
    """Return a page as a form over the unit square, where an image stands; None if it should stay a picture."""
    page = source.pages[index].obj
    resources = _inherited(page, "/Resources")
    if _may_change(page) or not _is_whole(resources, _MOST_LEVELS):
        return None
    contents = page.get("/Contents")
    parts = contents if isinstance(contents, pikepdf.Array) else [] if contents is None else [contents]
    form = document.make_stream(b"\n".join(part.read_bytes() for part in parts))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Matrix = list(picture.box), _onto_unit_square(picture)
    form.Resources = document.copy_foreign(source.make_indirect(resources or Dictionary()))
    if "/Group" in page:
        form.Group = document.copy_foreign(source.make_indirect(page.Group))
    return form


def _onto_unit_square(picture: PagePicture) -> list[float]:
    left, bottom, right, top = picture.box or (0.0, 0.0, 1.0, 1.0)
    width, height = right - left, top - bottom
    return {
        0: [1 / width, 0, 0, 1 / height, -left / width, -bottom / height],
        1: [0, -1 / width, 1 / height, 0, -bottom / height, 1 + left / width],
        2: [-1 / width, 0, 0, -1 / height, right / width, 1 + bottom / height],
        3: [0, 1 / width, -1 / height, 0, top / height, -left / width],
    }[picture.quarter_turns]


def _inherited(page: Any, name: str) -> Any:
    node = page
    for _ in range(_MOST_LEVELS * 4):
        if node is None or name in node:
            break
        node = node.get("/Parent")
    return None if node is None else node.get(name)


def _may_change(page: Any) -> bool:
    """Tell whether more is seen of a page than what it draws, or another size than in user space."""
    notes = page.get("/Annots", ())
    return "/UserUnit" in page or any(note.get("/Subtype") != "/Link" for note in notes)


def _is_whole(resources: Any, levels: int) -> bool:
    """Tell whether all fonts are there and no layer can be switched off, in the forms inside too."""
    if resources is None:
        return True
    if levels == 0 or any(
        "/OCGs" in one or one.get("/Type") == "/OCG" for one in _values(resources, "/Properties")
    ):
        return False
    if not all(map(_is_embedded, _values(resources, "/Font"))):
        return False
    return all(
        "/OC" not in one and (one.get("/Subtype") != "/Form" or _is_whole(one.get("/Resources"), levels - 1))
        for one in _values(resources, "/XObject")
    )


def _values(resources: Any, kind: str) -> Iterator[Any]:
    yield from (value for _, value in resources.get(kind, Dictionary()).items())


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return _is_whole(font.get("/Resources"), 1)
    described = [*font.get("/DescendantFonts", ()), font]
    return any(name in one.get("/FontDescriptor", Dictionary()) for one in described for name in _FONT_FILES)
