"""The HTTP proxy of the environment, for every call that leaves this machine."""

import ipaddress
import urllib.request
from urllib.parse import urlsplit


def find_proxy(url: str) -> str | None:
    """Return the proxy for this address, or None to call it directly.

    `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` count in either case, as for other programs. This
    machine itself is never reached through a proxy: a practice workspace runs on it. The SDK's own look at
    the environment knows neither exception.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if _is_loopback(host) or urllib.request.proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    scheme = {"wss": "https", "ws": "http"}.get(parts.scheme, parts.scheme)
    proxies = urllib.request.getproxies()
    return proxies.get(scheme) or proxies.get("all") or None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
