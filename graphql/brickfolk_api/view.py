"""The endpoint: reads the question, says who asks, refuses forged ones, and writes the answer."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError

from brickfolk_api.context import Context, context_of
from brickfolk_api.csrf import csrf_problem
from brickfolk_api.errors import formatted
from brickfolk_api.execution import Question, answer, prepared
from brickfolk_api.limits import MOST_COST
from brickfolk_api.multipart import operations_of
from brickfolk_api.schema import schema
from common.errors import Invalid, ServiceError

MOST_BODY = 1_000_000
FIRST_QUESTION = """# The newest builds. Ctrl-Enter asks.
# The book at the left explains each field.
{
  builds(first: 3) {
    nodes {
      title
      slug
      revision {
        partCount
        estimate { total { amount currency } }
      }
    }
  }
}
"""


def failure(errors: list[dict[str, Any]], status: int) -> JsonResponse:
    """An answer in which nothing was run."""
    return JsonResponse({"errors": errors}, status=status)


def service_failure(error: ServiceError, status: int) -> JsonResponse:
    """A service's error as the whole answer."""
    extensions = {"code": error.code, "field": error.field}
    return failure([{"message": str(error.message), "extensions": extensions}], status)


def _from_json(text: str | bytes, name: str) -> dict[str, Any]:
    try:
        read = json.loads(text or "{}")
    except (ValueError, RecursionError) as problem:
        raise Invalid("BAD_JSON", _("The %(name)s is not JSON.") % {"name": name}, field=name) from problem
    if read is not None and not isinstance(read, dict):
        raise Invalid("BAD_JSON", _("The %(name)s is not a JSON object.") % {"name": name}, field=name)
    return read or {}


def _raw(request: HttpRequest) -> dict[str, Any]:
    if request.method == "GET":
        return {**request.GET.dict(), "variables": _from_json(request.GET.get("variables", ""), "variables")}
    if request.content_type == "multipart/form-data":
        return operations_of(request)
    if request.content_type == "application/json" or not request.body:
        if int(request.headers.get("Content-Length") or 0) > MOST_BODY:
            raise Invalid("BODY_TOO_LARGE", _("A query is at most 1 MB. Send files as multipart, or by createUpload."))
        return _from_json(request.body, "body")
    raise Invalid("BAD_CONTENT_TYPE", _("Send application/json, or multipart/form-data with files."))


def question_of(request: HttpRequest) -> Question:
    """The question in a GET or POST; raises Invalid saying what is missing."""
    raw = _raw(request)
    query, variables, name = raw.get("query"), raw.get("variables") or {}, raw.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise Invalid("NO_QUERY", _('There is no “query”. Send {"query": "{ viewer { username } }"}.'), field="query")
    if not isinstance(variables, dict) or not isinstance(name, str | None):
        raise Invalid("BAD_VARIABLES", _("“variables” is an object, “operationName” a string."), field="variables")
    return Question(query, variables, name or None)


def wants_page(request: HttpRequest) -> bool:
    """Whether a browser asks to see the API, not a program to use it."""
    return request.method == "GET" and "query" not in request.GET and request.accepts("text/html")


@csrf_exempt  # the check is made below, for sessions only: a program's token is no ambient authority
def graphql_view(request: HttpRequest) -> HttpResponse:
    """GET or POST /graphql/."""
    if wants_page(request):
        get_token(request)
        return render(request, "brickfolk_api/graphiql.html", {"question": FIRST_QUESTION})
    if request.method not in ("GET", "POST"):
        return HttpResponse(status=405, headers={"Allow": "GET, POST"})
    try:
        context = context_of(request)
        if request.method == "POST" and context.by_session and (problem := csrf_problem(request)):
            return failure([{"message": problem, "extensions": {"code": "CSRF"}}], 403)
        question = question_of(request)
    except ServiceError as error:
        return service_failure(error, 401 if error.code == "BAD_TOKEN" else 400)
    return _answered(request, question, context)


def _answered(request: HttpRequest, question: Question, context: Context) -> HttpResponse:
    ready = prepared(schema.graphql_schema, question)
    if isinstance(ready, list):
        return failure([formatted(error) for error in ready], 400)
    if ready.changes_something and request.method == "GET":
        return failure([formatted(GraphQLError(_("Mutations are sent by POST.")))], 405)
    result = answer(schema.graphql_schema, ready, question, context)
    body: dict[str, Any] = {"data": result.data}
    if result.errors:
        body["errors"] = [formatted(error) for error in result.errors]
    body["extensions"] = {"cost": {"query": ready.cost, "most": MOST_COST}}
    return JsonResponse(body)
