"""
Dates in plain words.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdsnet.exporters.markdown.dates import in_words, sort_key


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2012-10-03", "3 October 2012"),
        ("2013-02", "February 2013"),
        ("2012", "2012"),
        ("2012-21", "spring 2012"),
        ("2012-22", "summer 2012"),
        ("2012-23", "autumn 2012"),
        ("2012-24", "winter 2012"),
        ("2012~", "about 2012"),
        ("2012-10-03?", "perhaps 3 October 2012"),
        ("2012-10%", "perhaps about October 2012"),
        ("201X", "a year from 2010 to 2019"),
        ("20XX~", "about a year from 2000 to 2099"),
        ("2012-XX", "2012, month not known"),
        ("2012-XX-XX", "2012, month and day not known"),
        ("2012-10-XX", "October 2012, day not known"),
        ("2016-01-17/2016-01-24", "from 17 January 2016 to 24 January 2016"),
        ("2012~/2014?", "from about 2012 to perhaps 2014"),
        ("2016-01/..", "from January 2016, with no end set"),
        ("2016-01/", "from January 2016, until when is not known"),
        ("../2016", "until 2016, with no beginning set"),
        ("/2016", "until 2016, from when is not known"),
        ("2012-10-03T09:30:00", "3 October 2012 at 09:30:00"),
        ("2012-10-03T09:30:00Z", "3 October 2012 at 09:30:00 UTC"),
        ("2012-10-03T09:30:00+01:00", "3 October 2012 at 09:30:00+01:00"),
        ("0850", "0850"),
        ("-0055", "the year -0055"),
        ("Y17000", "the year 17000"),
        ("Y-17000", "the year -17000"),
    ],
)
def test_a_date_is_told_in_words(date: str, words: str) -> None:
    """
    What is uncertain, partial or unknown in it stays so.
    """
    assert in_words(date) == words


@pytest.mark.parametrize("text", ["3 Oct", "2012-13", "", "recently", "2012/x"])
def test_what_is_no_date_is_left_as_it_is(text: str) -> None:
    """
    A dataset that was built in code may hold anything.
    """
    assert in_words(text) == text


def test_dates_are_ordered_from_early_to_late() -> None:
    """
    A season stands where it begins, an interval too, and what has no date comes last.
    """
    dates = ["2012-24", "2012-22", "2012-10", "2011/2014", "../2012-09", "soon", None, "2012-08-01"]

    assert sorted(dates, key=sort_key) == [
        "2011/2014",
        "2012-22",
        "2012-08-01",
        "../2012-09",
        "2012-10",
        "2012-24",
        None,
        "soon",
    ]


@given(st.dates(), st.sampled_from(["", "?", "~", "%"]))
def test_no_part_of_a_date_is_lost(day: object, mark: str) -> None:
    """
    Day, month and year of any date stand in its words.
    """
    words = in_words(f"{day}{mark}")

    year, _, date = str(day).partition("-")
    assert words.endswith(f" {year}")
    assert f" {int(date[-2:])} " in f" {words}"
