"""
Rules about what is part of what, and who is the same as whom.
"""

from tests.rules.building import (
    barrier,
    influence,
    messages,
    participant,
    paths,
    publication,
    relation,
)


def test_a_part_is_not_part_of_itself() -> None:
    """
    Barriers, attempts and texts keep the same rule.
    """
    for make, key in (
        (barrier, "barriers"),
        (influence, "influences"),
        (publication, "publications"),
    ):
        assert messages("E21", make("b4", part_of="b4")) == [f"{key} 'b4' is part of itself."]


def test_parts_do_not_go_round() -> None:
    """
    A loop is told once, with its way and at the field that states it.
    """
    two = [barrier("b4", part_of="b5"), barrier("b5", part_of="b4")]
    four = [barrier(f"b{i}", part_of=f"b{(i + 1) % 4}") for i in range(4)]

    assert messages("E21", *two) == ["barriers 'b4' is part of itself through 'b5'."]
    assert paths("E21", *two) == [("part_of",)]
    assert messages("E21", *four) == ["barriers 'b0' is part of itself through 'b1' and 2 more."]


def test_parts_outside_of_a_loop_are_quiet() -> None:
    """
    A part that hangs on a loop is in order itself, and so is a wide tree.
    """
    loop = [barrier("b4", part_of="b5"), barrier("b5", part_of="b4")]
    tree = [barrier("c1"), barrier("c2", part_of="c1"), barrier("c3", part_of="c1")]

    told = messages("E21", *loop, barrier("z1", part_of="b5"), *tree, barrier("c4", part_of="c9"))

    assert told == ["barriers 'b4' is part of itself through 'b5'."]


def test_relations_make_loops_too() -> None:
    """
    Of loops that share a link, the next is told once the first is broken.
    """
    links = [
        relation("r1", "p1", "part_of", "p2"),
        relation("r2", "p1", "part_of", "p3"),
        relation("r3", "p3", "part_of", "p1"),
        relation("r4", "p2", "part_of", "p3"),
    ]

    assert messages("E21", *links) == [
        "relations 'r1': 'p1' is part of itself through 'p2' and 1 more.",
    ]
    assert messages("E21", *links[1:]) == [
        "relations 'r2': 'p1' is part of itself through 'p3'.",
    ]
    assert messages("E21", relation("r1", "p1", "part_of", "p1")) == [
        "relations 'r1': 'p1' is part of itself."
    ]
    assert paths("E21", relation("r1", "p1", "part_of", "p1")) == [("object",)]


def test_several_ways_to_one_whole_are_no_loop() -> None:
    """
    Two ways up that meet at the top do not lead back.
    """
    links = [
        relation("r1", "p1", "part_of", "p2"),
        relation("r2", "p1", "part_of", "p3"),
        relation("r3", "p2", "part_of", "p4"),
        relation("r4", "p3", "part_of", "p4"),
        relation("r5", "p4", "works_for", "p1"),
    ]

    assert messages("E21", *links) == []


def test_a_field_and_a_relation_make_a_loop_together() -> None:
    """
    It does not matter where a link is stated.
    """
    assert messages(
        "E21", barrier("b1", part_of="b2"), barrier("b2"), relation("r1", "b2", "part_of", "b1")
    ) == ["barriers 'b1' is part of itself through 'b2'."]


def test_the_same_party_is_not_distinct() -> None:
    """
    The relation that tells them apart is the one that is named.
    """
    links = [relation("r1", "p4", "same_as", "p5"), relation("r2", "p4", "distinct_from", "p5")]

    assert messages("E30", *links) == [
        "relations 'r2': 'p4' and 'p5' are both same_as and distinct_from."
    ]
    assert paths("E30", *links) == [("kind",)]


def test_sameness_holds_both_ways_and_through_others() -> None:
    """
    Who is the same as the same party is the same party.
    """
    chain = [
        relation("r1", "p2", "same_as", "p1"),
        relation("r2", "p2", "same_as", "p3"),
        relation("r3", "p4", "same_as", "p3"),
    ]

    assert messages("E30", *chain, relation("r4", "p4", "distinct_from", "p1")) == [
        "relations 'r4': 'p4' and 'p1' are both same_as and distinct_from."
    ]
    assert messages("E30", *chain[:2], relation("r4", "p4", "distinct_from", "p1")) == []


def test_nobody_is_distinct_from_itself() -> None:
    """
    Every party is the same as itself, without a word.
    """
    assert messages("E30", participant(), relation("r1", "p1", "distinct_from", "p1")) == [
        "relations 'r1': 'p1' is distinct_from itself."
    ]
    assert messages("E30", relation("r1", "p1", "same_as", "p1")) == []
