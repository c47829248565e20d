"""
Strategies for texts and dates: the sort that goes wrong where something is written carelessly.
"""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["HOSTILE_TEXTS", "dates", "texts"]

#: Texts that one format or another is known to garble.
HOSTILE_TEXTS: tuple[str, ...] = (
    # What YAML 1.1 or 1.2 reads as no text
    *("no", "Yes", "off", "y", "true", "False", "null", "Null", "~", "=", "<<", "-", "?", ":"),
    *("12", "-0", "+1", "010", "0o17", "0x1F", "0b11", "1_000", "1.", ".5", "1e5", "1.0e+5"),
    *(".inf", "-.INF", ".nan", "12:30", "190:20:30", "2012-10-03", "2012-10-03 10:00:00"),
    # What looks like syntax
    *("- x", "? x", "# x", "x # y", "a: b", "a:", ": a", "[a]", "{a}", "a, b", "&a", "*a", "!a"),
    *("!!str x", "%a", "@a", "`a`", "|", ">", "|-", "---", "...", "--- x", "%YAML 1.2", "'", '"'),
    *("it's", 'say "no"', "\\", "\\n", "a\\", '":', 'a":1', "</script>", "=1+1", "+x", "@x"),
    "a\\u0000",
    # Blanks and line ends
    *(" ", " a", "a ", "\t", "\ta", "a\tb", "a\t", "\n", "a\n", "\na", "a\n\n", "a\nb"),
    *("a\n b", " a\nb", "a\r", "a\rb", "a\r\nb", "a \nb", "a\n \nb", "a\n\tb", "# a\nb"),
    *("- a\n- b", "---\na", "...\n", "a\x85b", "\x85", "a\u2028b", "a\u2029b", "\u2028\n"),
    *("a\x85\nb", "\ufeff", "\ufeffa", "a\ufeff\nb"),
    *("\xa0", "a\u200bb", "\u3000a", "\x7f", "a\x80b", "\x9f\n"),
    # Other scripts and marks
    *("Éilís Ní Dhubhghaill", "naïve", "e\u0301", "ﬁ", "ß", "İ", "שלום", "مرحبا 12"),
    *("a\u202eb", "日本語", "👩‍👩‍👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "\U0001f600", "\U0010ffff", "Z̸͇͘a̵"),
    *("“quoted”", "\u2013", "…"),
    # Long ones
    *("word " * 40, "x" * 300, "long line " * 15 + "\nshort", "a" * 120 + " \n" + "b: " * 50),
)  # fmt: skip

# As `UNFIT_TEXT` of the model has it, seen from the other side.
_CHARACTERS = st.characters(
    codec="utf-8",
    exclude_characters="".join(chr(one) for one in range(0x20) if chr(one) not in "\t\n\r")
    + "\ufffe\uffff",
)
_TEXTS = st.one_of(
    st.text(st.sampled_from("ab é:-#'\"\n"), max_size=6),
    st.sampled_from(HOSTILE_TEXTS),
    st.text(_CHARACTERS, max_size=12),
)

_DATES = (
    *("2012", "2012-10", "2012-10-03", "2012-21", "2013-24", "2012?", "2012-10~", "2012-10-03%"),
    *("201X", "19XX", "2012-XX", "2012-10-XX", "2012-XX-XX", "-0044", "Y170000002", "Y-12000"),
    *("2012/2014", "2012-10-03/2012-11", "2016-01/..", "../2013", "/2013", "2013/", "2012?/2013~"),
    *("2012-10-03T10:15:00Z", "2012-10-03T23:59:59+01:00", "0000", "9999-12-31"),
)  # fmt: skip
_ALL_DATES = st.one_of(st.sampled_from(_DATES), st.dates().map(lambda one: one.isoformat()))


def texts() -> st.SearchStrategy[str]:
    """
    Draw texts that a dataset may hold, with what formats garble well represented; some are empty.
    """
    return _TEXTS


def dates() -> st.SearchStrategy[str]:
    """
    Draw dates of every form that is read, most of them near one another.
    """
    return _ALL_DATES
