"""A job's page: how far it is, what came of it, and a way to stop it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.node.accounts.gate import rights, signed_in, whoever
from homeward.node.jobs import actions
from homeward.node.jobs.kinds import Kind, kind_of
from homeward.node.jobs.models import Beat, Job


@signed_in
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a job."""
    job, kind = _found(request, number)
    return render(request, "jobs/job.html", _context(job, kind))


@signed_in
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """Show the part of the page that changes."""
    job, kind = _found(request, number)
    return render(request, "jobs/progress.html", _context(job, kind))


@require_POST
@signed_in
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Ask that it stop."""
    job, kind = _found(request, number)
    try:
        actions.stop(whoever(request), number)
    except actions.JobError as error:
        return render(request, "jobs/job.html", {**_context(job, kind), "problem": str(error)}, status=400)
    return redirect("office-job", number)


def _found(request: HttpRequest, number: int) -> tuple[Job, Kind]:
    job = Job.objects.select_related("asked_by").filter(pk=number).first()
    kind = kind_of(job.kind) if job is not None else None
    if job is None or kind is None:
        raise Http404
    if kind.right not in rights(request):
        raise PermissionDenied
    return job, kind


def _context(job: Job, kind: Kind) -> dict[str, object]:
    beat = None if job.is_over else Beat.objects.first()
    return {
        "job": job,
        "title": kind.title,
        "address": kind.address(job.subject) if kind.address else None,
        "nobody_works": not job.is_over and (beat is None or not beat.is_alive),
    }
