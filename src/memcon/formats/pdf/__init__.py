"""PDF: the text layer laid out again as paragraphs, or recognised from pictures of pages."""
