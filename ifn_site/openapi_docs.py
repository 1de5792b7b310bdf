"""The page of the API drawn from its OpenAPI document: one entry an operation, no script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from ifn_site.openapi import document

_WHERE = {"query": "adresse (?…)", "path": "chemin"}
_TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "true ou false",
    "array": "liste",
}


@dataclass(frozen=True)
class Parameter:
    """One parameter in words."""

    name: str
    where: str
    required: bool
    description: str
    type: str
    values: list[str]


@dataclass(frozen=True)
class Operation:
    """One address of the API in words, with an example that works when the data hold it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    example_url: str


@cache
def operations() -> list[Operation]:
    """Return every operation of the document, in its order."""
    return [
        _operation(path, method, spec)
        for path, methods in document()["paths"].items()
        for method, spec in methods.items()
        if method == "get"
    ]


def _operation(path: str, method: str, spec: dict[str, Any]) -> Operation:
    parameters = spec.get("parameters", [])
    return Operation(
        id=spec["operationId"].replace("_", "-"),
        method=method.upper(),
        path=path,
        summary=spec.get("summary", ""),
        description=spec.get("description", ""),
        parameters=[_parameter(one) for one in parameters],
        example_url=_example(path, parameters),
    )


def _parameter(spec: dict[str, Any]) -> Parameter:
    schema = spec.get("schema", {})
    kind = schema.get("type", "string")
    items = schema.get("items", schema)
    return Parameter(
        name=spec["name"],
        where=_WHERE[spec["in"]],
        required=spec.get("required", False),
        description=spec.get("description", ""),
        type=_TYPES.get(kind if isinstance(kind, str) else kind[0], str(kind)),
        values=[str(value) for value in items.get("enum", [])],
    )


def _example(path: str, parameters: list[dict[str, Any]]) -> str:
    """Return an address with the required parameters, "" when one of them has no example."""
    query = {}
    for spec in parameters:
        if not spec.get("required"):
            continue
        examples = [one["value"] for one in spec.get("examples", {}).values()]
        example = spec.get("example", examples[0] if examples else None)
        if example is None:
            return ""
        if spec["in"] == "path":
            path = path.replace("{" + spec["name"] + "}", str(example))
        else:
            query[spec["name"]] = example
    return path + (f"?{urlencode(query)}" if query else "")
