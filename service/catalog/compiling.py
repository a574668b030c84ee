"""Compiles a template once: docxtpl's own patching, then one Jinja template per part.

Numbers that depend on the content (an indent, a frame's height) can't be written as tags in Word, so the
manifest binds them to named styles: ``{"署名": {"pPr/ind@right": "signature.issuer_right"}}`` puts the expression
into that attribute of each paragraph of the style. The template stays a document that Word opens and edits.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from lxml import etree

from service.catalog.checking import Binding, check
from service.catalog.contract import Fields
from service.catalog.environment import TemplateEnvironment
from service.catalog.formats import Formats
from service.catalog.image_parts import IMAGE_NAMES, bind_images, with_images
from service.catalog.mending import mend, mend_settings, mend_styles, without_editor
from service.catalog.ooxml import is_place, properties, step_into
from service.catalog.outline import Outline
from service.catalog.package import Package
from service.catalog.restyling import Restyling, restyled
from service.catalog.scanning import NS, PART, W, default_style, paragraphs, read_tags
from service.document.finding import Finding
from service.errors import TemplateError

#: Style name → XML place (``pPr/ind@right``, ``rPr/sz@val``) → expression.
Bindings = Mapping[str, Mapping[str, str]]

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ABOUT = {"word/styles.xml": mend_styles, "word/settings.xml": mend_settings}
_TAG = re.compile(r"\{\{|\{%|\{#")
#: What a table that loops over cells is given: a loop over its columns, a column's width, a cell's.
_COLUMNS = ("for column in block.columns", "column", "endfor", "cell.width", "block.width")
#: What it is given beside these where its cells span columns or rows, or where a row has a least height.
_SPANS = (
    ("if cell.span", "gridSpan", {"val": "cell.span"}),
    ("if cell.merge", "vMerge", {"val": "cell.merge"}),
)
_HEIGHT = ("if row.height", "trHeight", {"val": "row.height"})
_LISTING = (b"\n", b"\t", b"\a", b"\f")
#: Looks of one template that are kept compiled; an office has one or two.
_MOST_LOOKS = 8


@dataclass(frozen=True)
class Compiled:
    """A template that was found fit; it is compiled when it is first used.

    Compiling takes four fifths of the time, and a process that starts seldom prints all kinds of paper.

    Attributes:
        package: the docx with the bindings put in.
        parts: the Jinja source of each part that holds tags.
    """

    package: Package
    parts: Mapping[str, str]
    _patcher: DocxTemplate
    _checked: Collection[str] = field(repr=False)
    _looks: dict[Restyling, Compiled] = field(default_factory=dict, repr=False, compare=False)

    def restyled(self, look: Restyling) -> Compiled:
        """Return the template in another look, compiled once for each."""
        found = self._looks.get(look)
        if found is None:
            package = Package(self.package.write(restyled(self.package.parts, look)))
            found = _compiled(package, self._checked)
            for oldest in list(self._looks)[: 1 - _MOST_LOOKS]:
                self._looks.pop(oldest, None)
            self._looks[look] = found
        return found

    def render(self, context: Mapping[str, object], images: Mapping[str, bytes] | None = None) -> bytes:
        """Return the docx filled with the context; ``images`` are those that it names, by file name.

        Raises:
            jinja2.UndefinedError: if the context lacks a name that its contract promises.
        """
        made = {n: self._encode(t.render(context)) for n, t in self._templates.items()}
        return self.package.write({**made, **with_images(self.package.parts, images)} if images else made)

    def body(self, context: Mapping[str, object]) -> etree._Element:
        """Return ``w:body`` of the docx filled with the context."""
        name = "word/document.xml"
        return etree.fromstring(self._encode(self._templates[name].render(context)))[0]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the context that it prints or tests, each up to its first dot."""
        environment = TemplateEnvironment(escape=True)
        sources = (environment.parse(source) for source in self.parts.values())
        return frozenset(name for source in sources for name in find_undeclared_variables(source))

    @cached_property
    def formats(self) -> Formats:
        """The formats of its styles."""
        return Formats(etree.fromstring(self.package.parts["word/styles.xml"]))

    @cached_property
    def outline(self) -> Outline:
        """Tells which paragraphs the template will print of a context."""
        styles = etree.fromstring(self.package.parts["word/styles.xml"])
        (body,) = etree.fromstring(self.package.parts["word/document.xml"]).iter(f"{W}body")
        return Outline(body, self.formats, default_style(styles))

    @cached_property
    def _templates(self) -> Mapping[str, Template]:
        environment = TemplateEnvironment(escape=True)
        return {name: environment.from_string(source) for name, source in self.parts.items()}

    def _encode(self, xml: str) -> bytes:
        data = xml.encode()
        if any(mark in data for mark in _LISTING):
            data = self._patcher.resolve_listing(xml).encode()
        return _DECLARATION + data

    @cached_property
    def bound_docx(self) -> bytes:
        """The docx with its bindings as tags, as plain docxtpl would take it (for comparison and benchmarks)."""
        return self.package.write()


