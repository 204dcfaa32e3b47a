"""What peers ask this node for. The web stops here: a desk's answers know neither Django nor HTTP's details."""

import time

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from homeward.node.desk.answers import ANSWER_HEADER, REQUEST_HEADER, Request
from homeward.node.journal import desk


@csrf_exempt  # no browser asks here, and no cookie counts: every request is signed
def ledger(request: HttpRequest) -> HttpResponse:
    """Answer a peer."""
    answers = desk.answers()
    if answers is None:
        raise Http404
    asked = Request(
        request.method or "", request.get_full_path(), request.headers.get(REQUEST_HEADER, ""), request.read
    )
    answer = answers.answer(asked, int(time.time()))
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.type)
    response.headers["Cache-Control"] = "no-store"
    if answer.signed:
        response.headers[ANSWER_HEADER] = answer.signed
    return response
