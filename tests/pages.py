"""A page as its reader takes it in: headings, tables, links, forms, notices, read from the HTML of a response."""

from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, TreeBuilder

VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


class Reader(HTMLParser):
    """HTML as a tree; a tag that is closed out of order is an error, so every page read is also well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder, self.open = TreeBuilder(), []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open and self.open[-1] == tag, f"</{tag}> at {self.getpos()} inside {self.open}"
        self.builder.end(self.open.pop())

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def words(element: Element | None) -> str:
    """What an element says, its parts with one blank between them."""
    return "" if element is None else " ".join(" ".join(element.itertext()).split())


@dataclass(frozen=True)
class Page:
    """One answer of the server, read."""

    status: int
    path: str
    html: str

    @classmethod
    def of(cls, response: Any) -> "Page":
        return cls(response.status_code, response.request["PATH_INFO"], response.content.decode())

    @cached_property
    def root(self) -> Element:
        reader = Reader()
        reader.feed(self.html)
        assert reader.open == []
        return reader.builder.close()

    @cached_property
    def main(self) -> Element:
        """The page without rail, bar and tabs."""
        return self.root.find(".//main")

    @property
    def text(self) -> str:
        """Everything that the page itself says."""
        return words(self.main)

    @property
    def h1(self) -> str:
        return words(self.root.find(".//h1"))

    @property
    def sub(self) -> str:
        return words(self.by_class("p", "sub"))

    @property
    def notices(self) -> list[str]:
        """Strips that say how an act went, or what stands in the way; not those that wait in templates of scripts."""
        waiting = {part for each in self.root.iter("template") for part in each.iter("div")}
        return [words(found) for found in self.all_by_class("div", "notice") if found not in waiting]

    def by_class(self, tag: str, name: str) -> Element | None:
        return next(iter(self.all_by_class(tag, name)), None)

    def all_by_class(self, tag: str, name: str) -> list[Element]:
        return [found for found in self.root.iter(tag) if name in found.get("class", "").split()]

    def by_id(self, name: str) -> Element | None:
        return self.root.find(f".//*[@id='{name}']")

    def section(self, title: str) -> Element:
        """The section with this heading."""
        return next(found for found in self.root.iter("section") if words(found.find(".//h2")) == title)

    def rows(self, table: Element | None = None, part: str = "tbody") -> list[list[str]]:
        """The cells of a table's rows; of the page's first table where none is named."""
        table = self.main.find(".//table") if table is None else table
        return [[words(cell) for cell in row] for body in table.iter(part) for row in body.iter("tr")]

    def links(self, inside: Element | None = None) -> dict[str, str]:
        """Where the words of each link lead, as an absolute path."""
        inside = self.main if inside is None else inside
        return {words(link): urljoin(self.path, link.get("href")) for link in inside.iter("a")}

    def link(self, text: str) -> str:
        return self.links()[text]

    def form(self, action: str | None = None) -> dict[str, Any]:
        """The fields of the form that posts to `action` (of this page's own where it names none), with their values."""
        forms = [found for found in self.main.iter("form") if found.get("method") == "post"]
        return fields(next(found for found in forms if found.get("action") == action))

    def options(self, name: str) -> dict[str, str]:
        """What a select offers: value → words."""
        select = self.root.find(f".//select[@name='{name}']")
        return {option.get("value"): words(option) for option in select.iter("option")}

    def error_of(self, name: str) -> str:
        """What stands beside a form's field as its error."""
        field = next(found for found in self.root.iter() if found.get("name") == name)
        parents = {child: parent for parent in self.root.iter() for child in parent}
        return words(
            next((found for found in parents[field].iter("ul") if "errorlist" in found.get("class", "")), None)
        )


def fields(form: Element) -> dict[str, Any]:
    """What the browser would send: values of inputs, chosen options, ticked boxes; disabled fields are left out."""
    found: dict[str, Any] = {}
    for field in form.iter():
        name = field.get("name")
        if not name or "disabled" in field.attrib or field.tag == "button":
            continue
        if field.tag == "select":
            chosen = [option.get("value") for option in field.iter("option") if "selected" in option.attrib]
            found[name] = chosen[0] if chosen else next(field.iter("option")).get("value")
        elif field.tag == "textarea":
            found[name] = field.text or ""
        elif field.get("type") not in {"checkbox", "radio"}:
            found[name] = field.get("value", "")
        elif "checked" in field.attrib:
            found.setdefault(name, []).append(field.get("value", "on"))
    return found
