"""Where texts come from: which are copies, trimmed copies, rewrites or translations of which."""
