"""Word processor files: DOCX, ODT, RTF."""
