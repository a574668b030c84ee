from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, fields

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, UndefinedError
from lxml import etree

from service.catalog.catalog import Catalog
from service.catalog.compiling import compile_template
from service.catalog.contract import contract_of
from service.errors import TemplateError
from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.context import Context
from tests.catalog.word_files import a_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Item:
    text: str
    indent: int


@dataclass(frozen=True)
class Facts:
    title: str
    items: tuple[Item, ...]


CONTRACT = contract_of(Facts)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return {n: z.read(n) for n in z.namelist()}


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


def texts(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


@pytest.mark.parametrize("name", ["yingkou", "binhai"])
def test_both_ways_give_the_same_document(catalog: Catalog, metrics: FontMetrics, content, name: str) -> None:
    """Ours, compiled once, against docxtpl's own on the same template and context."""
    paper: Content = content(name)
    context = compose(paper, metrics).context
    names = {f.name: getattr(context, f.name) for f in fields(Context)}
    theirs = DocxTemplate(io.BytesIO(paper.paper.template.bound_docx))
    theirs.render(names, jinja_env=Environment(autoescape=True), autoescape=True)
    kept = io.BytesIO()
    theirs.save(kept)
    own, other = parts(paper.paper.template.render(names)), parts(kept.getvalue())
    compared = [n for n in own if n.startswith("word/") and n.endswith(".xml")]
    assert {"word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/styles.xml"} <= set(compared)
    for part in compared:
        assert canonical(own[part]) == canonical(other[part]), part


def test_content_that_looks_like_a_template_is_printed_as_it_is() -> None:
    template = compile_template(a_template("{{ title }}"), {}, CONTRACT)
    for text in (
        "{{ title }}",
        "{% for x in y %}",
        "{%p endfor %}",
        "{{ ''.__class__ }}",
        "{# 注 #}",
        "{_{ x }_}",
    ):
        assert texts(template.render({"title": text, "items": ()})) == [text]


def test_markup_in_content_is_text() -> None:
    template = compile_template(a_template("{{ title }}"), {}, CONTRACT)
    for text in ("<w:p/>", "a & b &amp; c", "\"双\"'单'", "</w:t></w:r>", "<![CDATA[x]]>", "<!-- x -->"):
        assert texts(template.render({"title": text, "items": ()})) == [text]


def test_markup_in_content_is_text_in_properties_too(content, metrics: FontMetrics) -> None:
    paper: Content = content("binhai")
    context = compose(paper, metrics).context
    names = {f.name: getattr(context, f.name) for f in fields(Context)}
    odd = type(context.properties)('<甲>&“乙”"丙"', "'", "&lt;", "正本")
    properties = docx.Document(
        io.BytesIO(paper.paper.template.render(names | {"properties": odd}))
    ).core_properties
    assert (properties.title, properties.subject, properties.author) == ('<甲>&“乙”"丙"', "'", "&lt;")


def test_a_name_that_the_context_lacks_is_an_error_and_no_blank() -> None:
    template = compile_template(a_template("{{ title }}"), {}, CONTRACT)
    with pytest.raises(UndefinedError):
        template.render({"items": ()})


def test_loops_conditions_and_rows() -> None:
    template = compile_template(
        a_template(
            "{%p for item in items %}", "{{ loop.index }}.{{ item.text }}", "{%p endfor %}", "{% if items %}有{% else %}无{% endif %}",
            tables=((("{%tr for item in items %}",), ("{{ item.text }}",), ("{%tr endfor %}",)),),
        ),
        {}, CONTRACT,
    )  # fmt: skip
    made = template.render({"title": "", "items": (Item("甲", 0), Item("乙", 0))})
    assert texts(made)[:3] == ["1.甲", "2.乙", "有"]
    assert [r.cells[0].text for r in docx.Document(io.BytesIO(made)).tables[0].rows] == ["甲", "乙"]
    empty = template.render({"title": "", "items": ()})
    assert texts(empty)[0] == "无"
    assert not docx.Document(io.BytesIO(empty)).tables[0].rows


def indents(data: bytes) -> list[str | None]:
    root = etree.fromstring(parts(data)["word/document.xml"])
    found = [p.find(f"{W}pPr/{W}ind") for p in root.iter(f"{W}p")]
    return [None if i is None else i.get(f"{W}right") for i in found]


LOOP = ("{%p for item in items %}", "{{ item.text }}", "{%p endfor %}")
ITEMS = {"title": "", "items": (Item("甲", 120), Item("乙", 0))}


def test_a_binding_puts_a_number_into_the_paragraphs_of_a_style() -> None:
    template = compile_template(a_template(*LOOP), {"Normal": {"pPr/ind@right": "item.indent"}}, CONTRACT)
    assert indents(template.render(ITEMS)) == ["120", "0"]


def test_a_binding_reaches_paragraphs_that_name_no_style_as_word_writes_them() -> None:
    """Word leaves out the name of the default style when it saves."""
    data = a_template(*LOOP)
    assert b"w:pStyle" not in parts(data)["word/document.xml"]
    template = compile_template(data, {"Normal": {"pPr/ind@right": "item.indent"}}, CONTRACT)
    assert indents(template.render(ITEMS)) == ["120", "0"]


def test_a_binding_on_a_loop_name_leaves_the_style_free_outside_the_loop() -> None:
    template = compile_template(
        a_template("前言", *LOOP, "结尾"), {"Normal": {"pPr/ind@right": "item.indent"}}, CONTRACT
    )
    assert indents(template.render(ITEMS)) == [None, "120", "0", None]


def test_mistakes_in_bindings_are_told_together_with_the_others() -> None:
    bindings = {
        "Normol": {"pPr/ind@right": "item.indent"},
        "Normal": {"pPr/ind@right": "itme.indent", "pPr/nothing@right": "title", "pPr/ind": "title"},
        "Title": {"tblPr/jc@val": "title"},
    }
    with pytest.raises(TemplateError) as caught:
        compile_template(a_template("甲", "{{ titel }}"), bindings, CONTRACT)
    found = caught.value.findings
    assert [f.rule for f in found].count("unknown-name") == 3
    assert [f.rule for f in found].count("bad-binding") == 3
    assert "“Normol”的样式，是不是“Normal”？" in found[0].message
    assert all("item.indent" not in f.message or "没有“itme”" in f.message for f in found)


def test_a_binding_may_not_be_a_list() -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(a_template("甲"), {"Normal": {"pPr/ind@right": "items"}}, CONTRACT)
    assert [f.rule for f in caught.value.findings] == ["not-a-value"]


@pytest.mark.parametrize("data", [b"", b"no zip", a_template("甲")[:2000]])
def test_a_file_that_is_no_docx(data: bytes) -> None:
    with pytest.raises(TemplateError, match="不是完整的 docx"):
        compile_template(data, {}, CONTRACT)


def test_a_docx_whose_xml_is_broken() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as z:
        for name, part in parts(a_template("甲")).items():
            z.writestr(name, part[:-20] if name == "word/document.xml" else part)
    with pytest.raises(TemplateError, match="不是完整的 docx"):
        compile_template(kept.getvalue(), {}, CONTRACT)


def test_a_template_that_slips_past_the_checks_reaches_nothing_of_python() -> None:
    """The second line of defence: the sandbox itself."""
    from jinja2.exceptions import SecurityError

    from service.catalog import compiling

    package = compiling.Package(a_template("{{ title.__class__.__mro__ }}"))
    with pytest.raises((SecurityError, UndefinedError)):
        compiling._compiled(package, {"title.__class__.__mro__"}).render({"title": "甲"})
    package = compiling.Package(a_template("{{ items.append(1) }}"))
    with pytest.raises(SecurityError):
        compiling._compiled(package, {"items.append(1)"}).render({"items": [1]})


def test_the_same_context_gives_the_same_bytes(content, metrics: FontMetrics) -> None:
    paper: Content = content("binhai")
    names = {f.name: getattr(compose(paper, metrics).context, f.name) for f in fields(Context)}
    assert paper.paper.template.render(names) == paper.paper.template.render(names)
