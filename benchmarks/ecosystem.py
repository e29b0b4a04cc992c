"""What a keep.eu export lacks, invented around synthetic projects, so that every packed query has work to do.

Regions of NUTS level 2 with strategies, specialisation domains, clusters, infrastructures, money of partners,
identifiers, records and findings. Seeded like the projects; nothing here is data.
"""

import numpy as np
import polars as pl

from benchmarks.synthetic import synthetic_records
from ecosystem_graph.issues import Issue, Severity
from ecosystem_graph.records import RecordSet, concat_record_sets
from ecosystem_graph.terms import CONCEPTS

__all__ = ["ecosystem_records", "synthetic_issues"]

_DOMAINS = sorted(CONCEPTS["s3-domain"])
_TYPES = sorted(CONCEPTS["organisation-type"])
_PERIODS = ("2014-2020", "2021-2027")
_PARTNERSHIPS = [f"synthetic.t{number}" for number in range(20)]
_SHARED = {"record": pl.lit("synthetic")}


def ecosystem_records(projects: int, *, seed: int = 20_261_122) -> RecordSet:
    """Return the tables of synthetic projects and of the ecosystem around them.

    Args:
        projects: Number of projects; all other numbers follow from it.
        seed: Seed of all draws.
    """
    draw = np.random.default_rng(seed + 1)
    base = dict(synthetic_records(projects, seed=seed))
    base["participation"] = _with_regions(base["participation"])
    base["project"] = base["project"].with_columns(
        stated_partner_count=pl.when(pl.Series(draw.random(projects) < 0.3)).then(draw.integers(1, 9, projects))
    )
    base["organisation"] = _organisations(base["organisation"], draw)
    number = pl.int_range(pl.len())
    base["programme"] = base["programme"].with_columns(
        period=pl.when(number % 3 == 0).then(pl.lit(_PERIODS[1])).otherwise(pl.lit(_PERIODS[0])),
        strand=pl.when(number % 2 == 0).then(pl.lit("a")).otherwise(pl.lit("b")),
        cofinancing_ceiling=pl.lit("0.85"),
    )
    around = RecordSet(
        {
            "record": _records([base["project"]["key"], base["organisation"]["key"].unique()]),
            "identifier": _identifiers(base["organisation"]["key"].unique().sort(), draw),
            "indicator": _indicators(base["project"]["key"], draw),
            **_money(base["project"]["key"], base["participation"]["key"], draw),
            **_strategies(projects),
            **_partnerships(),
            **_facilities(base, draw),
            **_links(base["project"]["key"], draw),
        }
    )
    return concat_record_sets([RecordSet(base), around])


def synthetic_issues(number: int) -> list[Issue]:
    """Return findings of three severities."""
    severities: tuple[Severity, ...] = ("info", "warning", "violation")
    return [
        Issue(
            f"EG-SYN-{row % 7:03}", severities[row % 3], "synthetic.csv", f"row {row}", "Town", f"value {row}", "Seen."
        )
        for row in range(number)
    ]


