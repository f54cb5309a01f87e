from django.contrib.admin import AdminSite


class KopirAdminSite(AdminSite):
    pass
