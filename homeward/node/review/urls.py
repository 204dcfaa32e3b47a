"""Addresses of review."""

from django.urls import path

from homeward.node.review import views

urlpatterns = [
    path("office/review", views.queue, name="review"),
    path("office/review/in", views.sign_in, name="review-login"),
    path("office/review/out", views.sign_out, name="review-logout"),
    path("office/review/documents/<str:key>", views.document, name="review-document"),
    path("office/review/remarks/<int:number>", views.answer, name="review-remark"),
    path("remarks", views.remark, name="remark"),
]
