"""Telling people: notifications, mail, questions from one to another."""
