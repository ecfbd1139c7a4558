"""Instances of models from rows of a query of one's own."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=Model)


def instance_of(model: type[Row], columns: Sequence[str], values: Sequence[Any], **related: Model) -> Row:
    """The row as an instance, in the database already; what is not in `columns` is read when it is asked for.

    Columns are named by `attname`, in any order; `related` are foreign keys' own objects. `from_db` goes through each
    field's descriptor and takes seven times as long; this fills the instance the way unpickling does. No signal of its
    making is sent.
    """
    instance = model.__new__(model)
    state = ModelState()
    state.adding = False
    state.db = DEFAULT_DB_ALIAS
    state.fields_cache = related
    vars(instance).update(zip(columns, values, strict=True), _state=state)
    return instance
