"""Who is who inside one document: names, titles, offices, states, papers and pronouns joined into actors."""
