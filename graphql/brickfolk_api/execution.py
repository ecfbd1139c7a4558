"""From a query's text to its answer: parse within limits, validate, measure, run."""

from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from django.utils.translation import gettext as _
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from brickfolk_api.context import Context
from brickfolk_api.limits import MOST_TOKENS, measure, refusal

MOST_VALIDATION_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """What a caller sends: a document, the operation meant in it, and its variables."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question that may be run."""

    document: DocumentNode
    operation: OperationDefinitionNode
    cost: int

    @property
    def changes_something(self) -> bool:
        """Whether it is a mutation, which only a POST may ask for."""
        return self.operation.operation is not OperationType.QUERY


def prepared(schema: GraphQLSchema, question: Question) -> Prepared | list[GraphQLError]:
    """Parse, validate and measure a question; what is wrong with it comes back as errors, and nothing was run."""
    try:
        document = parse(question.query, max_lexical_tokens=MOST_TOKENS)
        errors = validate(schema, document, max_errors=MOST_VALIDATION_ERRORS)
        if errors:
            return errors
        operation = get_operation_ast(document, question.operation_name)
        if operation is None:
            message = _("Say which operation of the document to run, with “operationName”.")
            return [refusal("WHICH_OPERATION", message)]
        return Prepared(document, operation, measure(schema, document, operation, question.variables))
    except RecursionError:
        return [refusal("TOO_DEEP", _("This query nests too deep to be read."))]
    except GraphQLError as error:
        return [error]


def answer(schema: GraphQLSchema, ready: Prepared, question: Question, context: Context) -> ExecutionResult:
    """Run a prepared question on the calling thread, with its loaders batched by one event loop."""

    async def run() -> ExecutionResult:
        result = execute(
            schema,
            ready.document,
            context_value=context,
            variable_values=question.variables,
            operation_name=question.operation_name,
        )
        return result if isinstance(result, ExecutionResult) else await result

    return async_to_sync(run)()
