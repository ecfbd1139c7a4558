"""File names, titles and slugs, from whatever people send."""

import re
import secrets
import unicodedata
from pathlib import PurePosixPath

from django.utils.text import slugify
from django.utils.translation import gettext as _

from builds.models import Build
from common.errors import Invalid

MAX_TITLE = 120
SLUG_ROOM = 80  # of 90 characters; the rest is for a suffix
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # turn the text after them around, on any page
SUFFIX_LETTERS = "23456789bcdfghjkmnpqrstvwxz"  # nothing that looks like another, no vowels, so no words


def clean_file_name(file_name: str) -> str:
    """The last part of the name, without control characters. Raises Invalid when nothing is left."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip()
    if not name.strip("."):
        raise Invalid("FILE_NAME", _("The file has no name. Send it with one, like robot.mpd."), field="file_name")
    path = PurePosixPath(name)
    ending = path.suffix[:20]
    return name if len(name) <= 255 else path.stem[: 255 - len(ending)] + ending


def clean_title(title: str, file_name: str = "") -> str:
    """The title on one line; without one, the file's name as words. Raises Invalid when it is too long or empty."""
    title = " ".join(title.split()) or _title_from(file_name)
    title = "".join(one for one in title if unicodedata.category(one) not in {"Cc", "Cs"} and one not in TURNING)
    if not title:
        raise Invalid("TITLE", _("A build has a title."), field="title")
    if len(title) > MAX_TITLE:
        raise Invalid("TITLE", _("A title has at most %(count)d characters.") % {"count": MAX_TITLE}, field="title")
    return title


def free_slug(title: str) -> str:
    """A slug that no build has. Two requests at once may get the same: the unique key decides, and the caller retries.

    The suffix is random, not a count, so that it tells nothing of how many drafts bear the title.
    """
    base = slugify(title)[:SLUG_ROOM].strip("-") or "build"
    if not Build.objects.filter(slug=base).exists():
        return base
    return base + "-" + "".join(secrets.choice(SUFFIX_LETTERS) for _letter in range(6))


def _title_from(file_name: str) -> str:
    """Where blanks part the words, hyphens belong to them: `small-crane`, but `Red X-Wing`."""
    stem = PurePosixPath(file_name).stem.strip()
    parting = r"[\s_]+" if re.search(r"\s", stem) else r"[_-]+"
    words = " ".join(re.split(parting, stem)).strip(" -")
    return (words[:1].upper() + words[1:])[:MAX_TITLE].strip()
