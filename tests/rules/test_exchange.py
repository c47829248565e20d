"""
Rules about calls, contributions and texts that are passed on.
"""

import pytest
from tests.rules.building import (
    call,
    contribution,
    example,
    messages,
    observation,
    paths,
    publication,
    relation,
)

from sdsnet.model import CallContact, Contribution, Topic


def test_a_text_does_not_repost_itself() -> None:
    """
    What is passed on is another text.
    """
    again = contribution("c1", reposts="c1")

    assert messages("E23", again) == ["contributions 'c1' reposts itself."]
    assert paths("E23", again) == [("reposts",)]


def test_reposts_do_not_go_round() -> None:
    """
    A field and a relation may make a circle together.
    """
    first, second = contribution("c1", reposts="c2"), contribution("c2")

    assert messages("E23", first, second, relation("r1", "c2", "repost_of", "c1")) == [
        "contributions 'c1' reposts itself through 'c2'."
    ]
    assert messages("E23", first, second) == []


def test_a_repost_is_not_earlier_than_what_it_passes_on() -> None:
    """
    A text without a date counts as the earlier one, and so does one that may be earlier.
    """
    repost = contribution("c1", reposts="t1", date="2012-01-10")

    assert messages("E23", repost, publication(date="2012-02")) == [
        "contributions 'c1' reposts 't1', which is dated after it."
    ]
    assert messages("E23", repost, publication()) == []
    assert messages("E23", repost, publication(date="2012")) == []
    assert messages("E23", repost) == []


def test_a_relation_can_be_the_wrong_repost() -> None:
    """
    The relation is named, and the text that it begins with.
    """
    texts = publication("t1", date="2011"), publication("t2", date="2012")

    assert messages("E23", *texts, relation("r1", "t1", "repost_of", "t2")) == [
        "relations 'r1': 't1' reposts 't2', which is dated after it."
    ]
    assert messages("E23", *texts, relation("r1", "t2", "repost_of", "t1")) == []
    assert messages("E23", *texts, relation("r1", "t1", "cites", "t2")) == []
    assert messages("E23", *texts, relation("r1", "t9", "repost_of", "t2")) == []


@pytest.mark.parametrize(
    ("modes", "way"),
    [
        (["phone"], "by phone"),
        (["message", "written_up"], "in writing"),
        (["written_up", "phone"], "by phone and in writing"),
    ],
)
def test_a_call_says_whom_to_answer(modes: list[str], way: str) -> None:
    """
    Whoever may write or phone is told to whom.
    """
    assert messages("E24", call(modes=modes)) == [
        f"calls 'c1' takes answers {way} but gives no contact."
    ]
    assert messages("E24", call(modes=modes, contacts=[CallContact(participant="p1")])) == []


def test_other_ways_of_answering_need_no_contact() -> None:
    """
    A link or a message in a network reaches the issuer by itself.
    """
    assert messages("E24", call(modes=["link", "message", "in_person"])) == []


def test_a_call_does_not_close_before_it_opens() -> None:
    """
    Dates are compared as periods.
    """
    assert messages("E25", call(opens="2012-03", closes="2012-01")) == [
        "calls 'c1' closes (2012-01) before it opens (2012-03)."
    ]
    assert messages("E25", call(opens="2012-03", closes="2012")) == []
    assert messages("E25", call(opens="2012-03"), call("c2", closes="2012")) == []


def test_a_link_leads_somewhere() -> None:
    """
    An address or a recorded text is enough.
    """
    assert messages("E31", contribution("c3", mode="link")) == [
        "contributions 'c3' is a link with no address."
    ]
    assert messages("E31", contribution(mode="link", url="https://any.example")) == []
    assert messages("E31", contribution(mode="link", publication="t1"), contribution("c2")) == []


def test_a_contribution_after_the_call_closed_is_worth_a_look() -> None:
    """
    One that came on the last day, or within a period that may be in time, is not.
    """
    closed = call("k1", closes="2012-05")

    assert messages("W04", closed, contribution(call="k1", date="2012-06-01")) == [
        (
            "contributions 'c1' is dated 2012-06-01, after call 'k1' closed (2012-05). "
            "Check both dates."
        )
    ]
    assert messages("W04", closed, contribution(call="k1", date="2012-05-31")) == []
    assert messages("W04", closed, contribution(call="k1", date="2012")) == []
    assert messages("W04", closed, contribution(date="2013")) == []
    assert messages("W04", contribution(call="k1", date="2013")) == []


TOPICS = [Topic(theme="systems"), Topic(theme="practices")]


def test_a_contribution_on_another_theme_is_worth_a_look() -> None:
    """
    Its own themes count, and those of what it offers.
    """
    listed = call("k1", topics=TOPICS, topics_complete=True)
    off_topic = contribution(call="k1", themes=["technology"], offers=["o1"])
    by_offer = contribution(call="k1", offers=["e1"])

    message = (
        "contributions 'c1' is on none of the topics of call 'k1', which is said to list them "
        "all. Check the themes, or set topics_complete to false."
    )
    assert messages("W04", listed, off_topic, observation(themes=["integration"])) == [message]
    assert messages("W04", listed, by_offer, example(themes=["technology"])) == [message]
    assert paths("W04", listed, off_topic) == [("themes",)]
    assert paths("W04", listed, by_offer, example(themes=["technology"])) == [("offers",)]


@pytest.mark.parametrize(
    "answer",
    [
        contribution(call="k1", themes=["technology", "systems"]),
        contribution(call="k1", themes=["technology"], offers=["e1"]),
        contribution(call="k1", themes=["technology"], offers=["o1"]),
        contribution(call="k1"),
        contribution(call="k1", offers=["e9"]),
    ],
)
def test_one_theme_in_the_list_is_enough(answer: Contribution) -> None:
    """
    So is one of an example or an observation that it offers; and what has no theme is on no other.
    """
    listed = call("k1", topics=TOPICS, topics_complete=True)

    offered = example(themes=["practices"]), observation(themes=["systems"])
    assert messages("W04", listed, *offered, answer) == []


@pytest.mark.parametrize("complete", [False, None])
def test_an_open_list_of_topics_shuts_nobody_out(complete: bool | None) -> None:  # noqa: FBT001
    """
    Where topics may be missing, a theme outside the list may be one of them.
    """
    open_call = call("k1", topics=TOPICS, topics_complete=complete)

    assert messages("W04", open_call, contribution(call="k1", themes=["technology"])) == []
    bare = call("k2", topics_complete=True)
    assert messages("W04", bare, contribution(call="k2", themes=["technology"])) == []
