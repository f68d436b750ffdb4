"""The package itself."""

import qualifier


def test_the_package_says_its_version() -> None:
    assert qualifier.__version__.count(".") == 2
