"""Which part and colour a reference means, how sure that is, and why."""

import graphene

from brickfolk_api.types.colour import Colour, System
from brickfolk_api.types.notice import Reason
from brickfolk_api.types.part import Part


class PartReference(graphene.InputObjectType):
    """A part and colour as a file, a list or a shop names them."""

    number = graphene.String(required=True, description="The part’s number, with or without .dat.")
    system = System(default_value="ldraw", description="Whose number it is.")
    colour = graphene.String(default_value="", description="The colour’s number; left out, the colour stays open.")
    colour_system = System(description="Whose colour number it is, where that is another’s.")
    name = graphene.String(default_value="", description="The part’s name, where one came along; the last resort.")


class PartCandidate(graphene.ObjectType):
    """A part that may be meant; it is for a person to say so."""

    part = graphene.NonNull(Part, description="The part.")
    score = graphene.Float(required=True, description="0 to 1: how alike the names are.")


class Identification(graphene.ObjectType):
    """The answer to one reference."""

    part = graphene.Field(Part, description="Absent where it is not known; then see the candidates.")
    colour = graphene.Field(Colour, description="Absent where it was left open or is not known.")
    confidence = graphene.Float(required=True, description="0 unknown to 1 certain; speaks of the part.")
    evidence = graphene.List(graphene.NonNull(Reason), required=True, description="The chain of reasons, link by link.")
    candidates = graphene.List(
        graphene.NonNull(PartCandidate), required=True, description="Parts that may be meant, the likeliest first."
    )
