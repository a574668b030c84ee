"""The Jinja environment of templates: the sandbox, with a short way to the fields of the context's values."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

_SPECIAL = re.compile("[&<>'\"]")


def _escaped(value: object) -> str:
    if type(value) is int:
        return str(value)
    text = value if type(value) is str else str(value)
    return str(escape(text)) if _SPECIAL.search(text) else text


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox that hands out a dataclass's fields at once; whatever else is asked for it judges as ever.

    A field is data by its declaration: nothing is left to judge, and the judging took most of a render's time.
    With ``escape`` whatever is printed is made fit for XML; Jinja's own ``autoescape``, which tells safe texts from
    others, takes three times as long, and no template can print a safe text: they have no filters.
    """

    def __init__(self, *, escape: bool) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, finalize=_escaped if escape else None)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what ``obj.attribute`` is in a template."""
        if attribute in getattr(type(obj), "__dataclass_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)
