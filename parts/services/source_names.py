"""How the sources of the catalogue are called in evidence."""

STARTER = "starter catalogue"
"""The source that goes before others: its names and weights are written by hand."""

REBRICKABLE = "Rebrickable"
"""How the evidence of every number begins that Rebrickable's tables settled."""
