"""Small PDFs whose every number is known, written operator by operator."""

import io

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

A4 = (0, 0, 595.276, 841.89)
#: The test font's glyphs: a box in 1000 units an em, (left, bottom, right, top); a blank has none.
BOXES = {"wen": (100, -50, 900, 750), "ji": (0, 0, 1000, 800), "blank": None}
TEXTS = {"wen": "文", "ji": "𠮷", "blank": " "}
#: Codes to be shown with <…> Tj.
WEN, JI, BLANK = "0001", "0002", "0003"


def box_font() -> bytes:
    """Return a TrueType font whose glyphs are plain boxes."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *BOXES])
    glyphs = {}
    for name, box in {".notdef": None, **BOXES}.items():
        pen = TTGlyphPen(None)
        if box:
            left, bottom, right, top = box
            pen.moveTo((left, bottom))
            for point in ((left, top), (right, top), (right, bottom)):
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupCharacterMap({ord(text): name for name, text in TEXTS.items()})
    builder.setupGlyf(glyphs)
    bearings = {name: box[0] if box else 0 for name, box in {".notdef": None, **BOXES}.items()}
    builder.setupHorizontalMetrics({name: (1000, bearing) for name, bearing in bearings.items()})
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Box", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _to_unicode() -> bytes:
    pairs = "\n".join(
        f"<{index:04x}> <{text.encode('utf-16-be').hex()}>" for index, text in enumerate(TEXTS.values(), 1)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(TEXTS)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()


def pdf(
    content: str,
    *,
    media: tuple[float, ...] = A4,
    crop: tuple[float, ...] | None = None,
    rotate: int = 0,
    form: str = "",
    password: str = "",
) -> bytes:
    """Return a PDF of one page with /Box (embedded), /Helv (not embedded), an image /Im and a form /Fm."""
    document = pikepdf.new()
    name, dictionary = pikepdf.Name, pikepdf.Dictionary
    descriptor = dictionary(
        Type=name.FontDescriptor,
        FontName=name("/ABCDEF+Chengwen Box"),
        Flags=4,
        FontBBox=[0, -100, 1000, 900],
        ItalicAngle=0,
        Ascent=900,
        Descent=-100,
        CapHeight=800,
        StemV=80,
        FontFile2=pikepdf.Stream(document, box_font()),
    )
    descendant = dictionary(
        Type=name.Font,
        Subtype=name.CIDFontType2,
        BaseFont=name("/ABCDEF+Chengwen Box"),
        CIDSystemInfo=dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=document.make_indirect(descriptor),
        CIDToGIDMap=name.Identity,
        DW=1000,
    )
    box = dictionary(
        Type=name.Font,
        Subtype=name.Type0,
        BaseFont=name("/ABCDEF+Chengwen Box"),
        Encoding=name("/Identity-H"),
        DescendantFonts=[document.make_indirect(descendant)],
        ToUnicode=pikepdf.Stream(document, _to_unicode()),
    )
    helvetica = dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica)
    image = pikepdf.Stream(document, b"\x00")
    image.stream_dict.update(
        dictionary(
            Type=name.XObject,
            Subtype=name.Image,
            Width=1,
            Height=1,
            ColorSpace=name.DeviceGray,
            BitsPerComponent=8,
        )
    )
    inner = pikepdf.Stream(document, form.encode())
    inner.stream_dict.update(
        dictionary(Type=name.XObject, Subtype=name.Form, BBox=[0, 0, 1000, 1000], Matrix=[1, 0, 0, 1, 0, 100])
    )
    page = dictionary(
        Type=name.Page,
        MediaBox=list(media),
        Rotate=rotate,
        Resources=dictionary(
            Font=dictionary(Box=box, Helv=helvetica), XObject=dictionary(Im=image, Fm=inner)
        ),
        Contents=pikepdf.Stream(document, content.encode()),
    )
    if crop:
        page.CropBox = list(crop)
    document.pages.append(pikepdf.Page(document.make_indirect(page)))
    out = io.BytesIO()
    encryption = pikepdf.Encryption(owner="owner", user=password) if password else None
    document.save(out, encryption=encryption) if encryption else document.save(out)
    document.close()
    return out.getvalue()
