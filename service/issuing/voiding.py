"""作废: the record and the row in the register stay, the number is never used again."""

from __future__ import annotations

from service.access.errors import Forbidden
from service.document.finding import Finding
from service.errors import InvalidRequest
from service.issuing.states import roles_in
from service.keeping import next_manifest
from service.services import Services
from service.storage.errors import AlreadyIssued
from service.storage.number import Issued
from service.storage.person import Person, Role, Token

_LONGEST = 200


def void_issued(services: Services, caller: Person | Token, issued: Issued, reason: str) -> Issued:
    """Void a paper for a reason, and return it.

    Raises:
        Forbidden: if a person is no 签发人 of its unit.
        InvalidRequest: if there is no reason, or it is too long.
        AlreadyIssued: if it was voided before.
    """
    unit_id = issued.record.unit_id
    if isinstance(caller, Person) and Role.APPROVER not in roles_in(caller, unit_id):
        raise Forbidden("作废要由签发人来办")
    told, now = _told(reason), services.clock()
    if issued.issuing.voided is not None:
        raise AlreadyIssued("这份公文已经作废，不用再做一次")
    manifest = next_manifest(services, issued.record.id, now, caller.name, told)
    return services.issuings.void(issued.record.id, {unit_id}, told, caller.name, now, manifest)


def void_number(services: Services, person: Person, id: str, reason: str) -> None:
    """Void a number that is reserved and will not be used.

    Raises:
        InvalidRequest: if there is no reason, or it is too long.
        RecordNotFound: if there is no such number in a unit where the person is 签发人.
        NumberRefused: if it is in use or void already.
    """
    units = person.units_as(Role.APPROVER)
    services.register.void(id, units, _told(reason), person.name, services.clock())


def _told(reason: str) -> str:
    told = reason.strip()
    if not 0 < len(told) <= _LONGEST:
        message = f"请写明作废的原因，{_LONGEST}字以内"
        raise InvalidRequest(message, (Finding("reason", message, "/reason", "作废原因"),))
    return told
