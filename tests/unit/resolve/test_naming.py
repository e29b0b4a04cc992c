"""Organisations brought together by name, by identifier and by judgement: which comes before which."""

import random
from collections.abc import Iterable, Sequence

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ecosystem_graph.errors import JudgementConflictError
from ecosystem_graph.resolve.identity import IDENTITY_SCHEMA, link_identities
from ecosystem_graph.resolve.linkage.judgement import Judgement
from ecosystem_graph.resolve.mention import MENTIONED
from ecosystem_graph.resolve.naming import Named, link_names

ROWS = (
    ("a.uni", "Universität Salzburg", "AT", "Salzburg"),
    ("b.uni", "University of Salzburg", "AT", "Salzburg"),
    ("c.uni", "Paris Lodron University of Salzburg", "AT", "Salzburg"),
    ("d.alp", "Alpine Forest Institute", "AT", "Innsbruck"),
    ("e.alp", "Alpine Forest Institute", "AT", "Innsbruck"),
    ("f.far", "Port Authority of Rotterdam", "NL", "Rotterdam"),
)
KEYS = [row[0] for row in ROWS]
ALP = {"d.alp": "d.alp", "e.alp": "d.alp"}


def organisations(rows: Iterable[Sequence[str | None]] = ROWS) -> pl.DataFrame:
    wide = [(*row, *[None] * (len(MENTIONED) - len(row))) for row in rows]
    return pl.DataFrame(wide, schema=dict.fromkeys(MENTIONED, pl.String), orient="row")


def identifiers(*rows: tuple[str, str, str]) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema=dict.fromkeys(("subject", "scheme", "value"), pl.String), orient="row")
    return table.with_columns(subject_class=pl.lit("organisation"))


def names(*rows: tuple[str, str, str]) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema=dict.fromkeys(("subject", "name", "kind"), pl.String), orient="row")
    return table.with_columns(subject_class=pl.lit("organisation"))


def link(
    rows: pl.DataFrame,
    numbers: pl.DataFrame | None = None,
    further: pl.DataFrame | None = None,
    judgements: Sequence[Judgement] = (),
) -> Named:
    known = identifiers() if numbers is None else numbers
    return link_names(
        rows, names() if further is None else further, known, link_identities(known), judgements=judgements
    )


def canonical(found: Named, keys: Iterable[str] = KEYS) -> dict[str, str]:
    links = dict(found.identity.select("subject", "object").iter_rows())
    return {key: links.get(key, key) for key in keys}


@pytest.fixture(scope="module")
def plain() -> Named:
    return link(organisations())


def test_the_smallest_key_names_who_has_no_identifier(plain: Named) -> None:
    found = canonical(plain)
    assert {key: found[key] for key in ALP} == ALP
    assert found["b.uni"] == found["a.uni"] == "a.uni"
    assert found["f.far"] == "f.far"


def test_each_link_tells_its_method_confidence_and_evidence(plain: Named) -> None:
    rows = {row["subject"]: row for row in plain.identity.iter_rows(named=True)}
    assert plain.identity.schema == IDENTITY_SCHEMA
    assert "a.uni" not in rows
    assert "f.far" not in rows
    told = rows["e.alp"]
    assert (told["method"], told["confidence"]) == ("name linkage", "0.99")
    assert told["evidence"] == (
        "names “Alpine Forest Institute” (Innsbruck, AT) and “Alpine Forest Institute” (Innsbruck, AT) say the same"
    )
    assert all(0.5 < float(row["confidence"]) < 1 for row in rows.values())


def test_the_order_of_rows_changes_nothing(plain: Named) -> None:
    order = list(ROWS)
    random.Random(7).shuffle(order)
    found = link(organisations(order))
    assert_frame_equal(found.identity, plain.identity)
    assert_frame_equal(found.candidates, plain.candidates)


