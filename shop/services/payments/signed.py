"""Reading a provider's notice: hostile until its signature is checked, and small pieces of it after that."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from stripe import SignatureVerificationError, WebhookSignature

from common.errors import Denied, Invalid
from common.text import is_storable

MOST_BYTES = 256 * 1024  # a notice has a few kilobytes
TOLERANCE = 300  # seconds that a signature may be old
LONGEST_NUMBER, LONGEST_KIND = 200, 80


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened at the provider: the notice's own number, what kind, and the object that it is about."""

    number: str
    kind: str
    about: Mapping[str, Any]

    def text(self, *names: str) -> str:
        """A text within the object, by its path; empty where it is not there or is no text."""
        found: Any = self.about
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, str) and is_storable(found) and len(found) <= LONGEST_NUMBER else ""

    def cents(self, name: str) -> int:
        """A whole number of the smallest coins within the object; -1, which no payment is about, where it is none."""
        found = self.about.get(name)
        return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else -1


def read_notice(body: bytes, signature: str) -> Notice:
    """A notice of Stripe's. Raises Invalid("NOTICE_TOO_LARGE", "NOTICE_FORM") and Denied("NOTICE_SIGNATURE").

    Without a secret of ours no notice is believed: what is signed with an empty one anybody can sign.
    """
    if len(body) > MOST_BYTES:
        raise Invalid("NOTICE_TOO_LARGE", _("A notice has at most 256 kB."))
    if not settings.STRIPE_WEBHOOK_SECRET:
        raise Denied("NOTICE_SIGNATURE", _("This site expects no notices."))
    try:
        WebhookSignature.verify_header(body, signature, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE)
    except (SignatureVerificationError, UnicodeDecodeError) as error:
        raise Denied("NOTICE_SIGNATURE", _("The signature of this notice is missing, wrong or too old.")) from error
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _no_notice() from error
    return _notice(event)


def _notice(event: Any) -> Notice:
    if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
        raise _no_notice()
    about = event["data"].get("object")
    if not isinstance(about, dict):
        raise _no_notice()
    return Notice(_short(event.get("id"), LONGEST_NUMBER), _short(event.get("type"), LONGEST_KIND), about)


def _short(text: Any, longest: int) -> str:
    if not isinstance(text, str) or not 0 < len(text) <= longest or not is_storable(text):
        raise _no_notice()
    return text


def _no_notice() -> Invalid:
    return Invalid("NOTICE_FORM", _("This is no notice: it needs id, type and data.object."))
