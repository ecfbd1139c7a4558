"""Brick models without a framework: file formats, parts lists, geometry, pictures.

Nothing in this package imports Django. Frozen values go in, frozen values come out, and every file that is
read beyond the bytes given comes through a resolver that the caller passes in.
"""
