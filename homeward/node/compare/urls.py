"""Addresses of comparing: participants and numbers, never a name of a person."""

from django.urls import path

from homeward.node.compare import views

urlpatterns = [
    path("office/compare", views.comparisons, name="comparisons"),
    path("office/compare/pairs/<int:number>", views.pair, name="comparison-pair"),
    path("office/compare/<slug:author>", views.comparison, name="compare"),
    path("office/compare/<slug:author>/next", views.following, name="compare-next"),
    path("office/compare/<slug:author>/bulk", views.bulk, name="compare-bulk"),
]
