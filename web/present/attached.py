"""Files that go with a build, as its page lists them: by kind, with what was found in each."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from brickcore.programs.kinds import kind_by_name
from builds.models import Attachment
from common.files import read_file

KINDS: dict[str, str | Promise] = {
    "ev3": _("EV3 project"),
    "nxt": _("NXT-G program"),
    "mindstorms": _("MINDSTORMS Inventor project"),
    "spike": _("SPIKE project"),
    "python": _("Python program"),
    "nxc": _("NXC program"),
    "arduino": _("Arduino sketch"),
    "pdf": _("PDF document"),
    "text": _("Text"),
    "picture": _("Picture"),
}
ROLES: dict[str, str | Promise] = {
    "motor": _("motor"),
    "medium motor": _("medium motor"),
    "large motor": _("large motor"),
    "touch sensor": _("touch sensor"),
    "colour sensor": _("colour sensor"),
    "distance sensor": _("distance sensor"),
    "gyro sensor": _("gyro sensor"),
    "infrared sensor": _("infrared sensor"),
    "sound sensor": _("sound sensor"),
    "light sensor": _("light sensor"),
    "force sensor": _("force sensor"),
    "temperature sensor": _("temperature sensor"),
    "device": _("not said"),
}
CLASSES = {"c", "k", "s", "m", "nf"}  # what the page's styles colour; any other run is plain text


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file. `awaited` while nobody has looked into it; `error` why nobody can."""

    attachment: Attachment
    kind: str | Promise
    title: str
    members: list[dict[str, Any]]
    devices: list[tuple[str, str | Promise]]
    error: str
    awaited: bool

    @property
    def is_readable(self) -> bool:
        """Whether it has a page of text."""
        return self.attachment.text_id is not None


def file_shown(attachment: Attachment) -> FileShown:
    """A file as a page lists it."""
    kind = kind_by_name(attachment.file_name)
    contents = attachment.contents or {}
    error = contents.get("error")
    return FileShown(
        attachment=attachment,
        kind=KINDS[kind.key] if kind else "",
        title=contents.get("title", ""),
        members=contents.get("members", []),
        devices=[(one["port"], ROLES.get(one["role"], ROLES["device"])) for one in contents.get("devices", [])],
        error=f"{error['message']} {error['hint']}".strip() if error else "",
        awaited=attachment.contents is None and kind is not None and (kind.is_text or kind.is_project),
    )


def text_shown(attachment: Attachment) -> SafeString:
    """The file's text with its words coloured by class; whatever stands in it is escaped. Reads the stored runs."""
    if attachment.text is None:
        return mark_safe("")
    runs = json.loads(read_file(attachment.text))
    return format_html_join("", "{}", ((_run(kind, text),) for kind, text in runs))


def _run(kind: str, text: str) -> SafeString:
    return format_html('<span class="code--{}">{}</span>', kind, text) if kind in CLASSES else escape(text)
