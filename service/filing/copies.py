"""Copies of an item that are made when somebody asks and kept nowhere."""

from __future__ import annotations

from service.errors import InvalidRequest
from service.filing.originals import standing
from service.filing.stamp import stamped
from service.office.fonts import font_set
from service.services import Services
from service.storage.errors import NotReady
from service.storage.filing_item import FilingItem
from service.storage.originals import OriginalKind


def stamped_copy(services: Services, item: FilingItem) -> bytes:
    """Return the item's PDF with the 归档章 on its first page: of the 正本 if it is one, else of what we made.

    Raises:
        NotReady: if its 档号 isn't confirmed.
        InvalidRequest: if there is no PDF of it.
    """
    if item.archive_code is None:
        raise NotReady("还没有定档号，归档章要等定了以后再盖")
    digest = _pdf_of(services, item)
    if digest is None:
        raise InvalidRequest("这一件没有 PDF，请在纸上盖归档章")
    fonts = font_set(services.settings.fonts_conf)
    return stamped(services.files.get(digest), item, services.filing.rules(item.unit_id), fonts)


def _pdf_of(services: Services, item: FilingItem) -> str | None:
    if item.record_id is None:
        return None
    for each in standing(services.originals.of([item.record_id])[item.record_id]):
        if (each.kind, each.format) == (OriginalKind.SEALED, "pdf"):
            return each.digest
    (record,) = services.records.all([item.record_id])
    file = record.files.get("pdf")
    return None if file is None else file.digest
