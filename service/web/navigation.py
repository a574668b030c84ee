"""The entries of the bar at the top; each is shown to those who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from service.access.routes import rule_for
from service.storage.person import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """A link in the bar.

    Attributes:
        endpoint: the page it leads to.
        text: what it says.
        sections: the first parts of the addresses that count as its own.
    """

    endpoint: str
    text: str
    sections: tuple[str, ...]

    def is_current(self, path: str) -> bool:
        """Tell whether the page at a path belongs to it."""
        return path.split("/")[1] in self.sections


ENTRIES = (
    Entry("web.index", "首页", ("", "samples")),
    Entry("desk.campaigns", "活动", ("campaigns",)),
    Entry("desk.drafts", "草稿箱", ("drafts", "imports")),
    Entry("issuing.issued_papers", "已发文件", ("issued", "register", "regenerations")),
    Entry("filing.index", "整理", ("filing",)),
    Entry("job_pages.index", "任务", ("jobs",)),
    Entry("desk.directory", "机构名录", ("directory",)),
    Entry("administration.index", "管理", ("administration", "templates")),
)


def entries_for(person: Person | None) -> tuple[Entry, ...]:
    """Return the entries that the person may open; none for nobody, or for who must change his password."""
    if person is None or person.must_change:
        return ()
    return tuple(entry for entry in ENTRIES if person.roles & rule_for("GET", entry.endpoint).roles)
