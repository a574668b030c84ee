"""The state of every component, as data: what it is, its version, how it stands, what to do about it."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import metadata
from pathlib import Path

from service.catalog.catalog import Catalog
from service.catalog.setting_files import read_default_layout, read_unit_directory
from service.errors import TemplateError
from service.layout.profile import read_profile
from service.office.fonts import DOCUMENT_FAMILIES, LAST_RESORT, FontSet, ServedFamily, font_set
from service.office.installation import find_libreoffice, find_pandoc, pdf_problem
from service.office.toolchain import LIBRARIES, package_versions, service_version, toolchain
from service.rendering.context import CONTRACT
from service.settings import InvalidSetting, Settings

_NAME = re.compile(r"[A-Za-z0-9._-]+")


class State(Enum):
    """How a component stands; the value is what users see."""

    FINE = "正常"
    ATTENTION = "注意"
    MISSING = "缺少"
    WRONG = "有错"


@dataclass(frozen=True)
class Check:
    """One line of the report, in Chinese. ``advice`` is "" when there is nothing to do."""

    component: str
    version: str
    state: State
    advice: str = ""


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at every component. Starts no LibreOffice and changes nothing; takes some seconds."""
    catalog = _catalog(settings.root)
    return (
        Check("成文", service_version(), State.FINE),
        Check("Python", platform.python_version(), State.FINE),
        _papers(catalog),
        *_office(),
        *(_font(font_set(settings.fonts_conf).served(family)) for family in DOCUMENT_FAMILIES),
        _last_resort(font_set(settings.fonts_conf)),
        *(Check(f"Python 组件 {name}", metadata.version(name), State.FINE) for name in _libraries()),
        *_templates(catalog),
        *_layout(settings, catalog),
        *_directory(settings, catalog),
        _data(settings.data),
        Check("工具链摘要", toolchain(settings.fonts_conf).digest[:16], State.FINE),
        _pdf(settings),
        *(
            Check(about.variable, f"{value}（{about.unit}）", State.FINE)
            for about, value in settings.in_use()
        ),
    )


def _libraries() -> tuple[str, ...]:
    """Return every Python package that the service asks for, and those beneath that shape its papers."""
    try:
        asked = [_NAME.match(each) for each in metadata.requires("chengwen") or () if "extra ==" not in each]
    except metadata.PackageNotFoundError:  # it runs without having been installed
        asked = []
    return tuple(sorted({*LIBRARIES, *(match[0] for match in asked if match)}))


def _catalog(root: Path) -> Catalog | TemplateError:
    """Return the catalogue, or what is wrong with it; reading it takes two seconds."""
    try:
        return Catalog.load(root, CONTRACT)
    except TemplateError as error:
        return error


def _papers(catalog: Catalog | TemplateError) -> Check:
    if isinstance(catalog, TemplateError):
        places = "；".join(f"{found.label}：{found.message}" for found in catalog.findings[:1])
        return Check("公文模板", "", State.MISSING, str(catalog) + (f"，如 {places}" if places else ""))
    return Check("公文模板", "、".join(f"{p.title}第{p.version}版" for p in catalog.papers), State.FINE)


def _office() -> Iterator[Check]:
    office = find_libreoffice()
    writer = office.soffice is not None and office.writer
    versions = package_versions("python3-uno", "poppler-utils", "fontconfig")
    yield _package("LibreOffice Writer", office.version, writer, "libreoffice-writer-nogui")
    yield _calc(office.calc)
    yield _package(
        "LibreOffice 的 Python 接口", versions.get("python3-uno", ""), office.uno is not None, "python3-uno"
    )
    fontconfig = "fontconfig" not in office.missing_packages()
    yield _package("fontconfig", versions.get("fontconfig", ""), fontconfig, "fontconfig")
    yield _optional("poppler-utils", versions.get("poppler-utils", ""))
    yield _pandoc()


def _package(component: str, version: str, there: bool, package: str) -> Check:
    if there:
        return Check(component, version, State.FINE)
    return Check(component, "", State.MISSING, f"请管理员运行 apt-get install {package}；在此之前没有 PDF")


def _optional(package: str, version: str) -> Check:
    if version:
        return Check(package, version, State.FINE)
    advice = f"没有安装；生成公文用不到它。需要时请管理员运行 apt-get install {package}"
    return Check(package, "", State.ATTENTION, advice)


