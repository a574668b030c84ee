"""The door for programs: JSON in, records and files out. Parses, calls one function, presents."""

from __future__ import annotations

from flask import Flask

from service.api import archive, batches, checks, documents, health, imports, issued, jobs, papers, redheads
from service.api.problems import problem_for

__all__ = ["init_app", "problem_for"]


def init_app(app: Flask) -> None:
    """Add the API to ``app``."""
    app.register_blueprint(documents.blueprint, url_prefix="/api/v1")
    app.register_blueprint(issued.blueprint, url_prefix="/api/v1")
    app.register_blueprint(archive.blueprint, url_prefix="/api/v1")
    app.register_blueprint(batches.blueprint, url_prefix="/api/v1")
    app.register_blueprint(jobs.blueprint, url_prefix="/api/v1")
    app.register_blueprint(papers.blueprint, url_prefix="/api/v1")
    app.register_blueprint(imports.blueprint, url_prefix="/api/v1")
    app.register_blueprint(checks.blueprint, url_prefix="/api/v1")
    app.register_blueprint(redheads.blueprint, url_prefix="/api/v1")
    app.register_blueprint(health.blueprint)
