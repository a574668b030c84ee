"""The characters of one paragraph of pandoc's tree, and what has no place among plain characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.document.marks import read_number
from service.importing.paragraphs import quoted

Node = Mapping[str, Any]

#: Stand for a line that ends in the source only (SoftBreak), and one that the author ended (LineBreak).
_SOFT, _HARD = "\x0b", "\x0c"
_WIDE = re.compile("[\u2e80-\U0010ffff“”‘’—…·]")
_SPACES = re.compile("[\t\x00-\x08\x0e-\x1f]+")
_SCRIPTS = {"Superscript": "上标", "Subscript": "下标"}
_SLANTED = ("Emph", "Underline", "SmallCaps")


@dataclass(frozen=True, slots=True)
class InlineImage:
    """An image among characters: its alternative text, where it is, its width as written ("" if none is)."""

    alternative: str
    target: str
    width: str = ""

    @property
    def name(self) -> str:
        """What to call it by."""
        known = "" if self.target.startswith("data:") else self.target.rpartition("/")[2]
        return quoted(self.alternative or known or "图片")


@dataclass
class Line:
    """The characters of a paragraph, with what was lost of it.

    Attributes:
        text: its characters; lines are ended by control characters.
        losses: rule and detail of each loss.
        bold: the texts in bold.
        slanted: the texts in italics or underlined.
        images: the images among them.
        lead_end: end of the bold text at its beginning, or right behind its 序数.
    """

    text: str = ""
    losses: list[tuple[str, str]] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)
    images: list[InlineImage] = field(default_factory=list)
    lead_end: int = 0

    @property
    def flat(self) -> str:
        """The text on one line."""
        return "".join(part.text for part in self.parts())

    def parts(self) -> Iterator[Line]:
        """Yield its paragraphs: apart where the author ended a line, behind a colon, before a 序数."""
        start = 0
        for end in (*self._ends(), len(self.text)):
            raw = self.text[start:end]
            text = _joined(raw)
            shift = start + len(raw) - len(raw.lstrip())
            yield Line(text, lead_end=max(0, min(len(text), self.lead_end - shift)))
            start = end + 1

    def _ends(self) -> Iterator[int]:
        for match in re.finditer(f"[{_SOFT}{_HARD}]", self.text):
            before, behind = self.text[: match.start()].rstrip(), self.text[match.end() :].lstrip()
            if match[0] == _HARD or before.endswith("：") or read_number(behind):
                yield match.start()


def _joined(raw: str) -> str:
    """Return a text on one line; where Chinese goes on in the next line no space comes between."""
    text = re.sub(f"(?<={_WIDE.pattern}){_SOFT}\\s*|{_SOFT}\\s*(?={_WIDE.pattern})", "", raw)
    return text.replace(_SOFT, " ").strip()


def read_inlines(inlines: Sequence[Node]) -> Line:
    """Return the characters of a paragraph."""
    line = Line()
    _read(inlines, line, bold=False)
    if "\t" in line.text.strip():
        line.losses.append(("tab", ""))
    if _HARD in line.text.strip():
        line.losses.append(("line-break", ""))
    line.text = _SPACES.sub(" ", line.text)
    return line


def _read(inlines: Iterable[Node], line: Line, *, bold: bool) -> None:
    for inline in inlines:
        _one(inline["t"], inline.get("c"), line, bold=bold)


def _one(kind: str, content: Any, line: Line, *, bold: bool) -> None:
    match kind:
        case "Str":
            line.text += content
        case "Space":
            line.text += " "
        case "SoftBreak":
            line.text += _SOFT
        case "LineBreak":
            line.text += _HARD
        case "Strong":
            _bold(content, line, bold=bold)
        case "Emph" | "Underline" | "SmallCaps" | "Strikeout" | "Superscript" | "Subscript":
            start = len(line.text)
            _read(content, line, bold=bold)
            _marked(kind, line.text[start:], line)
        case "Quoted" | "Cite" | "Span":
            _read(content[1], line, bold=bold)
        case "Link":
            start = len(line.text)
            _read(content[1], line, bold=bold)
            target = content[2][0]
            if target not in (line.text[start:], f"mailto:{line.text[start:]}") and not target.startswith(
                "#"
            ):
                line.losses.append(("link", f"{quoted(line.text[start:])}（{target[:100]}）"))
        case "Image":
            line.images.append(_image(content))
        case "Note":
            line.losses.append(("footnote", quoted(plain(content))))
        case "Math":
            line.losses.append(("formula", quoted(content[1])))
        case "Code":
            line.text += content[1]
            line.losses.append(("code", quoted(content[1])))
        case "RawInline":
            line.losses.append(("raw", quoted(content[1])))
        case _:
            line.losses.append(("unknown", kind))


def _image(content: Any) -> InlineImage:
    (_, _, pairs), said, (target, title) = content
    alternative = " ".join((plain(said) or title).split())
    return InlineImage(alternative, target, dict(pairs).get("width", ""))


def _bold(content: Sequence[Node], line: Line, *, bold: bool) -> None:
    start = len(line.text)
    _read(content, line, bold=True)
    text = line.text[start:]
    if bold or not text.strip():
        return
    line.bold.append(text.strip())
    number = read_number(line.text)
    begins = (line.lead_end, len(number.number) if number else 0)
    if start in begins or not line.text[:start].strip():
        line.lead_end = len(line.text)


def _marked(kind: str, text: str, line: Line) -> None:
    if not text.strip():
        return
    if kind in _SLANTED:
        line.slanted.append(text.strip())
    elif kind == "Strikeout":
        line.losses.append(("struck", quoted(text)))
    else:
        line.losses.append(("script", f"{_SCRIPTS[kind]}{quoted(text)}"))


def plain(nodes: Any) -> str:
    """Return the bare characters of any part of the tree."""
    if isinstance(nodes, Mapping):
        kind = nodes.get("t")
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        return plain(nodes.get("c", ""))
    if isinstance(nodes, list):
        return "".join(plain(node) for node in nodes if not _is_attribute(node))
    return nodes if isinstance(nodes, str) else ""


def _is_attribute(node: Any) -> bool:
    """Tell whether a part of the tree is an element's id, classes and pairs."""
    return (
        isinstance(node, list) and len(node) == 3 and isinstance(node[0], str) and isinstance(node[1], list)
    )
