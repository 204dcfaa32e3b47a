"""Addresses of whoever operates the node."""

from django.urls import path

from homeward.node.operating import views

urlpatterns = [path("office/state", views.state, name="office-state")]
