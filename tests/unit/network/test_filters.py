"""Conditions select whole projects; what does not exist is said together with what does."""

import pytest

from ecosystem_graph.errors import NotFoundError, QueryParameterError
from ecosystem_graph.network.filters import select_participations
from ecosystem_graph.records import RecordSet


def _projects(tables: RecordSet, *where: str, period: str | None = None) -> set[str]:
    return set(select_participations(tables, where, period).participations["project"])


def test_without_conditions_all_participations_are_selected(release_tables: RecordSet) -> None:
    selection = select_participations(release_tables)
    assert selection.participations.height == release_tables["participation"].height
    assert selection.recipe == {"filters": "none", "period": "all"}


@pytest.mark.parametrize(
    ("condition", "projects"),
    [
        ("programme=s.alpine", {"p1", "p2"}),
        ("programme=2014 - 2020 interreg vb baltic sea", {"p3", "p4"}),
        ("programme=alpine space", {"p1", "p2"}),
        ("programme=interreg", {"p1", "p2", "p3", "p4"}),
        ("project=alpha", {"p1", "p3"}),
        ("project=p2", {"p2"}),
        ("region=AT130", {"p1", "p2"}),
        ("region=it", {"p1"}),
        ("country=FI", {"p3", "p4"}),
        ("country = gb", {"p5"}),
    ],
)
def test_a_condition_selects_the_projects_it_names(
    release_tables: RecordSet, condition: str, projects: set[str]
) -> None:
    assert _projects(release_tables, condition) == projects


def test_all_partners_of_a_selected_project_are_kept(release_tables: RecordSet) -> None:
    selection = select_participations(release_tables, ["country=IT"])
    assert selection.participations["organisation"].to_list() == ["a", "b"]


def test_one_filter_twice_widens_and_two_filters_narrow(release_tables: RecordSet) -> None:
    assert _projects(release_tables, "country=IT", "country=SI") == {"p1", "p2"}
    assert _projects(release_tables, "programme=baltic", "project=Alpha") == {"p3"}
    recipe = select_participations(release_tables, ["country=IT", "country=SI", "programme=alpine"]).recipe
    assert recipe["filters"] == "country=IT or SI and programme=alpine"


@pytest.mark.parametrize(
    ("period", "projects"),
    [
        ("2014..2020", {"p1", "p2", "p3"}),
        ("2012..2013", {"p5"}),
        ("2013", {"p5"}),
        ("2016", {"p1", "p3"}),
        ("2017..2018", {"p1", "p2"}),
        ("2020..2027", {"p2"}),
    ],
)
def test_a_period_selects_projects_that_ran_on_a_day_of_these_years(
    release_tables: RecordSet, period: str, projects: set[str]
) -> None:
    assert _projects(release_tables, period=period) == projects


def test_projects_without_dates_are_left_out_by_a_period_and_counted(release_tables: RecordSet) -> None:
    assert select_participations(release_tables, period="2014..2020").recipe["projects_without_dates"] == 1
    assert (
        select_participations(release_tables, ["programme=alpine"], "2014..2020").recipe["projects_without_dates"] == 0
    )


@pytest.mark.parametrize("condition", ["country", "country=", "=AT", "tropic=x", ""])
def test_a_malformed_condition_or_unknown_filter_is_a_parameter_error(
    release_tables: RecordSet, condition: str
) -> None:
    with pytest.raises(
        QueryParameterError, match=r"expected filter=value|use one of country, programme, project, region, topic"
    ):
        select_participations(release_tables, [condition])


@pytest.mark.parametrize("period", ["2014-2020", "2020..2014", "14..20", "2014..", "0000", "last year"])
def test_a_malformed_period_is_a_parameter_error(release_tables: RecordSet, period: str) -> None:
    with pytest.raises(QueryParameterError, match=r"expected years, the earlier first: 2014\.\.2020"):
        select_participations(release_tables, period=period)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (
            "programme=Atlantic",
            r"no programme 'Atlantic'; there is 2014 - 2020 INTERREG VB Alpine Space, .*Baltic Sea$",
        ),
        ("project=Alpah", r"no project acronym 'Alpah'; there is Alpha … \(3 in all\)$"),
        ("region=AT4", r"no region 'AT4'; there is AT130 … \(6 in all\)$"),
        ("country=UK", r"no country 'UK'; there is AT, EE, FI, GB, IT, LV, SI$"),
    ],
)
def test_a_value_that_is_not_there_is_said_with_what_is(
    release_tables: RecordSet, condition: str, message: str
) -> None:
    with pytest.raises(NotFoundError, match=message):
        select_participations(release_tables, [condition])


def test_conditions_that_no_project_meets_together_are_said_with_their_counts(release_tables: RecordSet) -> None:
    with pytest.raises(NotFoundError, match=r"country=FI \(2 projects\), programme=alpine \(2 projects\)"):
        select_participations(release_tables, ["country=FI", "programme=alpine"])


def test_a_period_outside_the_data_is_said_with_the_span_of_the_data(release_tables: RecordSet) -> None:
    with pytest.raises(NotFoundError, match="of the 5 selected projects 4 have dates, from 2012-01-01 to 2020-06-30"):
        select_participations(release_tables, period="1990..1999")
    with pytest.raises(NotFoundError, match="none of the 1 selected projects has dates"):
        select_participations(release_tables, ["project=Delta"], "2014..2020")


def test_tables_without_participation_are_not_found() -> None:
    with pytest.raises(NotFoundError, match="the release holds no participation"):
        select_participations(RecordSet({}))
