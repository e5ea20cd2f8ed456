"""How well quotations are held against sources: true quotations altered in sixteen ways, foreign ones, real ones with gold, and rivals."""
