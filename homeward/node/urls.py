"""The addresses of the node. Every page has its data beside it: the same address with ``.json`` or ``.csv``."""

from django.urls import include, path

urlpatterns = [
    path("", include("homeward.node.journal.urls")),
    path("", include("homeward.node.accounts.urls")),
    path("", include("homeward.node.jobs.urls")),
    path("", include("homeward.node.people.urls")),
    path("", include("homeward.node.compare.urls")),
    path("", include("homeward.node.review.urls")),
    path("", include("homeward.node.operating.urls")),
    path("", include("homeward.node.agreeing.urls")),
    path("", include("homeward.node.crossing.urls")),
    path("", include("homeward.node.telling.urls")),
    path("", include("homeward.node.public.urls")),
]

handler400 = "homeward.node.public.views.failures.bad_request"
handler403 = "homeward.node.public.views.failures.forbidden"
handler404 = "homeward.node.public.views.failures.not_found"
handler500 = "homeward.node.public.views.failures.broken"
