from django.urls import path

from events.registration import own_views as own
from events.registration import views

urlpatterns = [
    path("registration/<slug:event>/", views.RegisterPage.as_view(), name="register"),
    path("registration/<slug:event>/sent/", views.RegisteredPage.as_view(), name="registered"),
    path("ticket/<str:token>/", own.OwnPage.as_view(), name="ticket_own"),
    path("ticket/<str:token>/confirm/", own.ConfirmPage.as_view(), name="ticket_confirm"),
    path("ticket/<str:token>/edit/", own.EditPage.as_view(), name="ticket_edit"),
    path("ticket/<str:token>/cancel/", own.CancelPage.as_view(), name="ticket_cancel"),
    path("ticket/<str:token>/qr.svg", own.QrFile.as_view(), name="ticket_qr"),
    path("ticket/<str:token>/ticket.pdf", own.TicketPdf.as_view(), name="ticket_pdf"),
    path("ticket/<str:token>/ticket.ics", own.TicketCalendar.as_view(), name="ticket_ics"),
    path("ticket/<str:token>/certificate.pdf", own.CertificatePdf.as_view(), name="ticket_certificate"),
]
