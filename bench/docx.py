"""docx: our render against plain docxtpl on the same template and context, and against the floor."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import fields

from docxtpl import DocxTemplate

from service.catalog.catalog import Catalog
from service.catalog.package import Package
from service.layout.metrics import FontMetrics
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.filling import fill
from service.rendering.pagination import broken_lines
from service.rendering.typesetting import broken_title


def contestants(catalog: Catalog, content: Content, metrics: FontMetrics) -> dict[str, Callable[[], object]]:
    """Return what races.

    The floor deflates and zips the finished XML: the same bytes come out, nothing is rendered.
    """
    context = compose(content, metrics).context
    values = {f.name: getattr(context, f.name) for f in fields(context)}
    template = content.paper.template
    bound = template.bound_docx
    finished = Package(fill(template, context)).parts
    changed = {name: finished[name] for name in template.parts}

    def whole() -> bytes:
        return fill(template, compose(content, metrics).context)

    def unknown() -> bytes:
        broken_lines.cache_clear()
        broken_title.cache_clear()
        return whole()

    def filling() -> bytes:
        return fill(template, context)

    def docxtpl() -> bytes:
        document = DocxTemplate(io.BytesIO(bound))
        document.render(values, autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def floor() -> bytes:
        return template.package.write(changed)

    if floor() != filling():
        raise RuntimeError("the floor does not make the same bytes")
    return {
        "docxtpl": docxtpl,
        "成文：填充": filling,
        "成文：排版、填充，各段都没见过": unknown,
        "成文：排版、填充，各段都见过": whole,
        "地板：只压缩打包": floor,
    }
