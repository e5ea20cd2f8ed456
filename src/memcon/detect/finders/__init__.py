"""The finders: each reads one family of constructions and gives drafts of statements."""
