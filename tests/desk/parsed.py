"""A page as a test reads it: its elements, its tables row by row, and the rows of its details put together as its script does."""

import json
from html.parser import HTMLParser

_VOID = {"meta", "link", "col", "br", "line", "rect", "circle"}


class Element:
    """An element with its attributes and what stands in it."""

    def __init__(self, tag, attributes, above=None):
        self.tag, self.attributes, self.above, self.within = tag, dict(attributes), above, []

    def all(self, tag, **attributes):
        """Return the elements below it of a tag, with some attributes."""
        found = []
        for one in self.within:
            if isinstance(one, Element):
                fits = tag in ("*", one.tag) and all(one.attributes.get(name.replace("_", "-")) == value for name, value in attributes.items())
                found += [one] if fits else []
                found += one.all(tag, **attributes)
        return found

    def one(self, tag, **attributes):
        """Return the only one."""
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def kinds(self):
        """Its classes."""
        return (self.attributes.get("class") or "").split()

    @property
    def text(self):
        """The text in it, but for what a drawing shows."""
        return "".join("" if isinstance(one, Element) and one.tag == "svg" else one.text if isinstance(one, Element) else one for one in self.within)

    @property
    def cells(self):
        """The texts of the cells of a row."""
        return [one.text.strip() for one in self.within if isinstance(one, Element)]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", ())

    def handle_starttag(self, tag, attrs):
        made = Element(tag, attrs, self.at)
        self.at.within.append(made)
        if tag not in _VOID:
            self.at = made

    def handle_startendtag(self, tag, attrs):
        self.at.within.append(Element(tag, attrs, self.at))

    def handle_endtag(self, tag):
        assert self.at.tag == tag, (self.at.tag, tag, self.getpos())
        self.at = self.at.above

    def handle_data(self, data):
        self.at.within.append(data)


def read(path):
    """Return a page, of which each element must be ended."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()

    assert reader.at is reader.root
    return reader.root


def rows(page, part, kind):
    """Return the rows of the tables of a kind in a part of a page, by the key of their card: of each its tables' head, and its cells."""
    found = {}
    for table in page.one("section", id=part).all("table"):
        if kind in table.kinds:
            heads = [one.text.strip() for one in table.one("thead").all("th")]
            for row in table.all("tr"):
                if key := row.attributes.get("data-card"):
                    found.setdefault(key, []).append((heads, row))
    return found


def details(page):
    """Return the rows that stand behind each group of details: kind, then site, standard, what was seen, finding, points of the ledger and of the score."""
    data = json.loads(page.one("script", id="data").text)
    texts = data["texts"]

    def text(place):
        return "" if place < 0 else texts[place]

    def whole(row):
        site, standard, *rest = row
        label, bar, asked, rule, clause, provenance, _ = data["standards"][standard]
        told = [text(one) for one in (label, bar, asked, rule, clause, provenance)]
        return ("" if site < 0 else data["sites"][site][0], *told, *map(text, rest))

    return [(kind, [whole(row) for row in group]) for kind, group in data["groups"]]