def compile_template(docx: bytes, bindings: Bindings, contract: Fields) -> Compiled:
    """Compile a docx template.

    Raises:
        TemplateError: with every mistake as a finding, if the docx is broken or names what the contract lacks.
    """
    try:
        package = Package(docx)
        roots = {n: etree.fromstring(p) for n, p in package.parts.items() if PART.match(n)}
        about = {n: etree.fromstring(package.parts[n]) for n in _ABOUT if n in package.parts}
        styles = about["word/styles.xml"]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TemplateError("模板不是完整的 docx 文件，请用 Word 重新存一次") from error
    if "word/document.xml" not in roots or roots["word/document.xml"].tag != f"{W}document":
        message = "模板不是普通的 docx，请用 Word 另存为“Word 文档(*.docx)”，不要选“Strict Open XML”"
        raise TemplateError(message)
    for root in roots.values():
        mend(root)
    ids = {
        str(s.xpath("string(w:name/@w:val)", namespaces=NS)): s.get(f"{W}styleId", "")
        for s in styles.iter(f"{W}style")
    }
    by_id = {ids[name]: places for name, places in bindings.items() if name in ids}
    default = default_style(styles)
    scanned = [list(paragraphs(n, r, default)) for n, r in roots.items()]
    found, bound = check(scanned, contract, by_id)
    findings = [*_bad_bindings(bindings, ids), *found]
    if findings:
        raise TemplateError(f"模板有 {len(findings)} 处错误", findings)
    for part, root in roots.items():
        _bind(root, [b for b in bound if b.part == part])
        _bind_tables(root)
        bind_images(root)
    for name, root in about.items():
        _ABOUT[name](root)
    written = roots | about
    changed = {n: etree.tostring(r, encoding="UTF-8", standalone=True) for n, r in written.items()}
    package = Package(package.write(changed | without_editor(package.parts | changed)))
    checked = {t.code for paragraphs in scanned for p in paragraphs for t in p.tags}
    checked |= {b.expression for b in bound} | {*_COLUMNS, "endif"}
    checked |= IMAGE_NAMES
    checked |= {c for condition, _, values in (*_SPANS, _HEIGHT) for c in (condition, *values.values())}
    return _compiled(package, checked)


def _bad_bindings(bindings: Bindings, styles: Collection[str]) -> Iterator[Finding]:
    for name, places in bindings.items():
        if name not in styles:
            close = difflib.get_close_matches(name, styles, 1)
            hint = f"，是不是“{close[0]}”？否则" if close else "，"
            yield Finding(
                "unknown-style", f"模板里没有名为“{name}”的样式{hint}请在 Word 里建立或恢复它", label="样式"
            )
        for place in places:
            if not is_place(place):
                yield Finding(
                    "bad-binding",
                    f"样式“{name}”绑定的“{place}”不是可以绑定的属性，应像“pPr/ind@right”",
                    label="样式",
                )


