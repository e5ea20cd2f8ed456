"""What the finders share: cues, quotation marks, the working view of a document, questions about a parse."""
