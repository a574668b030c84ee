"""Small docx files for the converter's tests."""

from __future__ import annotations

import io

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

_PICTURE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><wp:inline>
 <wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="linked"/><a:graphic>
 <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
 <pic:nvPicPr><pic:cNvPr id="1" name="linked"/><pic:cNvPicPr/></pic:nvPicPr>
 <pic:blipFill><a:blip r:link="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
 <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>
 <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
 </wp:inline></w:drawing>"""


def a_docx(*paragraphs: str, picture: str = "") -> bytes:
    """A docx of these paragraphs; ``picture`` is the address of a picture that it links to."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if picture:
        link = document.part.relate_to(picture, RELATIONSHIP_TYPE.IMAGE, is_external=True)
        document.add_paragraph().add_run()._r.append(parse_xml(_PICTURE.format(id=link)))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
