"""Texts: unchanged words, stated or detected languages, keys by column."""

from collections.abc import Callable
from typing import Any

import pytest

from ecosystem_graph.issues import Issue
from ecosystem_graph.sources.importer import Imported

Read = Callable[[Any], Imported]
Found = Callable[[Imported, str], list[Issue]]
The = Callable[..., dict[str, Any]]


def test_a_column_for_english_states_english(export: Any, read_back: Read, the: The) -> None:
    text = the(read_back(export), "text", text=export.projects[0]["Description EN"])
    assert (text["role"], text["language"], text["language_basis"]) == ("summary", "en", "stated")
    assert text["key"] == f"{text['subject']}.summary.en"


def test_untagged_columns_take_the_detected_language_and_keys_by_column(export: Any, read_back: Read, the: The) -> None:
    text = the(read_back(export), "text", text=export.projects[3]["Project Name language 2"])
    assert (text["role"], text["language"], text["language_basis"]) == ("title", "hr", "detected")
    assert text["key"] == f"{text['subject']}.title.2"


def test_a_short_text_has_an_undetermined_language(export: Any, read_back: Read, the: The) -> None:
    assert the(read_back(export), "text", text="Kopec")["language"] == "und"


def test_a_german_title_in_the_column_for_english_is_german_and_reported(
    export: Any, keep: Any, read_back: Read, found: Found, the: The
) -> None:
    imported = read_back(export)
    title = the(imported, "text", text=keep.GERMAN_TITLE)
    assert (title["language"], title["language_basis"], title["key"][-3:]) == ("de", "detected", ".en")
    (issue,) = found(imported, "EG-KEEP-032")
    assert issue.message.endswith("Detected: de.")


@pytest.mark.parametrize("name", ["ADDISPACE", "EuRegio Salzburg 2015", "Mobilität with bikes and buses for all of us"])
def test_short_and_mixed_titles_in_the_column_for_english_stay_english(
    name: str, export: Any, read_back: Read, the: The
) -> None:
    export.projects[0]["Project Name"] = name
    title = the(read_back(export), "text", text=name)
    assert (title["language"], title["language_basis"]) == ("en", "stated")


def test_markup_and_line_breaks_are_kept_and_markup_is_reported(
    export: Any, keep: Any, read_back: Read, found: Found, the: The
) -> None:
    imported = read_back(export)
    assert the(imported, "text", role="summary", text=keep.MARKED_UP)["language"] == "en"
    assert [issue.field for issue in found(imported, "EG-KEEP-031")] == ["Description EN"]


@pytest.mark.parametrize(
    "text", ["x < y and y > z are the signs", "challenges&opportunities; of the time", "R&D in the Alps"]
)
def test_signs_that_are_no_markup_are_not_reported(text: str, export: Any, read_back: Read, found: Found) -> None:
    export.projects[0]["Description EN"] = text
    assert len(found(read_back(export), "EG-KEEP-031")) == 1  # the sample's own


def test_white_space_at_the_ends_goes_and_a_cell_without_letters_is_no_text(
    export: Any, read_back: Read, the: The
) -> None:
    export.projects[0]["Achievements EN"] = "\n The clusters  met.\n\n"
    assert the(read_back(export), "text", role="achievement")["text"] == "The clusters  met."
