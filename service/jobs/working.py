"""One item of a job: claimed, made, and noted as done together with its record."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from service.archive.attempts import attempt
from service.archive.verifying import Kept
from service.document.file_name import file_name
from service.errors import RecordNotFound, ServiceError
from service.generation import generate, render_unnumbered, with_held_files
from service.jobs.limits import MOST_ATTEMPTS
from service.numbering import blank, number_place, series_called
from service.request import GenerationRequest, read_request
from service.services import Services
from service.storage import Claim, Claims, JobKind, LeaseLost, StoredFile
from service.storage.whole import Vault

_LOG = logging.getLogger(__name__)


def make_item(
    claim: Claim,
    services: Services,
    claims: Claims,
    pause: Callable[[float], object] = lambda seconds: None,
) -> None:
    """Make the item that was claimed; what goes wrong is noted in its row, never raised.

    What may go better another time is handed back, until it has been tried often enough. Before that ``pause`` is
    called with the seconds that it may take to get better, longer each time: a LibreOffice that is being started
    again must not cost every item its attempts.

    Raises:
        StorageFailed: if not even that can be noted; then the reaper finds the item.
    """
    try:
        _make(claim, services, claims)
    except LeaseLost as lost:
        _LOG.warning("too late: %s", lost)
    except ServiceError as error:
        if error.retryable and claim.attempts < MOST_ATTEMPTS:
            _LOG.warning("%s, attempt %d: %s", error.code, claim.attempts, error)
            pause(error.retry_after_s * claim.attempts)
            claims.hand_back(claim, begun=True)
        else:
            claims.fail(claim, reason_of(error))
    except Exception as error:  # one bad item must not take the others with it
        _LOG.error("unforeseen: %s", error, exc_info=error)
        claims.fail(claim, reason_of(ServiceError("制作时程序出错，已记入日志，请联系管理员")))


def _make(claim: Claim, services: Services, claims: Claims) -> None:
    if claim.kind is JobKind.REGENERATION:
        _regenerate(claim, services)
        return
    request = read_request(claim.body.encode())
    if claim.copies:
        _make_copy(with_held_files(request, services, claim.unit_id), claim, services, claims)
    else:
        generate(request, services, claim.unit_id, claim.author, claim)


def _make_copy(request: GenerationRequest, claim: Claim, services: Services, claims: Claims) -> None:
    """Make a paper as a draft is downloaded: no record is kept, no number taken, and its place is blank."""
    making = services.making_for(claim.unit_id)
    place = number_place(making.catalog, making.catalog.paper(request.paper_type, request.version))
    series = None if request.series is None else series_called(services, claim.unit_id, request.series)
    shown = blank(request.content, place, series, services.clock())
    product = render_unnumbered(request, making, shown)
    files = {
        format: StoredFile(services.files.put(content), len(content), file_name(None, product.title, format))
        for format, content in product.files.items()
    }
    claims.finish_copy(claim, files)


def _regenerate(claim: Claim, services: Services) -> None:
    id = json.loads(claim.body)["record"]
    whole = next(Vault(services.database).walk([id]), None)
    if whole is None:
        raise RecordNotFound("这份公文的记录不见了，请用 chengwen verify 校验")
    kept = Kept(services.database, services.files)
    attempt(whole, kept, services.making, claim.author, services.clock(), claim)


def reason_of(error: ServiceError) -> Mapping[str, Any]:
    """Return why an item failed, as it is kept and shown; named as in a problem (RFC 9457)."""
    return {
        "code": error.code,
        "title": error.title,
        "detail": str(error),
        "retryable": error.retryable,
        "findings": [finding.as_json() for finding in error.findings],
    }
