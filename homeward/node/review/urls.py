"""Addresses of review."""

from django.urls import path

from homeward.node.review import views

urlpatterns = [
    path("review", views.queue, name="review"),
    path("review/in", views.sign_in, name="review-login"),
    path("review/out", views.sign_out, name="review-logout"),
    path("review/documents/<str:key>", views.document, name="review-document"),
    path("review/remarks/<int:number>", views.answer, name="review-remark"),
    path("remarks", views.remark, name="remark"),
]
