"""One's own account: sessions, second factors, password. What changes how one signs in asks for the password again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.node.accounts import factors, limits, visits
from homeward.node.accounts.actions import AccountError, choose_password
from homeward.node.accounts.acts import did
from homeward.node.accounts.gate import roles_of, signed_in, whoever
from homeward.node.accounts.models import Authenticator, Passkey, Visit
from homeward.node.accounts.setting_up import Offer


@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return _shown(request)


@signed_in
def factor(request: HttpRequest) -> HttpResponse:
    """Add a passkey, or an authenticator app in place of the one before."""
    user = whoever(request)
    offer = Offer(request, user)
    problem = ""
    if request.method == "POST":
        problem = _password_wrong(request) or offer.take()
        if not problem:
            visits.end_all(user, but=request.session.session_key)
            return redirect("me")
    context = {"problem": problem, "asks_password": True, **offer.shown()}
    return render(request, "accounts/factor.html", context, status=400 if problem else 200)


@require_POST
@signed_in
def remove_passkey(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a passkey, but not the last second factor."""
    user = whoever(request)
    found = Passkey.objects.filter(user=user, pk=number).first()
    if found is None:
        raise Http404
    others = Passkey.objects.filter(user=user).exclude(pk=number).exists()
    if not others and not Authenticator.objects.filter(user=user).exists():
        return _shown(request, _("This is your only second factor; add another first."))
    if problem := _password_wrong(request):
        return _shown(request, problem)
    found.delete()
    visits.end_all(user, but=request.session.session_key)
    did("passkey removed", user, user)
    return redirect("me")


@require_POST
@signed_in
def recovery(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, and show them once."""
    if problem := _password_wrong(request):
        return _shown(request, problem)
    user = whoever(request)
    codes = factors.new_recovery_codes(user)
    did("recovery codes", user, user)
    return render(request, "accounts/recovery.html", {"codes": codes, "back": "/office/me"})


@require_POST
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every session ends, this one too."""
    if problem := _password_wrong(request):
        return _shown(request, problem)
    try:
        choose_password(whoever(request), request.POST.get("new", "")[:1000], request.POST.get("again", "")[:1000])
    except AccountError as error:
        return _shown(request, str(error))
    visits.end(request)
    return redirect("sign-in")


@require_POST
@signed_in
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's sessions."""
    found = Visit.objects.filter(user=whoever(request), pk=number).first()
    if found is None:
        raise Http404
    if found.session == request.session.session_key:
        visits.end(request)
        return redirect("sign-in")
    visits.end_one(found)
    return redirect("me")


@require_POST
@signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this."""
    user = whoever(request)
    visits.end_all(user, but=request.session.session_key)
    did("sessions", user, user)
    return redirect("me")


def _shown(request: HttpRequest, problem: str = "") -> HttpResponse:
    user = whoever(request)
    context = {
        "problem": problem,
        "roles": [role.words for role in sorted(roles_of(user))],
        "authenticator": Authenticator.objects.filter(user=user).first(),
        "passkeys": Passkey.objects.filter(user=user),
        "left": factors.recovery_codes_left(user),
        "visits": visits.open_visits(user),
        "here": request.session.session_key,
    }
    return render(request, "accounts/me.html", context, status=400 if problem else 200)


def _password_wrong(request: HttpRequest) -> str:
    """Return what is wrong with the password that a form brings; "" if nothing."""
    user = whoever(request)
    allowed = {f"password {user.pk}": 5}
    if not limits.may_try(allowed):
        return _("Too many wrong attempts. Wait a quarter of an hour.")
    if not user.check_password(request.POST.get("password", "")[:1000]):
        return _("This is not your password.")
    limits.succeeded(allowed)
    return ""
