"""Which concepts mean the same in other languages, learnt from names of one organisation in several languages."""

import polars as pl

from ecosystem_graph.resources import resource

__all__ = ["TRANSLATION_SCHEMA", "learn_translations", "load_translations", "with_related"]

TRANSLATION_SCHEMA = pl.Schema({"left": pl.String, "right": pl.String, "strength": pl.Float64})
_ROUNDS = 6
_SAME = 4.0
"""How much more likely at first that a concept stands for itself than for another."""
_BORNE_OUT = 0.3
"""Share of a word that must be explained by another for an organisation to count as a witness."""
_TOGETHER = 0.25
"""Share of the names with a concept that may say the other one too, if one is to translate the other."""
_UNALIGNED = "\N{EMPTY SET}"


def learn_translations(
    words: pl.DataFrame, pairs: pl.DataFrame, *, least_organisations: int = 2, least_strength: float = 0.25
) -> pl.DataFrame:
    """Align the concepts of names that are known to mean one organisation.

    Args:
        words: row, concept, group; as `normalise_names` leaves them.
        pairs: left, right: rows of one organisation; organisation: which one.
        least_organisations: Number of organisations that must bear a translation out.
        least_strength: Strength below which it is not kept.

    Returns:
        Columns of `TRANSLATION_SCHEMA`: pairs of different concepts, each in both orders; strength (0-1) is the
        probability that the rarer concept stands for the other. O(rounds x words of a pair squared).

    Source:
        Brown et al. (1993), The Mathematics of Statistical Machine Translation, Computational Linguistics 19 (model 1).
    """
    said = (
        words.filter(~pl.col("group").is_in(["home", "place", "number", "acronym"]))
        .select("row", "concept")
        .unique()
        .sort("row", "concept")
    )
    both = pl.concat(
        [
            pairs.select("left", "right", "organisation"),
            pairs.select("organisation", left="right", right="left").select("left", "right", "organisation"),
        ]
    )
    both = both.unique().sort("left", "right")
    both = both.with_row_index("pair")
    source = both.join(said.rename({"row": "left", "concept": "from"}), on="left").select(
        "pair", "organisation", "from"
    )
    empty = both.select("pair", "organisation", pl.lit(_UNALIGNED).alias("from"))
    target = both.join(said.rename({"row": "right", "concept": "to"}), on="right").select("pair", "to")
    links = pl.concat([source, empty]).join(target, on="pair")
    likely = pl.when(pl.col("from") == pl.col("to")).then(_SAME).otherwise(1.0)
    links = links.with_columns(p=likely)
    counts = _expect(links)
    together = _said_together(said)
    for _ in range(_ROUNDS):
        p = counts.with_columns(p=pl.col("n") / pl.col("n").sum().over("from"))
        counts = _expect(links.drop("p").join(p.select("from", "to", "p"), on=["from", "to"]))
    learnt = _symmetric(counts, least_organisations, least_strength)
    return learnt.join(together, on=["left", "right"], how="anti").sort("left", "right")


def _said_together(said: pl.DataFrame) -> pl.DataFrame:
    """Return left, right: concepts of which one often stands beside the other (`University of Michigan`)."""
    names = said.group_by("concept").agg(n=pl.len())
    both = said.join(said.rename({"concept": "right"}), on="row").filter(pl.col("concept") != pl.col("right"))
    counted = both.group_by(left="concept", right="right").agg(both=pl.len())
    rarer = counted.join(names, left_on="left", right_on="concept").join(
        names.rename({"n": "other"}), left_on="right", right_on="concept"
    )
    often = pl.col("both") >= _TOGETHER * pl.min_horizontal("n", "other")
    return rarer.filter(often).select("left", "right")


def _expect(links: pl.DataFrame) -> pl.DataFrame:
    """Return how often each concept is expected to stand for another."""
    share = pl.col("p") / pl.col("p").sum().over("pair", "to")
    return (
        links.with_columns(n=share)
        .group_by("from", "to")
        .agg(pl.col("n").sum(), organisations=pl.col("organisation").filter(pl.col("n") > _BORNE_OUT).n_unique())
    )


def _symmetric(counts: pl.DataFrame, least_organisations: int, least_strength: float) -> pl.DataFrame:
    p = counts.with_columns(p=pl.col("n") / pl.col("n").sum().over("from"))
    there = p.filter((pl.col("from") != _UNALIGNED) & (pl.col("from") != pl.col("to")))
    back = there.select(pl.col("to").alias("from"), pl.col("from").alias("to"), back="p", others="organisations")
    # The rarer of two concepts tells what it means; a frequent one stands for many. Few witnesses count for less.
    certain = pl.col("n") / (pl.col("n") + 1.0)
    strength = pl.max_horizontal("p", "back") * certain
    both = there.join(back, on=["from", "to"]).with_columns(n=pl.max_horizontal("organisations", "others"))
    both = both.with_columns(strength=strength)
    kept = both.filter((pl.col("n") >= least_organisations) & (pl.col("strength") >= least_strength))
    return kept.select(left="from", right="to", strength=pl.col("strength").round(3)).sort("left", "right")


def load_translations() -> pl.DataFrame:
    """Return the shipped translations, and concepts that are near each other, in both orders."""
    path = resource("data", "reference", "linkage", "translations.csv")
    return with_related(pl.read_csv(path, schema=TRANSLATION_SCHEMA))


def with_related(translations: pl.DataFrame) -> pl.DataFrame:
    """Add the concepts that are near each other (`related.csv`): a clinic is nearly a hospital.

    Args:
        translations: Columns of `TRANSLATION_SCHEMA`.

    Returns:
        Both, in both orders; the stronger one where they say the same.
    """
    near = pl.read_csv(resource("data", "reference", "linkage", "related.csv"), schema=TRANSLATION_SCHEMA)
    stored = pl.concat([translations, near])
    turned = stored.select(left="right", right="left", strength="strength")
    return pl.concat([stored, turned]).group_by("left", "right").agg(pl.col("strength").max()).sort("left", "right")
