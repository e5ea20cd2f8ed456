"""What an archive is made of: web archives, tables and folders, cut into splits and read record by record."""
