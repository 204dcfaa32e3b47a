"""Whether the node can answer: for a supervisor or a proxy, not for readers; the operator's page says more."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from homeward.node.jobs.models import Beat
from homeward.node.public.models import Weighing


def page(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, 503 when not; of its contents only whether it is weighed.

    A worker that is silent does not make it 503: starting the server again is not what mends that.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        weighed = Weighing.objects.exists()
        beat = Beat.objects.first()
    except DatabaseError:
        return JsonResponse({"database": "unavailable"}, status=503)
    alive = beat is not None and beat.is_alive
    worker = "ok" if alive else "silent" if settings.ENVIRONMENT.worker else "off"
    return JsonResponse({"database": "ok", "worker": worker, "weighed": weighed})
