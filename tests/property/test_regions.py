"""Laws of regions: shares add up, hierarchies end, codes come back."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem_graph.records import records_from_rows
from ecosystem_graph.records.territory import Change, Region
from ecosystem_graph.resolve.change import describe_changes
from ecosystem_graph.resolve.consolidate import read_countries
from ecosystem_graph.resolve.derivation import derive_regions
from ecosystem_graph.resolve.edition import convert_codes, link_shares, main_counterpart
from ecosystem_graph.resolve.hierarchy import containment, without_cycles
from ecosystem_graph.resolve.territory import complete_regions, referred_regions

CODES = st.sampled_from(["AT1", "AT11", "AT111", "AT112", "AT121", "EL30", "EL301"])
FIGURES = st.one_of(st.none(), st.integers(0, 10**7))
NOTHING = pl.DataFrame(schema={"region": pl.String, "edition": pl.String})


@st.composite
def changes(draw: st.DrawFn) -> pl.DataFrame:
    pairs = draw(st.lists(st.tuples(CODES, CODES, FIGURES, FIGURES), max_size=20))
    return records_from_rows(
        Change(
            record="n.1", source=source, source_edition="2013", target=target, target_edition="2016", level=3,
            population=population, area=area,
        )
        for source, target, population, area in pairs
    )["change"]  # fmt: skip


@settings(deadline=None)
@given(changes())
def test_the_shares_of_a_region_sum_to_one(table: pl.DataFrame) -> None:
    links = link_shares(table)
    sums = links.group_by("source").agg(pl.col("share").sum())["share"].to_list()
    assert all(abs(total - 1) < 1e-9 for total in sums)
    assert links.filter(pl.col("share") <= 0).is_empty()


@settings(deadline=None)
@given(changes())
def test_a_region_is_lost_or_its_parts_sum_to_one(table: pl.DataFrame) -> None:
    links = link_shares(table)
    asked = table.select(region="source", edition="source_edition").unique()
    converted = convert_codes(asked, links, NOTHING, "2016")
    assert set(converted["region"]) == set(asked["region"])
    for _, part in converted.group_by("region"):
        whole = float(part["share"].sum())
        assert (part.height == 1 and part["target"].item() is None) or abs(whole - 1) < 1e-9
    assert describe_changes(table).select("source", "target").is_duplicated().sum() == 0


@settings(deadline=None)
@given(st.permutations(["AT111", "AT112", "AT121", "EL301"]), st.integers(1, 10**6))
def test_codes_that_only_changed_their_names_come_back(new: list[str], population: int) -> None:
    old = sorted(new)
    rows = [
        Change(
            record="n.1", source=source, source_edition=before, target=target, target_edition=after, level=3,
            population=population,
        )
        for one, other in zip(old, new, strict=True)
        for source, before, target, after in ((one, "2013", other, "2016"), (other, "2016", one, "2013"))
    ]  # fmt: skip
    links = link_shares(records_from_rows(rows)["change"])
    asked = pl.DataFrame({"region": old, "edition": ["2013"] * len(old)})
    there = main_counterpart(convert_codes(asked, links, NOTHING, "2016"))
    back = main_counterpart(
        convert_codes(there.select(region="target", edition=pl.lit("2016")), links, NOTHING, "2013")
    )
    returned = there.join(back, left_on="target", right_on="region")
    assert dict(returned.select("region", "target_right").iter_rows()) == {code: code for code in old}


@settings(deadline=None)
@given(st.lists(st.tuples(CODES, st.one_of(st.none(), CODES)), max_size=12))
def test_no_region_is_within_itself_whatever_parents_are_stated(pairs: list[tuple[str, str | None]]) -> None:
    records = records_from_rows(
        Region(record="n.1", key=key, level=len(key) - 2, parent=parent) for key, parent in pairs
    )
    regions, _ = without_cycles(complete_regions(records["region"], referred_regions(records), read_countries()))
    inside = containment(regions)
    assert (inside["region"] != inside["within"]).all()
    wider = regions.filter(pl.col("key").str.len_chars() == 2)
    assert set(regions["key"].str.head(2)) <= set(wider["key"])


ADDRESS = st.tuples(
    st.sampled_from(["AT", "NL", "GB"]),
    st.one_of(st.none(), st.text("0123456789AB ", max_size=7)),
    st.one_of(st.none(), st.sampled_from(["Linz", "Wien", "Ede", "Ede (Gld)", ""])),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ADDRESS, max_size=8), st.lists(st.tuples(ADDRESS, CODES), max_size=12), st.randoms())
def test_the_order_of_known_addresses_does_not_matter(
    asked: list[tuple[str, str | None, str | None]],
    taught: list[tuple[tuple[str, str | None, str | None], str]],
    random: object,
) -> None:
    columns = dict.fromkeys(("country", "postcode", "town"), pl.String)
    places = pl.DataFrame(asked, schema=columns, orient="row").with_row_index("place")
    known = pl.DataFrame(
        [(*address, code) for address, code in taught], schema=columns | {"region": pl.String}, orient="row"
    )
    shuffled = known.sample(fraction=1, shuffle=True, seed=random.randrange(99))  # type: ignore[attr-defined]
    assert derive_regions(places, known, known).equals(derive_regions(places, shuffled, shuffled))
    assert derive_regions(places, known, known)["place"].is_unique().all()
