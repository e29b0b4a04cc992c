"""Names of organisations, normalised beside the value: what each word says, its place, its legal form, its acronym."""

import csv
from dataclasses import dataclass

import polars as pl

from ecosystem_graph.resolve.linkage.gazetteer import Gazetteer, find_places
from ecosystem_graph.resolve.linkage.lexicon import fold, load_lexicon, read_entries
from ecosystem_graph.resolve.linkage.part import part_names
from ecosystem_graph.resolve.linkage.word import interpret_word, stem
from ecosystem_graph.resources import resource

__all__ = ["MENTION_SCHEMA", "NormalisedNames", "normalise_names"]

MENTION_SCHEMA = pl.Schema({"key": pl.String, "name": pl.String, "country": pl.String, "city": pl.String})
"""What linkage reads: stable key of the row, name as published, ISO 3166-1 code, city; empty when not stated."""

_LONGEST_NAME = 400
"""Characters of a name that are read; longer ones are descriptions."""
_WORDS_READ = 40
_LONGEST_PHRASE = 6
_ANYWHERE = ("ltd", "llc", "plc", "inc", "srl", "sro", "doo", "kft", "zrt", "oyj")
"""Short legal forms that mean nothing else wherever they stand (`Merck Ltd (United Kingdom)`)."""
_WORD_PATTERN = r"(?:\p{L}\.[ ]?){2,}(?:\p{L}\b)?|[\p{L}\p{M}]+|\p{N}+"
_INITIALS = r"^\p{Lu}\.[ ]?\p{Lu}\.?[ ]?$"
"""Of the first names of a person whose name an organisation bears."""
_ELISION = r"\b([LlDdNnSsCc]|[Dd]ell|[Dd]all|[Nn]ell|[Aa]ll|[Ss]ull|[Uu]n|[Qq]u)['’`´]"
_ENGLISH = frozenset((
    "university", "research", "technology", "society", "studies", "school", "foundation", "education", "health",
    "engineering", "sciences", "agency", "department", "academy", "library", "company", "office", "union",
    "network", "college", "association", "council", "centre", "center",
))  # fmt: skip
"""Words that tell English, beside its small words; ``of`` and ``the`` are among those."""
_TERRITORIES = frozenset(("municipality", "city", "county", "county-council", "province", "region", "canton"))
"""Kinds whose names tell nothing but a territory, beside the name of that."""
_GLUED = r"(\p{Ll}{3,}|GmbH|mbH)(\p{Lu}\p{Ll}{3,})"


@dataclass(frozen=True, slots=True)
class NormalisedNames:
    """What names say.

    Attributes:
        words: One row per meaning of a word: row (of the mentions), position, text (folded word), concept, group.
            Groups: ``kind``, ``field``, ``demonym``, ``parent``, ``number``, ``word``, ``acronym``,
            ``place`` (a city that is named), ``home`` (the city or country in which the organisation is stated to be).
        forms: Legal forms: row, form.
        texts: One row per mention: row, text (folded name without legal form), initials, roots (stems of the words in
            order of the alphabet), tongue (1 English, 2 another language, 0 cannot be told), country, city (folded),
            is_unit (a unit of what the name begins with).
    """

    words: pl.DataFrame
    forms: pl.DataFrame
    texts: pl.DataFrame


def normalise_names(mentions: pl.DataFrame) -> NormalisedNames:
    """Return what names say, language-free; the names themselves stay as they are.

    Args:
        mentions: Columns of `MENTION_SCHEMA`.

    Returns:
        Tables that refer to mentions by their position. O(words); each different word is looked at once.
    """
    rows = mentions.with_row_index("row").with_columns(pl.col("name", "country", "city").fill_null(""))
    gazetteer = Gazetteer.of(rows)
    tokens = _tokens(rows)
    tokens, forms = _take_forms(tokens)
    tokens = tokens.filter(~pl.col("is_initials"))
    words = find_places(_meanings(_join_phrases(_drop_stopwords(tokens))), gazetteer)
    return NormalisedNames(words, forms, _texts(rows, tokens, gazetteer))


