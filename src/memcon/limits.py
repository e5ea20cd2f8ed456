"""Every number that protects memcon from its input, and why it is that number."""

from __future__ import annotations

from typing import Final

FILE_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is opened. A FRUS volume is 3 to 6 million characters; ten of them fit."""

TEXT_POINTS: Final = 20_000_000
"""The longest text of one document, in code points."""

SENTENCE_POINTS: Final = 20_000
"""The longest paragraph that is parsed in one piece; a longer one is cut at white space.

spaCy's tokenizer is quadratic on some strings (16,000 times `a:` takes 4.8 s), so no piece may be long."""

WORD_POINTS: Final = 1_000
"""The longest run without white space that is parsed; a longer one (base64, a 50 MB line) is set aside."""

CHAIN_LINKS: Final = 12
"""The deepest chain of sources. The deepest in FRUS 1977-80 vol. XIX is five."""

QUOTE_NESTING: Final = 8
"""The deepest quotation inside quotations; deeper marks are read as text."""

QUOTE_BLOCKS: Final = 40
"""How many paragraphs one reopened quotation may run over before it is taken as never closed."""

XML_DEPTH: Final = 200
"""The deepest nesting of elements in XML and HTML. libxml2 itself stops at 256."""

NAME_POINTS: Final = 300
"""The longest name shown; longer ones are cut with an ellipsis."""

FILES: Final = 100_000
"""How many files one folder may bring into one call of `read`."""

REGEX_SECONDS: Final = 0.5
"""What every pattern must stay under on its worst case of 50,000 characters (tests/hostile)."""
