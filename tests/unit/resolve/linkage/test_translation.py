"""Translations learnt from names of one organisation in several languages."""

import polars as pl

from ecosystem_graph.resolve.linkage.translation import learn_translations, load_translations, with_related

NAMES = (
    # organisation, concepts of one name, concepts of the other
    ("a", ("university", "nord"), ("university", "sever")),
    ("b", ("museum", "nord"), ("museum", "sever")),
    ("c", ("school", "nord"), ("school", "sever")),
    ("d", ("university", "kalifor"), ("university", "davis")),
    ("e", ("university", "kalifor"), ("university", "irvin")),
)


def learn() -> pl.DataFrame:
    words = [
        (2 * place + side, concept, "word")
        for place, (_, *names) in enumerate(NAMES)
        for side, name in enumerate(names)
        for concept in name
    ]
    pairs = [(2 * place, 2 * place + 1, organisation) for place, (organisation, *_) in enumerate(NAMES)]
    return learn_translations(
        pl.DataFrame(words, schema=["row", "concept", "group"], orient="row"),
        pl.DataFrame(pairs, schema=["left", "right", "organisation"], orient="row"),
    )


def test_words_that_stand_for_each_other_in_several_organisations_are_translations() -> None:
    assert ("nord", "sever") in learn().select("left", "right").rows()


def test_words_that_stand_beside_each_other_are_no_translations() -> None:
    assert not learn().filter((pl.col("left") == "kalifor") & (pl.col("right") == "university")).height


def test_related_concepts_are_in_both_orders_and_the_stronger_one_counts() -> None:
    stronger = pl.DataFrame({"left": ["clinic"], "right": ["hospital"], "strength": [0.9]})
    known = with_related(stronger).filter(pl.col("left").is_in(["clinic", "hospital"]))
    assert {("clinic", "hospital", 0.9), ("hospital", "clinic", 0.9)} <= set(known.rows())
    assert known.select("left", "right").is_duplicated().sum() == 0


def test_shipped_translations_name_each_pair_once_in_each_order() -> None:
    pairs = load_translations().select("left", "right")
    assert pairs.is_duplicated().sum() == 0
    assert pairs.join(pairs, left_on=["left", "right"], right_on=["right", "left"], how="anti").height == 0
