"""The OpenAPI document says what the server does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.server.callers import DeskCaller, UserCaller

CALLS = {
    ("post", "/api/v1/installations"),
    ("put", "/api/v1/reports/{uuid}"),
    ("put", "/api/v1/blobs/{sha256}"),
    ("get", "/api/v1/blobs/{sha256}"),
    ("get", "/api/v1/sync"),
    ("get", "/api/v1/tickets/{number}"),
    ("put", "/api/v1/tickets/{number}/messages/{uuid}"),
    ("get", "/api/v1/service"),
    ("get", "/api/v1/openapi.json"),
    ("get", "/api/v1/desk/tickets"),
    ("get", "/api/v1/desk/tickets/{number}"),
    ("patch", "/api/v1/desk/tickets/{number}"),
    ("post", "/api/v1/desk/tickets/{number}/messages"),
    ("get", "/api/v1/desk/tickets/{number}/manifest"),
    ("get", "/api/v1/desk/blobs/{sha256}"),
    ("put", "/api/v1/article-votes/{uuid}"),
    ("put", "/api/v1/missed-searches/{uuid}"),
    ("get", "/api/v1/desk/article-ratings"),
    ("post", "/api/v1/uploads"),
    ("head", "/api/v1/uploads/{upload}"),
    ("patch", "/api/v1/uploads/{upload}"),
    ("delete", "/api/v1/uploads/{upload}"),
    ("put", "/api/v1/reports/{uuid}/withdrawn/{sha256}"),
    ("put", "/api/v1/tickets/{number}/messages/{uuid}/withdrawn/{sha256}"),
    ("get", "/api/v1/me/export"),
    ("delete", "/api/v1/me"),
    ("get", "/api/v1/packs"),
    ("get", "/api/v1/packs/{sha256}"),
    ("put", "/api/v1/tickets/{number}/rating"),
    ("put", "/api/v1/tickets/{number}/reopen/{uuid}"),
    ("put", "/api/v1/account"),
    ("delete", "/api/v1/account"),
    ("get", "/api/v1/known-issues"),
    ("get", "/api/v1/desk/known-issues"),
    ("put", "/api/v1/desk/known-issues/{issue}"),
    ("put", "/api/v1/desk/known-issues/{issue}/published"),
    ("post", "/api/v1/desk/known-issues/{issue}/fix"),
    ("delete", "/api/v1/desk/known-issues/{issue}/fix"),
    ("get", "/api/v1/desk/tickets/{number}/notes"),
    ("post", "/api/v1/desk/tickets/{number}/notes"),
    ("get", "/api/v1/desk/tickets/{number}/events"),
    ("put", "/api/v1/desk/tickets/{number}/blobs/{sha256}"),
    ("post", "/api/v1/desk/tickets/{number}/merge"),
    ("get", "/api/v1/desk/tags"),
    ("get", "/api/v1/desk/canned-answers"),
    ("put", "/api/v1/desk/canned-answers"),
    ("delete", "/api/v1/desk/canned-answers"),
}
ANY = {"uuid": "0" * 32, "sha256": "a" * 64, "number": "HP-1", "upload": "0" * 32, "issue": "none"}


@pytest.fixture
def document(user: UserCaller) -> Any:
    return user.call("GET", "/openapi.json").json()


def operations(document: Any) -> dict[tuple[str, str], Any]:
    """Every operation by method and path."""
    return {
        (method, path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_the_document_lists_every_call(document: Any) -> None:
    """All calls of the wire are there, and none that is not meant."""
    assert document["openapi"].startswith("3.1")
    assert set(operations(document)) == CALLS


def test_every_call_is_described_whole(document: Any) -> None:
    """Each call has its own id, its path parameters, the shape of its errors and whose token it wants."""
    found = operations(document)
    assert len({operation["operationId"] for operation in found.values()}) == len(found)
    for (_, path), operation in found.items():
        named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for status, response in operation["responses"].items():
            if status == "default" or int(status) >= 400:
                (schema,) = response["content"].items()
                problem = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
                assert schema == ("application/problem+json", problem)
        assert bool(operation["security"]) == ("401" in operation["responses"])


def test_every_reference_leads_somewhere(document: Any) -> None:
    """No $ref dangles."""

    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*map(references, node.values()))
        return set().union(*map(references, node)) if isinstance(node, list) else set()

    schemas = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= schemas


def test_the_security_of_the_document_is_kept(document: Any, agent: DeskCaller) -> None:
    """Calls under /desk want an agent, all others that want a token an installation."""
    for (method, path), operation in operations(document).items():
        for scheme in operation["security"]:
            assert list(scheme) == ["agent" if "/desk/" in path else "installation"]
            url = path.format_map(ANY).removeprefix("/api/v1")
            answer = agent.call(method.upper(), url, headers={"Authorization": None})
            assert answer.status_code == 401


def test_options_names_the_methods_of_the_document(document: Any, user: UserCaller) -> None:
    """OPTIONS on every path allows exactly what is described."""
    for path, methods in document["paths"].items():
        url = path.format_map(ANY).removeprefix("/api/v1")
        allowed = user.call("OPTIONS", url).headers["Allow"]
        assert {m.strip().lower() for m in allowed.split(",")} == {*methods, "options"}
