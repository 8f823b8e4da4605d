"""Authors, books, tags and one setting."""
import datetime
import uuid

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80, help_text='As it stands on <b>covers</b>.')
    born = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=False)
    key = models.UUIDField(default=uuid.uuid4)


class Tag(models.Model):
    name = models.CharField(max_length=20, unique=True)


class Book(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name='books')
    tags = models.ManyToManyField(Tag, blank=True)
    kind = models.CharField(max_length=10, choices=[('novel', 'Novel'), ('poem', 'Poem')], default='novel')
    pages = models.IntegerField(default=0)
    price = models.DecimalField(max_digits=6, decimal_places=2, default='9.99')
    published = models.DateTimeField(default=datetime.datetime.now)
    added = models.DateTimeField(auto_now_add=True)


class Profile(models.Model):
    author = models.OneToOneField(Author, on_delete=models.CASCADE)
    homepage = models.URLField()


class Setting(models.Model):
    greeting = models.CharField(max_length=40, default='Hello')
    api_password = models.CharField(max_length=40, blank=True, default='')
