"""Where in a text does a value stand? The places that the YAML reader marks, with the ends that people see."""

from dataclasses import dataclass

import yaml

from apps.rating.reading import Path, compose, read_document

Node = yaml.Node


@dataclass(frozen=True)
class Spot:
    """A value in a text. parent: the mapping or list around it; key: the node of its key, None for an item of a list;
    position: which of its siblings it is, from 0."""

    node: Node
    parent: Node | None
    key: Node | None
    position: int


def find(text: str, path: Path) -> Spot:
    """The value at `path`. Refuses with KeyError a path that leads nowhere, with RulebookError what is not YAML."""
    read_document(text)
    node = compose(text)
    if node is None:
        raise KeyError(path)
    spot = Spot(node, None, None, 0)
    for step in path:
        spot = _below(spot.node, step, path)
    return spot


def _below(node: Node, step: str | int, path: Path) -> Spot:
    if isinstance(node, yaml.MappingNode):
        for position, (key, value) in enumerate(node.value):
            if str(key.value).strip() == step:
                return Spot(value, node, key, position)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return Spot(node.value[step], node, None, step)
    raise KeyError(path)


def is_inline(node: Node) -> bool:
    """Whether a mapping or list stands in braces or brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def is_block(node: Node) -> bool:
    """Whether a value is a mapping or list on lines of its own."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def start_of(spot: Spot) -> int:
    """Where an entry of a mapping or an item begins: its key, or the value itself."""
    return int((spot.key or spot.node).start_mark.index)


def end_of(node: Node, text: str) -> int:
    """Where the value ends for the eye: before the comments and empty lines that follow it."""
    if is_block(node) and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last, text)
    end = int(node.end_mark.index)
    is_folded = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return len(text[:end].rstrip()) if is_folded else end


def siblings(node: Node) -> list[Spot]:
    """The entries of a mapping or the items of a list, in order."""
    if isinstance(node, yaml.MappingNode):
        return [Spot(value, node, key, position) for position, (key, value) in enumerate(node.value)]
    if isinstance(node, yaml.SequenceNode):
        return [Spot(value, node, None, position) for position, value in enumerate(node.value)]
    return []


def line_start(text: str, index: int) -> int:
    """Where the line of `index` begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the line of `index` ends, before its line break."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found
