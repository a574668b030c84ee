"""What can go wrong with jobs, besides what `service.errors` lists.

ServiceError
├── InvalidRequest
│   └── JobNotFound           404
├── QueueFull                 503, retryable: too many items wait
└── WorkLost                  503, the reason of an item whose worker died or hung, time after time
"""

from __future__ import annotations

from service.errors import InvalidRequest, ServiceError


class JobNotFound(InvalidRequest):
    """No job has this id, or it is another unit's."""

    code = "job_not_found"
    title = "没有这个任务"
    http_status = 404


class QueueFull(ServiceError):
    """So many items of jobs wait that no more are taken in."""

    code = "queue_full"
    title = "等待制作的公文太多"
    http_status = 503
    exit_code = 75
    retryable = True
    retry_after_s = 60


class WorkLost(ServiceError):
    """Whoever tried to make an item of a job died or hung, as often as is tried."""

    code = "work_lost"
    title = "制作多次中断"
    http_status = 503
    exit_code = 75
