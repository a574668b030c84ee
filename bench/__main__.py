"""Run the benchmarks and print one table."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench import docx, memory, pdf, table
from bench.timing import Timing, race
from service.assembly import converter_options, font_metrics
from service.catalog.catalog import Catalog
from service.office.child import local_converter
from service.office.installation import pdf_problem
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.rendering.filling import fill
from service.rendering.office_copy import for_libreoffice
from service.settings import Settings

_SAMPLE = "samples/yingkou/issuing_notice.json"


def _print(title: str, reference: str, timings: Mapping[str, Timing]) -> None:
    print(f"\n{title}")
    base = timings[reference]
    for t in sorted(timings.values(), key=lambda t: -t.wall):
        print(f"  {t.wall * 1e3:9.2f} ms/份  {base.wall / t.wall:7.1f} 倍  {t.name}")


def main() -> None:
    """Print the ratios of this run; absolute times depend on the machine."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="测量速度和内存，打印一张表")
    parser.add_argument("--long", action="store_true", help=f"内存一项排{memory.LONG_RENDERS}份，约几分钟")
    renders = memory.LONG_RENDERS if parser.parse_args().long else memory.RENDERS
    settings = Settings.from_environment()
    catalog, metrics = Catalog.load(settings.root, CONTRACT), font_metrics(settings.fonts_conf)
    request = json.loads((settings.root / _SAMPLE).read_text("utf-8"))
    content = Content(catalog.paper(request["paper_type"]), request["content"])
    composition = compose(content, metrics)
    print(f"样例：{_SAMPLE}，{composition.page_count} 页；各项轮流运行，取中位数；倍数在同一次运行里相除")
    _print(
        "docx（以 docxtpl 为 1）",
        "docxtpl",
        race(docx.contestants(catalog, content, metrics), rounds=7, seconds=0.7),
    )
    tables = table.contestants(content, metrics)
    _print(
        f"{table.ROWS}行的表，docx（以排版、填充为 1）",
        next(iter(tables)),
        race(tables, rounds=5, seconds=0.5),
    )
    before, after = memory.growth(memory.varied(content, metrics), renders)
    print(f"\n内存：内容各不相同的{renders}份 docx，之前 {before:.1f} MB，之后 {after:.1f} MB")
    if problem := pdf_problem(settings.fonts_conf):
        print(f"\nPDF：未测，{problem}")
        return
    paper = for_libreoffice(fill(content.paper.template, composition.context))
    with (
        tempfile.TemporaryDirectory() as folder,
        local_converter(converter_options(settings, 1)) as converter,
    ):
        runs = pdf.contestants(paper, converter, settings.fonts_conf, Path(folder))
        _print("PDF（以冷启动为 1）", "冷启动 soffice --convert-to", race(runs, rounds=5, seconds=0.0))


if __name__ == "__main__":
    main()
