"""
Rules about networks and the reports of how they stood.
"""

import pytest
from tests.rules.building import messages, network, paths

from sdsnet.model import StatusReport


def test_a_network_has_a_name_or_a_description() -> None:
    """
    One of the two is enough.
    """
    assert messages("E33", network(id="g3", name=None)) == [
        "networks 'g3' has neither a name nor a description. Say at least what it is."
    ]
    assert messages("E33", network(name=None, description="A small group of providers")) == []


@pytest.mark.parametrize("status", ["stalled", "in_abeyance", "ended"])
def test_a_standstill_has_a_reason(status: str) -> None:
    """
    Who stopped says why, or that the source does not.
    """
    group = network(StatusReport(status="active"), StatusReport(status=status), id="g2")

    assert messages("E09", group) == [
        f"networks 'g2' is {status} with no reason. Use not_stated if the source gives none."
    ]
    assert paths("E09", group) == [("status_history", 1, "reason")]
    assert messages("E09", network(StatusReport(status=status, reason="not_stated"))) == []


def test_an_ended_network_does_not_begin_again() -> None:
    """
    A new start is a new network.
    """
    group = network(
        StatusReport(status="ended", reason="other"), StatusReport(status="active"), id="g2"
    )

    assert messages("E10", group) == [
        (
            "networks 'g2' cannot go from ended to active. "
            "Record the new group and relate it with succeeds."
        )
    ]
    assert paths("E10", group) == [("status_history", 1, "status")]


def test_other_moves_that_cannot_be_say_what_can() -> None:
    """
    The way out names the moves that the status allows.
    """
    group = network(StatusReport(status="active"), StatusReport(status="proposed"))

    assert messages("E10", group) == [
        (
            "networks 'g1' cannot go from active to proposed. "
            "From active it may become ended or in_abeyance or stalled."
        )
    ]


@pytest.mark.parametrize(
    "statuses",
    [
        ["proposed", "active", "stalled", "in_abeyance", "active", "ended"],
        ["active", "active"],
        ["ended", "not_stated", "active"],
        ["ended", "acme:asleep", "active"],
    ],
)
def test_allowed_moves_are_quiet(statuses: list[str]) -> None:
    """
    The same once more, to and from not stated, and a status that somebody added are all allowed.
    """
    assert messages("E10", network(*(StatusReport(status=status) for status in statuses))) == []


def test_two_reporters_may_disagree() -> None:
    """
    Moves and dates are compared only among the reports of the same parties, named in any order.
    """
    ended = StatusReport(status="ended", since="2014", reason="other", according_to=("p1", "p2"))
    disagreeing = network(ended, StatusReport(status="active", since="2012", according_to=("p3",)))
    agreeing = network(
        ended, StatusReport(status="active", since="2012", according_to=("p2", "p1"))
    )

    assert [messages(code, disagreeing) for code in ("E10", "E11")] == [[], []]
    assert [len(messages(code, agreeing)) for code in ("E10", "E11")] == [1, 1]


def test_status_dates_do_not_go_back() -> None:
    """
    The history is listed in the order in which things happened.
    """
    group = network(
        StatusReport(status="active", since="2015"),
        StatusReport(status="ended", since="2014", reason="other"),
        id="g2",
    )

    assert messages("E11", group) == [
        "networks 'g2': status ended (2014) is listed after active (2015)."
    ]
    assert paths("E11", group) == [("status_history", 1, "since")]


def test_a_date_is_compared_with_the_latest_above_it() -> None:
    """
    A wide, missing or doubtful date between two others does not hide that they are out of order.
    """
    since = ["2015-06", "2015", None, "2016?", "2016~", "2015-01"]
    group = network(*(StatusReport(status="active", since=date) for date in since))

    assert messages("E11", group) == [
        "networks 'g1': status active (2015-01) is listed after active (2015-06)."
    ]


@pytest.mark.parametrize(
    "since",
    [
        ["2014", "2014-06", "2014"],
        ["2015?", "2014"],
        ["2015", None, "2014/.."],
        ["last year", "2014"],
        ["2014", "3 Oct", "2015"],
    ],
)
def test_dates_that_may_be_in_order_are_quiet(since: list[str | None]) -> None:
    """
    Dates that overlap, are doubtful, missing, open or unreadable break no order.
    """
    history = [StatusReport(status="active", since=date) for date in since]

    assert messages("E11", network(*history)) == []
