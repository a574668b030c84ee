"""The parts of a docx that is being changed: documents, relations and content types that stay consistent."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from service.importing.archive import parse_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

DOCUMENT = "word/document.xml"
_DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
_CONTENT_TYPES = "[Content_Types].xml"


def relations_of(part: str) -> str:
    """Return the name of the part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


@dataclass
class Parts:
    """The parts of one docx.

    Attributes:
        raw: every part's bytes by name; those that were opened are written from their trees.
    """

    raw: dict[str, bytes]
    _trees: dict[str, etree._Element] = field(default_factory=dict)

    def tree(self, name: str) -> etree._Element:
        """Return the root of an XML part, to read or change.

        Raises:
            UnreadableDocument: if it is no XML.
            KeyError: if there is no such part.
        """
        if name not in self._trees:
            self._trees[name] = parse_part(self.raw[name])
        return self._trees[name]

    def packed(self) -> dict[str, bytes]:
        """Return all parts as they are now."""
        changed = {
            name: etree.tostring(tree, encoding="UTF-8", standalone=True)
            for name, tree in self._trees.items()
        }
        return self.raw | changed

    def related(self, kind: str) -> str | None:
        """Return the name of the part that the document has as its ``styles``, ``settings``, …; None if it has none."""
        return next((target for target in self._targets(kind) if target in self.raw), None)

    def target(self, identity: str) -> str | None:
        """Return the name of the part that a relation of the document leads to; None if it is outside or not there."""
        for relation in self._relations():
            if relation.get("Id") == identity and relation.get("TargetMode") != "External":
                return _inside(relation.get("Target", ""))
        return None

    def add(self, kind: str, name: str, data: bytes) -> str:
        """Add a part that the document has as its ``footer``, ``header``, …, and return the id of the relation."""
        name = self._free(name)
        self.raw[name] = data
        override = etree.SubElement(self.tree(_CONTENT_TYPES), f"{{{_TYPES}}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", f"{_WORD}{kind}+xml")
        taken = {relation.get("Id") for relation in self._relations()}
        identity = next(f"rIdChengwen{i}" for i in range(1, 10_000) if f"rIdChengwen{i}" not in taken)
        relation = etree.SubElement(self._root(), f"{{{_RELATIONS}}}Relationship")
        relation.set("Id", identity)
        relation.set("Type", f"{_KIND}{kind}")
        relation.set("Target", name.removeprefix("word/"))
        return identity

    def copy(self, kind: str, name: str) -> str:
        """Add a copy of a part with its own relations, and return the id of the relation to it."""
        identity = self.add(kind, name, self.packed()[name])
        made = self.target(identity)
        own = relations_of(name)
        if made is not None and own in self.raw:
            self.raw[relations_of(made)] = self.raw[own]
        return identity

    def _free(self, name: str) -> str:
        stem, ending = posixpath.splitext(name)
        names = (name, *(f"{stem}-{i}{ending}" for i in range(2, 10_000)))
        return next(each for each in names if each not in self.raw)

    def _root(self) -> etree._Element:
        if _DOCUMENT_RELATIONS not in self.raw:
            self.raw[_DOCUMENT_RELATIONS] = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        return self.tree(_DOCUMENT_RELATIONS)

    def _relations(self) -> Iterator[etree._Element]:
        yield from self._root().iter(f"{{{_RELATIONS}}}Relationship")

    def _targets(self, kind: str) -> Iterator[str]:
        for relation in self._relations():
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                yield _inside(relation.get("Target", ""))


def _inside(target: str) -> str:
    """Return the name of a part from how the document's relations write it."""
    return target[1:] if target.startswith("/") else posixpath.normpath(f"word/{target}")
