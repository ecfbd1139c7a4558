"""What a build's zip says to whoever opens it without us: what lies in it, and what they may do with it.

In English as all of the zip is, and never translated: the same build gives the same bytes to everybody.
"""

from brickcore.bundles import Bundle
from builds.models import Licence
from builds.selectors.licences import DEEDS, legal_code

ONE_BUILD = """\
This is a whole build from Brickfolk. Import it into any Brickfolk (upload page), or use the files as they are.

  revisions/N/original/   each revision as it was uploaded, unchanged
  revisions/N/parts.*     its parts list, for spreadsheets (csv) and programs (json)
  files/                  what its builder put beside it: programs, notes, pictures
  description.md          the text of its page
  licence.txt             who made it, on whose work, and what you may do with it
  manifest.json           all of that for programs, with what its builder settled about unclear parts, and what they say
                          that parts of their own cost

Not in here, because all of it is made anew from the files above: the 3D view, the pictures that Brickfolk draws, and
the parts lists' matches and estimates (those come from the catalogue of the site that reads it).
"""

ALL_BUILDS = """\
These are all builds of one member of Brickfolk, drafts too, one zip for each. Each can be imported by itself, and has
a README of its own.

  answers.json            what you settled about unclear parts, and is applied to your next uploads: parts and colours
                          by the numbers of the catalogue. The builds hold what was settled about each of them.
"""

NAMED = "You must name its author, link to the licence, and say what you changed."
ALIKE = "What you make from it and pass on must be under the same licence, or one that it calls compatible."
UNSOLD = "You may not use it mainly to earn money."
ASIS = "It comes as it is: nobody promises that it works, or holds all rights in it."
FREE = "You may use, copy, change and pass on this build, the files and the pictures"

TERMS: dict[str, tuple[str, ...]] = {
    Licence.CC0: (f"{FREE}, also for sale, and need ask or name nobody.", ASIS),
    Licence.CC_BY: (f"{FREE}, also for sale.", NAMED, ASIS),
    Licence.CC_BY_SA: (f"{FREE}, also for sale.", NAMED, ALIKE, ASIS),
    Licence.CC_BY_NC: (f"{FREE}.", NAMED, UNSOLD, ASIS),
    Licence.CC_BY_NC_SA: (f"{FREE}.", NAMED, UNSOLD, ALIKE, ASIS),
}


def licence_text(bundle: Bundle) -> str:
    """Who made it, on whose work, and what others may do with it: in our words, and where the words that bind stand."""
    licence = Licence(bundle.licence)
    lines = [
        f"“{bundle.title}” by {bundle.author}, {bundle.address}",
        f"Licence: {licence.label} ({licence.value}), {DEEDS[licence]}",
        "",
        "In short:",
        *(f"- {term}" for term in TERMS[licence]),
        "",
        f"This is a summary. What binds is the licence's text: {legal_code(licence)}",
        "",
    ]
    lines += [f"From “{one.title}” by {one.author}, {one.address} ({one.licence})" for one in bundle.credits]
    return "\n".join(lines).rstrip() + "\n"