def test_the_strongest_identifier_of_a_cluster_names_it() -> None:
    numbers = identifiers(("e.alp", "pic", "999"), ("d.alp", "vat", "ATU1"))
    found = link(organisations(), numbers)
    assert {canonical(found)[key] for key in ALP} == {"pic.999"}
    rows = {row["subject"]: row for row in found.identity.iter_rows(named=True)}
    assert rows["d.alp"]["evidence"].startswith("equal identifier vat ATU1; names “Alpine Forest Institute”")
    assert (rows["e.alp"]["method"], rows["e.alp"]["evidence"]) == ("identifier", "equal identifier pic 999")


def test_different_identifiers_of_one_scheme_keep_equal_names_apart_and_settle_the_pair() -> None:
    found = link(organisations(), identifiers(("e.alp", "pic", "999"), ("d.alp", "pic", "998")))
    assert canonical(found)["d.alp"] == "pic.998"
    assert canonical(found)["e.alp"] == "pic.999"
    ends = found.candidates.select("subject", "object").rows()
    assert ("pic.998", "pic.999") not in ends


def test_of_several_names_of_an_organisation_the_best_one_counts() -> None:
    rows = organisations([("r.1", "Institute of Snow Research", "AT", None), ("k.9", "Alpenwald Institut", "AT", None)])
    further = names(("r.1", "Alpine Forest Institute", "alias"), ("r.1", "Alpenwald-Institut", "label"))
    keys = ("r.1", "k.9")
    assert canonical(link(rows, further=further), keys) == dict.fromkeys(keys, "k.9")
    assert canonical(link(rows), keys) == {"r.1": "r.1", "k.9": "k.9"}


def test_acronyms_link_nobody() -> None:
    rows = organisations([("a", "Geosphere Institut", "AT", None), ("b", "Zenith Art Museum Graz", "AT", None)])
    further = names(("a", "ZAMG", "acronym"), ("b", "ZAMG", "acronym"))
    assert canonical(link(rows, further=further), ("a", "b")) == {"a": "a", "b": "b"}


def test_a_unit_stays_apart_from_its_parent_and_a_guest_from_its_host_however_they_are_named() -> None:
    rows = [
        ("body", "Alpine Forest Institute", "AT", "Innsbruck", None, None),
        ("unit", "Alpine Forest Institute", "AT", "Innsbruck", "body", None),
        ("guest", "Alpine Forest Institute", "AT", "Innsbruck", None, "body"),
    ]
    found = canonical(link(organisations(rows)), ("body", "unit", "guest"))
    assert found["body"] not in {found["unit"], found["guest"]}
    judged = link(organisations(rows), judgements=[Judgement("unit", "body", is_same=True)])
    assert len(set(canonical(judged, ("body", "unit")).values())) == 1


def test_a_country_that_a_page_leaves_out_is_that_in_which_alone_the_name_is_heard() -> None:
    rows = [*ROWS, ("p.alp", "Alpine forest institute", None, None), ("p.min", "Ministry of the Economy", None, None)]
    elsewhere = [("x.min", "Ministry of the Economy", "SK", None), ("y.min", "Ministry of the Economy", "RO", None)]
    found = canonical(link(organisations([*rows, *elsewhere])), ("p.alp", "p.min", "x.min", "y.min"))
    assert found == {"p.alp": "d.alp", "p.min": "p.min", "x.min": "x.min", "y.min": "y.min"}


def test_a_judgement_joins_what_identifiers_hold_apart_and_divides_what_they_join() -> None:
    numbers = identifiers(("a.uni", "pic", "1"), ("f.far", "pic", "2"), ("d.alp", "ror", "0x"), ("e.alp", "ror", "0x"))
    judgements = [
        Judgement("pic.1", "f.far", is_same=True, where="j.csv, line 2"),
        Judgement("d.alp", "e.alp", is_same=False, where="j.csv, line 3"),
    ]
    found = link(organisations(), numbers, judgements=judgements)
    keys = canonical(found)
    assert keys["a.uni"] == keys["f.far"] == "pic.1"
    assert (keys["d.alp"], keys["e.alp"]) == ("d.alp", "e.alp")
    told = {row["subject"]: row for row in found.identity.iter_rows(named=True)}["f.far"]
    assert (told["method"], told["confidence"]) == ("judgement", "1.0")
    assert told["evidence"] == "equal identifier pic 2; judged to be the same as pic.1 (j.csv, line 2)"


