"""
Markdown blocks: whatever a text holds, it is read back as that text.
"""

from collections.abc import Callable

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.views.markdown_readers import DIALECTS, Page, read, words

from sdsnet.model.fields import UNFIT_TEXT
from sdsnet.views.markup import (
    Inline,
    Item,
    address,
    bullets,
    code,
    heading,
    joined,
    lines,
    numbered,
    page,
    paragraph,
    plain,
    quote,
    strong,
)

# Each would be markup to one of the readers at least, if it were not escaped.
HOSTILE = {
    "emphasis with stars": "a *b* c",
    "emphasis with underscores": "a _b_ c",
    "bold": "a **b** c",
    "code": "a `b` c",
    "backslash": r"a \* b",
    "backslash at the end": "a\\",
    "TeX command": r"a \emph{b} c",
    "link": "[a](b)",
    "picture": "![a](b)",
    "reference": "[a]: b",
    "footnote": "a[^1]\n\n[^1]: b",
    "note in the line": "a^[b]",
    "span with attributes": "[a]{.b}",
    "name of a heading": "a {#b}",
    "class of a heading": "a {.b}",
    "tag": "a <b>c</b>",
    "tag that stays open": "<div",
    "comment": "a <!-- b --> c",
    "address between angles": "<http://a.bc>",
    "entity": "a &amp; &#35; b",
    "bare address": "a http://b.cd/e",
    "bare address without a scheme": "a www.b.cd",
    "bare email address": "a b@c.de",
    "citation": "a @b c",
    "mark": "a ==b== c",
    "emoji": "a :smile: b",
    "mathematics": "a $b$ c",
    "strike-through": "a ~~b~~ c",
    "subscript": "a~b~",
    "superscript": "a^b^",
    "quotation": "> a",
    "bullet": "- a",
    "bullet with a plus": "+ a",
    "bullet with a star": "* a",
    "box to tick": "[ ] a",
    "box ticked": "[x] a",
    "number": "1. a",
    "number before a tab": "1.\ta",
    "number with a bracket": "1) a",
    "letter": "a. b",
    "letter in brackets": "(a) b",
    "Roman number": "iv. a",
    "number sign": "#. a",
    "example": "(@) a",
    "heading": "# a",
    "underline": "a\n===",
    "underline of one sign": "a\n=",
    "underline with hyphens": "a\n---",
    "rule": "***",
    "metadata": "---\na: b\n---",
    "code block": "```\na\n```",
    "code block with tildes": "~~~\na\n~~~",
    "division": "::: a\nb\n:::",
    "definition": "a\n: b",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "table of hyphens": "a    b\n---  ---\nc    d",
    "table of plus signs": "+---+\n| a |\n+---+",
    "lines of a poem": "| a\n| b",
    "hyphens that become a dash": "a -- b --- c",
    "full stops that become an ellipsis": "a ... b",
    "quotation mark": 'a "b',
    "quotation mark of the lesser sort": "c' 'd",
}

# Characters and pieces that markup is made of, so that chance finds what nobody thought of.
PIECES = [
    *"\\`*_{}[]<>#|~^$@&:-=.!+()'\"%/?,;019aiIvXx \n\t\ré\u2028\u00a0\u200b",
    *("--", "---", "...", "***", "```", "~~~", "1. ", "a. ", "(i) ", "#. ", "(@) ", "::: ", "$$"),
    *("http://a.bc", "www.a.bc", "a@b.cd", "&amp;", "<b>", "<!-- ", "[^1]", "^[x]", "[x](y)"),
    *("{=html}", "{#id}", ":smile:", "\\begin{x}", "| a | b |", "|---|---|", "- [ ] ", "\\\n"),
]
hostile_texts = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=9).map(
    "".join
)


def page_of(
    text: str,
    one_line: Callable[[str], Inline] = plain,
    many_lines: Callable[[str], Inline] = lines,
) -> str:
    """
    Make a page with a text in every sort of place where one can stand.
    """
    inner = (Item(Inline(f"{strong(one_line(text))} b {one_line(text)}")), Item(many_lines(text)))
    item = Item(many_lines(text), inner)
    blocks = [
        heading(1, Inline(f"a {one_line(text)}")),
        paragraph(many_lines(text)),
        bullets([item, item]),
        numbered([item, item]),
        paragraph(Inline("z")),
    ]
    return "".join(page(blocks))


