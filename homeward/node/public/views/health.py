"""Whether the node can answer: for a supervisor or a proxy, not for readers."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from homeward.node.public.models import Weighing


def page(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, 503 when not; of its contents only whether it is weighed."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        weighed = Weighing.objects.exists()
    except DatabaseError:
        return JsonResponse({"database": "unavailable"}, status=503)
    return JsonResponse({"database": "ok", "weighed": weighed})
