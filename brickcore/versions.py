"""Which programs made something. Each number is part of the name under which what was made is kept.

They stand apart from the programs themselves, so that a process that only reads names need not load a compiler.
"""

MESHER_VERSION = 2  # raise it whenever a mesh comes out differently
PICTURES_VERSION = 1  # raise it whenever a picture of the same mesh comes out differently
GLB_VERSION = 1  # raise it whenever a 3D file of the same mesh comes out differently
