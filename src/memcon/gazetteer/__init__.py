"""Where: places by their names, from a gazetteer that comes with the program and is read without a network."""

from memcon.gazetteer.places import Place, find_place, find_places, fold_name

__all__ = ["Place", "find_place", "find_places", "fold_name"]
