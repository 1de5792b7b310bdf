"""What assistive technologies are told of a page: Chromium's own accessibility tree, in order."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Page

#: Roles that a person acts on.
CONTROLS = frozenset(
    {
        "button",
        "checkbox",
        "combobox",
        "DisclosureTriangle",
        "link",
        "listbox",
        "option",
        "radio",
        "searchbox",
        "slider",
        "spinbutton",
        "switch",
        "textbox",
    }
)
LANDMARKS = frozenset(
    {"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"}
)


class Told(NamedTuple):
    """One element as it is told: its role, its name, the level of a heading, what it announces
    by itself (`live`, "" for nothing), and the landmarks that hold it, outermost first.
    """

    role: str
    name: str
    level: int
    live: str
    inside: tuple[str, ...]


def told_by(page: Page) -> list[Told]:
    """Return everything that is told of a page, in the order in which it is."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    found: list[Told] = []

    def walk(node: dict[str, object], inside: tuple[str, ...]) -> None:
        one = _told(node, inside)
        if not node.get("ignored"):
            found.append(one)
        within = (*inside, one.role) if one.role in LANDMARKS else inside
        for key in node.get("childIds", ()):  # type: ignore[attr-defined]
            if key in by_id:
                walk(by_id[key], within)

    walk(nodes[0], ())
    return found


def _told(node: dict[str, object], inside: tuple[str, ...]) -> Told:
    properties = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}  # type: ignore[attr-defined]
    text = node.get("name", {}).get("value", "")  # type: ignore[attr-defined]
    return Told(
        role=node.get("role", {}).get("value", ""),  # type: ignore[attr-defined]
        name=" ".join(str(text).split()),
        level=int(properties.get("level", 0) or 0),
        live=str(properties.get("live", "") or ""),
        inside=inside,
    )
