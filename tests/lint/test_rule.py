import pytest

from service.lint.rule import rule


def test_two_rules_cannot_share_a_name():
    def check(sheet):
        return ()

    with pytest.raises(ValueError, match="left-edge"):
        rule("left-edge", clause=None, strength="实务", advice="")(check)
