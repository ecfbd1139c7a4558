"""What `manage.py check` looks at beyond Django's own checks."""

from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from typing import Any

from django.core.checks import CheckMessage, Error, register


def graphql_core_installed() -> bool:
    """Whether `import graphql` finds graphql-core, and not our folder of that name."""
    return is_a_package(find_spec("graphql"))


def is_a_package(spec: ModuleSpec | None) -> bool:
    """A folder without `__init__.py` has a spec too, but no file to load."""
    return spec is not None and spec.origin is not None


@register
def graphql_core(app_configs: Any, **_rest: Any) -> list[CheckMessage]:  # noqa: ARG001 - Django's signature
    """Without graphql-core the API is left out; say so."""
    if graphql_core_installed():
        return []
    return [Error("graphql-core is not installed, so there is no API.", hint="Run `make setup`.", id="common.E001")]
