"""The workbench on a case of 10,000 documents and 100,000 statements: first content, search, a long document, many readers."""