def _with_regions(participation: pl.DataFrame) -> pl.DataFrame:
    """Place participations on NUTS level 2; some write another name, some state no region."""
    who = pl.col("organisation").str.tail(7).cast(pl.Int64)
    row = pl.int_range(pl.len())
    return participation.with_columns(
        region=pl.when(row % 10 > 0).then(pl.col("region") + (who // 126 % 4 + 1).cast(pl.String)),
        region_edition=pl.lit("2016"),
        name=pl.when(row % 12 == 0).then(pl.col("name").str.to_uppercase()).otherwise(pl.col("name")),
    )


def _organisations(organisation: pl.DataFrame, draw: np.random.Generator) -> pl.DataFrame:
    size = organisation.height
    kind = pl.Series(_TYPES).gather(draw.integers(0, len(_TYPES), size))
    wider = organisation["key"].gather(draw.integers(0, size, size))
    typed = organisation.with_columns(
        type=pl.when(pl.Series(draw.random(size) < 0.8)).then(kind),
        parent=pl.when(pl.Series(draw.random(size) < 0.02)).then(wider),
        hosted_by=pl.when(pl.Series(draw.random(size) < 0.01)).then(wider),
    )
    again = typed.gather_every(50).with_columns(country=pl.lit("DK"), record=pl.lit("synthetic"))
    return pl.concat([typed, again])  # a second record that contradicts the first


def _records(keys: list[pl.Series]) -> pl.DataFrame:
    return pl.DataFrame({"key": pl.concat(keys).unique().sort()}).select(
        pl.col("key").alias("record"), "key", source=pl.lit("synthetic"), kind=pl.lit("row"),
        file=pl.lit("synthetic.csv"), checksum=pl.lit("0"),
        locator=pl.format("row {}", pl.int_range(pl.len())),
    )  # fmt: skip


def _identifiers(organisations: pl.Series, draw: np.random.Generator) -> pl.DataFrame:
    frames = []
    for scheme, share in (("ror", 0.1), ("pic", 0.2)):
        some = organisations.filter(pl.Series(draw.random(organisations.len()) < share))
        frames.append(
            pl.DataFrame({"record": some, "subject": some}).with_columns(
                subject_class=pl.lit("organisation"),
                scheme=pl.lit(scheme),
                value=pl.col("subject").str.tail(7),
            )
        )
    return pl.concat(frames)


def _indicators(projects: pl.Series, draw: np.random.Generator) -> pl.DataFrame:
    some = projects.filter(pl.Series(draw.random(projects.len()) < 0.2))
    codes = sorted(CONCEPTS["indicator"])
    return pl.DataFrame(
        {
            "record": some,
            "project": some,
            "indicator": pl.Series(codes).gather(draw.integers(0, len(codes), some.len())),
            "comparator": pl.Series(["eq", "ge", "approx"]).gather(draw.integers(0, 3, some.len())),
            "value": draw.integers(0, 100, some.len()),
        }
    ).with_columns(key=pl.col("project") + ".indicator")


def _money(projects: pl.Series, participations: pl.Series, draw: np.random.Generator) -> dict[str, pl.DataFrame]:
    frames = []
    for keys, name, kind, share in (
        (projects, "project", "erdf", 0.3),
        (projects, "project", "national", 0.2),
        (participations, "participation", "eu", 0.2),
        (projects, "project", "eu", 0.25),
    ):
        some = keys.filter(pl.Series(draw.random(keys.len()) < share))
        cents = pl.Series(draw.integers(100_000, 5_000_000, some.len())).cast(pl.Decimal(20, 2)) / 100
        record = some.str.split("-").list.first()
        frames.append(
            pl.DataFrame({"record": record, "subject": some, "value": cents.cast(pl.Decimal(20, 2))}).with_columns(
                key=pl.col("subject") + f".{kind}", subject_class=pl.lit(name), kind=pl.lit(kind),
                state=pl.lit("published"), currency=pl.lit("EUR"),
            )
        )  # fmt: skip
    return {"amount": pl.concat(frames)}


def _partnerships() -> dict[str, pl.DataFrame]:
    return {"partnership": pl.DataFrame({"key": _PARTNERSHIPS}).select(**_SHARED, key="key", name="key")}


def _partner_regions() -> pl.DataFrame:
    """Return the regions of each partnership, the same for all."""
    regions = pl.DataFrame({"object": [f"{country}{one}1" for country in ("AT", "DE", "IT") for one in (1, 2, 3)]})
    return (
        pl.DataFrame({"subject": _PARTNERSHIPS})
        .join(regions, how="cross")
        .with_columns(
            **_SHARED,
            subject_class=pl.lit("partnership"),
            predicate=pl.lit("partnerRegion"),
            object_class=pl.lit("region"),
        )
    )


def _strategies(projects: int) -> dict[str, pl.DataFrame]:
    """Return strategies of every second region of level 2, each with six priorities of one domain."""
    countries = ["AT", "BE", "CH", "CZ", "DE", "EE", "ES", "FR", "IT", "LV", "NL", "PL", "SE", "SI"]
    regions = [f"{country}{one}{two}" for country in countries for one in range(1, 10) for two in (1, 3)]
    regions = regions[: max(4, projects // 20)]
    strategy = pl.DataFrame({"region": regions}).select(
        **_SHARED, key="synthetic.s" + pl.col("region"), name="Strategy of " + pl.col("region"), region="region",
        region_edition=pl.lit("2016"), period=pl.lit(_PERIODS[0]),
    )  # fmt: skip
    places = [(region, place, number) for place, region in enumerate(regions) for number in range(6)]
    codes = [_DOMAINS[(place * 7 + number * 5) % len(_DOMAINS)] for _, place, number in places]
    keys = [f"synthetic.y{region}.{number}" for region, _, number in places]
    priority = pl.DataFrame({"key": keys, "region": [region for region, _, _ in places], "code": codes}).select(
        **_SHARED, key="key", strategy="synthetic.s" + pl.col("region"), name="Priority " + pl.col("code"),
        language=pl.lit("en"),
    )  # fmt: skip
    return {"strategy": strategy, "priority": priority}


def _facilities(base: dict[str, pl.DataFrame], draw: np.random.Generator) -> dict[str, pl.DataFrame]:
    projects = base["project"].height
    organisation = base["organisation"].unique("key").sort("key")
    places = base["participation"].drop_nulls("region").select("country", "region").unique().sort("region")

    def entities(name: str, number: int) -> pl.DataFrame:
        who = organisation["key"].gather(draw.integers(0, organisation.height, number))
        at = places[draw.integers(0, places.height, number).tolist()]
        return pl.DataFrame({"body": who, "number": np.arange(number)}).hstack(at).with_columns(
            **_SHARED, key=pl.format(f"synthetic.{name[0]}{{}}", "number"), name=pl.format(f"{name} {{}}", "number"),
            region_edition=pl.lit("2016"),
        )  # fmt: skip

    clusters, facilities = entities("cluster", projects // 50), entities("infrastructure", projects // 100)
    of = draw.integers(0, clusters.height, projects // 5)
    member = draw.integers(0, organisation.height, of.size)
    kinds = sorted(CONCEPTS["infrastructure-type"])
    return {
        "cluster": clusters.select(
            "record", "key", "name", "country", "region", "region_edition", managed_by="body",
            founded=1990 + pl.col("number") % 30, member_count=5 + pl.col("number") % 40,
        ),
        "membership": pl.DataFrame(
            {"cluster": clusters["key"].gather(of), "organisation": organisation["key"].gather(member)}
        ).with_columns(**_SHARED, key=pl.format("synthetic.m{}", pl.int_range(pl.len())), member_type=pl.lit("sme")),
        "infrastructure": facilities.select(
            "record", "key", "name", "country", "region", "region_edition", operated_by="body",
            type=pl.Series(kinds).gather(draw.integers(0, len(kinds), facilities.height)),
        ),
        "service": pl.concat([facilities] * 3).select(
            "record", key=pl.format("{}.v{}", "key", pl.int_range(pl.len())), infrastructure="key",
            name=pl.format("Service {}", pl.int_range(pl.len())), language=pl.lit("en"),
            trl_min=1 + pl.int_range(pl.len()) % 5, trl_max=5 + pl.int_range(pl.len()) % 5,
        ),
    }  # fmt: skip


def _links(projects: pl.Series, draw: np.random.Generator) -> dict[str, pl.DataFrame]:
    """Return what joins projects, clusters, infrastructures and priorities: topics and relations."""
    strategies = _strategies(projects.len())["priority"]
    clusters, facilities = projects.len() // 50, projects.len() // 100

    def topics(name: str, keys: pl.Series, scheme: str, share: float) -> pl.DataFrame:
        codes = sorted(CONCEPTS[scheme])
        some = keys.filter(pl.Series(draw.random(keys.len()) < share))
        code = pl.Series(codes).gather(draw.integers(0, len(codes), some.len()))
        return pl.DataFrame({"subject": some, "code": code}).with_columns(
            **_SHARED, subject_class=pl.lit(name), scheme=pl.lit(scheme), basis=pl.lit("stated")
        )

    def relations(
        predicate: str, number: int, subject: tuple[str, pl.Series], object_: tuple[str, pl.Series]
    ) -> pl.DataFrame:
        some, others = (keys.gather(draw.integers(0, keys.len(), number)) for _, keys in (subject, object_))
        return pl.DataFrame({"subject": some, "object": others}).with_columns(
            **_SHARED, subject_class=pl.lit(subject[0]), predicate=pl.lit(predicate), object_class=pl.lit(object_[0])
        )

    cluster = pl.Series([f"synthetic.c{number}" for number in range(clusters)], dtype=pl.String)
    facility = pl.Series([f"synthetic.i{number}" for number in range(facilities)], dtype=pl.String)
    domain = strategies.select(
        **_SHARED, subject="key", code=pl.col("name").str.slice(9), subject_class=pl.lit("priority"),
        scheme=pl.lit("s3-domain"), basis=pl.lit("stated"),
    )  # fmt: skip
    order = ["record", "subject_class", "subject", "scheme", "code", "basis"]
    topic = [
        domain,
        topics("project", projects, "s3-domain", 0.3),
        topics("project", projects, "thematic-objective", 0.5),
        topics("project", projects, "macro-region", 0.1),
        topics("cluster", cluster, "s3-domain", 1),
        topics("infrastructure", facility, "s3-domain", 1),
    ]
    project = ("project", projects)
    relation = [
        relations("involvesCluster", projects.len() // 10, project, ("cluster", cluster)),
        relations("usesInfrastructure", projects.len() // 50, project, ("infrastructure", facility)),
        relations("addressesPriority", projects.len() // 20, project, ("priority", strategies["key"])),
        relations("linkedToCluster", facilities // 2, ("infrastructure", facility), ("cluster", cluster)),
        _partner_regions(),
    ]
    return {
        "topic": pl.concat([each.select(order) for each in topic]),
        "relation": pl.concat(
            [
                each.select("record", "subject_class", "subject", "predicate", "object_class", "object")
                for each in relation
            ]
        ),
    }