def _tokens(rows: pl.DataFrame) -> pl.DataFrame:
    """Return row, position, token (as published), text (folded), is_capital (an acronym by its letters), country."""
    name = pl.col("name").str.slice(0, _LONGEST_NAME)
    clean = name.str.replace_all(_ELISION, "$1 ").str.replace_all(_GLUED, "$1 $2")
    tokens = rows.select("row", "country", token=clean.str.extract_all(_WORD_PATTERN).list.head(_WORDS_READ))
    tokens = tokens.explode("token", empty_as_null=False).with_columns(
        pl.col("token").str.replace_all(r"[. ]", ""), is_initials=pl.col("token").str.contains(_INITIALS)
    )
    is_mixed = (pl.col("token").str.contains(r"\p{Ll}{2}")).any().over("row")
    is_capital = pl.col("token").str.contains(r"^[\p{Lu}\p{N}]{2,10}$") & is_mixed
    vocabulary = tokens.select(pl.col("token").unique()).with_columns(
        text=pl.col("token").map_elements(lambda word: fold(word).replace("_", ""), return_dtype=pl.String)
    )
    return (
        tokens.with_columns(position=pl.int_range(pl.len()).over("row").cast(pl.UInt32), is_capital=is_capital)
        .join(vocabulary, on="token", maintain_order="left")
        .filter(pl.col("text") != "")
    )


