"""How much one query may ask for: tokens before it is parsed, depth and cost before it is run."""

from typing import Any

from django.utils.translation import gettext as _
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
)

from brickfolk_api.keysets import MOST, USUAL

MOST_TOKENS = 1500  # words and signs of a query's text: counted before anything is made of it
MOST_DEPTH = 14
MOST_COST = 10_000
LIST_COST = 10  # a list is a query of its own for each row that it stands in
MUTATION_COST = 500  # a remix copies thousands of rows; that many times in one request would hold everybody up
HEAVY_COST = 200  # what is worked out for one row by itself, in queries of its own
MOST_PLAIN = 1000  # rows of a list without pages
HEAVY = frozenset({("Quote", "replay")})
CHOSEN = frozenset(("first", "last", "references"))


def refusal(code: str, message: str) -> GraphQLError:
    """An error that says that nothing was run, and why."""
    return GraphQLError(message, extensions={"code": code})


def is_connection(field: GraphQLField | None) -> bool:
    """Whether a field is a connection."""
    return field is not None and get_named_type(field.type).name.endswith("Connection")


def is_list(field: GraphQLField | None) -> bool:
    """Whether a field is a list whose length the asker chooses: a connection, or a plain one that says how."""
    return field is not None and (is_connection(field) or not CHOSEN.isdisjoint(field.args))


def _usual(field: GraphQLField | None) -> int:
    """How long a plain list is when nobody says so: its argument's default."""
    defaults = [field.args[name].default_value for name in CHOSEN & set(field.args)] if field else []
    return max((value for value in defaults if isinstance(value, int)), default=1)


class Measure:
    """Cost and depth of an operation.

    Every field costs one, a mutation much more, and what stands in a list costs its length times.
    """

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any]) -> None:
        self.schema = schema
        self.variables = variables
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self.known: dict[str, tuple[int, int]] = {}

    def operation(self, operation: OperationDefinitionNode) -> tuple[int, int]:
        """(cost, depth) of the operation. Fragments are measured once each; cycles were refused by validation."""
        self.variables = _own_values(operation) | self.variables
        return self.selections(operation.selection_set, self.schema.get_root_type(operation.operation))

    def selections(self, selections: SelectionSetNode | None, parent: Any) -> tuple[int, int]:
        """(cost, depth) of a selection set on a type."""
        cost, depth = 0, 0
        for node in selections.selections if selections else ():
            node_cost, node_depth = self.node(node, parent)
            cost, depth = cost + node_cost, max(depth, node_depth)
        return cost, depth

    def node(self, node: SelectionNode, parent: Any) -> tuple[int, int]:
        """(cost, depth) of one field or fragment."""
        if isinstance(node, FragmentSpreadNode):
            return self.fragment(node.name.value)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            return self.selections(node.selection_set, self.named(condition.name.value) if condition else parent)
        assert isinstance(node, FieldNode)
        field = getattr(parent, "fields", {}).get(node.name.value)
        kind = get_named_type(field.type) if field else None
        cost, depth = self.selections(node.selection_set, kind)
        return self.own_cost(parent, node, field) + cost * self.times(node, field), depth + 1

    def own_cost(self, parent: Any, node: FieldNode, field: GraphQLField | None) -> int:
        """What a field costs without what stands below it."""
        if parent is self.schema.mutation_type:
            return MUTATION_COST
        if (getattr(parent, "name", ""), node.name.value) in HEAVY:
            return HEAVY_COST
        return LIST_COST if is_list(field) else 1

    def fragment(self, name: str) -> tuple[int, int]:
        """(cost, depth) of a named fragment."""
        if name not in self.known:
            fragment = self.fragments[name]
            self.known[name] = self.selections(fragment.selection_set, self.named(fragment.type_condition.name.value))
        return self.known[name]

    def named(self, name: str) -> Any:
        """A type by its name."""
        return self.schema.get_type(name)

    def times(self, node: FieldNode, field: GraphQLField | None) -> int:
        """How many rows a field may return: what its arguments say, or the usual page. One, unless it is a list.

        Half a row for each reference to identify, since all are answered in the same few queries.
        """
        given = {argument.name.value: argument.value for argument in node.arguments}
        if not is_list(field):
            return 1
        if "references" in given:
            return (self.items(given["references"]) + 1) // 2
        most, usual = (MOST, USUAL) if is_connection(field) else (MOST_PLAIN, _usual(field))
        asked = [self.rows(given[name], most, usual) for name in ("first", "last") if name in given]
        return max(asked, default=usual)

    def rows(self, value: ValueNode, most: int, usual: int) -> int:
        """How many rows a `first` or `last` may come to. A variable may also hold 100.0."""
        if isinstance(value, IntValueNode):
            return max(1, min(int(value.value[:9]), most))
        if not isinstance(value, VariableNode):
            return usual
        given = self.variables.get(value.name.value)
        if value.name.value not in self.variables or isinstance(given, float):
            return most
        return max(1, min(given, most)) if isinstance(given, int) else usual

    def items(self, value: ValueNode) -> int:
        """How many things a list among the arguments names. One thing alone counts as a list of it."""
        if isinstance(value, ListValueNode):
            return len(value.values)
        if not isinstance(value, VariableNode):
            return 1
        given = self.variables.get(value.name.value, [None] * MOST_PLAIN)
        return len(given) if isinstance(given, list) else 1


def measure(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any]
) -> int:
    """The operation's cost; raises a GraphQLError when it, or the depth, is over what one query may ask for."""
    cost, depth = Measure(schema, document, variables).operation(operation)
    if depth > MOST_DEPTH and not _is_introspection(operation):
        message = _("This query nests %(depth)d deep; the most is %(most)d. Ask in two queries.")
        raise refusal("TOO_DEEP", message % {"depth": depth, "most": MOST_DEPTH})
    if cost > MOST_COST:
        message = _("This query could cost %(cost)s; the most is %(most)s. Ask for fewer rows with “first”.")
        raise refusal("COST_TOO_HIGH", message % {"cost": f"{cost:,}", "most": f"{MOST_COST:,}"})
    return cost


def _own_values(operation: OperationDefinitionNode) -> dict[str, Any]:
    """What variables hold that were not sent: the whole numbers that the query itself gives them."""
    given = {one.variable.name.value: one.default_value for one in operation.variable_definitions}
    return {name: int(value.value[:9]) for name, value in given.items() if isinstance(value, IntValueNode)}


def _is_introspection(operation: OperationDefinitionNode) -> bool:
    return all(isinstance(s, FieldNode) and s.name.value.startswith("__") for s in operation.selection_set.selections)
