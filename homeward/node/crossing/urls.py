"""Addresses of the crossing. Keys and numbers only: nothing in them says who."""

from django.urls import path

from homeward.node.crossing.views import desk, differences, person, phone, sheet, signing, wishes

urlpatterns = [
    path("office/crossing", desk.page, name="crossings"),
    path("office/crossing/<slug:key>", phone.page, name="crossing"),
    path("office/crossing/<slug:key>/tick", phone.tick, name="crossing-tick"),
    path("office/crossing/<slug:key>/ticks", phone.ticks, name="crossing-ticks"),
    path("office/crossing/<slug:key>/sign", signing.page, name="crossing-sign"),
    path("office/crossing/<slug:key>/sign/go-on", signing.go_on, name="crossing-go-on"),
    path("office/crossing/<slug:key>/signed/<slug:signing_key>", signing.signed, name="crossing-signed"),
    path("office/crossing/<slug:key>/differences", differences.page, name="crossing-differences"),
    path("office/crossing/<slug:key>/differences/dispute", differences.contest, name="crossing-dispute"),
    path("office/crossing/<slug:key>/differences/resolve", differences.settle, name="crossing-resolve"),
    path("office/crossing/<slug:key>/differences/accept", differences.accept, name="crossing-accept"),
    path("office/crossing/<slug:key>/sheet", sheet.printed, name="crossing-sheet"),
    path("office/crossing/<slug:key>/sheet.pdf", sheet.pdf, name="crossing-pdf"),
    path("office/crossing/<slug:key>/paper", sheet.typed, name="crossing-paper"),
    path("office/crossing/<slug:key>/<int:number>", person.page, name="crossing-person"),
    path("office/wishes", wishes.page, name="wishes"),
    path("office/wishes/sign", wishes.sign, name="wishes-sign"),
    path("office/wishes/<slug:commitment>", wishes.person, name="wish"),
]
