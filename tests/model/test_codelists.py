"""
Codelists: what every key has, and how lists are looked up and extended.
"""

import re
from pathlib import Path

import pytest

from sdsnet.model.codelists import CODELISTS, NETWORK_STATUS_MOVES, Code, Codelist

ALL_LISTS = [pytest.param(codelist, id=name) for name, codelist in CODELISTS.items()]


@pytest.fixture
def pets() -> Codelist:
    """
    Give a small list of its own, with a label that the key does not tell.
    """
    cat = Code("old_cat", "An animal that sleeps.")
    dog = Code("dog", "An animal that barks.", label="Hound", reference="A friend")
    return Codelist("pet", "Pet", "Which animal it is.", (cat, dog))


def test_keys_are_those_that_data_files_were_promised() -> None:
    """
    The names of the lists, their keys and the order of both are as in the kept table.
    """
    promised = (Path(__file__).parent / "codelist_keys.txt").read_text(encoding="utf-8")

    found = "".join(f"{name}: {' '.join(one.keys)}\n" for name, one in CODELISTS.items())

    assert found == promised


@pytest.mark.parametrize("codelist", ALL_LISTS)
def test_every_code_has_one_sentence_and_a_label(codelist: Codelist) -> None:
    """
    Each list and each code is defined in one sentence, and each label begins like a name.
    """
    sentence = re.compile(r"[A-Z][^.;]*(; [^.]*)?\.")

    for text in (codelist.definition, *(code.definition for code in codelist)):
        assert sentence.fullmatch(text.replace("schema.org", "")), text
    for label in (codelist.title, *(code.label for code in codelist)):
        assert re.fullmatch(r"[A-Z][A-Za-z0-9, -]*", label), label


@pytest.mark.parametrize("codelist", ALL_LISTS)
def test_keys_labels_and_definitions_of_a_list_differ(codelist: Codelist) -> None:
    """
    No two codes of one list share a key, a label or a definition.
    """
    for attribute in ("key", "label", "definition"):
        assert len({getattr(code, attribute) for code in codelist}) == len(codelist), attribute


def test_support_arrangements_name_their_nation() -> None:
    """
    The four options of Scottish law are told apart from the arrangements of other nations.
    """
    options = CODELISTS["sds_option"]

    for code in options:
        nation = "Scotland" if code.key.startswith("option_") else "Wales"
        assert nation in code.definition


def test_lists_with_an_order_say_so() -> None:
    """
    Four lists run from least to most; the order of the others means nothing.
    """
    ordered = {name for name, codelist in CODELISTS.items() if codelist.ordered}

    assert ordered == {"level", "participation_step", "evidence", "audience"}


def test_those_who_defined_a_key_are_named() -> None:
    """
    A key that comes from a law, a standard or a publication refers to it in words.
    """
    references = {
        name: {code.reference for code in codelist if code.reference}
        for name, codelist in CODELISTS.items()
        if any(code.reference for code in codelist)
    }

    assert set(references) == {
        "role", "sds_option", "network_kind", "evidence", "knowledge_source", "jurisdiction",
        "meeting_status", "participation_step", "contract_type", "relation_kind",
    }  # fmt: skip
    assert references["meeting_status"] == {"schema.org EventStatusType"}
    assert CODELISTS["meeting_status"]["held"].reference is None


def test_codelists_cannot_be_changed() -> None:
    """
    The table of lists is read only.
    """
    with pytest.raises(TypeError, match="does not support item assignment"):
        CODELISTS["role"] = CODELISTS["theme"]  # type: ignore[index]  # this is what is tested


def test_label_of_a_code_is_its_key_in_words_unless_given(pets: Codelist) -> None:
    """
    Underscores become spaces, the first letter a capital, and a prefix is left out.
    """
    assert pets.label("old_cat") == "Old cat"
    assert pets.label("dog") == "Hound"
    assert Code("acme:home_share", "Sharing a home.").label == "Home share"


@pytest.mark.parametrize(
    ("name", "key", "label"),
    [
        ("consent_choice", "withhold", "Count it, do not show it"),
        ("jurisdiction", "GB-SCT", "Scotland"),
        ("theme", "choice_risk", "Choice and risk"),
        ("theme", "support_planning", "Support planning"),
    ],
)
def test_people_are_shown_labels_in_plain_words(name: str, key: str, label: str) -> None:
    """
    A key whose own words would read badly has a label of its own.
    """
    assert CODELISTS[name].label(key) == label


