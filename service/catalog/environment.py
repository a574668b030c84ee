"""The Jinja environment of templates: the sandbox, with a short way to the fields of the context's values."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox that hands out a dataclass's fields at once; whatever else is asked for it judges as ever.

    A field is data by its declaration: nothing is left to judge, and the judging took most of a render's time.
    """

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=autoescape)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what ``obj.attribute`` is in a template."""
        if attribute in getattr(type(obj), "__dataclass_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)
