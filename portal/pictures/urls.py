from django.urls import path

from portal.pictures import pages
from portal.pictures.drawn import PICTURES

app_name = "pictures"
urlpatterns = [
    path("pictures/", pages.PicturesPage.as_view(), name="index"),
    *[
        path(f"pictures/{name}/", pages.PicturePage.as_view(picture=picture), name=name)
        for name, picture in PICTURES.items()
    ],
    *[
        path(f"pictures/{name}.csv", pages.PictureTable.as_view(picture=picture), name=f"{name}_csv")
        for name, picture in PICTURES.items()
    ],
]
