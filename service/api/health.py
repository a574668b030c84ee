"""``/healthz`` (alive) and ``/readyz`` (able to work), for supervisors and load balancers."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service.api.current import services
from service.readiness import examine

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Answer that the process answers."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
def ready() -> Response:
    """Answer the state of each part; 503 if one that should work doesn't."""
    readiness = examine(services())
    response = jsonify(readiness.as_json())
    response.status_code = 200 if readiness.ready else 503
    return response