def _take_forms(tokens: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take legal forms of the stated country away from the end or the start of names; foreign ones at the end only."""
    known = pl.DataFrame(
        [(code, entry.word) for entry in read_entries("legal_forms.csv", "legal") for code in entry.concept.split()],
        schema={"country": pl.String, "form": pl.String},
        orient="row",
    ).unique(maintain_order=True)
    # A foreign form at the end of a name is one too (an Inc. in Germany), unless two letters are all there is.
    parents = [entry.word for entry in read_entries("parents.csv", "parent")]
    everywhere = known.filter((pl.col("form").str.len_chars() > 2) & ~pl.col("form").is_in(parents))
    everywhere = everywhere.select(pl.lit("").alias("country"), "form")
    everywhere = everywhere.unique(maintain_order=True)
    found = []
    last = pl.col("position").max().over("row")
    marked = tokens.with_columns(last=last)
    for length in range(_LONGEST_PHRASE, 0, -1):
        grams = _grams(marked, length)
        is_edge = (pl.col("position") + length > pl.col("last")) | (pl.col("position") == 0)
        is_legal = grams.join(known, left_on=["country", "gram"], right_on=["country", "form"], how="semi")
        foreign = grams.join(everywhere, left_on="gram", right_on="form", how="semi")
        foreign = foreign.filter((pl.col("position") + length > pl.col("last")) & (pl.col("position") > 0))
        at_edge = pl.concat(
            [is_legal.filter(is_edge | (pl.col("gram").str.len_chars() > 3) | pl.col("gram").is_in(_ANYWHERE)), foreign]
        ).unique(maintain_order=True)
        taken = at_edge.select("row", "position", "gram", span=pl.lit(length, pl.UInt32))
        found.append(taken)
    forms = pl.concat(found)
    spans = forms.select("row", pl.int_ranges("position", pl.col("position") + pl.col("span")).alias("position"))
    covered = spans.explode("position").with_columns(pl.col("position").cast(pl.UInt32)).unique()
    rest = tokens.join(covered, on=["row", "position"], how="anti", maintain_order="left")
    # A name that is nothing but a legal form keeps its words.
    bare = tokens.join(rest.select("row").unique(), on="row", how="anti", maintain_order="left")
    kept = pl.concat([rest, bare]).sort("row", "position")
    return kept, forms.select("row", form="gram").unique().sort("row", "form")


def _grams(tokens: pl.DataFrame, length: int) -> pl.DataFrame:
    """Return runs of so many words: row, position, gram and the columns country, last."""
    parts = [pl.col("text").shift(-offset).over("row") for offset in range(length)]
    return tokens.select("row", "position", "country", "last", gram=pl.concat_str(parts, separator="_")).drop_nulls(
        "gram"
    )


def _drop_stopwords(tokens: pl.DataFrame) -> pl.DataFrame:
    ignored = {entry.word for entry in read_entries("stopwords.csv", "stop")}
    return tokens.filter(
        ~pl.col("text").is_in(list(ignored)) | (pl.col("is_capital") & (pl.col("text").str.len_chars() > 1))
    )


def _join_phrases(tokens: pl.DataFrame) -> pl.DataFrame:
    """Make one token of words that mean something together (``United Kingdom``); stop words are gone already."""
    phrases = pl.DataFrame({"gram": load_lexicon().phrases})
    for length in range(_LONGEST_PHRASE, 1, -1):
        parts = [pl.col("text").shift(-offset).over("row") for offset in range(length)]
        marked = tokens.with_columns(gram=pl.concat_str(parts, separator="_"), place=pl.int_range(pl.len()).over("row"))
        found = marked.join(phrases, on="gram", how="semi").select("row", "place", "gram")
        if not found.height:
            continue
        spans = found.select("row", "gram", first="place", place=pl.int_ranges("place", pl.col("place") + length))
        spans = spans.explode("place").unique(["row", "place"], keep="first", maintain_order=True)
        joined = marked.drop("gram").join(spans, on=["row", "place"], how="left", maintain_order="left")
        kept = joined.filter(pl.col("first").is_null() | (pl.col("first") == pl.col("place")))
        text = pl.coalesce("gram", "text")
        tokens = kept.with_columns(text=text, token=pl.coalesce("gram", "token")).drop("gram", "first", "place")
    return tokens


def _meanings(tokens: pl.DataFrame) -> pl.DataFrame:
    """Return row, position, text, concept, group, country: one row per meaning."""
    lexicon = load_lexicon()
    plain = {token: interpret_word(token, lexicon) for token in tokens["token"].unique().sort()}
    territorial = [
        token for token, said in plain.items() if said and _TERRITORIES.issuperset(each.concept for each in said)
    ]
    is_other = ~pl.col("token").is_in(territorial)
    tokens = tokens.with_columns(is_proper=is_other & (is_other.sum().over("row") == 1))
    said = [
        (token, is_proper, meaning.concept, meaning.group)
        for token, is_proper in tokens.select("token", "is_proper").unique().sort("token", "is_proper").iter_rows()
        for meaning in (interpret_word(token, lexicon, is_proper=True) if is_proper else plain[token])
    ]
    read = {"token": pl.String, "is_proper": pl.Boolean, "concept": pl.String, "group": pl.String}
    vocabulary = pl.DataFrame(said, schema=read, orient="row")
    is_acronym = pl.col("is_capital") & (pl.col("group") == "word")
    return (
        tokens.join(vocabulary, on=["token", "is_proper"], maintain_order="left")
        .with_columns(
            group=pl.when(is_acronym).then(pl.lit("acronym")).otherwise("group"),
            concept=pl.when(is_acronym).then("text").otherwise("concept"),
        )
        .select("row", "position", "text", "concept", "group", "country")
    )


def _texts(rows: pl.DataFrame, tokens: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Return one row per mention: folded name without legal form, initials of its words, country, city."""
    initial = pl.when(pl.col("is_capital")).then(None).otherwise(pl.col("text").str.slice(0, 1))
    ignored = [entry.word for entry in read_entries("stopwords.csv", "stop")]
    is_told = ~pl.col("text").is_in(ignored)
    vocabulary = tokens.select(pl.col("text").unique()).with_columns(
        root=pl.col("text").map_elements(stem, return_dtype=pl.String)
    )
    parts = (
        tokens.join(vocabulary, on="text", maintain_order="left")
        .group_by("row", maintain_order=True)
        .agg(
            text=pl.col("text").str.join(" "),
            initials=initial.filter(is_told).str.join(""),
            roots=pl.col("root").filter(is_told).sort().str.join(" "),
            tongue=_tongue(),
        )
    )
    texts = rows.select("row", "country").join(parts, on="row", how="left", maintain_order="left")
    filled = texts.with_columns(pl.col("text", "initials", "roots").fill_null(""), pl.col("tongue").fill_null(0))
    is_unit = part_names(rows["name"])["unit"].is_not_null().alias("is_unit")
    return filled.with_columns(gazetteer.cities, is_unit)


def _tongue() -> pl.Expr:
    """Return 1 for a name with small words or kinds that only English has, 2 with those of another language, 0 else."""
    english: set[str] = set()
    others: set[str] = set()
    with resource("data", "reference", "linkage", "stopwords.csv").open(encoding="utf-8", newline="") as rows:
        for language, words in list(csv.reader(rows))[1:]:
            (english if language == "en" else others).update(fold(word) for word in words.split())
    is_english = pl.col("text").is_in(sorted((english | _ENGLISH) - others)).any()
    is_other = (
        pl.col("text").is_in(sorted(others - english)).any() | pl.col("token").str.contains(r"[^\x00-\x7F]").any()
    )
    return pl.when(is_english).then(1).when(is_other).then(2).otherwise(0).cast(pl.UInt8)
