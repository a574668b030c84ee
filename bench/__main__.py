"""Run the benchmarks and print one table."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import check, docx, general, memory, pdf, peers, table
from bench.timing import Timing, race
from service.assembly import converter_options, font_metrics
from service.catalog.catalog import Catalog
from service.layout.metrics import FontMetrics
from service.office.child import local_converter
from service.office.converter import Converter
from service.office.installation import pdf_problem
from service.rendering.composition import compose
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.rendering.filling import fill
from service.rendering.office_copy import for_libreoffice
from service.settings import Settings

_SAMPLE = "yingkou/issuing_notice"
_TEN_PAGES = "binhai/issuing_notice"
_PLAN, _NOTICE = "binhai/plan_paper", "genres/notice"
_PDF_SAMPLES = (
    _SAMPLE,
    "binhai/issuing_notice",
    "binhai/leading_group_notice",
    "binhai/phase_summary",
    "binhai/final_report",
    "binhai/plan_paper",
)


def main() -> None:
    """Print the ratios of this run; absolute times depend on the machine."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="测量速度和内存，打印一张表")
    parser.add_argument("--long", action="store_true", help=f"内存一项排{memory.LONG_RENDERS}份，约几分钟")
    parser.add_argument("--peers", action="store_true", help="只与 npm 上的三种引擎比填充（临时安装）")
    options = parser.parse_args()
    settings = Settings.from_environment()
    catalog, metrics = Catalog.load(settings.root, CONTRACT), font_metrics(settings.fonts_conf)
    content = _sample(_SAMPLE, settings, catalog)
    composition = compose(content, metrics)
    print(f"样例：{_SAMPLE}，{composition.page_count} 页；各项轮流运行，取中位数；倍数在同一次运行里相除")
    if options.peers:
        _peers(fill(content.paper.template, composition.context), composition.context.properties.title)
        return
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
    _general(_sample(_PLAN, settings, catalog), _sample(_NOTICE, settings, catalog), metrics)
    renders = memory.LONG_RENDERS if options.long else memory.RENDERS
    before, after = memory.growth(memory.varied(content, metrics), renders)
    print(f"\n内存：内容各不相同的{renders}份 docx，之前 {before:.1f} MB，之后 {after:.1f} MB")
    ten = _sample(_TEN_PAGES, settings, catalog)
    paper = compose(ten, metrics)
    checked = fill(ten.paper.template, paper.context)
    if problem := pdf_problem(settings.fonts_conf):
        _check(checked, paper.page_count, None)
        print(f"\nPDF：未测，{problem}")
        return
    with local_converter(converter_options(settings, 1)) as converter:
        _check(checked, paper.page_count, converter)
    _pdf(settings, [_for_pdf(_sample(name, settings, catalog), metrics) for name in _PDF_SAMPLES])


def _sample(name: str, settings: Settings, catalog: Catalog) -> Content:
    path = settings.root / "samples" / f"{name}.json"
    request: Any = json.loads(path.read_text("utf-8"))
    tree = request["content"]
    if "campaign" not in tree and path.with_name("campaign.json").exists():
        tree["campaign"] = json.loads(path.with_name("campaign.json").read_text("utf-8"))
    return Content(catalog.paper(request["paper_type"]), tree)


def _general(plan: Content, notice: Content, metrics: FontMetrics) -> None:
    runs, pages = general.contestants(plan, notice, metrics)
    print("\n通用公文与实施方案，docx，按页算（以实施方案为 1）")
    timings = race(runs, rounds=7, seconds=0.3)
    base = next(timings[name].wall / pages[name] for name in runs)
    for name, timing in timings.items():
        page = timing.wall / pages[name]
        print(f"  {page * 1e3:9.2f} ms/页  {page / base:7.2f}  {name}（{pages[name]}页）")


def _for_pdf(content: Content, metrics: FontMetrics) -> bytes:
    return for_libreoffice(fill(content.paper.template, compose(content, metrics).context))


def _pdf(settings: Settings, papers: list[bytes]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        local_converter(converter_options(settings, pdf.INSTANCES)) as converter,
    ):
        runs = pdf.contestants(papers, converter, settings.fonts_conf, Path(folder))
        title = f"PDF，{len(papers)}份样例（以冷启动为 1）"
        _print(title, next(iter(runs)), race(runs, rounds=3, seconds=0.0), papers=len(papers))


def _check(docx: bytes, pages: int, converter: Converter | None) -> None:
    runs = check.contestants(docx, converter)
    title = f"检查一份{pages}页的公文（以{next(iter(runs))}为 1）"
    _print(title, next(iter(runs)), race(runs, rounds=5, seconds=0.0))


def _peers(finished: bytes, title: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if problem := peers.install(Path(folder)):
            print(f"\n同类引擎：未测，{problem}")
            return
        with peers.contestants(finished, title, Path(folder)) as runs:
            _print("同类引擎，docx（以 docxtpl 为 1）", "docxtpl", race(runs, rounds=7, seconds=1.0))
    print(
        "  同一份公文的各段，同样的样式，各用自己的写法循环一遍；进程都已热。\n"
        "  这里只比填充：这些引擎都不排版（不断标题、不排落款、不算页），排版的耗时见不带 --peers 的表。"
    )


def _print(title: str, reference: str, timings: Mapping[str, Timing], papers: int = 1) -> None:
    print(f"\n{title}")
    base = timings[reference]
    for t in sorted(timings.values(), key=lambda t: -t.wall):
        print(f"  {t.wall * 1e3 / papers:9.2f} ms/份  {base.wall / t.wall:7.1f} 倍  {t.name}")


if __name__ == "__main__":
    main()