def _calc(there: bool) -> Check:
    if there:
        versions = package_versions("libreoffice-calc-nogui", "libreoffice-calc")
        return Check("LibreOffice Calc", next(iter(versions.values()), ""), State.FINE)
    advice = "Excel 文件不能作附件；请管理员运行 apt-get install libreoffice-calc-nogui"
    return Check("LibreOffice Calc", "", State.ATTENTION, advice)


def _pandoc() -> Check:
    if find_pandoc() is not None:
        return Check("pandoc", package_versions("pandoc").get("pandoc", ""), State.FINE)
    advice = "不能导入 Markdown 和 Word 文件里的正文；请管理员运行 apt-get install pandoc"
    return Check("pandoc", "", State.ATTENTION, advice)


def _font(served: ServedFamily) -> Check:
    component = f"字体 {served.family}"
    if not served.chain:
        return Check(component, "", State.MISSING, "请运行 make setup")
    first = served.chain[0]
    version = f"{served.served_by}（{first.path.name}，{first.digest[:12]}）"
    if served.substituted:
        advice = f"用的是替代字体；有正版授权的，把{served.family}的字体文件放进 fonts/，再重新启动"
        return Check(component, version, State.ATTENTION, advice)
    if first.cff:
        advice = "是 CFF 轮廓的字体，同一份公文每次生成的 PDF 字节不同；请换 TrueType 轮廓的"
        return Check(component, version, State.ATTENTION, advice)
    return Check(component, version, State.FINE)


def _last_resort(fonts: FontSet) -> Check:
    """The font that has the rare characters which the others lack."""
    face = next((face for face in fonts.faces if LAST_RESORT in face.families), None)
    component = f"补字字体 {LAST_RESORT}"
    if face is not None:
        return Check(component, f"{face.path.name}，{face.digest[:12]}", State.FINE)
    advice = "镕、喆一类的字可能印不出；请管理员运行 apt-get install fonts-arphic-uming，再运行 make setup"
    return Check(component, "", State.ATTENTION, advice)


def _templates(catalog: Catalog | TemplateError) -> Iterator[Check]:
    """Every mistake of the templates and schemas, or each paper that can be made."""
    if isinstance(catalog, TemplateError):
        for finding in catalog.findings:
            advice = finding.message.removeprefix(finding.label).strip()
            yield Check("模板", finding.label, State.WRONG, advice)
        return
    for paper in catalog.papers:
        version = f"{paper.id} 第{paper.version}版（{paper.digest[:12]}）"
        yield Check(f"模板 {paper.title}", version, State.FINE)


def _layout(settings: Settings, catalog: Catalog | TemplateError) -> Iterator[Check]:
    """The unit's layout profile, and the fonts that it names beside the usual ones."""
    if settings.layout is None or isinstance(catalog, TemplateError):  # which is told of already
        return
    try:
        stored = read_default_layout(settings.layout, catalog)
    except InvalidSetting as error:
        yield Check("版式约定", str(settings.layout), State.WRONG, str(error))
        return
    yield Check("版式约定", str(settings.layout), State.FINE)
    fonts = font_set(settings.fonts_conf)
    for family in dict.fromkeys(read_profile(stored).families.values()):
        if family not in DOCUMENT_FAMILIES:
            yield _font(fonts.served(family))


def _data(folder: Path) -> Check:
    """The folder need not be there yet, but it must be possible to write there."""
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Check("数据目录", str(folder), State.FINE)
    advice = f"{nearest} 不能写入；请改权限，或用 CHENGWEN_DATA 另指一个目录"
    return Check("数据目录", str(folder), State.MISSING, advice)


def _pdf(settings: Settings) -> Check:
    problem = pdf_problem(settings.fonts_conf)
    if problem:
        return Check("PDF 功能", "关闭", State.MISSING, problem)
    return Check("PDF 功能", "开启", State.FINE)


def _directory(settings: Settings, catalog: Catalog | TemplateError) -> Iterator[Check]:
    """The 机构名录, if a setting names one."""
    if settings.directory is None or isinstance(catalog, TemplateError):
        return
    try:
        found = read_unit_directory(settings.directory, catalog)
    except InvalidSetting as error:
        yield Check("机构名录", str(settings.directory), State.WRONG, str(error))
        return
    yield Check("机构名录", f"{settings.directory}（{len(found.units)}个单位）", State.FINE)
