"""Tables of the graph of an analysis: a data cube with its structure, and one observation per figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import polars as pl

from ecosystem_graph.errors import MappingError
from ecosystem_graph.graph.analysis import DIMENSIONS, Analysis, Measure, analysis_graph
from ecosystem_graph.graph.emit import emit_nquads
from ecosystem_graph.graph.mapping.analysis import ANALYSIS_MAPS
from ecosystem_graph.graph.mapping.vocabulary import QB, SKOS
from ecosystem_graph.namespaces import DEF, ONTOLOGY
from ecosystem_graph.records.key import digest_rows
from ecosystem_graph.terms import EG

__all__ = ["describe_analysis", "write_analysis"]

_ATTRIBUTES: Final[Mapping[str, str]] = {
    "unit": EG.unit,
    "error": EG.standardError,
    "lower": EG.lowerBound,
    "upper": EG.upperBound,
}
_CUBES: Final[Mapping[tuple[str, ...], str]] = {
    (): "whole",
    ("node",): "node",
    ("node", "partner"): "pair",
    ("node", "domain"): "domain",
    ("node", "partner", "domain"): "pair-domain",
}
_TITLES: Final[Mapping[str, str]] = {
    "whole": "Figures of the whole",
    "node": "Figures of single things",
    "pair": "Figures of pairs",
    "domain": "Figures of single things by domain",
    "pair-domain": "Figures of pairs by domain",
}
_MEASURES: Final = f"{DEF}measure"
_DIGITS: Final = 12
_THING: Final = "http://www.w3.org/2002/07/owl#Thing"


def describe_analysis(analysis: Analysis, release: str) -> dict[str, pl.DataFrame]:
    """Return the graph tables of an analysis.

    Args:
        analysis: What was computed.
        release: IRI of the release it was computed from.

    Raises:
        MappingError: A table has other columns than known ones, a measure that is not described, or two values for one
            figure.
    """
    run = analysis.run(release)
    measures = {each.code: each for each in analysis.measures}
    cubes: dict[str, tuple[str, ...]] = {}
    observed = []
    for table in analysis.figures:
        dimensions = tuple(name for name in DIMENSIONS if name in table.columns)
        _check(table, dimensions, measures)
        cubes[_CUBES[dimensions]] = dimensions
        observed.append(_observations(table, dimensions, run, measures))
    numbers = pl.concat(observed, how="diagonal") if observed else pl.DataFrame(schema=_OBSERVATION)
    _refuse_repeats(numbers)
    whole = pl.col("measure").is_in([code for code, each in measures.items() if each.is_whole])
    values = numbers.with_columns(pl.col("value", "error", "lower", "upper").round_sig_figs(_DIGITS) + 0.0)
    return {
        "analysis": _rows("analysis", [(run, analysis.title, analysis.kind, release)]),
        "parameter": _parameters(analysis.recipe, run),
        "cube": _rows("cube", ((f"{run}.{name}", _TITLES[name], name, run) for name in cubes)),
        "component": _rows("component", (part for name, some in cubes.items() for part in _components(name, some))),
        "property": _rows("property", _properties({name for some in cubes.values() for name in some})),
        "measure": _rows("measure", ((m.code, m.label, m.definition, _MEASURES) for m in analysis.measures)),
        "whole-number": values.filter(whole).with_columns(pl.col("value").cast(pl.Int64)),
        "number": values.filter(~whole),
    }


def write_analysis(analysis: Analysis, release: str, base: str, *, jobs: int = 2) -> Iterator[memoryview]:
    """Yield the graph of an analysis as N-Quads lines, sorted by bytes and without repeats.

    Args:
        analysis: What was computed.
        release: IRI of the release.
        base: Base IRI of its data.
        jobs: Threads; the bytes do not depend on it.

    Raises:
        MappingError: As for `describe_analysis`.
    """
    tables = describe_analysis(analysis, release)
    return emit_nquads(ANALYSIS_MAPS, tables, base, analysis_graph(base, analysis.run(release)), jobs=jobs)


_COLUMNS: Final[Mapping[str, str]] = {
    "analysis": "key title kind release",
    "parameter": "key analysis name value",
    "cube": "key title structure analysis",
    "component": "key structure dimension measure attribute required",
    "property": "property role range codes",
    "measure": "key label definition scheme",
}
_OBSERVATION: Final = pl.Schema(
    {
        "key": pl.String, "cube": pl.String, "node": pl.String, "partner": pl.String, "domain": pl.String,
        "measure": pl.String, "value": pl.Float64, "unit": pl.String, "error": pl.Float64, "lower": pl.Float64,
        "upper": pl.Float64,
    }
)  # fmt: skip


def _check(table: pl.DataFrame, dimensions: tuple[str, ...], measures: Mapping[str, Measure]) -> None:
    if dimensions not in _CUBES:
        raise MappingError(f"figures by {', '.join(dimensions)}: expected a column node")
    missing = {"measure", "value"} - set(table.columns)
    unknown = sorted({*table.columns} - {"measure", "value", *DIMENSIONS, *_ATTRIBUTES})
    if missing or unknown:
        found = ", ".join(table.columns)
        raise MappingError(f"figures: expected the columns measure and value, no unknown ones, found {found}")
    undescribed = sorted(set(table["measure"].unique()) - measures.keys())
    if undescribed:
        raise MappingError(f"figures: expected a description of each measure, found none of {', '.join(undescribed)}")


def _observations(
    table: pl.DataFrame, dimensions: tuple[str, ...], run: str, measures: Mapping[str, Measure]
) -> pl.DataFrame:
    """Return one row per figure that is defined, in the columns of `_OBSERVATION`."""
    units = {code: each.unit for code, each in measures.items()}
    known = [name for name in (*dimensions, "measure", "value", *_ATTRIBUTES) if name in table.columns]
    rows = table.select(known).filter(pl.col("value").is_not_null() & pl.col("value").cast(pl.Float64).is_finite())
    usual = pl.col("measure").replace_strict(units, return_dtype=pl.String)
    rows = rows.with_columns(unit=pl.coalesce("unit", usual) if "unit" in rows.columns else usual)
    key = digest_rows(rows.select("measure", *dimensions))
    made = rows.with_columns(cube=pl.lit(f"{run}.{_CUBES[dimensions]}"), key=f"{run}." + key)
    return made.select(
        pl.col(name).cast(kind) if name in made.columns else pl.lit(None, kind).alias(name)
        for name, kind in _OBSERVATION.items()
    )


def _refuse_repeats(numbers: pl.DataFrame) -> None:
    """Refuse two values of one figure: that would break integrity constraint 12 of the cube vocabulary."""
    again = numbers.filter(pl.col("key").is_duplicated())
    if again.height:
        first = again.row(0, named=True)
        about = ", ".join(str(first[name]) for name in DIMENSIONS if first[name]) or "the whole"
        raise MappingError(f"figures: expected one {first['measure']} of {about}, found several")


def _parameters(recipe: Mapping[str, str | int | float], run: str) -> pl.DataFrame:
    return _rows("parameter", ((f"{run}.{name}", run, name, _lexical(value)) for name, value in recipe.items()))


def _lexical(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _components(name: str, dimensions: tuple[str, ...]) -> Iterator[tuple[str | bool | None, ...]]:
    """Yield the components of a structure: what a figure is about, its value, and what is said of the value."""
    for part in dimensions:
        yield f"{name}.{part}", name, DIMENSIONS[part], None, None, None
    yield f"{name}.measure", name, EG.observedMeasure, None, None, None
    yield f"{name}.value", name, None, EG.observedValue, None, None
    for part, iri in _ATTRIBUTES.items():
        yield f"{name}.{part}", name, None, None, iri, part == "unit"


def _properties(dimensions: set[str]) -> Iterator[tuple[str | None, ...]]:
    """Yield what kind of component each property is; dimensions state their range, as the vocabulary asks for."""
    kinds: dict[str, tuple[str, str | None]] = {EG.observedMeasure: (f"{SKOS}Concept", _MEASURES)}
    kinds |= {DIMENSIONS[name]: (_THING, None) for name in sorted(dimensions)}
    for iri, (values, codes) in kinds.items():
        yield iri.removeprefix(ONTOLOGY), f"{QB}DimensionProperty", values, codes
    yield EG.observedValue.removeprefix(ONTOLOGY), f"{QB}MeasureProperty", None, None
    for iri in _ATTRIBUTES.values():
        yield iri.removeprefix(ONTOLOGY), f"{QB}AttributeProperty", None, None


def _rows(name: str, rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    kinds = {column: pl.Boolean if column == "required" else pl.String for column in _COLUMNS[name].split()}
    return pl.DataFrame(list(rows), schema=kinds, orient="row")
