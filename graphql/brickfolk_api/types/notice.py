"""What reading and counting had to say."""

import graphene


class Notice(graphene.ObjectType):
    """One thing worth knowing: a warning wants a look, a note says which rule was applied."""

    code = graphene.String(required=True)
    severity = graphene.String(required=True, description="warning or note")
    message = graphene.String(required=True)
    file = graphene.String()
    line = graphene.Int(description="Counted from 1.")
    hint = graphene.String(description="What to do next.")
    parts = graphene.List(graphene.NonNull(graphene.String))
    count = graphene.Int()


class Problem(graphene.ObjectType):
    """Why a revision failed: what is wrong, where, and what to do."""

    code = graphene.String(required=True)
    message = graphene.String(required=True)
    file = graphene.String()
    line = graphene.Int()
    hint = graphene.String()


class Reason(graphene.ObjectType):
    """One link in a chain of evidence."""

    rule = graphene.String(required=True)
    message = graphene.String(required=True)
