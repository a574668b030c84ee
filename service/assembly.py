"""Puts the real parts together as the settings want them; the only place that knows them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from service.access.access import open_access
from service.access.passwords import default_passwords
from service.attaching.attaching import Attached, Kept, attach
from service.catalog.catalog import Catalog, Paper
from service.catalog.labels import label
from service.catalog.setting_files import read_default_layout, read_unit_directory
from service.catalog.stored import stored_paper
from service.catalog.validation import validate
from service.document.directory import Directory
from service.document.finding import Finding
from service.document.pointer import split
from service.errors import ConverterMissing, InvalidContent, RenderingError
from service.inspection import inspect, inspect_facts, inspect_layout, inspect_routing
from service.keeping import index_missing
from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.layout.profile import FAMILIES
from service.office.client import open_converter
from service.office.converter import Converter, ConverterOptions
from service.office.fonts import font_set
from service.office.installation import pdf_problem
from service.office.metrics import load_metrics
from service.office.subsetting import embedded_faces
from service.office.toolchain import toolchain
from service.redhead.making import PAPER, Redheaded, redhead
from service.rendering.bound_apart import BoundApart, render_apart
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.rendering.facsimile import facsimile
from service.rendering.pipeline import Rendering, render, render_ofd, render_pdfa
from service.secrecy import refuse_classified
from service.services import Making, Services
from service.settings import Settings
from service.storage import Files, Records, Register, open_database

_NEEDS_PDF = "Word、Excel 文件作附件要先由 LibreOffice 排成页面；只生成 Word 文件时请连 PDF 一起生成（--format docx,pdf）"


def open_services(settings: Settings) -> Services:
    """Return everything that the web application needs; PDF comes from the process that ``serve`` starts.

    Raises:
        TemplateError: if a template or schema is broken.
        StorageFailed: if the database can't be opened or migrated.
    """
    off = pdf_problem(settings.fonts_conf)
    converter = None if off else open_converter(converter_socket(settings))
    database = open_database(settings.database_url)
    clock = partial(dt.datetime.now, dt.UTC)
    Register(database).settle_abandoned(clock())
    services = Services(
        settings=settings,
        making=open_making(settings, converter, off),
        database=database,
        records=Records(database),
        files=Files(settings.data / "files"),
        access=open_access(database, default_passwords(), clock),
        clock=clock,
    )
    index_missing(services)
    return services


def open_making(settings: Settings, converter: Converter | None, pdf_off: str) -> Making:
    """Return the parts that make files; ``pdf_off`` says why there is no converter.

    Raises:
        TemplateError: if a template or schema is broken.
        InvalidSetting: if the layout profile or the 机构名录 of the settings can't be used.
    """
    catalog = Catalog.load(settings.root, CONTRACT)
    metrics = font_metrics(settings.fonts_conf)
    tools = toolchain(settings.fonts_conf).as_json()

    def rendered(content: Content, converter: Converter | None) -> Rendering:
        try:
            made = render(content, metrics, converter)
        except RenderingError as error:
            raise RenderingError(str(error), _labelled(error.findings, content.paper, catalog)) from error
        return replace(made, findings=_labelled(made.findings, content.paper, catalog))

    directory = read_unit_directory(settings.directory, catalog) if settings.directory else Directory()
    faces = embedded_faces(font_set(settings.fonts_conf))

    def archived(made: Rendering) -> bytes:
        assert converter is not None  # a rendering that has a PDF had a converter
        return render_pdfa(made, converter)

    def linted(content: Content, rendering: Rendering) -> tuple[Finding, ...]:
        return (
            *inspect_layout(content, catalog),
            *inspect_facts(content, catalog),
            *inspect_routing(content, catalog, directory),
            *inspect(content, rendering),
        )

    layout = None if settings.layout is None else read_default_layout(settings.layout, catalog)

    def redheaded(body: bytes, elements: Mapping[str, Any]) -> Redheaded:
        told = elements if layout is None else {"layout": layout, **elements}
        refuse = partial(refuse_classified, responsible=settings.secrecy_responsible)
        made = redhead(body, told, catalog, metrics, converter, pdf_off, refuse)
        return replace(made, findings=_labelled(made.findings, catalog.paper(PAPER), catalog))

    kept = Kept()

    def converted(document: bytes) -> bytes:
        if converter is None:
            raise ConverterMissing(pdf_off or _NEEDS_PDF)
        return converter.convert(document)

    def attached(
        paper: Paper, tree: Mapping[str, Any], files: Mapping[str, bytes], derived: Mapping[str, bytes]
    ) -> Attached:
        try:
            made = attach(tree, files, derived, kept, converted)
        except InvalidContent as error:
            raise InvalidContent(str(error), _labelled(error.findings, paper, catalog)) from error
        return replace(made, findings=_labelled(made.findings, paper, catalog))

    def rendered_apart(
        content: Content, paper: Rendering, converter: Converter | None, companion: Paper | None = None
    ) -> tuple[BoundApart, ...]:
        printed_with = companion or catalog.companion("attachment")
        return tuple(render_apart(content, paper, printed_with, metrics, converter))

    return Making(
        catalog=catalog,
        validate=partial(validate, catalog=catalog),
        content=Content,
        render=rendered,
        lint=linted,
        facsimile=lambda content: facsimile(content, compose(content, metrics), metrics),
        redhead=redheaded,
        converter=converter,
        pdf_off=pdf_off,
        directory=directory,
        attach=attached,
        render_apart=rendered_apart,
        exports={"pdfa": archived, "ofd": lambda made: render_ofd(made, faces.get)},
        toolchain=lambda: tools,
        stored_paper=partial(stored_paper, contract=CONTRACT),
        secrecy_responsible=settings.secrecy_responsible,
        layout=layout,
    )


def _labelled(findings: Iterable[Finding], paper: Paper, catalog: Catalog) -> tuple[Finding, ...]:
    """Return the findings, each with the Chinese name of its place, which the rendering doesn't know."""
    return tuple(
        found if found.label or not found.pointer else replace(found, label=_label(found, paper, catalog))
        for found in findings
    )


def _label(found: Finding, paper: Paper, catalog: Catalog) -> str:
    parts = (int(part) if part.isdecimal() else part for part in split(found.pointer))
    return label(catalog, paper.schema_name, parts)


def converter_socket(settings: Settings) -> Path:
    """Return where the converter process listens."""
    return settings.data / "converter.sock"


def converter_options(settings: Settings, instances: int | None = None) -> ConverterOptions:
    """Return what the converter process is started with; ``instances`` None is as many as the settings say."""
    return ConverterOptions(
        fonts_conf=settings.fonts_conf,
        instances=instances or settings.converters,
        wait_s=settings.convert_wait_s,
        run_s=settings.convert_run_s,
    )


def font_metrics(fonts_conf: Path) -> FontMetrics:
    """Return the metrics of the fonts that papers are set in; of any Chinese font if one is missing."""
    fonts = font_set(fonts_conf)
    if not fonts.complete:
        return nominal_metrics()
    return load_metrics(
        {name: [(face.path, face.index) for face in fonts.served(name).chain] for name in FAMILIES}
    )
