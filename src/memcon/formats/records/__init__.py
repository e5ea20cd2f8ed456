"""Stories and rows saved as data: news feeds in JSON, tables with a column of text, subtitles, Markdown."""
