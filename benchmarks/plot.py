"""
Cost against size as a drawing: CPU time over the number of records, both in powers of ten.

Lines differ in colour and in the sign at each figure, and have their name at their end, so that
nobody has to tell colours apart. The drawing brings its own ground, for light pages and dark ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

import attrs

from benchmarks.results import Results

__all__ = ["PANELS", "as_svg"]

#: What is drawn together: a title, a topic, and the candidates with the names that they get.
PANELS: Sequence[tuple[str, str, dict[str, str]]] = (
    (
        "From JSON to records",
        "read",
        {
            "sdsnet, JSON": "sdsnet",
            "orjson.loads, JSON": "orjson, plain data",
            "msgspec into structs, JSON": "msgspec, structs",
            "pydantic, JSON": "pydantic",
            "cattrs + orjson, JSON": "cattrs and orjson",
            "stix2.parse, JSON": "stix2",
        },
    ),
    (
        "To a checked dataset",
        "check",
        {
            "sdsnet, JSON": "sdsnet, JSON",
            "sdsnet, YAML": "sdsnet, YAML",
            "orjson.loads, JSON": "orjson alone",
            "CSafeLoader, YAML": "CSafeLoader alone",
            "stix2.parse, JSON": "stix2",
            "followthemoney, JSON Lines, validated": "followthemoney",
        },
    ),
    (
        "Tables and texts",
        "export",
        {
            "sdsnet, JSON Lines": "JSON Lines",
            "sdsnet, CSV": "CSV",
            "sdsnet, SQLite": "SQLite",
            "sdsnet, YAML": "YAML",
            "sdsnet, Markdown": "Markdown",
            "csv.writer, ready rows": "csv.writer, ready rows",
        },
    ),
    (
        "Networks",
        "graph",
        {
            "sdsnet, GEXF": "sdsnet, GEXF",
            "networkx, GEXF": "networkx, GEXF",
            "sdsnet, GraphML": "sdsnet, GraphML",
            "networkx, GraphML": "networkx, GraphML",
        },
    ),
    (
        "Linked data",
        "linked",
        {
            "sdsnet, Turtle": "sdsnet, Turtle",
            "rdflib, Turtle": "rdflib, Turtle",
            "sdsnet, N-Triples": "sdsnet, N-Triples",
            "rdflib, N-Triples": "rdflib, N-Triples",
            "pyoxigraph, Turtle, ready statements": "pyoxigraph, Turtle",
        },
    ),
    (
        "The whole path, JSON Lines to public CSV",
        "path",
        {
            "sdsnet, JSON Lines to public CSV": "sdsnet",
            "orjson and csv.DictWriter, nothing checked or taken out": "nothing checked",
        },
    ),
)

#: Colours that people with any kind of colour vision tell apart (Okabe and Ito), and signs.
_STYLES = (
    ("#0072b2", "M-4-4h8v8h-8z"),
    ("#d55e00", "M-5 4h10l-5-9z"),
    ("#007a5c", "M0-6l6 6l-6 6l-6-6z"),
    ("#a8528a", "M-5-4h10l-5 9z"),
    ("#8a6d00", "M-5-2h10v4h-10z"),
    ("#404040", "M-2-5h4v10h-4z"),
)
_FONT = 'font-family="sans-serif" font-size="12" fill="#222222"'
_WIDTH, _HEIGHT = 430, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 168, 44, 46
_LINE_HEIGHT = 15

Points = list[tuple[int, float]]


@attrs.frozen
class Scale:
    """
    Where the powers of ten lie between two numbers.

    Attributes:
        low: The exponent of the least.
        high: The exponent of the greatest.
        start: Where the least lies.
        length: How far away from it the greatest lies.
    """

    low: int
    high: int
    start: float
    length: float

    @classmethod
    def of(cls, values: Sequence[float], start: float, length: float) -> Scale:
        """
        Return the scale that has room for some numbers.
        """
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return cls(low, max(high, low + 1), start, length)

    def at(self, value: float) -> float:
        """
        Return where a number lies.
        """
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * self.length, 1)

    def marks(self) -> list[float]:
        """
        Return the powers of ten.
        """
        return [10.0**exponent for exponent in range(self.low, self.high + 1)]


def as_svg(results: Results) -> str:
    """
    Draw what was measured; what was not is left out.
    """
    panels = []
    for title, topic, names in PANELS:
        lines = {label: _points(results, topic, name) for name, label in names.items()}
        if drawn := {label: points for label, points in lines.items() if points}:
            panels.append((title, drawn))
    rows = -(-len(panels) // 2)
    size = f"0 0 {2 * _WIDTH} {rows * _HEIGHT}"
    text = "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" {_FONT}>',
            "<title>CPU time against the number of records</title>",
            f"<desc>{escape(' '.join(_in_words(panels)))}</desc>",
            '<rect width="100%" height="100%" rx="6" fill="#ffffff"/>',
            *(
                line
                for number, panel in enumerate(panels)
                for line in _panel(*panel, number % 2 * _WIDTH, number // 2 * _HEIGHT)
            ),
            "</svg>",
        )
    )
    return f"{text}\n"


def _points(results: Results, topic: str, name: str) -> Points:
    """
    Return the medians of a candidate in milliseconds, by size.
    """
    found = ((size, results.median((topic, name, size), "cpu")) for size in results.sizes)
    return [(size, cpu * 1000) for size, cpu in found if cpu]


def _in_words(panels: Sequence[tuple[str, dict[str, Points]]]) -> Iterator[str]:
    for title, lines in panels:
        told = (f"{label} {_listed(points)}" for label, points in lines.items())
        yield f"{title}: {'; '.join(told)}."


def _listed(points: Points) -> str:
    figures = ((size, float(f"{cpu:.3g}")) for size, cpu in points)
    return ", ".join(f"{_time(cpu)} with {size:,} records" for size, cpu in figures)


def _panel(title: str, lines: dict[str, Points], x: int, y: int) -> Iterator[str]:
    every = [point for points in lines.values() for point in points]
    across = Scale.of([size for size, _ in every], _LEFT, _WIDTH - _LEFT - _RIGHT)
    up = Scale.of([cpu for _, cpu in every], _HEIGHT - _BOTTOM, _TOP + _BOTTOM - _HEIGHT)
    yield f'<g transform="translate({x} {y})">'
    yield f'<text x="{_LEFT}" y="24" font-size="14" font-weight="bold">{escape(title)}</text>'
    yield from _axes(across, up)
    heights = _apart({label: up.at(points[-1][1]) for label, points in lines.items()})
    for (colour, sign), (label, points) in zip(_STYLES, lines.items(), strict=False):
        places = [(across.at(size), up.at(cpu)) for size, cpu in points]
        path = " ".join(f"{left},{top}" for left, top in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for left, top in places:
            yield f'<path d="{sign}" transform="translate({left} {top})" fill="{colour}"/>'
        yield from _name(label, colour, sign, places[-1], heights[label])
    yield "</g>"


def _axes(across: Scale, up: Scale) -> Iterator[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    for mark in up.marks():
        yield f'<path d="M{_LEFT} {up.at(mark)}H{right}" stroke="#dddddd"/>'
        yield f'<text x="{_LEFT - 8}" y="{up.at(mark) + 4}" text-anchor="end">{_time(mark)}</text>'
    for mark in across.marks():
        yield f'<path d="M{across.at(mark)} {bottom}V{_TOP}" stroke="#dddddd"/>'
        yield f'<text x="{across.at(mark)}" y="{bottom + 18}" text-anchor="middle">{mark:,g}</text>'
    yield f'<text x="{(_LEFT + right) // 2}" y="{bottom + 36}" text-anchor="middle">records</text>'


def _time(milliseconds: float) -> str:
    seconds = milliseconds / 1000
    return f"{seconds:,g} s" if seconds >= 1 else f"{milliseconds:g} ms"


def _apart(wanted: dict[str, float]) -> dict[str, float]:
    """
    Return heights for names that leave each of them a line, as near to the wanted as it goes.
    """
    heights: dict[str, float] = {}
    lowest = _HEIGHT - _BOTTOM - _LINE_HEIGHT * (len(wanted) - 1)
    free = float(_TOP)
    for label, height in sorted(wanted.items(), key=lambda item: item[1]):
        heights[label] = min(max(height, free), lowest)
        free = heights[label] + _LINE_HEIGHT
        lowest += _LINE_HEIGHT
    return heights


def _name(
    label: str, colour: str, sign: str, end: tuple[float, float], height: float
) -> Iterator[str]:
    left, right = end[0] + 6, _WIDTH - _RIGHT + 16
    yield f'<path d="M{left} {end[1]}L{right - 8} {height}" stroke="{colour}" opacity="0.4"/>'
    yield f'<path d="{sign}" transform="translate({right} {height})" fill="{colour}"/>'
    yield f'<text x="{right + 10}" y="{height + 4}">{escape(label)}</text>'
