"""
The dataset: collections, look-up, references, equality, changes, and building one in code.
"""

import pickle

import pytest

import sdsnet
from sdsnet import Attendance, Barrier, Collection, Dataset, Meeting, Participant, Phase, evolve


def barrier(key: str = "b", **more: object) -> Barrier:
    """
    Make a barrier of which only the matter of a test is said.
    """
    return Barrier(**{"id": key, "title": "No time"} | more)  # type: ignore[arg-type]


@pytest.fixture
def dataset() -> Dataset:
    """
    Make a small dataset with references of several sorts.
    """
    return Dataset(
        id="d",
        title="t",
        participants=[
            Participant(id="p", kind="person", naming="unnamed", description="A person"),
            Participant(id="q", kind="person", naming="unnamed", description="Another"),
        ],
        meetings=[
            Meeting(
                id="m",
                title="First",
                kind="event",
                status="held",
                attendance=(Attendance(participant="p"), Attendance(participant="q")),
            )
        ],
        initiatives=[
            sdsnet.Initiative(
                id="i",
                title="Work",
                kind="project",
                status="under_way",
                phases=(Phase(id="discover", name="Discover"),),
            )
        ],
        barriers=[barrier(raised_by=["q", "p"]), barrier("c", part_of="b")],
    )


def test_a_collection_finds_records_by_id_and_by_position(dataset: Dataset) -> None:
    """
    A collection is a sequence in document order that knows its ids.
    """
    barriers = dataset.barriers

    assert barriers["c"] is barriers[1]
    assert [one.id for one in barriers] == ["b", "c"]
    assert barriers[:1] == Collection([barriers[0]])
    assert barriers.get("x") is None
    assert "b" in barriers.ids
    assert barriers[0] in barriers
    assert barrier("x") not in barriers
    assert len(barriers) == 2
    with pytest.raises(KeyError, match="x"):
        barriers["x"]


def test_a_dataset_finds_anything_by_id(dataset: Dataset) -> None:
    """
    Ids are unique in the whole dataset, those of phases and questions too.
    """
    assert dataset["p"] is dataset.participants[0]
    assert dataset["discover"] == Phase(id="discover", name="Discover")
    assert dataset.get("x") is None
    assert "m" in dataset
    with pytest.raises(KeyError, match="x"):
        dataset["x"]


def test_references_are_followed_forward(dataset: Dataset) -> None:
    """
    A reference field gives the records that it points to, in its order, through value objects too.
    """
    assert dataset.follow(dataset.barriers["b"], "raised_by") == (dataset["q"], dataset["p"])
    assert dataset.follow(dataset.barriers["c"], "part_of") == (dataset["b"],)
    assert dataset.follow(dataset.barriers["b"], "part_of") == ()
    attended = dataset.follow(dataset.meetings["m"], "attendance.participant")
    assert attended == (dataset["p"], dataset["q"])
    with pytest.raises(AttributeError, match="Barrier has no reference field 'title'"):
        dataset.follow(dataset.barriers["b"], "title")


def test_references_are_followed_back(dataset: Dataset) -> None:
    """
    A record knows who points to it, and through which field.
    """
    assert dataset.referring_to("p") == (dataset["m"], dataset["b"])
    assert [reference.path for reference in dataset.references_to("p")] == [
        ("attendance", 0, "participant"),
        ("raised_by", 1),
    ]
    assert dataset.referring_to("x") == ()


def test_datasets_are_equal_whatever_the_order_of_their_records(dataset: Dataset) -> None:
    """
    Order is for the reader's eye; equality looks at header and records by id.
    """
    turned = evolve(dataset, barriers=reversed(dataset.barriers))

    assert turned == dataset
    assert hash(turned) == hash(dataset)
    assert evolve(dataset, barriers=dataset.barriers[:1]) != dataset
    assert evolve(dataset, title="u") != dataset


def test_a_dataset_is_changed_by_copying_all_the_way_up(dataset: Dataset) -> None:
    """
    A copy with a change shares the rest and leaves the original as it was.
    """
    changed = evolve(dataset, barriers=[evolve(dataset.barriers["b"], title="x")])

    assert changed.barriers["b"].title == "x"
    assert dataset.barriers["b"].title == "No time"
    assert changed.participants is dataset.participants


