"""How often a person, an address and the class may send, and how often a token may be guessed.

Counted in the memory of each process (https://limits.readthedocs.io): a second process doubles what
is allowed, a restart begins anew. An address is a network, /24 or /48: a room with one line, or a
mobile carrier's gate, is many people, so the limits of an address are wide and those of a wrong
token narrow. Who has shown the right token from a network is not shut out there by others' guesses.
"""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network
from time import time

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from course.receiver.refusals import RefusedError

_PERSON = (RateLimitItemPerMinute(60), RateLimitItemPerDay(2_000))
_PICTURE = (RateLimitItemPerMinute(300),)
_ADDRESS = (RateLimitItemPerMinute(3_000),)
_CLASS = (RateLimitItemPerMinute(12_000),)
# Tokens have four letters of 31: 923 521. All the class's codes together can be guessed at 400
# times a day, from however many addresses.
_WRONG_BY_ADDRESS = (RateLimitItemPerHour(20), RateLimitItemPerDay(60))
_WRONG_BY_CODE = (RateLimitItemPerHour(15), RateLimitItemPerDay(60))
_WRONG_BY_CLASS = (RateLimitItemPerDay(400),)
_WRONG_BESIDE = (RateLimitItemPerHour(10), RateLimitItemPerDay(30))
_PROVEN = RateLimitItemPerDay(1)


def network(address: str) -> str:
    """Return the network of an address, ``203.0.113.0/24`` or ``2001:db8:1::/48``; "-" for none."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "-"
    if not isinstance(ip, IPv4Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip_network(f"{ip}/{24 if isinstance(ip, IPv4Address) else 48}", strict=False))


class Limits:
    """The counters of one process."""

    def __init__(self) -> None:
        self._counters = FixedWindowRateLimiter(MemoryStorage())

    def request(self, net: str) -> None:
        """Count a request from a network and to the class; RefusedError for one too many."""
        self._count(_ADDRESS, "address", net)
        self._count(_CLASS, "class")

    def person(self, code: str) -> None:
        """Count a sending of somebody whose token was right."""
        self._count(_PERSON, "person", code)

    def picture(self, id_: str) -> None:
        """Count a piece of a picture."""
        self._count(_PICTURE, "picture", id_)

    def guess(self, net: str, code: str) -> None:
        """Raise RefusedError when nobody may try another token from this network, or for a code.

        ``code``: "" for one that is on no list, so that strangers' codes fill no memory.
        """
        self._look(_WRONG_BESIDE, "wrong beside", net, code)
        if self._counters.get_window_stats(_PROVEN, "proven", net, code)[1] < 1:
            return
        self._look(_WRONG_BY_ADDRESS, "wrong", net)
        self._look(_WRONG_BY_CLASS, "wrong")
        if code:
            self._look(_WRONG_BY_CODE, "wrong code", code)

    def wrong(self, net: str, code: str) -> None:
        """Count a wrong token."""
        for items, names in (
            (_WRONG_BY_ADDRESS, ("wrong", net)),
            (_WRONG_BY_CLASS, ("wrong",)),
            (_WRONG_BY_CODE if code else (), ("wrong code", code)),
            (_WRONG_BESIDE if code else (), ("wrong beside", net, code)),
        ):
            for item in items:
                self._counters.hit(item, *names)

    def right(self, net: str, code: str) -> None:
        """Note that somebody showed the right token from this network."""
        self._counters.hit(_PROVEN, "proven", net, code)

    def _count(self, items: tuple[RateLimitItem, ...], *names: str) -> None:
        for item in items:
            if not self._counters.hit(item, *names):
                raise RefusedError("often", after=self._wait(item, names))

    def _look(self, items: tuple[RateLimitItem, ...], *names: str) -> None:
        for item in items:
            if not self._counters.test(item, *names):
                raise RefusedError("guessed", after=self._wait(item, names))

    def _wait(self, item: RateLimitItem, names: tuple[str, ...]) -> int:
        return max(1, int(self._counters.get_window_stats(item, *names)[0] - time()) + 1)
