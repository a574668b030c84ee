"""What drafting works with: the papers that can be drafted, their forms, and where drafts are kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from service.catalog.catalog import Catalog, Paper
from service.document.directory import Directory
from service.errors import UnknownPaper
from service.forms.shapes import Shape, Shapes
from service.services import Services
from service.storage import Uploads
from service.storage.drafts import CAMPAIGN, Drafts, campaigns_in, drafts_in

DIRECTORY = "directory"
"""Stands for the kind of paper where a draft is the unit's 机构名录."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who drafts.

    Attributes:
        unit_id: the unit that all he makes belongs to.
        name: 姓名.
    """

    unit_id: str
    name: str


@dataclass(frozen=True)
class Desk:
    """The parts that drafting works with.

    Attributes:
        catalog: papers and schemas.
        root: the folder that ``templates`` is in.
        papers: where drafts of papers are kept.
        campaigns: where campaigns are kept.
        directory: the 机构名录 of the settings, for units that keep none of their own.
        uploads: the files that units put into what they write.
        clock: the present, in UTC.
    """

    catalog: Catalog
    root: Path
    papers: Drafts
    campaigns: Drafts
    directory: Directory
    uploads: Uploads
    clock: Callable[[], dt.datetime]

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of all schemas, and of what each draft holds."""
        return Shapes({**self.catalog.schemas, **self._held})

    @cached_property
    def layouts(self) -> Mapping[str, Mapping[str, Any]]:
        """Kind of draft → its form layout."""
        beside = {
            name: _layout(self.root / "templates" / name / "v1.form.json") for name in (CAMPAIGN, DIRECTORY)
        }
        papers = {paper.id: paper.form for paper in self.catalog.papers}
        return {
            name: form or default_layout(self.shapes, self.shape(name))
            for name, form in (papers | beside).items()
        }

    @cached_property
    def _held(self) -> Mapping[str, Mapping[str, Any]]:
        """Kind of draft → schema of what the draft holds: a paper's own part, a campaign's facts, a directory."""
        parts = {
            paper.id: ("paper", f"{paper.schema_name}#/properties/paper") for paper in self.catalog.papers
        }
        parts[CAMPAIGN] = ("campaign", "campaign.v1")
        made = {
            name: {"type": "object", "properties": {part: {"$ref": ref}}, "required": [part]}
            for name, (part, ref) in parts.items()
        }
        return made | {DIRECTORY: {"$ref": "directory.v1"}}

    def store(self, kind: str) -> Drafts:
        """Return where drafts of a kind are kept."""
        return self.campaigns if kind == CAMPAIGN else self.papers

    def schema(self, kind: str) -> Mapping[str, Any]:
        """Return the schema of what a draft of a kind holds."""
        if kind not in self._held:
            raise UnknownPaper("没有这种公文，请从首页重新选择")
        return self._held[kind]

    def shape(self, kind: str) -> Shape:
        """Return the shape of what a draft of a kind holds."""
        self.schema(kind)
        return self.shapes.at(f"{kind}#")

    def title(self, kind: str) -> str:
        """Return what a kind of draft is called."""
        known = {paper.id: paper.title for paper in self.catalog.papers}
        return {**known, CAMPAIGN: "活动", DIRECTORY: "机构名录"}.get(kind, kind)

    def takes_campaign(self, paper: Paper) -> bool:
        """Tell whether a paper is made from the facts of a campaign."""
        return "campaign" in self.catalog.schemas.get(paper.schema_name, {}).get("required", ())

    def newest(self) -> tuple[Paper, ...]:
        """Return the newest version of each kind of paper."""
        ids = dict.fromkeys(paper.id for paper in self.catalog.papers)
        return tuple(self.catalog.paper(id) for id in ids)


def open_desk(services: Services) -> Desk:
    """Return the desk of a service."""
    catalog: Any = services.making.catalog
    database = services.database
    return Desk(
        catalog=catalog,
        root=services.settings.root,
        papers=drafts_in(database),
        campaigns=campaigns_in(database),
        directory=services.making.directory,
        uploads=services.uploads,
        clock=services.clock,
    )


def default_layout(shapes: Shapes, root: Shape) -> Mapping[str, Any]:
    """Return the layout of a kind of draft that comes without one: each part once, in the order of the schema."""
    parts = [(f"/{name}", part) for name, part in shapes.fields(root, {})]
    if len(parts) == 1 and not parts[0][1].is_leaf:
        (at, part), *_ = parts
        parts = [(f"{at}/{name}", inner) for name, inner in shapes.fields(part, {})]
    return {
        "title": "发文稿纸",
        "sections": [{"title": "内容", "fields": [{"pointer": at} for at, _ in parts]}],
    }


def _layout(path: Path) -> Mapping[str, Any]:
    layout: Mapping[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return layout
