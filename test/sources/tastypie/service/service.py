"""A small Tastypie service for the tests: authors with profiles, books, tags and one setting, behind OAuth 2.0 (client credentials).

Usage: service.py PORT FOLDER, where FOLDER takes the database. Prints `ready` when it listens, and ends with its standard input.
"""
import base64
import os
import sys
import threading

import compat  # noqa: F401  Must come first: Debian's Tastypie was written for an older Django.
import django
from django.conf import settings

PORT, FOLDER = int(sys.argv[1]), sys.argv[2]
CLIENT, SECRET, TOKEN = 'tester', 'tester-secret', 'tastypie-token-1'

settings.configure(
    ALLOWED_HOSTS=['127.0.0.1'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': os.path.join(FOLDER, 'db.sqlite3')}},
    DEFAULT_AUTO_FIELD='django.db.models.AutoField',
    INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', 'library'],
    ROOT_URLCONF=__name__,
    SECRET_KEY='of a test',
    TASTYPIE_DEFAULT_FORMATS=['json'],
    USE_TZ=False,
)
django.setup()

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import include, re_path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from tastypie import fields  # noqa: E402
from tastypie.api import Api  # noqa: E402
from tastypie.authentication import Authentication  # noqa: E402
from tastypie.authorization import Authorization  # noqa: E402
from tastypie.constants import ALL, ALL_WITH_RELATIONS  # noqa: E402
from tastypie.resources import ModelResource  # noqa: E402
from tastypie.validation import FormValidation  # noqa: E402
from django import forms  # noqa: E402
from library.models import Author, Book, Profile, Setting, Tag  # noqa: E402


class Bearer(Authentication):
    def is_authenticated(self, request, **kwargs):
        return request.META.get('HTTP_AUTHORIZATION') == 'Bearer ' + TOKEN

    def get_identifier(self, request):
        return CLIENT


class Common:
    authentication = Bearer()
    authorization = Authorization()
    always_return_data = False


class AuthorForm(forms.ModelForm):
    class Meta:
        model = Author
        fields = ['name']


class AuthorResource(ModelResource):
    class Meta(Common):
        queryset = Author.objects.order_by('id')
        resource_name = 'author'
        validation = FormValidation(form_class=AuthorForm)
        filtering = {'name': ALL, 'active': ['exact'], 'born': ['gte', 'lte']}
        ordering = ['name', 'born']


class TagResource(ModelResource):
    class Meta(Common):
        queryset = Tag.objects.order_by('id')
        resource_name = 'tag'
        list_allowed_methods = ['get', 'post']
        detail_allowed_methods = ['get', 'delete']
        filtering = {'name': ['exact', 'startswith']}


class BookResource(ModelResource):
    author = fields.ForeignKey(AuthorResource, 'author', help_text='Who wrote it.')
    tags = fields.ManyToManyField(TagResource, 'tags', blank=True)
    slug = fields.CharField(readonly=True, help_text='Made of the title.')

    class Meta(Common):
        queryset = Book.objects.order_by('id')
        resource_name = 'book'
        filtering = {'title': ALL, 'author': ALL_WITH_RELATIONS, 'pages': ['exact', 'gt', 'lt']}
        ordering = ['title', 'pages']
        excludes = []

    def dehydrate_slug(self, bundle):
        return bundle.obj.title.lower().replace(' ', '-')


class ProfileResource(ModelResource):
    author = fields.OneToOneField(AuthorResource, 'author', unique=True)

    class Meta(Common):
        queryset = Profile.objects.order_by('id')
        resource_name = 'a_profile'
        always_return_data = True


class SettingResource(ModelResource):
    class Meta(Common):
        queryset = Setting.objects.all()
        resource_name = 'setting'
        list_allowed_methods = ['get']
        detail_allowed_methods = ['get', 'patch']


class LogResource(ModelResource):
    class Meta(Common):
        queryset = Tag.objects.all()
        resource_name = 'log'
        allowed_methods = ['get']


@csrf_exempt
def token(request):
    given = base64.b64encode(f'{CLIENT}:{SECRET}'.encode()).decode()
    if request.META.get('HTTP_AUTHORIZATION') != 'Basic ' + given:
        return JsonResponse({'error': 'invalid_client'}, status=401)
    return JsonResponse({'access_token': TOKEN, 'token_type': 'Bearer', 'expires_in': 3600})


api = Api(api_name='v1')
for each in (AuthorResource, BookResource, ProfileResource, TagResource, SettingResource, LogResource):
    api.register(each())
urlpatterns = [re_path(r'^token/$', token), re_path(r'^api/', include(api.urls))]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


with connection.schema_editor() as editor:
    for model in (Author, Tag, Book, Profile, Setting):
        editor.create_model(model)
Setting.objects.create()
ada = Author.objects.create(name='Ada')
Book.objects.create(title='First <book>', author=ada)
Profile.objects.create(author=ada, homepage='https://ada.example/')
server = ThreadedWSGIServer(('127.0.0.1', PORT), Quiet)
server.set_app(get_wsgi_application())
threading.Thread(target=server.serve_forever, daemon=True).start()
print('ready', server.server_port, flush=True)
sys.stdin.read()
