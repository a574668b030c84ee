"""The fonts that LibreOffice and the layout really use: which file serves a family, in which order.

One private fontconfig file, made by the set-up, is the single source: LibreOffice reads it through
``FONTCONFIG_FILE``, and this module reads the same folders and the same order of substitutes out of it, so
that the predicted and the rendered page are set in the same glyphs. A test holds this against ``fc-match``.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from fontTools.ttLib import TTCollection, TTFont, TTLibError

DOCUMENT_FAMILIES = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体")
"""The families that a paper names, unless its layout profile names others (GB/T 9704 5.2.2 and the practice of offices)."""

LAST_RESORT = "AR PL UMing CN"
"""The family that has the characters which the stand-ins lack (镕 祎 赟 喆 堃 …)."""

SUBSTITUTES: Mapping[str, tuple[str, ...]] = {
    "仿宋_GB2312": ("仿宋", "Chengwen Fang", LAST_RESORT),
    "仿宋": ("仿宋_GB2312", "Chengwen Fang", LAST_RESORT),
    "楷体_GB2312": ("楷体", "Chengwen Kai", LAST_RESORT),
    "楷体": ("楷体_GB2312", "Chengwen Kai", LAST_RESORT),
    "黑体": ("Chengwen Hei", LAST_RESORT),
    "方正小标宋简体": ("方正小标宋_GBK", "Chengwen Biaosong", LAST_RESORT),
    "宋体": ("Chengwen Song", LAST_RESORT),
}
"""What serves a family whose own font is missing, or lacks a character, best first."""

_SAME_DESIGN = frozenset(
    {("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "方正小标宋_GBK")}
)
_FONT_SUFFIXES = frozenset({".ttf", ".ttc", ".otf", ".otc"})


@dataclass(frozen=True)
class FontFace:
    """One face in a font file.

    ``index`` is its place in a collection (0 in a single font); ``families`` are all its family names,
    Chinese and English; ``digest`` is the SHA-256 of the whole file in hex; ``cff`` says that its outlines
    are cubic, so that the bytes of a PDF made with it are not reproducible.
    """

    path: Path
    index: int
    families: tuple[str, ...]
    digest: str
    cff: bool


@dataclass(frozen=True)
class ServedFamily:
    """How one family that a paper names is served: ``chain`` is the order in which a glyph is looked for.

    An empty ``chain`` means that no font is there at all.
    """

    family: str
    chain: tuple[FontFace, ...]
    served_by: str
    substituted: bool


@dataclass(frozen=True)
class FontSet:
    """All that a fontconfig file offers. ``families`` has the five of :data:`DOCUMENT_FAMILIES` first."""

    families: Mapping[str, ServedFamily]
    faces: tuple[FontFace, ...]

    def served(self, family: str) -> ServedFamily:
        """How ``family`` is served. Raises KeyError for a family that no paper and no alias names."""
        return self.families[family]

    @property
    def complete(self) -> bool:
        """Whether every family that a paper names has a font."""
        return all(self.families[name].chain for name in DOCUMENT_FAMILIES)


def font_set(fonts_conf: Path) -> FontSet:
    """Read the fonts that ``fonts_conf`` offers, once per process and state of the folders.

    A missing file gives a set without fonts, so that ``doctor`` can report it; an unreadable font in a
    folder is passed over, as fontconfig does.
    """
    try:
        conf = fonts_conf.read_bytes()
    except OSError:
        return _arrange({}, ())
    folders = tuple(Path(folder) for folder in _texts(conf, "dir"))
    files = tuple((path, path.stat().st_mtime_ns) for folder in folders for path in _font_files(folder))
    return _read(conf, files)


@functools.lru_cache(maxsize=8)
def _read(conf: bytes, files: tuple[tuple[Path, int], ...]) -> FontSet:
    faces = tuple(face for path, _ in files for face in _faces(path))
    return _arrange(_aliases(conf), faces)


def _arrange(aliases: Mapping[str, tuple[str, ...]], faces: tuple[FontFace, ...]) -> FontSet:
    names = dict.fromkeys((*DOCUMENT_FAMILIES, *SUBSTITUTES, *aliases))
    return FontSet({name: _serve(name, aliases.get(name, ()), faces) for name in names}, faces)


def _serve(family: str, substitutes: tuple[str, ...], faces: tuple[FontFace, ...]) -> ServedFamily:
    by_name = [(name, face) for name in (family, *substitutes) for face in faces if name in face.families]
    chain = tuple(dict.fromkeys(face for _, face in by_name))
    served_by = by_name[0][0] if by_name else ""
    own = served_by == family or (family, served_by) in _SAME_DESIGN
    return ServedFamily(family, chain, served_by, substituted=not own)


def _texts(conf: bytes, tag: str) -> list[str]:
    return [(element.text or "").strip() for element in ElementTree.fromstring(conf).iter(tag)]


def _aliases(conf: bytes) -> dict[str, tuple[str, ...]]:
    return {
        alias.findtext("family", ""): tuple(name.text or "" for name in alias.findall("accept/family"))
        for alias in ElementTree.fromstring(conf).iter("alias")
    }


def _font_files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in _FONT_SUFFIXES and path.is_file()
    )


def _faces(path: Path) -> Iterator[FontFace]:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        with path.open("rb") as stream:
            for index, font in enumerate(_open(path, stream)):
                yield FontFace(path, index, _family_names(font), digest, cff="CFF " in font or "CFF2" in font)
    except (OSError, TTLibError):
        return


def _open(path: Path, stream: object) -> list[TTFont]:
    if path.suffix.lower() in {".ttc", ".otc"}:
        return list(TTCollection(stream, lazy=True).fonts)
    return [TTFont(stream, lazy=True)]


def _family_names(font: TTFont) -> tuple[str, ...]:
    names = (record.toUnicode(errors="replace") for record in font["name"].names if record.nameID in (1, 16))
    return tuple(dict.fromkeys(names))
