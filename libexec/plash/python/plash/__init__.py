"""Modules with macros for plash import plash.eval and plash.utils."""
