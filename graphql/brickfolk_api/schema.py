"""The schema: all queries and all mutations. `graphql/schema.graphql` is its committed text."""

import graphene

from brickfolk_api.mutations import Mutation
from brickfolk_api.queries.builds import BuildQueries
from brickfolk_api.queries.earnings import EarningQueries
from brickfolk_api.queries.identify import IdentifyQueries
from brickfolk_api.queries.made_to_order import MadeToOrderQueries
from brickfolk_api.queries.orders import OrderQueries
from brickfolk_api.queries.parts import PartQueries
from brickfolk_api.queries.quotes import QuoteQueries
from brickfolk_api.queries.records import RecordQueries
from brickfolk_api.queries.sets import SetQueries
from brickfolk_api.queries.stores import StoreQueries
from brickfolk_api.queries.viewer import ViewerQueries


class Query(
    BuildQueries,
    EarningQueries,
    IdentifyQueries,
    MadeToOrderQueries,
    OrderQueries,
    PartQueries,
    QuoteQueries,
    RecordQueries,
    SetQueries,
    StoreQueries,
    ViewerQueries,
):
    """All that can be read."""


schema = graphene.Schema(query=Query, mutation=Mutation)
