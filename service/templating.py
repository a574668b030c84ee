"""Units' own templates: taken in if nothing is wrong with them, tried out on a sample, taken into use, taken back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.access.errors import Forbidden
from service.catalog.catalog import Catalog, Paper, read_paper, written_manifest
from service.docx.opening import read_archive
from service.errors import InvalidRequest, ServiceError, TemplateError
from service.generation import render_only
from service.own_templates import own_paper
from service.product import Product
from service.rendering.context import CONTRACT
from service.rendering.names import name_groups
from service.request import GenerationRequest
from service.services import Making, Services, Sheet
from service.storage import OwnTemplate
from service.storage.person import Person, Role
from service.storage.record import new_id

_LOG = logging.getLogger(__name__)
_BROKEN = "用样例排一份时出错，这份模板不能用；请从正在用的模板重新改起，或者把它发给系统的维护人员"


@dataclass(frozen=True)
class InUse:
    """The template that a unit uses for a kind of paper.

    Attributes:
        paper: the kind of paper.
        own: the unit's own template; None if it uses the one that comes with the service.
    """

    paper: Paper
    own: OwnTemplate | None


def templates_in_use(services: Services, unit_id: str) -> tuple[InUse, ...]:
    """Return what a unit uses for each kind of paper."""
    catalog, own = _catalog(services), services.templates.in_use(unit_id)
    newest = (catalog.paper(id) for id in dict.fromkeys(paper.id for paper in catalog.papers))
    return tuple(InUse(paper, own.get(paper.id)) for paper in newest)


def refuse_other(person: Person, unit_id: str) -> None:
    """Refuse somebody who doesn't administer a unit.

    Raises:
        Forbidden: if so.
    """
    if unit_id not in person.units_as(Role.ADMINISTRATOR):
        raise Forbidden("这个单位的模板归它的管理员管")


def add_template(
    services: Services,
    person: Person,
    unit_id: str,
    paper_type: str,
    docx: bytes,
    name: str,
    note: str,
    sample: GenerationRequest | None,
) -> OwnTemplate:
    """Keep a unit's own template of a kind of paper, if nothing is wrong with it; it isn't in use yet.

    Raises:
        Forbidden: if the person doesn't administer the unit.
        UnknownPaper: if there is no such kind of paper.
        UnreadableDocument: if it is no docx.
        TemplateError: with every mistake as a finding; or if it was taken in before. Nothing is kept.
    """
    refuse_other(person, unit_id)
    beside = _catalog(services).paper(paper_type)
    read_archive(docx, "docx")
    paper = read_paper(docx, beside.manifest, CONTRACT)
    if paper.digest == beside.digest:
        raise InvalidRequest("这就是系统自带的模板，没有改过；要换回它，点“换回系统模板”")
    if any(each.digest == paper.digest for each in services.templates.list(unit_id, paper_type)):
        raise InvalidRequest("这份模板以前上传过，一个字节也没有变；在下面的列表里启用它就行")
    try_out(services, paper, sample)
    now = services.clock()
    template = OwnTemplate(
        id=new_id(now),
        unit_id=unit_id,
        paper_type=paper_type,
        version=beside.version,
        name=name or "模板.docx",
        digest=paper.digest,
        docx=services.files.put(docx),
        manifest=services.files.put(written_manifest(beside.manifest)),
        note=note,
        uploaded=now,
        by=person.name,
    )
    services.templates.add(template)
    return template


def use_template(
    services: Services,
    person: Person,
    unit_id: str,
    paper_type: str,
    template_id: str | None,
    sample: GenerationRequest | None,
) -> None:
    """Take a template into use, for papers that are made from now on; None is the one that comes with the service.

    Raises:
        Forbidden: if the person doesn't administer the unit.
        UnknownPaper, UnknownAddress: if there is no such kind of paper, or no such template of it.
        TemplateError: if it can't be used; then nothing changes.
    """
    refuse_other(person, unit_id)
    _catalog(services).paper(paper_type)
    if template_id is not None:
        try_out(services, paper_at(services, unit_id, paper_type, template_id), sample)
    services.templates.choose(unit_id, paper_type, template_id, person.name, services.clock())


def paper_at(services: Services, unit_id: str, paper_type: str, template_id: str | None) -> Paper:
    """Return a kind of paper with one of a unit's templates; None is the one that comes with the service.

    Raises:
        UnknownPaper, UnknownAddress, TemplateError: as `use_template`.
    """
    catalog = _catalog(services)
    if template_id is None:
        return catalog.paper(paper_type)
    return own_paper(catalog, services.files, services.templates.get(template_id, unit_id, paper_type))


def try_out(services: Services, paper: Paper, sample: GenerationRequest | None) -> None:
    """Make a sample with a template, without PDF; a sample is None where there is none.

    Raises:
        TemplateError: if that fails.
    """
    if sample is None:
        return
    try:
        print_sample(services, paper, replace(sample, formats=("docx",)))
        draw_sample(services, paper, sample)
    except ServiceError as error:
        raise TemplateError(f"{_BROKEN}：{error}", error.findings) from error
    except Exception as error:  # whatever a stranger's docx breaks must not come into use
        _LOG.warning("a template of %s was refused: %s", paper.id, error, exc_info=error)
        raise TemplateError(_BROKEN) from error


def draw_sample(services: Services, paper: Paper, sample: GenerationRequest) -> Sequence[Sheet]:
    """Return the facsimile of a sample that is made with a template."""
    making = services.making
    return making.facsimile(making.content(paper, sample.content))


def print_sample(services: Services, paper: Paper, sample: GenerationRequest) -> Product:
    """Make a sample with a template; nothing is kept. Raises as `render_only`."""
    making: Making = replace(services.making, catalog=_catalog(services).replacing((paper,)))
    return render_only(replace(sample, version=paper.version), making)


def left_out(services: Services, paper: Paper) -> tuple[str, ...]:
    """Return, in Chinese, what the template that comes with the service prints of a kind of paper and this one doesn't."""
    missing = _catalog(services).paper(paper.id).template.names - paper.template.names
    told = {name.path.partition(".")[0]: name.told for name in reversed(name_groups()[0].names)}
    return tuple(f"{name}（{told.get(name, '')}）" for name in sorted(missing))


def _catalog(services: Services) -> Catalog:
    catalog: Any = services.making.catalog
    assert isinstance(catalog, Catalog)
    return catalog
