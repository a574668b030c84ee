"""``/papers`` and ``/schemas``: which papers can be made, and what each must be told."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service.api.current import services
from service.api.presenting import paper_json

blueprint = Blueprint("papers", __name__)


@blueprint.get("/papers")
def index() -> Response:
    """Answer all kinds of paper, each version."""
    catalog = services().making.catalog
    return jsonify({"papers": [paper_json(paper, catalog.schema_digest(paper)) for paper in catalog.papers]})


@blueprint.get("/schemas/<name>")
def schema(name: str) -> Response:
    """Answer a JSON Schema (2020-12)."""
    response = jsonify(services().making.catalog.schema(name))
    response.content_type = "application/schema+json"
    return response
