"""
The glossary: the codelists, all or some, for people and for programs.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping

import pytest
from tests.views.markdown_readers import read, words

from sdsnet.model.codelists import CODELISTS, Code, Codelist
from sdsnet.views.glossary import glossary, to_csv, to_json, to_markdown, words_of

PETS = Codelist(
    "pet",
    "Pet | <b>",
    "Which *animal* it is.",
    (
        Code("old_cat", 'It sleeps, "mostly",\nall day.', label="Old, grey cat"),
        Code("acme:dog", "- It barks.", reference="A `friend`"),
    ),
    ordered=True,
)
HOSTILE: Mapping[str, Codelist] = {"pet": PETS}


def test_all_lists_stand_in_the_glossary_in_their_order() -> None:
    """
    Nobody has to name them.
    """
    assert glossary() == tuple(CODELISTS.values())


def test_some_lists_can_be_chosen() -> None:
    """
    They come in the order of the model, however they are asked for.
    """
    assert [one.name for one in glossary(lists=["sector", "role"])] == ["role", "sector"]
    assert glossary(lists=[]) == ()


def test_an_unknown_list_is_refused_with_those_that_are_known() -> None:
    """
    The message names what was asked for and what there is.
    """
    with pytest.raises(ValueError, match=r"There is no codelist 'pets'\. Known: pet\.$"):
        glossary(HOSTILE, lists=["pet", "pets"])


@pytest.mark.parametrize("render", [to_markdown, to_csv, to_json])
def test_keys_of_extensions_show(render: Callable[..., str]) -> None:
    """
    A glossary is made of the lists that it is given.
    """
    home_share = Code("acme:home_share", "Sharing a home with somebody who gives support.")
    extended = {**CODELISTS, "theme": CODELISTS["theme"].extended([home_share])}

    made = render(extended, lists=["theme"])

    assert "Sharing a home with somebody who gives support." in made
    assert "acme:home_share" in made


def test_the_page_has_a_heading_for_each_list_and_every_word() -> None:
    """
    Two readers see the same headings, and label, key, definition and reference of every code.
    """
    pages = read(to_markdown())

    for page in pages:
        assert page.headings == (
            (1, "Glossary"),
            *((2, words(one.title)) for one in CODELISTS.values()),
        )
        assert page.strange <= {"Code", "code_inline"}
        assert page.text == pages[0].text
    for codelist in CODELISTS.values():
        assert words(codelist.definition) in pages[0].text
        for one in codelist:
            reference = words(f"Defined by: {one.reference}.") if one.reference else ""
            entry = words(f"{one.label} ({one.key}): {one.definition}") + reference
            assert entry in pages[0].text


def test_words_of_extensions_are_text_and_no_markup() -> None:
    """
    Whatever an extension writes into a title, a label or a definition is escaped.
    """
    for page in read(to_markdown(HOSTILE)):
        assert page.strange <= {"Code", "code_inline"}
        assert page.headings == ((1, "Glossary"), (2, "Pet|<b>"))
        assert page.text == words(
            "Glossary Pet | <b> Which *animal* it is. "
            'Old, grey cat (old_cat): It sleeps, "mostly", all day. '
            "Dog (acme:dog): - It barks. Defined by: A `friend`."
        )


def test_words_can_be_given_without_keys_and_references() -> None:
    """
    A report shows what words mean, not where they come from.
    """
    assert [item.text for item in words_of(PETS)] == [
        '**Old, grey cat**: It sleeps, \\"mostly\\",\\\nall day.',
        "**Dog**: \\- It barks.",
    ]


def test_the_csv_file_is_read_back_by_others() -> None:
    """
    Commas, quotation marks and line breaks stay in their cells; an absent reference is empty.
    """
    made = to_csv(HOSTILE)

    assert list(csv.reader(io.StringIO(made, newline=""))) == [
        ["list", "list_title", "key", "label", "definition", "reference"],
        ["pet", "Pet | <b>", "old_cat", "Old, grey cat", 'It sleeps, "mostly",\nall day.', ""],
        ["pet", "Pet | <b>", "acme:dog", "Dog", "- It barks.", "A `friend`"],
    ]
    assert made.count("\r\n") == len(PETS) + 1


def test_the_csv_file_holds_every_code() -> None:
    """
    One row for each code of each list.
    """
    rows = list(csv.DictReader(io.StringIO(to_csv(), newline="")))

    assert [(row["list"], row["key"]) for row in rows] == [
        (codelist.name, one.key) for codelist in CODELISTS.values() for one in codelist
    ]


def test_the_json_document_has_its_promised_shape() -> None:
    """
    A program can rely on the names, and on null where a code has no reference.
    """
    assert json.loads(to_json(HOSTILE)) == {
        "codelists": [
            {
                "name": "pet",
                "title": "Pet | <b>",
                "definition": "Which *animal* it is.",
                "ordered": True,
                "codes": [
                    {
                        "key": "old_cat",
                        "label": "Old, grey cat",
                        "definition": 'It sleeps, "mostly",\nall day.',
                        "reference": None,
                    },
                    {
                        "key": "acme:dog",
                        "label": "Dog",
                        "definition": "- It barks.",
                        "reference": "A `friend`",
                    },
                ],
            }
        ]
    }


@pytest.mark.parametrize("render", [to_markdown, to_csv, to_json])
def test_a_glossary_ends_in_one_line_break(render: Callable[..., str]) -> None:
    """
    It is a whole text file, also without any list.
    """
    for made in (render(), render({})):
        assert made.endswith("\n")
        assert not made.endswith("\n\n")