def test_contradicting_judgements_stop_with_their_chain() -> None:
    judgements = [
        Judgement("a.uni", "b.uni", is_same=True, where="j.csv, line 2"),
        Judgement("b.uni", "a.uni", is_same=False, where="j.csv, line 3"),
    ]
    with pytest.raises(JudgementConflictError, match=r"line 3: b\.uni and a\.uni are judged different, but are one by"):
        link(organisations(), judgements=judgements)


def test_a_judgement_about_records_that_are_not_there_changes_nothing(plain: Named) -> None:
    judgements = [Judgement("a.uni", "nobody", is_same=True), Judgement("no.1", "no.2", is_same=False)]
    assert_frame_equal(link(organisations(), judgements=judgements).identity, plain.identity)


def test_pairs_that_names_do_not_settle_are_kept_as_candidates_until_somebody_decides() -> None:
    rows = organisations(
        [
            ("a", "Regional Development Agency of Maramures", "RO", None),
            ("b", "Maramures Development Agency", "RO", None),
            ("c", "Energy Agency of Maramures", "RO", None),
        ]
    )
    found = link(rows)
    apart = found.candidates.filter(pl.col("subject") != pl.col("object"))
    assert apart.height > 0
    assert apart["key"].to_list() == [
        f"organisation.{one}.{two}" for one, two in apart.select("subject", "object").rows()
    ]
    assert apart["weight"].is_sorted(descending=True)
    assert all("bits" in evidence for evidence in apart["evidence"])
    one, other = apart.row(0, named=True)["subject"], apart.row(0, named=True)["object"]
    decided = link(rows, judgements=[Judgement(one, other, is_same=False)])
    assert (one, other) not in decided.candidates.select("subject", "object").rows()


def test_every_link_has_evidence_where_the_first_who_says_the_name_is_somebody_else() -> None:
    names_of = ("a.z", "b.z", "c.z")
    rows = [(key, "Alpine Forest Institute", "AT", "Innsbruck") for key in names_of]
    further = [("d.z", "Alpines Forstinstitut", "AT", "Innsbruck")]
    judgements = [Judgement("a.z", key, is_same=False) for key in ("b.z", "c.z", "d.z")]
    found = link(organisations([*rows, *further]), judgements=judgements)
    assert canonical(found, ("a.z", "b.z", "c.z")) == {"a.z": "a.z", "b.z": "b.z", "c.z": "b.z"}
    assert found.identity["evidence"].str.len_chars().min() > 20  # type: ignore[operator]
    assert "say the same" in {row["subject"]: row["evidence"] for row in found.identity.iter_rows(named=True)}["c.z"]


def test_units_without_a_place_are_not_those_of_other_bodies() -> None:
    found = link(
        organisations(
            [
                ("a.uni", "Universität Salzburg", "AT", "Salzburg", None),
                ("a.uni/physics", "Department of Physics", None, None, "a.uni"),
                ("b.uni", "University of Vienna", "AT", "Wien", None),
                ("b.uni/physics", "Department of Physics", None, None, "b.uni"),
                ("c.physics", "Department of Physics", "NO", "Oslo", None),
            ]
        )
    )
    assert found.identity.is_empty()


def test_a_unit_with_a_place_is_found_by_its_name() -> None:
    rows = [
        ("a.uni", "Universität Salzburg", "AT", "Salzburg", None),
        ("a.lab", "Alpine Forest Institute", "AT", "Innsbruck", "a.uni"),
        ("e.lab", "Alpine Forest Institute", "AT", "Innsbruck", None),
    ]
    assert canonical(link(organisations(rows)), ["e.lab"]) == {"e.lab": "a.lab"}
