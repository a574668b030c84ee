"""What is printed beside the papers themselves, as PDF: the register, the 发文处理笺."""

from __future__ import annotations

import json

from service.drafting.desk import Desk
from service.errors import ConverterMissing
from service.issuing.issue import numbering_of, place_of, tree_of
from service.issuing.sheet import ProcessingSheet, processing_sheet
from service.numbering import blank
from service.services import Making, Services
from service.storage.draft import Draft
from service.storage.number import Issued


def as_pdf(docx: bytes, making: Making) -> bytes:
    """Return a Word file as PDF.

    Raises:
        ConverterMissing: if PDF is off.
        ConversionError: if LibreOffice failed.
    """
    if making.converter is None:
        raise ConverterMissing(making.pdf_off)
    return making.converter.convert(docx)


def sheet_of_draft(desk: Desk, services: Services, draft: Draft, copies: str = "") -> ProcessingSheet:
    """Return the 发文处理笺 of a draft; its number is blank unless its text brings one."""
    numbering, tree = numbering_of(desk, services, draft), tree_of(desk, draft)
    number = numbering.own or blank(tree, place_of(desk, draft), numbering.chosen, services.clock())
    steps = services.issuings.steps(draft.unit_id, draft.id, None)
    unit = _unit(services, draft.unit_id)
    return processing_sheet(unit, draft.title, number, tree, {"copies": copies}, steps)


def sheet_of_issued(services: Services, issued: Issued) -> ProcessingSheet:
    """Return the 发文处理笺 of an issued paper."""
    record, issuing = issued.record, issued.issuing
    tree = json.loads(services.records.content(record.id, {record.unit_id}))
    steps = services.issuings.steps(record.unit_id, issuing.draft_id, record.id)
    number = record.document_number or ""
    return processing_sheet(_unit(services, record.unit_id), record.title, number, tree, issuing.entry, steps)


def _unit(services: Services, id: str) -> str:
    return next((unit.name for unit in services.access.people.units() if unit.id == id), "")