def _bind(root: etree._Element, bound: Iterable[Binding]) -> None:
    numbered = list(root.iter(f"{W}p"))
    for binding in bound:
        paragraph = numbered[binding.number - 1]
        path, attribute = binding.place.split("@")
        owner, *steps = path.split("/")
        for element in [paragraph] if owner == "pPr" else paragraph.findall(f"{W}r"):
            target = properties(element, owner)
            for step in steps:
                target = step_into(target, step)
            target.set(W + attribute, "{{ " + binding.expression + " }}")


def _bind_tables(root: etree._Element) -> None:
    """Let a table that loops over cells take its columns from ``block.columns``, a cell its ``cell.width``.

    Spans of cells and heights of rows come from ``cell.span``, ``cell.merge`` and ``row.height``. Word can't hold
    such tags; docxtpl would make all columns equally wide.
    """
    for table in root.iter(f"{W}tbl"):
        cells = [(c, text) for c in table.iter(f"{W}tc") if "{%tc for cell " in (text := _text_of(c))]
        grid = table.find(f"{W}tblGrid")
        if not cells or grid is None:
            continue
        (column, *others) = grid
        for other in others:
            grid.remove(other)
        loop, value, end, width_of, whole = _COLUMNS
        if (width := table.find(f"{W}tblPr/{W}tblW")) is not None:
            width.set(f"{W}w", f"{{{{ {whole} }}}}")
        grid.text, column.tail = f"{{% {loop} %}}", f"{{% {end} %}}"
        column.set(f"{W}w", f"{{{{ {value} }}}}")
        for cell, text in cells:
            looped = cell.getnext()
            width = None if looped is None else looped.find(f"{W}tcPr/{W}tcW")
            if width is None:
                continue
            width.set(f"{W}w", f"{{{{ {width_of} }}}}")
            for span in reversed(_SPANS):
                _add_if(width, *span)
            row = cell.getparent()
            if (
                " row.cells " in text
                and row is not None
                and (own := row.find(f"{W}trPr/{W}cantSplit")) is not None
            ):
                _add_if(own, *_HEIGHT)


def _text_of(element: etree._Element) -> str:
    return "".join(str(t) for t in element.itertext(f"{W}t"))


def _add_if(before: etree._Element, condition: str, name: str, values: Mapping[str, str]) -> None:
    """Put an element behind another one, printed under a condition."""
    added = etree.Element(
        W + name, {W + attribute: f"{{{{ {value} }}}}" for attribute, value in values.items()}
    )
    rest, before.tail = before.tail or "", None
    before.addnext(added)
    added.tail = "{% endif %}" + rest
    before.tail = f"{{% {condition} %}}"


def _compiled(package: Package, checked: Collection[str]) -> Compiled:
    """Read each part; what docxtpl makes of it may hold the ``checked`` tags and no other.

    Raises:
        TemplateError: if it holds another one, in an attribute or with its braces in several paragraphs.
    """
    environment = TemplateEnvironment(escape=True)
    patcher = DocxTemplate(io.BytesIO(package.write()))
    parts = {}
    for name in filter(PART.match, package.parts):
        xml = etree.tostring(etree.fromstring(package.parts[name]), encoding="unicode")
        if not _TAG.search(xml):
            continue
        patched = patcher.patch_xml(xml) if name.startswith("word/") else xml
        unchecked = [tag.source for tag in read_tags(patched) if tag.code not in checked]
        try:
            environment.parse(patched)
        except TemplateSyntaxError:
            unchecked = unchecked or ["{{ … }}"]
        parts[name] = patched
        if unchecked:
            message = (
                f"“{unchecked[0]}”不在任何一段的文字里，或者括号分在几处；请把每个标签写在同一段的文字里"
            )
            raise TemplateError(
                "模板有 1 处错误", [Finding("scattered-tag", message, pointer=name, label=name)]
            )
    return Compiled(package, parts, patcher, checked)
