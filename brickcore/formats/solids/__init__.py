"""Meshes: parts that somebody drew and prints, in STL, OBJ, PLY, 3MF and GLB."""
