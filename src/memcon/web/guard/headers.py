"""The headers of every answer."""

from __future__ import annotations

from typing import Final

from starlette.types import Message, Scope, Send

from memcon.web.guard.targets import STATIC

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_OFF: Final = (
    "accelerometer autoplay browsing-topics camera clipboard-read display-capture encrypted-media gamepad geolocation "
    "gyroscope hid idle-detection local-fonts magnetometer microphone midi payment picture-in-picture publickey-credentials-get "
    "screen-wake-lock serial storage-access usb window-management xr-spatial-tracking"
).split()
"""What pages may not ask a browser for."""
HEADERS: Final = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": ", ".join(f"{name}=()" for name in _OFF),
}
"""What stands on every answer, whatever the application says."""
KEPT: Final = "private, max-age=31536000, immutable"
"""For static files whose address changes with their content."""
_RAW: Final = tuple((name.encode("ascii"), value.encode("ascii")) for name, value in HEADERS.items())
_OURS: Final = frozenset({*(name for name, _ in _RAW), b"cache-control", b"server", b"x-powered-by"})
_CODE: Final = (b"javascript", b"ecmascript", b"text/css")


def shielded(send: Send, scope: Scope) -> Send:
    """Sends with our headers in place of the application's own, and without any word of CORS."""
    is_static = scope["path"].startswith(STATIC)
    has_version = is_static and scope.get("query_string", b"").startswith(b"v=")

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            cached = KEPT if has_version and message["status"] in {200, 304} else "no-store"
            given = [
                (n.lower(), v)
                for n, v in message.get("headers", ())
                if n.lower() not in _OURS and not n.lower().startswith(b"access-control-")
            ]
            named = given if is_static else [_as_text(*header) for header in given]
            message = {**message, "headers": [*named, *_RAW, (b"cache-control", cached.encode("ascii"))]}
        await send(message)

    return sender


def _as_text(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Script and style come from static files alone: a document that calls itself one is shown as text and cannot run in our pages."""
    if name == b"content-type" and any(word in value.lower() for word in _CODE):
        return name, b"text/plain; charset=utf-8"
    return name, value