def test_a_dataset_can_be_pickled_and_shows_no_personal_value(dataset: Dataset) -> None:
    """
    Datasets travel between processes; their repr counts and does not tell.
    """
    assert pickle.loads(pickle.dumps(dataset)) == dataset
    assert repr(dataset) == ("Dataset('d': 2 participants, 1 initiatives, 1 meetings, 2 barriers)")
    assert repr(dataset.barriers) == "Collection(2 records)"
    assert len(dataset) == 6


def test_one_record_is_not_a_list_of_records() -> None:
    """
    The slip of leaving out the brackets is told at once.
    """
    with pytest.raises(TypeError, match="takes a list of records here, not one Barrier"):
        Dataset(id="d", title="t", barriers=barrier())  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (
            {"barriers": [barrier(), barrier("B")]},
            "barriers[1].id: E01 Two records share the id 'B' (barriers[0] and barriers[1]). "
            "Give each its own id.",
        ),
        (
            {"barriers": [barrier(part_of="x")]},
            "barriers[0].part_of: E02 barriers 'b': part_of points to 'x', but there is no "
            "barrier 'x'.",
        ),
        (
            {"barriers": [barrier(themes=["cultur"])]},
            "barriers[0].themes[0]: E03 barriers 'b': 'cultur' is not in the theme list. "
            "Nearest: leadership_culture.",
        ),
        (
            {"barriers": [barrier(date="3 Oct")]},
            "barriers[0].date: E04 barriers 'b': '3 Oct' is not a date this library reads. Write "
            "2012-10-03 or 2012-10, and keep the wording in date_as_written.",
        ),
        (
            {"barriers": [barrier(title="")]},
            "barriers[0].title: S06 barriers 'b': title is required and has no value.",
        ),
        (
            {"barriers": [barrier(title=7)]},
            "barriers[0].title: S07 barriers 'b': title takes text, not int.",
        ),
        (
            {"barriers": [barrier(date_inferred="yes")]},
            "barriers[0].date_inferred: S07 barriers 'b': date_inferred takes True or False, "
            "not str.",
        ),
        (
            {"barriers": [barrier(quantity="many")]},
            "barriers[0].quantity: S07 barriers 'b': quantity takes Quantity, not str.",
        ),
        (
            {"barriers": [barrier(extra={"a": object()})]},
            "barriers[0].extra: S07 barriers 'b': extra holds what JSON cannot hold.",
        ),
        (
            {"barriers": [barrier(title="a\0b")]},
            "barriers[0].title: S12 barriers 'b': title holds a character that no text may hold.",
        ),
        (
            {"barriers": [barrier("a b")]},
            "barriers[0].id: S14 barriers 'a b': this cannot be an id.",
        ),
        (
            {"networks": [barrier()]},
            "networks[0]: S07 networks takes Network, not Barrier.",
        ),
    ],
)
def test_a_dataset_built_in_code_gets_the_same_checks(
    wrong: dict[str, list[Barrier]], expected: str
) -> None:
    """
    What a reader would refuse in a file, `check` finds in a dataset that was built.
    """
    dataset = Dataset(id="d", title="t", **wrong)  # type: ignore[arg-type]  # wrong on purpose

    assert [str(problem) for problem in sdsnet.check(dataset)] == [expected]


def test_a_word_where_a_kind_of_contact_is_due_is_not_shown() -> None:
    """
    Somebody's number that was put in the wrong field does not get into a message.
    """
    wrong = sdsnet.Contact(kind="01632 960123", value="01632 960123")
    dataset = Dataset(
        id="d",
        title="t",
        participants=[
            Participant(id="p", kind="organisation", naming="named", name="N", contacts=(wrong,))
        ],
    )

    [problem] = sdsnet.check(dataset)

    assert problem.message == (
        "participants 'p': this word is not in the contact_kind list. "
        "Known are: address, email, other, phone."
    )


def test_a_wrong_record_does_not_hide_what_is_wrong_elsewhere() -> None:
    """
    All problems are told at once, and a reference to a wrong record is not one.
    """
    dataset = Dataset(
        id="d",
        title="t",
        barriers=[barrier(title=7), barrier("c", part_of="b"), barrier("d", part_of="x")],
    )

    assert [problem.code for problem in sdsnet.check(dataset)] == ["S07", "E02"]


def test_a_dataset_with_errors_is_not_disclosed() -> None:
    """
    Nothing leaves a dataset that breaks rules, however it came about.
    """
    dataset = Dataset(id="d", title="t", barriers=[barrier(part_of="x")])

    with pytest.raises(sdsnet.DocumentError, match="E02"):
        sdsnet.disclose(dataset, audience="internal")
