"""LDraw's file format."""
