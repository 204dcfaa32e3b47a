"""Addresses of the registry: keys only, never a name."""

from django.urls import path

from homeward.node.people.views import lists, person, register, twins

urlpatterns = [
    path("office/people", register.register, name="people"),
    path("office/people/new", register.new, name="person-new"),
    path("office/people/export", register.export, name="people-export"),
    path("office/people/lists", lists.lists, name="imports"),
    path("office/people/lists/<slug:key>", lists.page, name="import"),
    path("office/people/lists/<slug:key>/rows/<int:number>", lists.row, name="import-row"),
    path("office/people/lists/<slug:key>/do/<slug:what>", lists.act, name="import-act"),
    path("office/people/twins", twins.twins, name="twins"),
    path("office/people/twins/find", twins.find, name="twins-find"),
    path("office/people/twins/<int:number>", twins.decide, name="twins-decide"),
    path("office/people/photos/<slug:key>", person.photo, name="photo"),
    path("office/people/merges/<int:number>/part", person.part, name="merge-part"),
    path("office/people/<slug:key>", person.page, name="person"),
    path("office/people/<slug:key>/correct", person.correct, name="person-correct"),
    path("office/people/<slug:key>/say/<slug:what>", person.say, name="person-say"),
    path("office/people/<slug:key>/merge", twins.merge, name="person-merge"),
    path("office/people/<slug:key>/erase", person.erase, name="person-erase"),
]
