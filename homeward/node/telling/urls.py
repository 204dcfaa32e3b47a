"""Addresses of the statements."""

from django.urls import path

from homeward.node.telling import views

urlpatterns = [
    path("office/statements", views.page, name="statements"),
    path("office/statements/new", views.new, name="statement-new"),
    path("office/statements/consent", views.consent, name="statement-consent"),
    path("office/statements/<slug:key>", views.edit, name="statement"),
    path("office/statements/<slug:key>/release", views.release, name="statement-release"),
]
