"""Units' own templates in use: the catalogue as one unit sees it.

A template is read from the file store by its digest, so every process uses the same bytes, also after a restart; it
goes with the manifest that it was checked with, whatever the service's own has become.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from service.catalog.catalog import Catalog, Paper, read_paper
from service.errors import TemplateError
from service.rendering.context import CONTRACT
from service.storage import Files, OwnTemplate, Templates

_MOST_COMPILED = 64  #: own templates that one process keeps compiled


def catalog_of(catalog: Any, templates: Templates, files: Files, unit_id: str) -> Any:
    """Return the catalogue with a unit's own templates in place of those that come with the service.

    Raises:
        TemplateError: if one that is in use can no longer be read or compiled.
        StorageError: if its file is gone or damaged.
    """
    own = templates.in_use(unit_id)
    if not own or not isinstance(catalog, Catalog):
        return catalog
    return catalog.replacing(tuple(own_paper(catalog, files, template) for template in own.values()))


def own_paper(catalog: Catalog, files: Files, template: OwnTemplate) -> Paper:
    """Return a kind of paper with a unit's own template; raises as `catalog_of`."""
    try:
        paper = _compiled(files, template.docx, template.manifest)
    except TemplateError as error:
        message = f"本单位启用的模板“{template.name}”用不了了，请管理员在模板页换回系统模板：{error}"
        raise TemplateError(message, error.findings) from error
    beside = catalog.paper(template.paper_type)
    return paper.with_form(beside.form, beside.form_digest)


@lru_cache(maxsize=_MOST_COMPILED)
def _compiled(files: Files, docx: str, manifest: str) -> Paper:
    return read_paper(files.get(docx), json.loads(files.get(manifest)), CONTRACT)
