"""From a parsed document to findings: who said what to whom, on whose word. Pure: no files, no clock."""
