"""The statements of the case: found, filtered, judged, saved as searches, and taken out as files."""
