"""
What is found in text and what is let be.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.building import participant, person

from sdsnet.disclosure import freetext
from sdsnet.disclosure.freetext import Matcher
from sdsnet.disclosure.names import telling_words, variants, vocabulary, words
from sdsnet.model import Contact, Participant
from sdsnet.testing import texts


def scan(
    text: str, *names: str, tied: bool = False, shown: tuple[str, ...] = (), **fields: Any
) -> str:
    """
    Scan a text for a person, who is labelled X.
    """
    aliases = names[1:]
    hidden = person(name=names[0] if names else "Zebedee Quill", aliases=aliases, **fields)
    return Matcher([(hidden, "X")], shown).replace(text, tied=tied)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        # Whole words, whatever their case
        ("Jane Roe", "Jane Roe came.", "[X] came."),
        ("Jane Roe", "JANE ROE and jane roe", "[X] and [X]"),
        ("Jane Roe", "Jane Roebuck, Mary-Jane Roland", "Jane Roebuck, Mary-Jane Roland"),
        ("Jane Roe", "Roe, Jane; and Jane; and roe deer", "[X]; and Jane; and roe deer"),
        # A surname alone, or any one-word name, only with a capital
        ("Jane Roe", "Mrs Roe and Dr. Roe's car", "Mrs [X] and Dr. [X]'s car"),
        ("Jane Mark", "a mark on the Mark", "a mark on the [X]"),
        ("Mark", "Mark made a mark.", "[X] made a mark."),
        ("Mark", "MARK made a mark.", "[X] made a mark."),
        # Possessives and plurals
        (
            "Ann Craig",
            "Ann Craig's and Ann Craigs and the Craigs' house",
            "[X]'s and [X] and the [X]' house",
        ),
        ("Ann Craig", "the Craigs came", "the [X] came"),
        # A sound mark of half width stands among letters and folds to nothing
        ("Ann Craig", "\uff9e by Ann Craig", "\uff9e by [X]"),
        ("Ann Jones", "the Joneses, the Jones\u2019s", "the [X], the [X]\u2019s"),
        # Accents, composed and decomposed, and letters that look like accented ones
        ("Éilís Ní Néill", "Eilis Ni Neill", "[X]"),
        ("Eilis Neill", "E\u0301ili\u0301s Ne\u0301ill", "[X]"),
        ("Søren Łuk", "Soren Luk and Søren Łuk", "[X] and [X]"),
        ("Jörg Straße", "Jorg Strasse", "[X]"),
        # Line breaks, blanks and what nobody sees
        ("Jane Roe", "Jane\nRoe, Jane\r\n   Roe, Jane    Roe, Jane\u00a0Roe", "[X], [X], [X], [X]"),
        (
            "Jane Roe",
            "J\u200bane Roe, Ja\u00adne R\u2060oe, Jane\u200bRoe, J\u200eane Roe",
            "[X], [X], [X], [X]",
        ),
        ("Jane Roe", "jane .... roe and jane (not roe)", "jane .... roe and jane (not roe)"),
        # Initials and order
        (
            "Jane Ann Roe",
            "J. Roe, J Roe, J.A. Roe, J. A. Roe, JA Roe, Roe J",
            "[X], [X], [X], [X], [X], [X]",
        ),
        ("Jane Ann Roe", "jane roe", "[X]"),
        ("Roe, Jane", "Jane Roe, Roe", "[X], [X]"),
        # Double-barrelled and joined names
        (
            "Jane Smith-Jones",
            "Jane Smith Jones, Smith-Jones, Ms Smith, Ms Jones",
            "[X], [X], Ms [X], Ms [X]",
        ),
        ("Jane Smith-Jones", "jane smithjones", "[X]"),
        ("Pat O'Brien", "Pat OBrien or O\u2019Brien or pat o'brien", "[X] or [X] or [X]"),
        (
            "Jane Roebuck",
            "#JaneRoebuck, @janeroebuck, jane_roebuck, jane.roebuck",
            "#[X], @[X], [X], [X]",
        ),
        # Titles and letters are no part of a name
        ("Dr Jane Roe", "Jane Roe", "[X]"),
        ("Dr Roe", "Roe, not a roe", "[X], not a roe"),
        ("Jane Roe OBE", "Ms Roe got an OBE", "Ms [X] got an OBE"),
        ("Rev", "Rev said", "[X] said"),
        # Scripts without blanks, and names without letters
        ("山田太郎", "昨日山田太郎さんが来た", "昨日[X]さんが来た"),
        ("山田 太郎", "山田太郎さんと山田さん", "[X]さんと[X]さん"),
        ("สมชาย", "คุณสมชายพูด", "คุณ[X]พูด"),
        ("\U0001f98a", "by \U0001f98a!", "by [X]!"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str, expected: str) -> None:
    """
    One row for each way; what is not the name stays as it is.
    """
    assert scan(text, name) == expected


def test_a_first_name_alone_is_found_in_tied_records_only() -> None:
    """
    Elsewhere it is anybody's.
    """
    assert scan("Jane and Ann, plain jane", "Jane Ann Roe", tied=True) == "[X] and [X], plain jane"
    assert scan("Jane and Ann", "Jane Ann Roe") == "Jane and Ann"


def test_an_alias_is_a_name() -> None:
    """
    Aliases are sought as names are.
    """
    assert scan("So says Zebbo", "Jane Roe", "Zebbo") == "So says [X]"


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        ("jane.roe@e.org", "jane roe; Roe; roe; Jane", "[X]; [X]; roe; [X]"),
        ("jqroe@e.org", "ask jqroe or JQROE", "ask [X] or [X]"),
        ("roe1975@e.org", "Roe and roe1975, born 1975", "[X] and [X], born 1975"),
        ("mark@e.org", "a mark; Mark", "a mark; [X]"),
        ("info@e.org", "Info and info", "Info and info"),
    ],
)
def test_parts_of_an_address_are_names(address: str, text: str, expected: str) -> None:
    """
    An address may tell what the record does not; what any office has is no name.
    """
    contact = Contact(kind="email", value=address)
    assert scan(text, "Mark", contacts=[contact]).replace("Mark", "[X]") == expected


@pytest.mark.parametrize(
    "text",
    [
        "jane@example.org",
        "Jane.Roe+sds@mail.example.co.uk",
        "jane (at) example.org",
        "jane [AT] example.org",
        "o\u2019brien@example.org",
        "jane\uff20example.org",
    ],
)
def test_email_addresses_of_anybody_go(text: str) -> None:
    """
    Nobody has to be hidden for it.
    """
    assert Matcher([]).replace(f"Write to {text}.") == "Write to [an email address]."


@pytest.mark.parametrize(
    "text",
    [
        "0131 496 0000",
        "01314960000",
        "(0131) 496-0000",
        "+44 131 496 0000",
        "+44 (0)131 496 0000",
        "0044 131 496 0000",
        "07700 900123",
        "07700\u00a0900\u2011123",
        "020 7946 0000",
        "012345678",
        "+353 (0)  1234 5678",
    ],
)
def test_phone_numbers_of_anybody_go(text: str) -> None:
    """
    As they are written in the United Kingdom, and from abroad.
    """
    assert Matcher([]).replace(f"Ring {text} now") == "Ring [a phone number] now"


@pytest.mark.parametrize(
    "text", ["EH1 1YZ", "eh11yz", "SW1A 2AA", "M1  1AE", "GIR 0AA", "W1A\u00a00AX", "B33\n8TH"]
)
def test_post_codes_of_anybody_go(text: str) -> None:
    """
    With or without the blank, in whatever case.
    """
    assert Matcher([]).replace(f"at {text}.") == "at [a post code]."


@pytest.mark.parametrize(
    "text",
    [
        "on 2012-10-03 and 2012-10-04",
        "from 03.10.2012 to 04.11.2012",
        "03-10-2012 10 people",
        "£1,200,000 in 2012, 25 of 300",
        "S12000036",
        "GB-SC-SC012345",
        "GB-COH-01234567",
        "section 5 3A of the 2013 Act",
        "10.1000/182",
        "at 12:30 @ noon",
        "a1b2c3d4",
    ],
)
def test_what_looks_alike_stays(text: str) -> None:
    """
    Dates, sums, codes and register numbers are no addresses.
    """
    assert Matcher([]).replace(text) == text


def test_an_address_with_a_name_in_it_goes_whole() -> None:
    """
    A name that runs into an address leaves no half of it behind.
    """
    found = scan("Jane Roe@example.org said", "Jane Roe")

    assert found == "[X] said"


def test_a_longer_name_that_may_be_shown_wins() -> None:
    """
    A hall that is named after a family is not the family.
    """
    shown = ("Jane Roe Hall",)

    assert scan("Jane Roe Hall, Jane Roe", "Jane Roe", shown=shown) == "Jane Roe Hall, [X]"
    assert scan("Jane Roe", "Jane Roe", shown=("Jane Roe",)) == "[X]"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("The Bluebird Trust", "bluebird trust"),
        ("Bluebird Care Ltd", "Bluebird Care"),
        ("St Mary's Home", "St Marys Home"),
        ("Smith & Jones", "Smith and Jones"),
        ("Smith and Jones", "Smith & Jones"),
        ("Bluebird", "Bluebird"),
    ],
)
def test_the_name_of_a_body_is_found_however_it_is_written(name: str, text: str) -> None:
    """
    Articles, company forms, apostrophes and the sign for `and` make no difference.
    """
    assert Matcher([(participant(name=name), "X")]).replace(text) == "[X]"


def test_whose_name_may_stand_somewhere_is_let_be_there() -> None:
    """
    A namesake who is hidden is found all the same.
    """
    one, other = person("p1", name="Jane Roe"), person("p2", name="Jane Roe")

    assert Matcher([(one, "X")]).replace("Jane Roe", named=frozenset({"p1"})) == "Jane Roe"
    both = Matcher([(one, "X"), (other, "Y")])
    assert both.replace("Jane Roe", named=frozenset({"p1"})) == "[Y]"


def test_the_end_of_a_text_is_no_part_of_a_name() -> None:
    """
    A name that is longer than what is left of a text is not looked for past its end.
    """
    hidden = [(person(name="Roe"), "X"), (person("p2", name="Roe Deer Smith"), "Y")]

    assert Matcher(hidden).replace("by Roe") == "by [X]"


@pytest.mark.parametrize("turned", [False, True])
def test_whose_name_was_given_first_makes_no_difference(*, turned: bool) -> None:
    """
    The longer name wins, and of two parties with one name the label that comes first by itself.
    """
    hidden = [
        (person("p1", name="Roe"), "c person"),
        (person("p2", name="Roe Deer Smith"), "b person"),
        (person("p3", name="Roe"), "a person"),
        (person("p4", name="Roe"), "c person"),
    ]

    matcher = Matcher(hidden[::-1] if turned else hidden)

    assert matcher.replace("Roe Deer Smith and Roe") == "[b person] and [a person]"
    assert matcher.replace("Roe", named=frozenset({"p3"})) == "[c person]"


def test_what_the_matcher_finds_it_does_not_find_again() -> None:
    """
    The guard uses it on what it made.
    """
    hidden = [
        (person(name="A Participant"), "a participant"),
        (person("p2", name="Service"), "a service"),
    ]
    matcher = Matcher(hidden)

    made = matcher.replace("A Participant and Service")

    assert not list(matcher.find(made)) or made


@given(
    st.lists(
        st.sampled_from(
            (
                "Jane",
                "Roe",
                "roes",
                " ",
                ", ",
                "@",
                "a",
                "0",
                "1",
                "-",
                "(at)",
                "example.org",
                "SW1A",
                "1AA",
                "\n",
                "é",
                "日本",
            )
        ),
        max_size=14,
    ).map("".join)
)
def test_the_first_look_never_passes_over_what_a_search_finds(text: str) -> None:
    """
    The guard looks closer only where the cheap first look says so.
    """
    party = Participant(id="p", kind="person", naming="named", name="Jane Roe", aliases=("日本",))
    matcher = Matcher([(party, "a participant")])

    if any(True for _ in matcher.find(text)):
        assert matcher.may_find(text)


_PIECES = (
    "0131 496|+44|(0)|1|\u0662|-|\u2013| |EH|ab|gir|0aa|\u017f|K|\u200b|@|\uff20|(AT)|[at]|a.org"
)


@given(st.lists(st.sampled_from(_PIECES.split("|")), max_size=10).map("".join))
def test_no_address_or_number_lacks_the_signs_that_are_looked_for_first(text: str) -> None:
    """
    What the signs do not show is searched for neither on the way out nor by the guard.
    """
    patterns = [pattern for pattern, _ in freetext._PATTERNS]  # noqa: SLF001  nothing shows them

    if any(pattern.search(text) for pattern in patterns):
        assert list(Matcher([]).find(text))
        assert Matcher([]).may_find(text)


@given(st.lists(texts(), max_size=4).map("_\n".join))
def test_the_words_of_a_text_are_the_same_taken_together_or_one_by_one(text: str) -> None:
    """
    A word that the first look did not see would be a name that leaves.
    """
    assert vocabulary(text) == set(words(text))


_NAMES = (
    "Dr|Jane|O'Neil|ní|Smith-Jones|Roe|,|MBE|Jr|&|and|the|Care|Ltd|J|李|小龙|!|Straße|x@y.org|12"
)


@given(
    st.lists(st.lists(st.sampled_from(_NAMES.split("|")), max_size=5).map(" ".join), max_size=3),
    st.sampled_from(("person", "organisation")),
    st.none() | st.sampled_from(("jane.roe@example.org", "info@roe.org", "jroe7@example.org")),
    st.none() | st.sampled_from(("GB-COH-SC123456", "https://www.roe-care.org/jane")),
)
def test_every_variant_holds_a_word_that_tells_of_the_party(
    names: list[str], kind: str, address: str | None, other: str | None
) -> None:
    """
    Who is not told of by a word of a text is not looked for in it.
    """
    contacts = [Contact(kind="email", value=address)] if address else []
    party = participant(kind=kind, aliases=names, contacts=contacts, org_id=other, url=other)
    telling = set(telling_words(party))

    for variant in variants(party):
        assert not telling.isdisjoint(variant.words)


_WORDS = "Jane|JANE|jane|Roe|Roes|roe's|O'Neil|ONEIL|J.|Care|the|and|李小龙|\uff9e|x@y.org| |\n|, "


@given(
    st.lists(st.lists(st.sampled_from(_NAMES.split("|")), max_size=4).map(" ".join), max_size=4),
    st.lists(st.lists(st.sampled_from(_NAMES.split("|")), max_size=4).map(" ".join), max_size=2),
    st.lists(st.lists(st.sampled_from(_WORDS.split("|")), max_size=9).map("".join), max_size=4),
)
def test_when_a_name_was_spelled_out_makes_no_difference(
    names: list[str], shown: list[str], texts: list[str]
) -> None:
    """
    Names are spelled out as texts call for them; a matcher that has them all ready finds the same.
    """
    kinds = ("person", "organisation")
    hidden = [
        (participant(f"p{at}", name=name, kind=kinds[at % 2]), f"label {-at}")
        for at, name in enumerate(names)
    ]
    ready = Matcher(hidden, shown)
    for name in names:
        ready.replace(name)
    lazy = Matcher(hidden, shown)

    for text in texts:
        assert lazy.replace(text) == ready.replace(text)
        assert lazy.replace(text, tied=True) == ready.replace(text, tied=True)
