"""Makes the OpenAPI document out of the descriptions beside the handlers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar.routes import BaseRoute, HTTPRoute

from helppanel.contract.limits import Limits
from helppanel.contract.problems import Problem
from helppanel.contract.report import WIRE_VERSION, WORDS, Sha256
from helppanel.contract.ticket import TicketStatus
from helppanel.server.api.description import BINARY, PREFIX, RAW, Answer, Description
from helppanel.server.known_issues import ID as KNOWN_ISSUE_ID
from helppanel.server.problem_documents import MEDIA_TYPE, ProblemDocument, status_of
from helppanel.version import __version__

Json = dict[str, Any]

UploadId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
IssueId = Annotated[str, msgspec.Meta(pattern=KNOWN_ISSUE_ID)]
_PATH_PARAMETERS = {"uuid": UUID, "sha256": Sha256, "number": str, "upload": UploadId, "issue": IssueId}
_WORDS_OR_FILES = [
    {"properties": {"text": {"pattern": WORDS}}, "required": ["text"]},
    {"properties": {"attachments": {"minItems": 1}}, "required": ["attachments"]},
]
_WORDS_OR_BROKEN = [
    {"properties": {"text": {"pattern": WORDS}}},
    {"properties": {"fixed": {"const": False}}, "required": ["fixed"]},
]


class _Schemas:
    """Collects the components that the document's parts refer to."""

    def __init__(self) -> None:
        self.components: Json = {}

    def of(self, kind: Any) -> Json:
        (schema,), components = msgspec.json.schema_components(
            [kind], ref_template="#/components/schemas/{name}"
        )
        self.components.update(components)
        return schema


def document(routes: Sequence[BaseRoute], limits: Limits) -> bytes:
    """The document as JSON, with the `limits` that are published.

    Raises KeyError for a route under `/api/v1` that describes nothing.
    """
    schemas = _Schemas()
    paths: Json = {}
    for route in routes:
        if not isinstance(route, HTTPRoute) or not route.path.startswith(PREFIX):
            continue
        for handler in route.route_handlers:
            for method in handler.http_methods - {"OPTIONS"}:
                operation = _operation(handler.opt["description"], sorted(route.path_parameters), schemas)
                operation["operationId"] = f"{handler.fn.__module__.rsplit('.')[-1]}_{handler.handler_name}"
                paths.setdefault(route.path_format, {})[method.lower()] = operation
    for component, name, narrower in _narrower(limits):
        schemas.components[component]["properties"][name].update(narrower)
    for component in ("Report", "Reply", "DeskMessage"):
        schemas.components[component]["anyOf"] = _WORDS_OR_FILES
    schemas.components["Reopening"]["anyOf"] = _WORDS_OR_BROKEN
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "helppanel", "version": __version__},
            "servers": [{"url": "/"}],
            "paths": paths,
            "components": {
                "schemas": schemas.components,
                "securitySchemes": {
                    name: {"type": "http", "scheme": "bearer", "description": text}
                    for name, text in (
                        ("installation", f"The token of POST {PREFIX}/installations"),
                        ("agent", "The token of `helppanel desk token`"),
                    )
                },
            },
        }
    )


def _narrower(limits: Limits) -> list[tuple[str, str, Json]]:
    """What is checked beyond the types: component, member, the addition to its schema."""
    settable = [status for status in TicketStatus if status != TicketStatus.MERGED]
    return [
        ("Report", "wire", {"const": WIRE_VERSION}),
        ("Reply", "wire", {"const": WIRE_VERSION}),
        ("ArticleVote", "wire", {"const": WIRE_VERSION}),
        ("ArticleVote", "text", {"maxLength": limits.text}),
        ("Report", "text", {"maxLength": limits.text}),
        ("Reply", "text", {"maxLength": limits.text}),
        ("Rating", "wire", {"const": WIRE_VERSION}),
        ("Rating", "text", {"maxLength": limits.text}),
        ("Reopening", "wire", {"const": WIRE_VERSION}),
        ("Reopening", "text", {"maxLength": limits.text}),
        ("Attachment", "size", {"maximum": limits.file}),
        ("DeskMessage", "text", {"maxLength": limits.text}),
        ("DeskMessage", "status", {"enum": settable}),
        ("NoteText", "text", {"maxLength": limits.text}),
        ("DeskPatch", "status", {"enum": settable}),
    ]


def _operation(described: Description, path_parameters: list[str], schemas: _Schemas) -> Json:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": schemas.of(_PATH_PARAMETERS[name])}
        for name in path_parameters
    ]
    if described.query is not None:
        parameters += [
            {"name": field.name, "in": "query", "required": False, "schema": schemas.of(field.type)}
            for field in msgspec.structs.fields(described.query)
        ]
    if described.conditional:
        parameters.append(
            {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}}
        )
    for taken, required in ((described.headers, True), (described.optional, False)):
        parameters += [
            {
                "name": name,
                "in": "header",
                "required": required,
                "schema": {"type": "string", "pattern": pattern},
            }
            for name, pattern in taken.items()
        ]
    operation: Json = {
        "summary": described.summary,
        "parameters": parameters,
        "security": [{described.security: []}] if described.security else [],
        "responses": {
            **{str(status): _success(answer, schemas) for status, answer in described.answers.items()},
            **_failures(described, schemas),
        },
    }
    if described.body is not None:
        operation["requestBody"] = {"required": True, "content": _content(described.body, schemas)}
    return operation


def _content(body: Any, schemas: _Schemas) -> Json:
    if body in RAW:
        return {body: {}}
    return {"application/json": {"schema": schemas.of(body)}}


def _success(answer: Answer, schemas: _Schemas) -> Json:
    response: Json = {"description": answer.text}
    if answer.content is not None or answer.media_type == BINARY:
        response["content"] = _content(answer.content or BINARY, schemas)
    if answer.headers:
        response["headers"] = {name: {"schema": {"type": "string"}} for name in answer.headers}
    return response


def _failures(described: Description, schemas: _Schemas) -> Json:
    """What can go wrong, by status, with the codes; `default` is for the rest."""
    problems = list(described.problems)
    if described.security is not None:
        problems.append(Problem.UNAUTHORIZED)
    if described.body is not None:
        problems.append(Problem.TOO_LARGE)
    if described.body not in (None, *RAW) or described.query is not None:
        problems.append(Problem.BAD_REQUEST)
    codes: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        codes[str(int(status_of(problem)))].append(problem)
    codes["default"].append(Problem.BUG)
    content = {MEDIA_TYPE: {"schema": schemas.of(ProblemDocument)}}
    return {
        status: {"description": ", ".join(sorted(names)), "content": content}
        for status, names in sorted(codes.items())
    }
