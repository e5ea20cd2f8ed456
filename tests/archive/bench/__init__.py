"""The measures of archives."""