def is_faithful(page: Page, text: str) -> bool:
    """
    Tell whether a reader sees the page as it was meant: its one heading, the text, nothing else.
    """
    once = words(UNFIT_TEXT.sub("", text))
    item = f"{once}{once}b{once}{once}"
    return (
        not page.strange
        and page.headings == ((1, f"a{once}"),)
        and page.text == f"a{once}{once}{item * 4}z"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_is_read_back_as_itself_in_every_place(text: str) -> None:
    """
    What would be markup is text: in headings, paragraphs, lists and bold.
    """
    for seen in read(page_of(text)):
        assert is_faithful(seen, text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_each_hostile_text_needs_its_escape(text: str) -> None:
    """
    Without escapes, one reader at least takes the text for something else.
    """
    raw = page_of(text, lambda one: Inline(" ".join(one.split())), Inline)

    assert not all(is_faithful(seen, text) for seen in read(raw))


@given(hostile_texts.filter(lambda text: plain(text) != ""))
def test_no_text_becomes_markup(text: str) -> None:
    """
    Texts made of pieces of markup, and of any characters at all, are read back word for word.
    """
    for seen in read(page_of(text)):
        assert is_faithful(seen, text)


def test_everyday_text_is_left_as_it_is() -> None:
    """
    Escapes stand only where they are needed, so that the page can be read without a reader.
    """
    text = "Councils' plans (for 2012-13) aren't open; see Option 1, at 5%, half/half: why?"

    assert plain(text) == text


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_quotation_keeps_its_paragraphs_and_line_breaks(dialect: str) -> None:
    """
    Two paragraphs stay two, a line break inside one stays there, and nothing gets out.
    """
    html = pypandoc.convert_text(quote("One\n> two\n\n- Three\r\n\r\n\r\n"), "html", dialect)

    assert html.split() == (
        ["<blockquote>", "<p>One<br", "/>", "&gt;", "two</p>", "<p>-", "Three</p>", "</blockquote>"]
    )


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029\n b"])
def test_line_breaks_of_every_kind_become_one(text: str) -> None:
    """
    What any reader might take for the end of a line is a line break, or a space on one line.
    """
    assert lines(text) == "a\\\nb"
    assert plain(text) == "a b"


def test_characters_that_no_file_should_hold_go() -> None:
    """
    Control characters and halves of characters would stop a reader, or the writing of the file.
    """
    assert plain("a\x00b\x1bc\ud800d\ufffee") == "abcde"


def test_lists_inside_lists_are_read_as_such() -> None:
    """
    Items stand under their item, also under the tenth of a numbered list.
    """
    item = Item(plain("a"), (Item(plain("b"), (Item(lines("c\nd")),)),))
    made = numbered([item] * 10)

    html = pypandoc.convert_text(made, "html", "gfm")

    assert html.count("<li>a\n<ul>\n<li>b\n<ul>\n<li>c<br />\nd</li>\n</ul></li>\n</ul></li>") == 10


def test_an_item_without_text_says_so() -> None:
    """
    What lies under it would else hang in the air.
    """
    assert bullets([Item(plain(" "))]) == "- (no text)\n"


def test_blocks_stand_apart_and_the_page_ends_in_one_line_break() -> None:
    """
    Blocks of nothing leave no trace.
    """
    blocks = ["", heading(1, plain("a")), bullets([]), paragraph(plain("b")), ""]

    assert "".join(page(blocks)) == "# a\n\nb\n"


def test_lists_and_quotations_of_nothing_are_nothing() -> None:
    """
    No empty list or quotation is made.
    """
    assert (bullets([]), numbered([]), quote(" \n\n \n"), strong(Inline(""))) == ("", "", "", "")
    assert joined([Inline("")]) is None


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://a.example:8080/b_c/d*e?f=g&h=[i]#j".replace("[i]", "i")]
)
def test_the_address_of_a_page_is_a_link_that_shows_it(url: str) -> None:
    """
    What is shown and where it leads are the same.
    """
    tokens = MarkdownIt().parseInline(f"x {address(url)} y")[0].children or []

    assert [one.attrs.get("href") for one in tokens if one.type == "link_open"] == [url]
    assert [one.content for one in tokens if one.type == "text"] == ["x ", url, " y"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://a.bc",
        "www.example.org",
        "https://a.bc/<b>",
        "https://a.bc/ d",
        "https://user@a.bc",
        "https://a.bc>\nx",
        "https://а.bc",  # noqa: RUF001 - a Cyrillic letter is the point
    ],
)
def test_any_other_address_is_text(url: str) -> None:
    """
    Only addresses of pages that are what they seem to be are links.
    """
    for seen in read(f"{address(url)}\n\n"):
        assert not seen.strange
        assert seen.text == words(url)


def test_keys_are_code_where_they_look_like_keys() -> None:
    """
    Anything else that stands for a key is escaped like all text.
    """
    assert code("acme:home_share") == "`acme:home_share`"
    assert code("a`b") == "a\\`b"
