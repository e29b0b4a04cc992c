"""Partners of a page: who takes part, in which role, from where."""

from collections.abc import Iterator, Mapping
from typing import Any

from ecosystem_graph.records.key import digest
from ecosystem_graph.records.organisation import Organisation
from ecosystem_graph.records.project import Participation
from ecosystem_graph.records.schema import Row
from ecosystem_graph.sources.interreg_de.name import split_name
from ecosystem_graph.sources.interreg_de.partner import Partner

__all__ = ["participation_rows"]


def participation_rows(partner: Partner, record: str, description: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the participation and the organisations that one partner line names.

    Args:
        partner: The partner line.
        record: Key of the source record, which is also the key of the project.
        description: ``source.toml``: words that make a part of a name a unit or a host.
    """
    parts = split_name(partner.name, description["names"])
    others = {name: _key(name, partner) for name in (parts.parent, parts.host) if name}
    # The line has one address. It is the partner's; of those named within the partner's name only the country follows.
    for name, key in others.items():
        yield Organisation(record=record, key=key, name=name, country=partner.country)
    organisation = _key(partner.name, partner)
    yield Organisation(
        record=record,
        key=organisation,
        name=partner.name,
        unit=parts.unit,
        parent=others[parts.parent] if parts.parent else None,
        hosted_by=others[parts.host] if parts.host else None,
        country=partner.country,
        town=partner.town,
    )
    yield Participation(
        record=record,
        key=f"interreg-de.{partner.key}",
        project=record,
        organisation=organisation,
        name=partner.name,
        role="lead" if partner.is_lead else "partner",
        role_raw=partner.lead_raw,
        postcode=partner.postcode,
        town=partner.town,
        country=partner.country,
        country_raw=partner.country_raw,
        region_raw=partner.state,
    )


def _key(name: str, partner: Partner) -> str:
    return f"interreg-de.{digest(name, partner.country_raw, partner.town)}"
