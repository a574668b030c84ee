"""印发 of a draft: what it will take, the issue itself, and the corrected copy of what was issued."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from service.access.errors import Forbidden
from service.document.file_name import file_name
from service.document.pointer import split
from service.drafting.checking import whole_tree
from service.drafting.desk import Author, Desk
from service.drafting.starting import OWN, start_content
from service.forms.places import put
from service.forms.typed import ABSENT
from service.generation import issue, render_unnumbered
from service.issuing.copies import CopyMark, with_mark
from service.issuing.states import STATE_NAMES, day, enter, roles_in
from service.named_files import digests_in
from service.numbering import NumberPlace, Terms, blank, number_place, own_number, printed, year_of
from service.product import Product
from service.request import FORMATS, GenerationRequest
from service.services import Services
from service.storage import Record
from service.storage.draft import Draft, DraftState
from service.storage.drafts import CAMPAIGN
from service.storage.errors import NotReady
from service.storage.number import Issued, Series
from service.storage.person import Person, Role

ZIP_TIME = (1980, 1, 1, 0, 0, 0)  #: no clock in what we make


@dataclass(frozen=True, slots=True)
class Numbering:
    """What number a draft can get.

    Attributes:
        own: the number that its text brings; "" if it brings none.
        choices: the rows of numbers that fit.
        chosen: the one that it comes from; None if there is none to choose.
        next: the number that it would get now, as printed; "" if nothing gives one.
        needed: whether its kind of paper bears a number.
    """

    own: str
    choices: tuple[Series, ...]
    chosen: Series | None
    next: str
    needed: bool


def numbering_of(desk: Desk, services: Services, draft: Draft, series_id: str | None = None) -> Numbering:
    """Return what number a draft can get; ``series_id`` None is the row that was chosen before, or the first."""
    now, tree = services.clock(), tree_of(desk, draft)
    place = place_of(desk, draft)
    own = own_number(tree, now)
    fitting = tuple(
        series for series in services.register.series({draft.unit_id}) if place and series.kind in place.kinds
    )
    chosen = _chosen(services, draft, fitting, series_id or draft.series_id)
    if own is not None or chosen is None or place is None:
        return Numbering("" if own is None else str(own), fitting, chosen, "", place is not None)
    period = chosen.period(year_of(tree, now))
    held = services.register.held(f"draft:{draft.id}", chosen, period)
    value = held.value if held else services.register.next(chosen, period)
    return Numbering("", fitting, chosen, printed(value, place), True)


def _chosen(
    services: Services, draft: Draft, fitting: tuple[Series, ...], wanted: str | None
) -> Series | None:
    """Return the row of numbers that was chosen; else that of the unit's own 代字, else the first."""
    codes = {unit.code for unit in services.access.people.units() if unit.id == draft.unit_id}
    for fits in (lambda each: each.id == wanted, lambda each: each.code in codes):
        found = [series for series in fitting if fits(series)]
        if found:
            return found[0]
    return fitting[0] if fitting else None


def copy_of(desk: Desk, services: Services, draft: Draft, wants_pdf: bool) -> Product:
    """Make a draft as it is, its number's place blank; nothing is kept and no number taken.

    Without ``wants_pdf`` there is Word alone, at once. The Word file says which revision it shows.

    Raises:
        ConverterMissing: if PDF is wanted and off.
        InvalidContent: if something is still missing.
    """
    campaign = (
        desk.campaigns.get(draft.campaign_id, draft.unit_id).revision if draft.campaign_id is not None else 0
    )
    mark = CopyMark(draft.id, draft.revision, campaign)
    made = copy_at(desk, services, draft, mark, wants_pdf)
    return replace(made, files={**made.files, "docx": with_mark(made.files["docx"], mark)})


def copy_at(desk: Desk, services: Services, draft: Draft, mark: CopyMark, wants_pdf: bool = False) -> Product:
    """Make a draft as it was in the revisions that ``mark`` names; raises as `copy_of`.

    Raises:
        DraftNotFound: if one of the revisions is not kept any more.
    """
    tree = dict(desk.papers.revision(draft.id, draft.unit_id, mark.revision).tree)
    if draft.campaign_id is not None:
        facts = desk.campaigns.revision(draft.campaign_id, draft.unit_id, mark.campaign_revision or None)
        tree = {**facts.tree, **tree}
    formats = ("docx", "pdf") if wants_pdf else ("docx",)
    request = replace(_request(desk, draft, tree), formats=formats)
    series = numbering_of(desk, services, draft).chosen
    shown = blank(tree, place_of(desk, draft), series, services.clock())
    return render_unnumbered(request, services.making_for(draft.unit_id), shown)


