"""The services of the application that answers the present request."""

from __future__ import annotations

from flask import current_app

from service.services import Services


def services() -> Services:
    """Return the services that `create_app` was given."""
    held: Services = current_app.extensions["service"]
    return held
