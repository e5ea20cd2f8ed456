"""Many documents at once, in one transaction, with the outcome that adding them one by one would have."""

from memcon.store.loading.patient import load_patiently
from memcon.store.loading.ready import prepare
from memcon.store.loading.split import Loaded, Split, is_in, load

__all__ = ["Loaded", "Split", "is_in", "load", "load_patiently", "prepare"]
