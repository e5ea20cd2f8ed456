"""What every self-contained page needs: templates that escape, and a style that alone the page's policy lets in."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def load_templates() -> Environment:
    """The templates: everything put into one is escaped, and a name that is not given is an error."""
    return Environment(
        loader=PackageLoader("memcon.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def load_part(name: str, file: str) -> dict[str, str]:
    """The text of a style or script under its name, and its sum for the policy of the page under NAME_sum."""
    code = (resources.files("memcon.export") / "templates" / file).read_text(encoding="utf-8")
    return {name: code, f"{name}_sum": "sha256-" + b64encode(sha256(code.encode("utf-8")).digest()).decode("ascii")}