def test_codelist_is_looked_up_by_key(pets: Codelist) -> None:
    """
    A list knows its keys in order, finds a code by its key, and iterates over codes.
    """
    assert pets.keys == ("old_cat", "dog")
    assert "dog" in pets
    assert "Hound" not in pets
    assert pets["dog"].reference == "A friend"
    assert len(pets) == 2
    assert list(pets) == [pets["old_cat"], pets["dog"]]


def test_unknown_key_has_no_code_and_no_label(pets: Codelist) -> None:
    """
    Asking for a key that the list has not got is a KeyError.
    """
    with pytest.raises(KeyError, match="cow"):
        pets["cow"]
    with pytest.raises(KeyError, match="cow"):
        pets.label("cow")


def test_extension_comes_after_the_codes_of_the_list(pets: Codelist) -> None:
    """
    Extending makes a new list that finds old and new keys, and leaves the first as it was.
    """
    extended = pets.extended([Code("acme:cow_2", "An animal that moos.")])

    assert extended.keys == ("old_cat", "dog", "acme:cow_2")
    assert extended.label("acme:cow_2") == "Cow 2"
    assert (extended.name, extended.title, extended.definition) == ("pet", "Pet", pets.definition)
    assert pets.keys == ("old_cat", "dog")
    assert "acme:cow_2" not in pets


def test_extension_keeps_the_order_flag() -> None:
    """
    An extended list is ordered if the list it comes from is.
    """
    extended = CODELISTS["level"].extended([Code("acme:world", "The whole world.")])

    assert extended.ordered


@pytest.mark.parametrize(
    "key", ["cow", "acme:", ":cow", "Acme:cow", "acme:Cow", "a:b:c", "acme:cow\n", "1a:cow", "a:1"]
)
def test_extension_key_needs_a_prefix(pets: Codelist, key: str) -> None:
    """
    A key that is not a prefix, a colon and a word in lower case is refused.
    """
    with pytest.raises(ValueError, match="Give it a prefix of your own"):
        pets.extended([Code(key, "An animal that moos.")])


def test_extension_cannot_change_the_meaning_of_a_key(pets: Codelist) -> None:
    """
    A key that an earlier extension added cannot be added again.
    """
    cow = Code("acme:cow", "An animal that moos.")
    extended = pets.extended([cow])

    with pytest.raises(ValueError, match=r"'pet' would have 'acme:cow' twice\."):
        extended.extended([Code("acme:cow", "Something else.")])


def test_extension_cannot_give_a_key_twice(pets: Codelist) -> None:
    """
    One extension may not hold the same key twice.
    """
    cow = Code("acme:cow", "An animal that moos.")

    with pytest.raises(ValueError, match=r"'pet' would have 'acme:cow' twice\."):
        pets.extended([cow, cow])


def test_every_network_status_says_what_may_follow_it() -> None:
    """
    The moves speak of all statuses and of nothing else.
    """
    statuses = set(CODELISTS["network_status"].keys)

    assert set(NETWORK_STATUS_MOVES) == statuses
    assert set().union(*NETWORK_STATUS_MOVES.values()) == statuses


@pytest.mark.parametrize("status", CODELISTS["network_status"].keys)
def test_a_status_that_is_not_stated_stands_between_any_two(status: str) -> None:
    """
    Any other status may turn into one that is not stated, and the reverse.
    """
    if status != "not_stated":
        assert "not_stated" in NETWORK_STATUS_MOVES[status]
        assert status in NETWORK_STATUS_MOVES["not_stated"]


@pytest.mark.parametrize(
    ("status", "following"),
    [
        ("proposed", {"active", "ended"}),
        ("active", {"stalled", "in_abeyance", "ended"}),
        ("stalled", {"active", "in_abeyance", "ended"}),
        ("in_abeyance", {"active", "ended"}),
        ("ended", set()),
    ],
)
def test_moves_between_stated_statuses(status: str, following: set[str]) -> None:
    """
    A network that ended stays so, one in abeyance cannot stall, and none goes back to proposed.
    """
    assert NETWORK_STATUS_MOVES[status] - {"not_stated"} == following
