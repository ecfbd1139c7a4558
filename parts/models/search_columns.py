"""What a row is found by: the words of its names, as a column that the database keeps up to date by itself."""

from django.contrib.postgres.search import SearchVectorCombinable, SearchVectorField
from django.db.models import Func, IntegerField


class Words(SearchVectorCombinable, Func):
    """A column's words as a search vector of one weight, by the database's function `catalogue_words` (a migration's).

    The function, unlike the configuration `english`, knows sizes (`1 × 2` is also found as 2x1), lengths (`3L`),
    accents, and keeps words such as "can", which are parts.
    """

    function = "catalogue_words"
    template = "setweight(%(function)s(%(expressions)s), '%(weight)s')"
    config = None

    def __init__(self, column: str, weight: str = "A") -> None:
        super().__init__(column, weight=weight, output_field=SearchVectorField())


class Numbers(Words):
    """A column's numbers, each as it stands."""

    function = "to_tsvector"
    template = "setweight(%(function)s('simple'::regconfig, %(expressions)s), '%(weight)s')"


class Heads(Words):
    """The words of what a name says first, before its details, line by line."""

    template = "setweight(%(function)s(catalogue_heads(%(expressions)s)), '%(weight)s')"


class NameLength(Func):
    """How much the shortest line says: four for each word of its head, a size's numbers being words, else one."""

    function = "catalogue_length"

    def __init__(self, column: str) -> None:
        super().__init__(column, output_field=IntegerField())
