"""
Dates: the examples of the specification, the days that a date stands for, and what is refused.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdsnet.model.edtf import EdtfError, is_before, parse

days = st.dates()
years = st.integers(min_value=1, max_value=9998)
months = st.integers(min_value=1, max_value=12)
dates = st.one_of(
    days.map(date.isoformat),
    st.builds("{:04d}-{:02d}".format, years, months | st.integers(min_value=21, max_value=24)),
    years.map("{:04d}".format),
    st.integers(min_value=0, max_value=999).map("{:03d}X".format),
)
marks = st.sampled_from("?~%")

PAGE = (Path(__file__).parents[2] / "docs/reference/dates.md").read_text(encoding="utf-8")


def rows_of_the_page(cells: int) -> list[list[str]]:
    """
    Give the rows of those tables of the reference page that have so many columns.
    """
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines()]
    return [row for row in rows if len(row) == cells]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1985-04-12", "1985-04-12", "1985-04-12", "day"),
        ("1985-04", "1985-04-01", "1985-04-30", "month"),
        ("1985", "1985-01-01", "1985-12-31", "year"),
        ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "second"),
        ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "second"),
        ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "second"),
        ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", "second"),
        ("1964/2008", "1964-01-01", "2008-12-31", "year"),
        ("2004-06/2006-08", "2004-06-01", "2006-08-31", "month"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "day"),
        ("2004-02-01/2005-02", "2004-02-01", "2005-02-28", "month"),
        ("2004-02-01/2005", "2004-02-01", "2005-12-31", "year"),
        ("2005/2006-02", "2005-01-01", "2006-02-28", "year"),
    ],
)
def test_level_0_examples_of_the_specification(
    text: str, earliest: str, latest: str, precision: str
) -> None:
    """
    Every example of level 0 is read, with the days that it stands for.
    """
    found = parse(text)

    assert (str(found.earliest), str(found.latest), found.precision) == (
        earliest,
        latest,
        precision,
    )
    assert found.text == text
    assert found.is_interval == ("/" in text)
    assert not found.uncertain
    assert not found.approximate


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("Y170000002", None, None, "year"),
        ("Y-170000002", None, None, "year"),
        ("2001-21", "2001-03-01", "2001-05-31", "season"),
        ("2001-22", "2001-06-01", "2001-08-31", "season"),
        ("2001-23", "2001-09-01", "2001-11-30", "season"),
        ("2001-24", "2001-12-01", "2002-02-28", "season"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("20XX", "2000-01-01", "2099-12-31", "century"),
        ("2004-XX", "2004-01-01", "2004-12-31", "year"),
        ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
        ("1985-04-12/..", "1985-04-12", None, "day"),
        ("1985-04/..", "1985-04-01", None, "month"),
        ("1985/..", "1985-01-01", None, "year"),
        ("../1985-04-12", None, "1985-04-12", "day"),
        ("../1985-04", None, "1985-04-30", "month"),
        ("../1985", None, "1985-12-31", "year"),
        ("1985-04-12/", "1985-04-12", None, "day"),
        ("1985-04/", "1985-04-01", None, "month"),
        ("1985/", "1985-01-01", None, "year"),
        ("/1985-04-12", None, "1985-04-12", "day"),
        ("/1985-04", None, "1985-04-30", "month"),
        ("/1985", None, "1985-12-31", "year"),
        ("-1985", None, None, "year"),
    ],
)
def test_level_1_examples_of_the_specification(
    text: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    """
    Every example of level 1 is read, with the days that it stands for, where Python has them.
    """
    found = parse(text)

    assert found.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert found.latest == (date.fromisoformat(latest) if latest else None)
    assert found.precision == precision
    assert found.is_interval == ("/" in text)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("1984?", True, False),
        ("2004-06~", False, True),
        ("2004-06-11%", True, True),
        ("2012-21~", False, True),
        ("201X?", True, False),
        ("Y170000002?", True, False),
        ("1984~/2004-06", False, True),
        ("1984/2004-06?", True, False),
        ("1984?/2004~", True, True),
        ("1984%/..", True, True),
    ],
)
def test_marks_of_doubt_are_kept(text: str, *, uncertain: bool, approximate: bool) -> None:
    """
    A date is uncertain or approximate if it is marked so, and an interval if one of its ends is.
    """
    found = parse(text)

    assert (found.uncertain, found.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("0000", None, None),
        ("0000-02-29", None, None),
        ("-0004-02-29", None, None),
        ("0000-24", None, "0001-02-28"),
        ("000X", None, "0009-12-31"),
        ("-198X", None, None),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("9999-24", "9999-12-01", None),
        ("-0500/2012", None, "2012-12-31"),
    ],
)
def test_days_outside_of_the_years_1_to_9999_are_none(
    text: str, earliest: str | None, latest: str | None
) -> None:
    """
    A date that reaches beyond what Python can hold is read, and that end of it has no day.
    """
    found = parse(text)

    assert found.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert found.latest == (date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "recent",
        "3 Oct",
        "3 October 2012",
        "03/10/2012",
        "2012-10-3",
        "12-10",
        "20121003",
        "2012-277",
        "2012-W40-3",
        "2012 ",
        " 2012",
        "2012\n",
        "\uff12\uff10\uff11\uff12",  # digits of another script
        "2012?-10",
        "2012-10-03?~",
        "?2012",
        "20X2",
        "2XXX",
        "XXXX",
        "201X-10",
        "2012-XX-03",
        "199u",
        "Y2012",
        "Y012012",
        "Y20120-10",
        "-0000",
        "+2012",
        "Y-17E7",
        "1950S2",
        "[1667,1668]",
        "{1960,1961}",
        "156X-12-25",
        "XXXX-12-XX",
        "2012-10T12:30:00",
        "2012-10-XXT12:30:00",
        "2012-10-03T",
        "2012-10-03T12:30",
        "2012-10-03T24:00:00",
        "2012-10-03T12:60:00",
        "2012-10-03T12:30:60",
        "2012-10-03T12:30:00.5",
        "2012-10-03T12:30:00+4",
        "2012-10-03T12:30:00?",
        "2012-10-03 12:30:00",
        "2012-10-03T12:30:00/2012-10-04",
        "2012-10-03/P1Y",
        "2012/2013/2014",
        "2012//2014",
        "2012/open",
        "2012/..?",
        "2012/...",
        pytest.param("/" * 5000, id="5000 strokes"),
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    """
    Words, other ways of writing dates, and features of level 2 are not read.
    """
    with pytest.raises(EdtfError, match=r"^It is not a "):
        parse(text)


@pytest.mark.parametrize(
    "text", ["2012-13", "2012-00", "2012-25", "2012-99-01", "2012-20/2013", "2012-21-05"]
)
def test_months_that_do_not_exist_are_refused(text: str) -> None:
    """
    After the year stands a month from 01 to 12, or a season from 21 to 24, which has no days.
    """
    with pytest.raises(EdtfError, match=r"^There is no such month or season\.$"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "2012-02-30",
        "2011-02-29",
        "1900-02-29",
        "-0001-02-29",
        "2012-04-31",
        "2012-10-32",
        "2012-10-00",
        "2012-02-30?",
        "2012-02-30T12:30:00",
        "2012/2012-02-30",
    ],
)
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    """
    A day must be in the calendar, leap years included.
    """
    with pytest.raises(EdtfError, match=r"^There is no such day\.$"):
        parse(text)


@pytest.mark.parametrize("text", ["2014/2012", "2012-10-03/2012-10-02", "2012-10/2012-21"])
def test_intervals_that_lie_the_wrong_way_round_are_refused(text: str) -> None:
    """
    The last day of an interval is not before its first.
    """
    with pytest.raises(EdtfError, match=r"^The interval ends before it begins\.$"):
        parse(text)


@pytest.mark.parametrize("text", ["/", "../..", "/..", "../"])
def test_intervals_without_a_date_are_refused(text: str) -> None:
    """
    An interval that is open or unknown at both ends says nothing.
    """
    with pytest.raises(EdtfError, match=r"^An interval needs a date at one end at least\.$"):
        parse(text)


@pytest.mark.parametrize("text", ["2012/2012-01-01", "2012-12-31/2012", "2012-10-03/2012-10-03"])
def test_intervals_whose_ends_overlap_are_read(text: str) -> None:
    """
    Ends that may be in order are taken to be in order.
    """
    assert parse(text).is_interval


def test_same_text_gives_the_same_object() -> None:
    """
    Dates that repeat are read once.
    """
    assert parse("2012-10-03") is parse("2012-10-03")


@given(days)
def test_a_day_stands_for_itself(day: date) -> None:
    """
    A full date that Python knows is read as that day.
    """
    found = parse(day.isoformat())

    assert (found.earliest, found.latest, found.precision) == (day, day, "day")


@given(years, months)
def test_a_month_runs_from_its_first_to_its_last_day(year: int, month: int) -> None:
    """
    The last day of every month is the one of the calendar.
    """
    found = parse(f"{year:04d}-{month:02d}")

    assert found.earliest == date(year, month, 1)
    assert found.latest == date(year, month, monthrange(year, month)[1])


@given(years)
def test_seasons_follow_one_another_without_a_gap(year: int) -> None:
    """
    Four seasons from spring on make a year that ends on the last day of February.
    """
    spring, *later = [parse(f"{year:04d}-{season}") for season in (21, 22, 23, 24)]

    assert spring.earliest == date(year, 3, 1)
    for before, after in zip([spring, *later], later, strict=False):
        assert before.latest is not None
        assert after.earliest == before.latest + timedelta(days=1)
    assert later[-1].latest == date(year + 1, 3, 1) - timedelta(days=1)


@given(dates, marks)
def test_a_mark_changes_no_day(text: str, mark: str) -> None:
    """
    Doubt is told beside the days that were written, which stay as they are.
    """
    plain, marked = parse(text), parse(text + mark)

    assert (marked.earliest, marked.latest) == (plain.earliest, plain.latest)


@given(dates, dates)
def test_an_interval_runs_from_its_first_start_to_its_last_end(start: str, end: str) -> None:
    """
    An interval has the first day of its start and the last day of its end, or is refused.
    """
    earliest, latest = parse(start).earliest, parse(end).latest

    if earliest and latest and latest < earliest:
        with pytest.raises(EdtfError, match="ends before it begins"):
            parse(f"{start}/{end}")
    else:
        found = parse(f"{start}/{end}")
        assert (found.earliest, found.latest) == (earliest, latest)


@given(st.text() | st.from_regex(r"[-0-9XYT:?~%/.+]{1,16}", fullmatch=True))
@example("2012-10-03\n")
@example("9" * 5000)
@example("Y" + "9" * 5000)
def test_any_text_is_read_or_refused(text: str) -> None:
    """
    Whatever the text, it gives a date with its days in order, or an `EdtfError`.
    """
    try:
        found = parse(text)
    except EdtfError:
        return

    assert found.text == text
    assert not (found.earliest and found.latest and found.earliest > found.latest)


@pytest.mark.parametrize("text", ["Jane Example 1950", "2012-99", "1950/1949", "1950-02-31"])
def test_message_does_not_repeat_the_text(text: str) -> None:
    """
    What stands in a date field by mistake may be personal, so the message leaves it out.
    """
    with pytest.raises(EdtfError) as caught:
        parse(text)

    assert not set(text.split("-")) & set(str(caught.value).split())
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2012", "2013"),
        ("2012-10-02", "2012-10-03"),
        ("2012-09", "2012-10-01"),
        ("2012-21", "2012-06"),
        ("2010/2012", "2013/.."),
        ("../2012", "2013"),
        ("2012-10-03T23:00:00", "2012-10-04T01:00:00"),
    ],
)
def test_a_date_whose_last_day_comes_first_is_before(a: str, b: str) -> None:
    """
    One date is before another if all of its days are.
    """
    assert is_before(a, b)
    assert not is_before(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2012", "2012"),
        ("2012", "2012-12-31"),
        ("2012-24", "2013-02-28"),
        ("2010/..", "2013"),
        ("2010/", "2013"),
        ("2010", "../2013"),
        ("2010", "/2013"),
        ("2010?", "2013"),
        ("2010", "2013~"),
        ("2010", "2013%/2014"),
        ("-0500", "2012"),
        ("2012", "Y20000"),
    ],
)
def test_dates_that_may_overlap_are_not_before_each_other(a: str, b: str) -> None:
    """
    Shared days, open or unknown ends, and marks of doubt leave the order unsaid.
    """
    assert not is_before(a, b)
    assert not is_before(b, a)


@given(dates, dates, dates)
def test_before_is_an_order(a: str, b: str, c: str) -> None:
    """
    No date is before itself, no two are before each other, and before passes along a chain.
    """
    assert not is_before(a, a)
    assert not (is_before(a, b) and is_before(b, a))
    if is_before(a, b) and is_before(b, c):
        assert is_before(a, c)


def test_order_of_what_is_no_date_is_refused() -> None:
    """
    Asking about a text that is not a date is an error and not an answer.
    """
    with pytest.raises(EdtfError, match="not a date"):
        is_before("2012", "recent")


def test_reference_page_tells_the_days_of_what_is_read() -> None:
    """
    Each example that the page says is read has the days and the precision that it says.
    """
    rows = [row for row in rows_of_the_page(6) if row[2] == "read"]

    assert len(rows) == 28
    for _, examples, _, *told in rows:
        for text in re.findall("`(.+?)`", examples):
            found = parse(text)
            first, last = (str(day or "none") for day in (found.earliest, found.latest))
            assert [first, last, found.precision] == told


def test_reference_page_advises_what_is_read() -> None:
    """
    Each date that the page advises people to write is read.
    """
    advice = [text for row in rows_of_the_page(3) for text in re.findall("`(.+?)`", row[1])]

    assert len(advice) == 15
    for text in advice:
        assert parse(text).text == text


def test_reference_page_names_what_is_refused() -> None:
    """
    Each example that the page says is refused is refused.
    """
    refused = [text for row in rows_of_the_page(2) for text in re.findall("`(.+?)`", row[1])]

    assert len(refused) == 24
    for text in refused:
        with pytest.raises(EdtfError):
            parse(text)
