"""Addresses of the office that belong to no other room."""

from django.urls import path, register_converter

from homeward.node.accounts.views import accounts, audit, me, office, signing


class Table:
    """One of the auditor's tables."""

    regex = "looks|accounts|requests"

    def to_python(self, value: str) -> str:
        """Return its name."""
        return value

    def to_url(self, value: str) -> str:
        """Return its name."""
        return value


register_converter(Table, "audited")

urlpatterns = [
    path("office", office.home, name="office"),
    path("office/requests/<int:number>", office.request_page, name="office-request"),
    path("office/requests/<int:number>/agree", office.agree, name="office-agree"),
    path("office/requests/<int:number>/decline", office.decline, name="office-decline"),
    path("office/in", signing.sign_in, name="sign-in"),
    path("office/in/code", signing.code, name="sign-in-code"),
    path("office/in/factor", signing.first_factor, name="sign-in-factor"),
    path("office/invitation/<str:token>", signing.invitation, name="invitation"),
    path("office/join", signing.join, name="join"),
    path("office/out", signing.sign_out, name="sign-out"),
    path("office/me", me.page, name="me"),
    path("office/me/factor", me.factor, name="me-factor"),
    path("office/me/passkeys/<int:number>/remove", me.remove_passkey, name="me-passkey-remove"),
    path("office/me/recovery", me.recovery, name="me-recovery"),
    path("office/me/password", me.password, name="me-password"),
    path("office/me/sessions/<int:number>/end", me.end_session, name="me-session-end"),
    path("office/me/sessions/others", me.end_others, name="me-sessions-end"),
    path("office/accounts", accounts.index, name="accounts"),
    path("office/accounts/new", accounts.new, name="account-new"),
    path("office/accounts/<int:number>", accounts.page, name="account"),
    path("office/accounts/<int:number>/roles", accounts.roles, name="account-roles"),
    path("office/accounts/<int:number>/close", accounts.close, name="account-close"),
    path("office/accounts/<int:number>/open", accounts.reopen, name="account-open"),
    path("office/accounts/<int:number>/reset", accounts.reset, name="account-reset"),
    path("office/audit", audit.looks, name="audit"),
    path("office/audit/accounts", audit.accounts, name="audit-accounts"),
    path("office/audit/requests", audit.requests, name="audit-requests"),
    path("office/audit/<audited:table>.csv", audit.data, name="audit-data"),
]
