"""Samples on the screen: as a list, one as text, one as a model sees it."""
