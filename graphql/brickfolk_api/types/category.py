"""A shelf of the catalogue."""

import graphene

from brickfolk_api.connections import connection


class Category(graphene.ObjectType):
    """A shelf of the catalogue."""

    name = graphene.String(required=True, description="Its name, such as “Technic Beam”.")
    slug = graphene.String(required=True, description="The name as addresses and filters spell it.")


CategoryConnection = connection(Category, "Category")
