"""LibreOffice: one converter process behind a socket, owning warm LibreOffice processes; docx in, PDF out.

Who uses it needs ``client`` (open a running converter), ``child`` (start one and stop it) and ``converter``
(the protocol, health and options). Inside: ``server`` and ``pool`` run in the converter process, ``process``
is one LibreOffice with its bridge, ``bridge`` runs under the system's Python, ``canary`` proves the page before
any paper is made. This is the only package that starts processes. It neither reads nor changes what it converts.

This module imports nothing, because the bridge imports it under the system's Python.
"""
