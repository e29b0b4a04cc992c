import pytest

from ecosystem_graph.errors import InconsistentOntologyError
from ecosystem_graph.reason.verdict import EmptyClass, Verdict


def verdict(*, consistent: bool = True, contradiction: tuple[str, ...] = (), empty: int = 0) -> Verdict:
    classes = tuple(EmptyClass(f"http://example.org/{number}", f"“{number}”", ("Because.",)) for number in range(empty))
    return Verdict("", "", 0, 0, 0, 0, (), consistent, contradiction, classes, ())


def test_a_coherent_ontology_passes() -> None:
    verdict().require_coherence()


def test_a_contradiction_is_raised_with_its_explanation() -> None:
    with pytest.raises(InconsistentOntologyError, match="contradicts itself") as caught:
        verdict(consistent=False, contradiction=("One.", "Two.")).require_coherence()
    assert caught.value.explanation == ("One.", "Two.")
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("empty", "message"), [(1, "nothing can belong to “0”$"), (3, "nothing can belong to “0” and 2 more")]
)
def test_empty_classes_are_raised_by_name_and_number(empty: int, message: str) -> None:
    with pytest.raises(InconsistentOntologyError, match=message) as caught:
        verdict(empty=empty).require_coherence()
    assert caught.value.explanation == ("Because.",)
