"""Widget: a web component for intranets that shows an employee what that employee may see.

Static files: what is personal the component asks for itself, with a widget token of the page.
"""
