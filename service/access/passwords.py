"""Passwords: which are good enough, and how they are kept (argon2id; NIST SP 800-63B: length, no composition)."""

from __future__ import annotations

import functools
import secrets
import threading
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.access.errors import InvalidAccount

SHORTEST = 10
LONGEST = 200
_COMMON = Path(__file__).parent / "common_passwords.txt"
#: No 0/o, 1/l/i: it is read from a screen or a slip of paper and typed by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4  #: 16 letters of 31: 79 bits
_AT_ONCE = 2  #: hashes that one process makes at the same time: each takes its memory


@dataclass(frozen=True)
class Passwords:
    """Hashes passwords and compares them.

    Attributes:
        hasher: argon2id and its costs; tests use cheap ones.
    """

    hasher: PasswordHasher
    _gate: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(_AT_ONCE))

    def hash(self, password: str) -> str:
        """Return what is stored of a password."""
        with self._gate:
            return self.hasher.hash(_normal(password))

    def matches(self, password: str, stored: str | None) -> bool:
        """Tell whether a password is the stored one; None, for nobody's, takes as long and is never right."""
        with self._gate:
            try:
                return self.hasher.verify(stored or self._nobody, _normal(password)) and stored is not None
            except (VerificationError, InvalidHashError):
                return False

    @functools.cached_property
    def _nobody(self) -> str:
        return self.hasher.hash(secrets.token_hex())


def default_passwords() -> Passwords:
    """Return argon2id at a cost of about 100 ms on an office's server."""
    return Passwords(PasswordHasher(time_cost=4, memory_cost=19_456, parallelism=1))


def one_time_password() -> str:
    """Return a random password that can be read aloud and typed."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def check_password(password: str, login: str) -> None:
    """Refuse a password that others would guess.

    Raises:
        InvalidAccount: if it is too short, too long, common, or made of the login or of one pattern.
    """
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise InvalidAccount(f"密码至少 {SHORTEST} 个字符，可以用一句话；不要求大小写、数字混用")
    if len(plain) > LONGEST:
        raise InvalidAccount(f"密码最长 {LONGEST} 个字符")
    folded = plain.casefold()
    if folded in _common() or _is_pattern(folded):
        raise InvalidAccount("这个密码太常见，容易被猜到，请换一个")
    if login and folded.replace(login, "").strip("0123456789") == "":
        raise InvalidAccount("密码不能只由登录名和数字组成，请换一个")


def _normal(password: str) -> str:
    """Return the form that is hashed: the same on every keyboard and system."""
    return unicodedata.normalize("NFKC", password)


def _is_pattern(text: str) -> bool:
    """Tell whether it is one character or short piece repeated, or a run such as 23456789."""
    repeated = any(text == (text[:size] * len(text))[: len(text)] for size in (1, 2, 3))
    steps = {(ord(after) - ord(before)) for before, after in pairwise(text)}
    return repeated or steps in ({1}, {-1})


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text("utf-8").split())
