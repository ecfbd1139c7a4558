"""BrickLink Studio: .io, a zip with an LDraw model, the parts that the author made, and a picture."""
