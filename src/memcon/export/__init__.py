"""Writers: from findings to JSON lines, a briefing, Markdown, a web page."""
