"""Who asks."""

from django.http import HttpRequest

from accounts.models import User


class MemberRequest(HttpRequest):
    """A request behind `login_required`: its user is a member."""

    user: User
