"""Where things are on the map."""

from dataclasses import dataclass
from typing import Annotated

from ecosystem_graph.records.schema import Row

__all__ = ["Geometry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry(Row):
    """The position of one entity, as a record states it."""

    key: Annotated[str, "Key, unique in its table: `<class>.<key of the entity>`."]
    subject_class: Annotated[str, "Class folder of the entity: `infrastructure`, `organisation`, `cluster`…"]
    subject: Annotated[str, "Key of the entity."]
    wkt: Annotated[str, "Point in WGS 84 as well-known text, longitude first, digits as published: `POINT(14.3 48.3)`."]
    basis: Annotated[str, "Code of the region-basis scheme: `stated`, or `town` for the position of the town."]
    gazetteer: Annotated[str | None, "Entry of a gazetteer whose position was taken, absolute http(s) IRI."] = None
