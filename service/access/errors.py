"""What can go wrong between a caller and what he may do.

InvalidRequest
├── NotSignedIn               401, no session and no token
│   └── InvalidToken          401, a token that is unknown, expired or revoked
├── SignInFailed              401, login or password is wrong; never says which
├── TooManyFailures           429, locked out for a while
├── Forbidden                 403, signed in, but without the role or the scope
├── FormExpired               403, an unsafe request without the token of its session
├── PasswordChangeNeeded      403, a one-time password is good only for choosing another
├── AccountNotFound           404, no such person, unit or token, or in another's care
└── InvalidAccount            422, a login, a name or a password that can't be taken
"""

from __future__ import annotations

from service.errors import InvalidRequest


class NotSignedIn(InvalidRequest):
    """The caller is unknown."""

    code = "not_signed_in"
    title = "没有登录"
    http_status = 401
    exit_code = 77


class InvalidToken(NotSignedIn):
    """The token is unknown, expired or revoked."""

    code = "invalid_token"
    title = "令牌无效"


class SignInFailed(InvalidRequest):
    """Login or password is wrong, or the account is disabled; the answer is the same."""

    code = "sign_in_failed"
    title = "登录失败"
    http_status = 401
    exit_code = 77


class TooManyFailures(InvalidRequest):
    """This account, or this address, is locked out until the time that the message names."""

    code = "too_many_failures"
    title = "登录失败次数过多"
    http_status = 429
    exit_code = 77
    retryable = True

    def __init__(self, message: str | None = None, retry_after_s: int = 60) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Forbidden(InvalidRequest):
    """The caller is known and lacks the role or the scope."""

    code = "forbidden"
    title = "没有权限"
    http_status = 403
    exit_code = 77


class FormExpired(InvalidRequest):
    """An unsafe request came without the token of its session: a stale page, or a forgery."""

    code = "form_expired"
    title = "页面已过期"
    http_status = 403
    exit_code = 77


class PasswordChangeNeeded(InvalidRequest):
    """The one-time password has to be replaced first."""

    code = "password_change_needed"
    title = "请先修改密码"
    http_status = 403
    exit_code = 77


class AccountNotFound(InvalidRequest):
    """No such person, unit or token, as far as the caller may know."""

    code = "account_not_found"
    title = "没有这个用户、单位或令牌"
    http_status = 404


class InvalidAccount(InvalidRequest):
    """A login, a name, a role or a password can't be taken; the message says what fits."""

    code = "invalid_account"
    title = "填写的内容不能用"
    http_status = 422
