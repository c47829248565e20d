"""
Merging: no clashes, no guesses, no loosened protection.
"""

import pytest

import sdsnet
from sdsnet import AudienceRule, Barrier, Dataset, Meeting, Participant, Privacy, Question, merge


def one(key: str = "d", **more: object) -> Dataset:
    """
    Make a dataset with a barrier that a party raised.
    """
    return Dataset(
        **{
            "id": key,
            "title": key,
            "participants": [
                Participant(id="p", kind="person", naming="unnamed", description="A person")
            ],
            "barriers": [Barrier(id="b", title="No time", raised_by=("p",))],
        }
        | more  # type: ignore[arg-type]
    )


def test_ids_and_references_get_the_prefix_of_their_dataset() -> None:
    """
    Two datasets with the same ids join without a clash, and each reference stays in its own.
    """
    joined = merge({"n": one(), "s": one()}, id="j", title="Joined")

    assert [record.id for record in joined.barriers] == ["n:b", "s:b"]
    assert joined.barriers["s:b"].raised_by == ("s:p",)
    assert sdsnet.check(joined) == []
    assert sdsnet.parse(sdsnet.render(joined)) == joined


def test_questions_and_references_inside_value_objects_get_the_prefix() -> None:
    """
    The ids of questions are in the same space; attendance points to participants.
    """
    held = one(
        meetings=[
            Meeting(
                id="m",
                title="M",
                kind="event",
                status="held",
                attendance=(sdsnet.Attendance(participant="p"),),
            )
        ],
        question_sets=[
            sdsnet.QuestionSet(
                id="q", kind="agenda", complete=True, questions=(Question(id="q1", text="Why?"),)
            )
        ],
        observations=[
            sdsnet.Observation(
                id="o", kind="insight", summary="x", polarity="neutral", question="q1"
            )
        ],
    )

    joined = merge({"n": held}, id="j", title="Joined")

    assert joined.meetings["n:m"].attendance[0].participant == "n:p"
    assert joined.question_sets["n:q"].questions[0].id == "n:q1"
    assert joined.observations["n:o"].question == "n:q1"


def test_protection_is_never_loosened() -> None:
    """
    The strictest default and threshold hold for all, and a visibility goes with its records.
    """
    strict = one(
        privacy=Privacy(default_consent="withhold", suppress_below=10, visibility="network")
    )
    loose = one(privacy=Privacy(default_consent="anonymise", suppress_below=3))

    joined = merge({"a": strict, "b": loose}, id="j", title="Joined")

    assert joined.privacy == Privacy(default_consent="withhold", suppress_below=10)
    assert joined.barriers["a:b"].visibility == "network"
    assert joined.barriers["b:b"].visibility is None


def test_a_low_threshold_does_not_reach_a_dataset_that_states_none() -> None:
    """
    Whoever states nothing keeps the usual threshold of five.
    """
    joined = merge(
        {"a": one(privacy=Privacy(suppress_below=3)), "b": one()}, id="j", title="Joined"
    )

    assert joined.privacy is not None
    assert joined.privacy.suppress_below == 5


def test_a_nation_goes_with_its_records_where_datasets_differ() -> None:
    """
    The nation of a dataset is said of its records when it can no longer be said of all.
    """
    joined = merge(
        {"a": one(jurisdiction="GB-SCT"), "b": one(jurisdiction="GB-ENG")}, id="j", title="Joined"
    )

    assert joined.jurisdiction is None
    assert joined.barriers["a:b"].jurisdiction == "GB-SCT"
    assert joined.barriers["b:b"].jurisdiction == "GB-ENG"


def test_what_all_agree_on_is_taken_over_and_what_is_given_stands() -> None:
    """
    The header keeps what can be said of the whole.
    """
    joined = merge(
        {
            "a": one(language="gd", licence="CC BY 4.0", conventions={"most": "over half"}),
            "b": one(language="gd", licence="OGL 3.0", conventions={"most": "75 to 90 per cent"}),
        },
        id="j",
        title="Joined",
        as_of="2020",
    )

    assert joined.language == "gd"
    assert joined.licence == "CC BY 4.0; OGL 3.0"
    assert joined.conventions == {"most": "a: over half; b: 75 to 90 per cent"}
    assert joined.as_of == "2020"


def test_an_audience_declared_in_two_ways_is_refused() -> None:
    """
    Which rules protect people cannot be left to chance.
    """
    near = one(audiences=[AudienceRule(name="members", like="network")])
    far = one(audiences=[AudienceRule(name="members", like="public")])

    with pytest.raises(ValueError, match="do not all declare the audience 'members' alike"):
        merge({"a": near, "b": far}, id="j", title="Joined")


def test_an_audience_of_one_dataset_does_not_see_another() -> None:
    """
    What one keeper lets a board see says nothing of what another keeper would.
    """
    open_to_board = one(audiences=[AudienceRule(name="board", like="network", sees=("internal",))])

    with pytest.raises(ValueError, match="do not all declare the audience 'board' alike"):
        merge({"a": open_to_board, "b": one()}, id="j", title="Joined")

    joined = merge(
        {"a": open_to_board, "b": one()},
        id="j",
        title="Joined",
        audiences=(AudienceRule(name="board", like="public"),),
    )
    assert joined.audiences == (AudienceRule(name="board", like="public"),)


@pytest.mark.parametrize("prefix", ["", "a b", "a:b", "-a"])
def test_a_prefix_that_no_id_can_begin_with_is_refused(prefix: str) -> None:
    """
    A prefix is an id by itself.
    """
    with pytest.raises(ValueError, match="cannot be a prefix"):
        merge({prefix: one()}, id="j", title="Joined")
