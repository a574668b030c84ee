"""成文 (Chengwen): turns the facts of a campaign (活动) into official papers (公文) and keeps them regenerable.

Imports point down only: doors (``api``, ``web``, ``cli``) → ``generation`` → ``rendering`` | ``lint`` |
``storage`` → ``catalog`` | ``office`` | ``page`` | ``layout`` → ``document``. A test holds this.
"""
