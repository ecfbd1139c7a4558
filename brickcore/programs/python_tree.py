"""What a Python program plugs into which port, told by its syntax: calls over several lines, names that hold a port,
and nothing that only stands in a text.

Libraries: Pybricks, MINDSTORMS Inventor, SPIKE 2 and 3, Build HAT, ev3dev2. Nothing is run.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from brickcore.programs.program import Role

LONGEST = 256 << 10
"""Letters; of longer texts the tree takes more room than a program that a person wrote is worth."""

_PORT = re.compile(r"(?:OUTPUT_|INPUT_|S)?([A-H1-4])")
_OWNERS = {"Port", "port"}
_DEEPEST = 4
"""Names that stand for names."""

Names = Mapping[str, ast.expr]
Found = dict[str, Role]


def devices_by_syntax(text: str, classes: Mapping[str, Role], modules: Mapping[str, Role]) -> Found | None:
    """Port -> what is plugged in; None where the text is no Python of today.

    `classes` are called with their ports, and so are functions of `modules`. A port that is only named has a "device".
    """
    tree = _tree(text)
    if tree is None:
        return None
    nodes = list(ast.walk(tree))
    names = _names(nodes)
    found: Found = {}
    for role, ports in chain(_called(nodes, names, classes, modules), _named(nodes, names)):
        for port in ports:
            if found.get(port, "device") == "device":
                found[port] = role
    return found


def _tree(text: str) -> ast.Module | None:
    if len(text) > LONGEST:
        return None
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _names(nodes: Sequence[ast.AST]) -> Names:
    """What each name was given first; of an attribute its last word."""
    given: dict[str, ast.expr] = {}
    for node in nodes:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = getattr(node, "value", None)
        for target in targets:
            if isinstance(value, ast.expr):
                given.setdefault(_last(target), value)
    return given


def _called(
    nodes: Sequence[ast.AST], names: Names, classes: Mapping[str, Role], modules: Mapping[str, Role]
) -> Iterator[tuple[Role, list[str]]]:
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        inside = [*node.args, *(one.value for one in node.keywords)]
        role = classes.get(_last(node.func))
        if role is None and isinstance(node.func, ast.Attribute):
            role = modules.get(_last(node.func.value))
        if role is not None:
            yield role, [port for one in inside for port in _ports(one, names)]


def _named(nodes: Sequence[ast.AST], names: Names) -> Iterator[tuple[Role, list[str]]]:
    """Ports of the hub that stand somewhere: `hub.port.A.motor` turns, of others nothing is told."""
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "motor":
            yield "motor", _ports(node.value, names)
    for node in nodes:
        yield "device", _own_port(node)


def _ports(value: ast.expr, names: Names, depth: int = 0) -> list[str]:
    """The ports that an argument says, itself or by a name that holds one."""
    own = _own_port(value)
    if own or depth > _DEEPEST:
        return own
    if isinstance(value, ast.Constant):
        text = value.value if isinstance(value.value, str) else ""
        return [text] if re.fullmatch("[A-H]", text) else []
    if isinstance(value, ast.Tuple | ast.List):
        return [port for one in value.elts for port in _ports(one, names, depth + 1)]
    word = _last(value)
    if word.startswith(("OUTPUT_", "INPUT_")):
        return _letter(word)
    return _ports(names[word], names, depth + 1) if word in names else []


def _own_port(node: ast.AST) -> list[str]:
    """`Port.A`, `port.A`, `hub.port.A`, `Port.S1`."""
    return _letter(node.attr) if isinstance(node, ast.Attribute) and _last(node.value) in _OWNERS else []


def _letter(word: str) -> list[str]:
    match = _PORT.fullmatch(word)
    return [match[1]] if match else []


def _last(node: ast.AST) -> str:
    """The last word of a name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