def copy_name(draft: Draft, product: Product, format: str) -> str:
    """Return the name of a copy's file, which says how far the draft has come."""
    return file_name(f"（{STATE_NAMES[draft.state]}）", product.title, format)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files by name; the same files give the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), content)
    return kept.getvalue()


def issue_draft(
    desk: Desk, services: Services, person: Person, draft: Draft, series_id: str | None, copies: str
) -> Record:
    """Issue a 清样: take its number, make its files, keep its record, and return it.

    Args:
        desk: see `Desk`.
        services: see `Services`.
        person: who issues it; a 签发人 of the unit.
        draft: what is issued.
        series_id: the row of numbers that he was shown; None if the text brings its number, or needs none.
        copies: 份数及分送, for the register.

    Raises:
        Forbidden: if he is no 签发人 of the unit.
        NotReady: if it is no 清样, or nothing gives the number that it needs.
        AlreadyIssued, NumberRefused, InvalidContent, ConversionError: as `generate`.
    """
    if Role.APPROVER not in roles_in(person, draft.unit_id):
        raise Forbidden("印发要由签发人来办")
    if draft.state is not DraftState.PROOF:
        raise NotReady(f"这份稿现在是{STATE_NAMES[draft.state]}；审核定为清样以后才能印发")
    numbering = numbering_of(desk, services, draft, series_id)
    series = None if numbering.own or not numbering.needed else numbering.chosen
    if numbering.needed and not numbering.own and series is None:
        raise NotReady("还没有能用的代字，请先到发文登记簿里加上，或在稿里写好文号")
    terms = Terms(
        unit_id=draft.unit_id,
        by=person.name,
        series=series,
        draft_id=draft.id,
        campaign_id=draft.campaign_id,
        corrects=draft.corrects,
        entry=_entry(desk, services, draft, person, copies),
    )
    formats = FORMATS if services.making.converter is not None else None
    record = issue(replace(_request(desk, draft, tree_of(desk, draft)), formats=formats), services, terms)
    enter(services, person, draft, "签发", "同意印发")
    enter(services, person, draft, "登记", record.document_number or "")
    return record


def correct(desk: Desk, services: Services, person: Person, issued: Issued) -> Draft:
    """Start a corrected copy of an issued paper: a new draft, without the number and dates, that points at it."""
    record, author = issued.record, Author(issued.record.unit_id, person.name)
    held = json.loads(services.records.content(record.id, {record.unit_id}))
    tree = services.making.catalog.migrated(held, record.paper_type, record.version)
    own = {"paper": tree["paper"]}
    for pointer in OWN:
        put(own, tuple(split(pointer)), ABSENT)
    campaign_id = issued.issuing.campaign_id
    if campaign_id is None and "campaign" in tree:
        facts = {"campaign": tree["campaign"]}
        campaign_id = start_content(desk, author, CAMPAIGN, facts, None, f"取自《{record.title}》").id
    note = f"更正《{record.title}》"
    return start_content(desk, author, record.paper_type, own, campaign_id, note, corrects=record.id)


def _entry(desk: Desk, services: Services, draft: Draft, person: Person, copies: str) -> dict[str, Any]:
    paper = tree_of(desk, draft).get("paper", {})
    drafter = desk.papers.history(draft.id, draft.unit_id)[-1].author
    told: dict[str, Any] = {"drafter": drafter, "copies": copies}
    told |= {} if paper.get("signatories") else {"signatory": person.name}
    return told | ({} if paper.get("approval_date") else {"approval_date": day(services)})


def _request(desk: Desk, draft: Draft, tree: Mapping[str, Any]) -> GenerationRequest:
    paper = desk.catalog.paper(draft.paper_type)
    files = desk.uploads.held(draft.unit_id, digests_in(tree))
    return GenerationRequest(paper.id, tree, paper.version, files=files)


def place_of(desk: Desk, draft: Draft) -> NumberPlace | None:
    """Return where a draft prints its number; None if its kind has none."""
    return number_place(desk.catalog, desk.catalog.paper(draft.paper_type))


def tree_of(desk: Desk, draft: Draft) -> dict[str, Any]:
    """Return what a draft is made from now."""
    author = Author(draft.unit_id, draft.author)
    return whole_tree(desk, author, draft, desk.papers.revision(draft.id, draft.unit_id).tree)
