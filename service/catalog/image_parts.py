"""Images in a template's docx: the drawing in place of an alternative text, the parts that hold the images.

Word can't hold a tag in a drawing, so the template has a paragraph with ``{{ block.image.alternative }}``; that
run becomes the drawing when the template is compiled.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from service.catalog.scanning import W

_ALTERNATIVE = "{{ block.image.alternative }}"
#: What the drawing names; the template is checked for the alternative text alone.
IMAGE_NAMES = frozenset(f"block.image.{name}" for name in ("alternative", "relation", "width", "height")) | {
    "block.key"
}

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_SIZE = 'cx="{{ block.image.width }}" cy="{{ block.image.height }}"'
_XML = f"""<w:drawing xmlns:w="{W[1:-1]}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"
 xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"><wp:inline distT="0" distB="0" distL="0" distR="0"
><wp:extent {_SIZE}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{{{{ block.key }}}}"
 name="图片{{{{ block.key }}}}" descr="{_ALTERNATIVE}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"
/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr
 id="{{{{ block.key }}}}" name="图片{{{{ block.key }}}}" descr="{_ALTERNATIVE}"/><pic:cNvPicPr/></pic:nvPicPr
><pic:blipFill><a:blip r:embed="{{{{ block.image.relation }}}}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill
><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {_SIZE}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom
></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""


def bind_images(root: etree._Element) -> None:
    """Put a drawing in place of each run that holds the alternative text of an image and nothing else."""
    for run in list(root.iter(f"{W}r")):
        texts = list(run.iter(f"{W}t"))
        if "".join(text.text or "" for text in texts).strip() != _ALTERNATIVE:
            continue
        for text in texts:
            run.remove(text)
        run.append(etree.fromstring(_XML.replace("\n", "")))


def relation_of(file: str) -> str:
    """Return the id of the relation to an image by its file name."""
    return f"rIdImage{file.partition('.')[0]}"


def with_images(parts: Mapping[str, bytes], images: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the members of a docx that hold images: their data, the relations to them, the types of their names."""
    relations, types = etree.fromstring(parts[_RELATIONS]), etree.fromstring(parts[_TYPES])
    known = {default.get("Extension", "").lower() for default in types}
    made = {}
    for file, data in images.items():
        made[f"word/media/{file}"] = data
        etree.SubElement(
            relations, f"{{{relations.nsmap[None]}}}Relationship",
            Id=relation_of(file), Type=f"{_OFFICE}/image", Target=f"media/{file}",
        )  # fmt: skip
        ending = file.rpartition(".")[2]
        if ending not in known:
            default = etree.Element(
                f"{{{types.nsmap[None]}}}Default", Extension=ending, ContentType=f"image/{ending}"
            )
            types.insert(0, default)
            known.add(ending)
    changed = {_TYPES: types, _RELATIONS: relations}
    return made | {
        name: etree.tostring(root, encoding="UTF-8", standalone=True) for name, root in changed.items()
    }
