"""The schema: all queries and all mutations. `graphql/schema.graphql` is its committed text."""

import graphene

from brickfolk_api.mutations import Mutation
from brickfolk_api.queries.builds import BuildQueries
from brickfolk_api.queries.identify import IdentifyQueries
from brickfolk_api.queries.parts import PartQueries
from brickfolk_api.queries.records import RecordQueries
from brickfolk_api.queries.sets import SetQueries
from brickfolk_api.queries.viewer import ViewerQueries


class Query(BuildQueries, IdentifyQueries, PartQueries, RecordQueries, SetQueries, ViewerQueries):
    """All that can be read."""


schema = graphene.Schema(query=Query, mutation=Mutation)
