"""Addresses of the office that belong to no other room."""

from django.urls import path

from homeward.node.accounts import views

urlpatterns = [
    path("office", views.home, name="office"),
    path("office/requests/<int:number>", views.request_page, name="office-request"),
    path("office/requests/<int:number>/agree", views.agree, name="office-agree"),
    path("office/requests/<int:number>/decline", views.decline, name="office-decline"),
]
