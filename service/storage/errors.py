"""What can go wrong when a paper gets its number, is issued or voided; all can be mended by the caller."""

from __future__ import annotations

from service.errors import InvalidRequest


class NumberRefused(InvalidRequest):
    """A number is taken, void, or its series can't give it; nothing was kept."""

    code = "number_refused"
    title = "文号不能用"
    http_status = 409
    exit_code = 65


class AlreadyIssued(InvalidRequest):
    """What was asked was done before: the draft is issued, the paper is void."""

    code = "already_issued"
    title = "已经办过"
    http_status = 409


class NotReady(InvalidRequest):
    """The draft is not in the state that this needs."""

    code = "not_ready"
    title = "还不能这样办"
    http_status = 409
