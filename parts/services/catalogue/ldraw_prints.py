"""Which plain part a printed one is a version of, told from its LDraw number.

A print's number is the plain part's with `p` and two or more characters put in, before what says how it is put
together: 3068bp01 of 3068b, 973pdg8 of 973, 18603c02p22 of 18603c02, u9494p01c01 of u9494c01.
Source: LDraw.org "Part Number Specification", Patterned parts.
"""

import re

_PRINT = re.compile(r"(?P<plain>[a-z]{0,4}\d+[a-oq-z]?(?:c\d{2})?)p[0-9a-z]{2,5}?(?P<rest>(?:[cdk]\d{2})*(?:-f\d+)?)")


def plain_number(number: str) -> str | None:
    """The number that the plain part would have; None where this is no number of a print."""
    match = _PRINT.fullmatch(number)
    return match["plain"] + match["rest"] if match else None
